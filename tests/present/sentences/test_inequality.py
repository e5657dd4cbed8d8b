from __future__ import annotations

import re

import made
import pytest

from analysis.present import sentences
from analysis.present.sentences import phrases
from analysis.present.sentences.inequality import apart, size
from analysis.results import compare, scores
from analysis.results.inequality import inequality
from analysis.results.inequality_places import inequality_by_place
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


@pytest.fixture(scope="module")
def one_apart(workspace_of):
    """Return fifths of areas of which only the third is unlike the others."""
    shares = {"1": 800, "2": 805, "3": 700, "4": 802, "5": 803}
    blocks = [
        {"n": n, "deprivation": key, "Q5": answer}
        for key, yes in shares.items()
        for n, answer in ((yes, 1), (1000 - yes, 2))
    ]
    return workspace_of(made.people(*blocks))


def test_ends_alike_and_one_group_apart_are_said_together(one_apart):
    found = inequality(one_apart, WHO, Q5, dimension("deprivation"))
    said = sentences.inequality(found)
    assert said.startswith("No clear gap between people in the most deprived fifth")
    third = dimension("deprivation").group("3").people
    assert f"but {third} score clearly lower than {found.reference.people}, by 10." in said
    assert sentences.inequality_spread(found).startswith("Over all groups together, people")


def test_the_group_called_apart_is_the_one_on_groups(one_apart):
    compared = compare(scores(one_apart, WHO, Q5, [dimension("deprivation")]))
    clear = phrases.clear(compared.groups)
    found = inequality(one_apart, WHO, Q5, dimension("deprivation"))
    assert clear["group"].tolist() == [row["group"] for row in found.apart] == ["3"]
    assert compared.reference == found.reference


def test_without_an_order_a_group_apart_comes_first(workspace_of):
    shares = {"white": (4000, 0.80), "asian": (90, 0.70), "mixed": (60, 0.82), "other": (60, 0.80)}
    blocks = [
        {"n": n, "ethnicity": key, "Q5": answer}
        for key, (people, share) in shares.items()
        for n, answer in ((round(people * share), 1), (round(people * (1 - share)), 2))
    ]
    found = inequality(workspace_of(made.people(*blocks)), WHO, Q5, dimension("ethnicity"))
    assert not found.headline["beyond"]
    said = sentences.inequality(found)
    asian = phrases.capital(dimension("ethnicity").group("asian").people)
    assert said.startswith(f"{asian} score clearly lower than")
    assert "No clear gap" not in said
    spread = sentences.inequality_spread(found)
    assert ("may be chance too" in spread) == (not found.rows["bgsd"]["beyond"])


def test_several_groups_apart_are_counted(uneven):
    found = inequality(uneven, WHO, Q5, dimension("deprivation"))
    assert len(found.apart) == 3
    assert apart(found).startswith("3 groups differ clearly from people in the least")


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
