from __future__ import annotations

from dataclasses import replace

import made

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


def test_for_whom_names_the_first_two_findings(demo):
    found = overview(demo, Population.of("demo"))
    first, second = (one.group.people for one in found.findings[:2])
    assert sentences.summary(found).endswith(f"; and, of all groups, for {first} and {second}.")
    assert sentences.summary(replace(found, findings=())).endswith("%.")


def test_with_nothing_to_tell_nothing_is_told(workspace_of):
    few = workspace_of(made.people({"n": 8, "sex": "female", "Q59": [9]}))
    found = overview(few, WHO)
    assert found.findings == ()
    assert "too few answers" in sentences.summary(found)


def shortfalls(found, *scores):
    low = found.shortfalls.head(len(scores)).assign(score=scores)
    return replace(found, shortfalls=low, findings=())


def test_questions_with_one_and_the_same_lowest_score_are_not_ranked(demo):
    found = overview(demo, Population.of("demo"))
    first, second, *_ = (question(code).label for code in found.shortfalls["question"])
    both = sentences.summary(shortfalls(found, 0.4, 0.4, 0.5))
    assert both.endswith(f"furthest short on “{first}” and “{second}”: 40% each.")
    many = sentences.summary(shortfalls(found, 0.4, 0.4, 0.4))
    assert many.endswith("falls furthest short on several questions alike: 40% each.")
    one = sentences.summary(shortfalls(found, 0.4, 0.402))
    assert one.endswith(f"furthest short on “{first}”: 40%.")


def test_a_gap_upwards_is_not_the_widest_of_a_group_that_is_nowhere_clearly_higher(demo):
    found = overview(demo, Population.of("demo"))
    row = {"lower": 1, "higher": 0, "compared": 50, "difference": 0.12}
    odd = replace(found, gaps=found.gaps.head(1).assign(**row))
    assert tables.gaps(odd)["Widest clear gap"].tolist() == ["none"]
