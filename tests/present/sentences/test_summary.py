from __future__ import annotations

from dataclasses import replace

import made
import pytest

from analysis.present import sentences, tables
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


def shortfalls(found, *scores):
    low = found.shortfalls.head(len(scores)).assign(score=scores)
    return replace(found, shortfalls=low)


def test_questions_with_one_and_the_same_lowest_score_are_not_ranked(demo):
    found = overview(demo, Population.of("demo"))
    first, second, *_ = (question(code).label for code in found.shortfalls["question"])
    both = sentences.summary(shortfalls(found, 0.4, 0.4, 0.5))
    assert both.endswith(f"furthest short on “{first}” and “{second}”: 40% each.")
    many = sentences.summary(shortfalls(found, 0.4, 0.4, 0.4))
    assert many.endswith("falls furthest short on several questions alike: 40% each.")
    one = sentences.summary(shortfalls(found, 0.4, 0.402))
    assert one.endswith(f"furthest short on “{first}”: 40%.")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            {"lower": 1, "higher": 0, "compared": 1, "difference": -0.01},
            "on 1 of 1 question. The widest gap is 1 point lower,",
        ),
        (
            {"lower": 3, "higher": 1, "compared": 1200, "difference": -0.004},
            "on 3 of 1,200 questions and higher on 1. The widest gap is less than 1 point lower,",
        ),
        (
            {"lower": 2, "higher": 1, "compared": 3, "difference": 0.2},
            "on 2 of 3 questions and higher on 1. The widest gap is 20 points higher,",
        ),
    ],
)
def test_numbers_and_nouns_agree_for_a_group_that_fares_worse(demo, row, words):
    found = overview(demo, Population.of("demo"))
    gaps = found.gaps.head(1).assign(**row)
    (line,) = sentences.for_whom(replace(found, gaps=gaps))
    assert words in line


def test_a_gap_upwards_is_not_the_widest_of_a_group_that_is_nowhere_clearly_higher(demo):
    found = overview(demo, Population.of("demo"))
    row = {"lower": 1, "higher": 0, "compared": 50, "difference": 0.12}
    odd = replace(found, gaps=found.gaps.head(1).assign(**row))
    (line,) = sentences.for_whom(odd)
    assert line.endswith("on 1 of 50 questions.")
    assert tables.gaps(odd)["Widest clear gap"].tolist() == ["none"]
