from __future__ import annotations

import made
import pytest

from analysis.present import sentences
from analysis.results import overview
from analysis.survey import Population, dimension, question

SEX, ETHNICITY, AGE = dimension("sex"), dimension("ethnicity"), dimension("age")
DEPRIVATION = dimension("deprivation")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


def test_the_summary_tells_the_rating_and_the_lowest_question(demo):
    found = overview(demo, Population.of("demo"))
    text = sentences.summary(found)
    assert text.startswith("People in England rated their care 8.")
    assert question(found.shortfalls["question"].iloc[0]).label in text


def test_people_live_in_an_area_and_are_treated_at_a_trust(official):
    trust = overview(official, Population.of("official", years=[2018], at="R0A"))
    assert sentences.summary(trust).startswith("People treated at Manchester University")
    assert not sentences.place_is_area(trust)


def test_who_fares_worse_is_told_for_at_most_five_groups_most_questions_first(demo):
    found = overview(demo, Population.of("demo"))
    lines = sentences.for_whom(found)
    assert len(lines) == 5
    counts = [int(line.split(" on ")[1].split(" of ")[0]) for line in lines]
    assert counts == sorted(counts, reverse=True)
    assert all(line.startswith("**") for line in lines)
    assert all("than everyone else" in line for line in lines)


def test_official_pairs_are_told_against_their_own_reference(official):
    lines = sentences.for_whom(overview(official, OFFICIAL))
    assert any(line.startswith("**Women** score lower than men on 3 of 3") for line in lines)
    assert any(
        "than people in the least deprived fifth of areas on 3 of 3" in line for line in lines
    )


def test_with_nothing_to_tell_nothing_is_told(workspace_of):
    few = workspace_of(made.people({"n": 8, "sex": "female", "Q59": [9]}))
    found = overview(few, WHO)
    assert sentences.for_whom(found) == []
    assert "too few answers" in sentences.summary(found)


@pytest.mark.real
def test_the_widest_gap_of_a_group_that_fares_worse_is_one_where_it_does(real):
    told = sentences.for_whom(overview(real, Population.of("ncpes-2018", years=[2018])))
    assert len(told) == 5
    assert all(" lower, on " in text for text in told)
