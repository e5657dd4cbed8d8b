from __future__ import annotations

import numpy as np
import pytest

from analysis.bench.shown import Asked
from analysis.bench.shown_places import MEASURES, london_gaps
from analysis.results import place_scores
from analysis.survey import Population, level, places, question, questions


def asked(demo, breakdown="", code="Q59"):
    return Asked(demo, "demo", code, breakdown, (), "", None)


def test_londons_gap_is_that_of_its_alliances(demo):
    gaps = london_gaps(asked(demo), adjusted=False)
    assert len(gaps) == len(questions()) - 1
    inside = {p.code for p in places("alliance") if "London" in p.name}
    assert len(inside) == 3
    frame = place_scores(
        demo, Population.of("demo"), question("Q1"), level("alliance"), adjusted=False
    ).frame
    here = frame["code"].isin(inside)
    means = [
        np.average(frame.loc[part, "score"], weights=frame.loc[part, "n"]) for part in (here, ~here)
    ]
    assert gaps["gap"].iloc[0] == pytest.approx(100 * (means[0] - means[1]))
    assert (gaps["lower"] < gaps["gap"]).all()
    assert (gaps["gap"] < gaps["upper"]).all()


def test_shares_of_questions_and_scores_are_percents(demo):
    for measure, at in (("london", ""), ("london-adjusted", ""), ("reliable", "trust")):
        assert 0 <= MEASURES[measure](asked(demo, at)).value <= 100


def test_trusts_differ_more_than_alliances(demo):
    trust, alliance = (MEASURES["spread"](asked(demo, at)) for at in ("trust", "alliance"))
    assert trust.value > alliance.value > 0
    assert "middle half" in trust.note


def test_the_median_trust_lies_between_the_ends_named(demo):
    found = MEASURES["size"](asked(demo, "trust"))
    low, high = (float(x.replace(",", "")) for x in found.note.split()[1:4:2])
    assert low <= found.value <= high


def test_response_rates_of_trusts_have_ends_and_go_with_scores(demo):
    lowest, highest = (MEASURES[f"response-{end}"](asked(demo)) for end in ("lowest", "highest"))
    assert 0 < lowest.value < highest.value < 100
    found = MEASURES["response-score"](asked(demo))
    assert -1 < found.limits[0] < found.value < found.limits[1] < 1
