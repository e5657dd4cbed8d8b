from __future__ import annotations

import pandas as pd
import pytest

from analysis.dashboard.standing import latest_parts, standings
from analysis.results import Unavailable
from analysis.statistics.xmr import Assurance
from analysis.survey import UnknownChoice, indicator

from .waits import WAIT, waits


def test_the_latest_figure_stands_beside_its_standard_in_people(holding):
    (one,) = standings(holding(waits({"RJ1": [0.9, 0.8]}, of=1000)), "RJ1").found
    assert one.latest[["label", "value", "beyond"]].tolist() == ["December 2018", 0.8, 200]
    assert one.meets is False
    assert one.reliably
    assert (one.known, one.missed, one.run) == (2, 1, 1)
    assert one.latest["lower"] < 0.8 < one.latest["upper"] < 0.85


def test_within_chance_is_said(holding):
    (one,) = standings(holding(waits({"RJ1": [0.8]}, of=20)), "RJ1").found
    assert (one.meets, one.reliably) == (False, False)


def test_a_place_that_is_gone_shows_what_it_became(holding):
    old = waits({"RE9": [0.5], "RLN": [0.7]}, last="2019-03-01")
    workspace = holding(pd.concat([old, waits({"R0B": [0.9]}, last="2019-04-01")]))
    result = standings(workspace, "RE9")
    assert (result.asked.code, result.shown.code) == ("RE9", "R0B")
    (one,) = result.found
    assert one.trend.frame["value"].tolist() == [pytest.approx(0.6), 0.9]
    assert result.merged


def test_a_place_that_was_divided_shows_its_own(holding):
    result = standings(holding(waits({"RW6": [0.5], "RM3": [0.9]}, last="2021-01-01")), "RW6")
    assert result.shown.code == "RW6"
    assert {s.after.code for s in result.became} == {"RM3", "R0A"}
    assert result.found[0].latest["value"] == 0.5


def test_a_place_that_is_gone_keeps_its_own_where_there_is_nothing_later(holding):
    result = standings(holding(waits({"RE9": [0.5]}, last="2018-12-01")), "RE9")
    assert (result.shown.code, result.became) == ("RE9", ())


def test_what_has_no_figures_is_named(holding):
    result = standings(holding(waits({"RJ1": [0.8]})), "RJ1")
    assert indicator("early-stage") in result.without
    with pytest.raises(Unavailable, match="no figures on “Early-stage diagnosis” for Guy's"):
        result.of(indicator("early-stage"))
    assert standings(holding(waits({"RJ1": [0.8]})), "R1H").found == ()
    with pytest.raises(UnknownChoice):
        standings(holding(waits({"RJ1": [0.8]})), "XXX")


def test_every_indicator_of_the_demonstration_has_england(demo):
    result = standings(demo, "ENG")
    assert {one.indicator.id for one in result.found} >= {
        "wait-62-day",
        "wait-31-day",
        "diagnosis-28-day",
        "two-week-wait",
        "early-stage",
        "one-year-survival",
        "emergency-presentation",
    }
    assert result.of(WAIT).meets is False
    assert result.of(WAIT).trend.assurance is Assurance.FAIL
    assert {one.indicator.id for one in result.missing} >= {"wait-62-day"}
    assert result.synthetic


def test_parts_come_with_most_people_late_first(holding):
    frames = [
        waits({"RJ1": [share]}, of=n).assign(cancer=cancer)
        for cancer, share, n in (("Lung", 0.5, 100), ("Skin", 0.9, 1000), ("Sarcoma", None, 5))
    ]
    workspace = holding(pd.concat([*frames, waits({"RJ1": [0.86]}, of=1100).assign(cancer="")]))
    found = latest_parts(workspace, WAIT, "RJ1", "cancer", pd.Timestamp("2018-12-01"))
    assert found["part"].tolist() == ["Skin", "Lung", "Sarcoma"]
    assert found["beyond"].fillna(-1).round().tolist() == [100, 50, -1]
    assert found["hidden"].tolist() == [False, False, True]
