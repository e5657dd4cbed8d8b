from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.results import Unavailable, scores, survival
from analysis.statistics.estimate import Estimate
from analysis.survey import InputError, Population, dimension, question

WHO = Population.of("demo")
Q59 = question("Q59")
ETHNICITY = dimension("ethnicity")


@pytest.fixture(scope="module")
def found(demo):
    return survival(demo, WHO, Q59, ETHNICITY, "asian")


def test_the_planted_gap_survives_weighting(found):
    assert found.sides.is_clear
    assert found.verdict in ("weighted", "stays")
    assert found.weighted.lower < found.weighted.value < found.weighted.upper < 0
    assert found.rate < found.rate_reference


def test_bounds_are_by_the_lowest_and_highest_group(found, demo):

    frame = scores(demo, WHO, Q59, (ETHNICITY,)).frame
    known = frame[~frame["total"] & (frame["n"] >= 100) & (frame["group"] != "not-given")]
    low, high = known["score"].min(), known["score"].max()
    sides, r, s = found.sides, found.rate, found.rate_reference
    most = r * sides.score + (1 - r) * high - s * sides.score_reference - (1 - s) * low
    least = r * sides.score + (1 - r) * low - s * sides.score_reference - (1 - s) * high
    assert found.bounds.upper == pytest.approx(most)
    assert found.bounds.lower == pytest.approx(least)


def test_what_would_close_the_gap_closes_it(found):
    r = found.rate
    closed = r * found.sides.score + (1 - r) * (found.sides.score + found.needed)
    assert closed == pytest.approx(found.sides.score_reference)


@pytest.mark.parametrize(
    ("weighted", "bounds", "verdict"),
    [
        (Estimate.missing("No."), Estimate(-0.4, -0.5, -0.1), "unknown"),
        (Estimate(-0.1, -0.3, 0.1), Estimate(-0.4, -0.5, -0.1), "lost"),
        (Estimate(0.4, 0.3, 0.5), Estimate(-0.4, -0.5, -0.1), "lost"),
        (Estimate(-0.4, -0.5, -0.3), Estimate(-0.4, -0.5, 0.1), "weighted"),
        (Estimate(-0.4, -0.5, -0.3), Estimate.missing("No."), "weighted"),
        (Estimate(-0.4, -0.5, -0.3), Estimate(-0.4, -0.5, -0.1), "stays"),
    ],
)
def test_the_verdict(found, weighted, bounds, verdict):
    assert replace(found, weighted=weighted, bounds=bounds).verdict == verdict


def test_no_clear_gap_has_nothing_to_survive(found):
    sides = replace(found.sides, gap=-0.1, lower=-0.3, upper=0.1)
    assert replace(found, sides=sides).verdict == "no gap"


def test_a_breakdown_not_known_of_the_silent_has_no_bounds(demo):
    found = survival(demo, WHO, Q59, dimension("conditions"), "mental-health")
    assert found.weighted.is_known
    assert "not known" in found.bounds.why
    assert found.needed is None


def test_everyone_else_can_be_the_reference(demo):
    found = survival(demo, WHO, Q59, dimension("age"), "16-24", "others")
    assert found.rate < found.rate_reference
    assert found.bounds.is_known


def test_what_there_is_not_is_refused(demo, few, official):
    with pytest.raises(Unavailable, match="takes 100 answers"):
        survival(demo, Population.of("demo", years=[2018], at="RJ1"), Q59, ETHNICITY, "asian")
    with pytest.raises(Unavailable, match="sent a questionnaire"):
        survival(few, Population.of("made"), Q59, dimension("sex"), "female")
    with pytest.raises(Unavailable, match="not those who were asked"):
        survival(official, Population.of("official", years=[2018]), Q59, ETHNICITY, "asian")
    with pytest.raises(InputError, match="two different groups"):
        survival(demo, WHO, Q59, ETHNICITY, "asian", "asian")
