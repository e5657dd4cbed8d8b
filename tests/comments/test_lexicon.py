import pytest

from analysis.comments.lexicon import lexicon, origins


def test_there_is_a_list_for_every_origin():
    assert {"uk", "irish", "south_asian", "turkish", "west_african", "polish", "chinese"} <= set(
        origins()
    )
    assert "words" not in origins()


@pytest.mark.parametrize("ending", ["", "'s", "’s", "`s"])
def test_a_word_is_known_with_its_endings(ending):
    assert lexicon()[f"Mehmet{ending}"].first
    assert lexicon()[f"clinic{ending}"].plain


def test_a_contraction_is_english():
    assert lexicon()["couldn't"].plain
    assert lexicon()["doesn’t"].plain


def test_double_names_are_names_and_compounds_are_not():
    assert lexicon()["Anne-Marie"].first
    assert not lexicon()["bi-weekly"].listed
    assert lexicon()["follow-up"].plain


def test_a_misspelt_word_is_no_name():
    assert lexicon()["Exellent"].strange
    assert not lexicon()["Exellent"].unknown
    assert lexicon()["Xzyqor"].unknown


def test_shapes_and_syllables_tell_names():
    assert lexicon()["zbrozkowski"].shaped
    assert lexicon()["xiaotang"].shaped
    assert not lexicon()["xzyqor"].shaped


def test_places_of_the_survey_stay():
    assert lexicon()["Humber"].kept
