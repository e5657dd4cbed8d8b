import pytest

from analysis.comments.names import names


def found(text):
    return [text[start:end] for start, end in names(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr Patel was kind.", "Patel"),
        ("Dr. Patel was kind.", "Patel"),
        ("I saw mr okonkwo there.", "okonkwo"),
        ("Mrs Long was kind.", "Long"),
        ("Dr J. K. Wójcik was kind.", "J. K. Wójcik"),
        ("Prof O'Neill-Smith was kind.", "O'Neill-Smith"),
        ("Dr al-Hassan was kind.", "al-Hassan"),
        ("Mr van der Berg was kind.", "van der Berg"),
        ("Mr Xzyqor was kind.", "Xzyqor"),
        ("My husband Xzyqor was with me.", "Xzyqor"),
        ("the nurse xzyqor was kind.", "xzyqor"),
        ("A nurse called grace held my hand.", "grace"),
        ("The sister Dawn was kind.", "Dawn"),
        ("Consultant Young was kind.", "Young"),
        ("Many thanks to Rose for it.", "Rose"),
        ("many thanks to dawn for it.", "dawn"),
        ("THANK YOU TO DEAN.", "DEAN"),
        ("my wife sue was with me.", "sue"),
        ("Robin and the team were kind.", "Robin"),
        ("It was Sarah Holland who rang.", "Sarah Holland"),
        ("many thanks to xzyqor for it.", "xzyqor"),
        ("We liked Xzyqor best.", "Xzyqor"),
        ("Xzyqor was kind.", "Xzyqor"),
        ("xzyqor explained it.", "xzyqor"),
        ("Will was kind.", "Will"),
        ("Patience was very kind.", "Patience"),
        ("Folasade Adeyemi explained it.", "Folasade Adeyemi"),
        ("ayşe yılmaz explained it.", "ayşe yılmaz"),
        ("we met Li Xiao Ming there.", "Li Xiao Ming"),
        ("It was sarah brown who rang.", "sarah brown"),
        ("Sarah's care was good.", "Sarah"),
        ("SARAH WAS KIND TO ME.", "SARAH"),
        ("They were good. THANKS TO MEHMET FOR ALL.", "MEHMET"),
        ("It was all good. Thank you\nXzyqor B", "Xzyqor B"),
        ("It was all good. Regards, Will", "Will"),
    ],
)
def test_each_form_of_name_is_found_whole_without_its_cue(text, name):
    assert found(text) == [name]


def test_names_beside_each_other_are_found_each():
    assert found("Thanks to Dawn, Mehmet and Ngozi.") == ["Dawn", "Mehmet", "Ngozi"]


@pytest.mark.parametrize(
    "text",
    [
        "Hodgkin lymphoma, Crohn's disease, Parkinson's, a Hickman line and a Gleason score.",
        "My Macmillan nurse and the Marie Curie nurses at the Royal Marsden and Christie.",
        "St James Hospital, Queen Elizabeth Hospital and Guy's.",
        "I will see them in May. May I say that I hope to mark it?",
        "The ward was clean. Hope it stays so. Patience was needed.",
        "The Nurse Was Kind And The Ward Was Clean.",
        "The dr was late and my dr said so. The nurse came.",
        "We come from Nottingham, and speak Polish and Urdu.",
        "ALL THE STAFF WERE KIND AND THE GP WAS GOOD.",
        "The recption staff were freindly. Excelent care.",
        "I couldn’t thank the staff enough; they didn`t rush.",
        "Herceptin and Tamoxifen made me ill.",
        "Rachel House was clean.",
        "We waited at St Helens and were sent to Queen Mary and back.",
        "A Marie Curie nurse came from Sue Ryder.",
        "The nurse will see you and thank you so much. I asked the nurse. He was kind.",
        "They lost my DVDs, the TENS's leads and two of the ZQXs.",
    ],
)
def test_what_only_looks_like_a_name_stays(text):
    assert found(text) == []


def test_an_eponym_after_a_title_is_a_person():
    assert found("Dr Hodgkin was kind.") == ["Hodgkin"]


def test_what_a_nurse_did_is_no_name():
    assert found("The nurse said no, the nurse called me and my wife told them.") == []
