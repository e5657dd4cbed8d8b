from __future__ import annotations

import re

import made
import pytest

from analysis.present import sentences
from analysis.present.sentences.inequality import size
from analysis.results.inequality import inequality
from analysis.results.inequality_places import inequality_by_place
from analysis.results.inequality_section import questions_of, section_inequality
from analysis.results.inequality_years import inequality_by_year
from analysis.survey import Population, dimension, level, question

WHO = Population.of("made")
DEMO = Population.of("demo")
OFFICIAL = Population.of("official", years=[2018])
Q5 = question("Q5")


@pytest.fixture(scope="module")
def uneven(workspace_of):
    shares = {"1": 500, "2": 700, "3": 700, "4": 700, "5": 900}
    blocks = [
        {"n": n, "deprivation": key, "Q5": answer}
        for key, yes in shares.items()
        for n, answer in ((yes, 1), (1000 - yes, 2))
    ]
    return workspace_of(made.people(*blocks))


def test_the_first_sentence_says_how_wide_how_sure_and_who_is_worse(uneven):
    found = inequality(uneven, WHO, Q5, dimension("deprivation"))
    assert sentences.inequality(found) == (
        "The gap between people in the most deprived fifth of areas and people in the least "
        "deprived fifth of areas is 40.0 points (36.4 to 43.6), and it is real and wide; people in "
        "the most deprived fifth of areas score lower."
    )
    assert sentences.inequality_spread(found).startswith("Over all groups together")


def test_a_gap_that_chance_could_make_is_not_called_real(workspace_of):
    people = made.people(
        {"n": 100, "sex": "female", "Q5": [1, 2]},
        {"n": 100, "sex": "male", "Q5": [1] * 52 + [2] * 48},
    )
    found = inequality(workspace_of(people), WHO, Q5, dimension("sex"))
    said = sentences.inequality(found)
    assert said.startswith("No clear gap between women and men: 2.0 points (−11.")
    assert "real" not in said


@pytest.mark.parametrize(
    ("code", "gap", "words"),
    [
        ("Q5", 0.049, "real but small"),
        ("Q5", 0.05, "real"),
        ("Q5", 0.10, "real and wide"),
        ("Q59", 0.24, "real but small"),
        ("Q59", 0.6, "real and wide"),
    ],
)
def test_small_and_wide(code, gap, words):
    assert size(question(code), gap) == words


def test_without_an_order_the_ends_are_named_with_their_scores(demo):
    found = inequality(demo, DEMO, question("Q1"), dimension("tumour"))
    said = sentences.inequality(found)
    assert "after allowing for chance" in said
    assert found.first.people in said
    assert found.last.people in said


def test_published_gaps_without_bases_lean_on_the_publishers_test(official):
    found = inequality(official, OFFICIAL, question("Q1"), dimension("sex"))
    assert sentences.inequality(found) == (
        "The gap between women and men is 10.0 points as published, and the publisher's own test "
        "found it to be more than chance; women score lower."
    )
    assert sentences.inequality_spread(found) == ""
    places = inequality_by_place(
        official, OFFICIAL, question("Q1"), level("alliance"), dimension("sex")
    )
    said = sentences.inequality_places(places)
    assert "There is no funnel without numbers of answers" in said
    assert "found a gap in 19 of 19" in said


def test_hidden_groups_are_named_without_a_number(few):
    found = inequality(few, WHO, Q5, dimension("ethnicity"))
    said = sentences.inequality_unshown(found)
    assert dimension("ethnicity").group("black").label in said
    assert re.findall(r"\d+", said) in ([], [str(len(found.groups))])


def test_a_section_counts_worse_and_better(workspace_of):
    people = made.people(
        {"n": 300, "sex": "female", "Q5": [1, 2], "Q7": [1], "Q59": [8, 9]},
        {"n": 300, "sex": "male", "Q5": [1], "Q7": [1, 2], "Q59": [8, 9]},
    )
    asked = [question(code) for code in ("Q5", "Q7", "Q59", "Q1")]
    found = section_inequality(workspace_of(people), WHO, asked, dimension("sex"))
    said = sentences.section_inequality(found)
    assert said.startswith(
        "Women are worse off than men on 1 of 3 questions and better off on 1, beyond chance."
    )
    assert said.endswith("1 question has too few answers to show.")
    assert "all 3 questions" in sentences.section_family(found)


def test_a_section_without_an_order_counts_what_is_unequal(demo):
    found = section_inequality(demo, DEMO, questions_of("Operations"), dimension("tumour"))
    count = found.count("unequal")
    expected = "none" if not count else str(count)
    assert f"more than chance on {expected} of 2 questions" in sentences.section_inequality(found)


def test_years_name_the_first_and_the_last(demo):
    found = inequality_by_year(demo, DEMO, Q5, dimension("deprivation"))
    said = sentences.inequality_years(found)
    assert f"in {Q5.years[0]} and " in said
    assert f"in {Q5.years[-1]}." in said


def test_places_name_the_widest_gap_and_the_test(demo):
    found = inequality_by_place(demo, DEMO, Q5, level("alliance"), dimension("deprivation"))
    frame = found.gaps.frame
    widest = frame.loc[frame["difference"].abs().idxmax(), "name"]
    said = sentences.inequality_places(found)
    assert f"in {widest}, where" in said
    assert ("by more than chance" in said) == (found.p < 0.05)
