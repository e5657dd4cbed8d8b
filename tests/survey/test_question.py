import re

import pytest

from analysis.survey import UnknownChoice, question, questions, sections

QUESTIONS = [pytest.param(q, id=q.code) for q in questions()]


def test_there_are_52_questions_in_12_sections():
    assert len(questions()) == 52
    assert len(sections()) == len(set(sections())) == 12


def test_every_section_has_a_question_and_questions_go_by_section():
    order = [sections().index(q.section) for q in questions()]
    assert order == sorted(order)
    assert set(order) == set(range(12))


def test_codes_are_unique_and_in_questionnaire_order():
    numbers = [int(q.code.removeprefix("Q")) for q in questions()]
    assert numbers == sorted(set(numbers))


def test_labels_are_unique():
    assert len({q.label for q in questions()}) == 52


@pytest.mark.parametrize("q", QUESTIONS)
def test_options_are_numbered_from_one(q):
    assert [o.code for o in q.options] == list(range(1, len(q.options) + 1))
    assert len({o.label for o in q.options}) == len(q.options)


@pytest.mark.parametrize("q", [q for q in questions() if not q.is_rating], ids=lambda q: q.code)
def test_every_share_has_answers_for_it_and_against_it(q):
    assert q.codes("positive")
    assert q.codes("negative")
    kinds = [q.codes(kind) for kind in ("positive", "negative", "excluded")]
    assert sorted(c for codes in kinds for c in codes) == [o.code for o in q.options]
    assert all(o.value is None for o in q.options)


@pytest.mark.parametrize("q", QUESTIONS)
def test_top_box_some_extent_counts_against(q):
    partly = [o for o in q.options if re.search("to some extent", o.label, re.IGNORECASE)]
    assert all(o.polarity == "negative" for o in partly)


@pytest.mark.parametrize("q", QUESTIONS)
def test_answers_that_say_nothing_do_not_count(q):
    said = [
        o for o in q.options if re.match(r"(don.t know|not applicable)", o.label, re.IGNORECASE)
    ]
    assert all(o.polarity == "excluded" for o in said)


@pytest.mark.parametrize("q", QUESTIONS)
def test_years_that_compare_are_survey_years(q):
    assert q.years
    assert set(q.years) <= {2015, 2016, 2017, 2018}
    assert list(q.years) == sorted(set(q.years))
    assert 2018 in q.years


@pytest.mark.parametrize("q", QUESTIONS)
def test_every_question_says_who_is_asked_and_what_is_counted(q):
    assert q.asked
    assert q.title == f"{q.code} {q.label}"
    assert q.scoring.endswith(".")
    for option in q.options:
        mentioned = f"“{option.label}”" in q.scoring
        assert mentioned == (option.polarity != "negative" and not q.is_rating)


def test_the_overall_rating_is_the_only_rating_and_goes_from_0_to_10():
    assert [q.code for q in questions() if q.is_rating] == ["Q59"]
    rating = question("Q59")
    assert [o.value for o in rating.options] == list(range(11))
    assert "mean" in rating.scoring


def test_the_dashboard_shows_some_questions_with_the_rating_among_them():
    shown = [q.code for q in questions() if q.dashboard]
    assert "Q59" in shown
    assert len(shown) < 12


def test_letter_case_does_not_matter():
    assert question("q59") is question("Q59")


def test_unknown_question_names_near_ones():
    with pytest.raises(UnknownChoice, match=r"There is no question 'Q99'\. .*Q9") as refused:
        question("Q99")
    assert refused.value.choices == tuple(q.code for q in questions())
    assert "and 40 more" in str(refused.value)
