from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analysis.results import IndicatorTrend, Unavailable, indicator_trend, indicators_for
from analysis.statistics.xmr import Assurance, SpecialCause, Variation, xmr
from analysis.store import Dataset, Workspace, build
from analysis.survey import Indicator, UnknownChoice, indicator, place

WAIT, EMERGENCY = indicator("wait-62-day"), indicator("emergency-presentation")
SOURCE = Dataset("made", "Made by hand", "indicators", "A test.")
STEADY = [0.82, 0.80] * 10


@pytest.fixture
def trend_of(tmp_path, request) -> Callable[..., IndicatorTrend]:
    """Put monthly percentages of 1,000 people into a workspace and ask for their trend."""

    def trend_of(values: list[float | None], asked: Indicator = WAIT) -> IndicatorTrend:
        months = pd.date_range("2017-01-01", periods=len(values), freq="MS")
        rows = [
            (month, None if v is None else round(1000 * v), 1000.0)
            for month, v in zip(months, values, strict=True)
        ]
        figures = pd.DataFrame(rows, columns=["period", "numerator", "denominator"])
        figures = figures.assign(indicator=asked.id, place="RJ1", grain="month")
        with build(tmp_path / "workspace.duckdb") as builder:
            builder.add_indicators(SOURCE, figures)
        workspace = Workspace.open(tmp_path / "workspace.duckdb")
        request.addfinalizer(workspace.close)
        return indicator_trend(workspace, asked, "rj1")

    return trend_of


def test_limits_are_those_of_the_control_chart(trend_of):
    trend = trend_of(STEADY)
    assert trend.frame["mean"].unique().tolist() == [pytest.approx(0.81)]
    assert trend.frame["lower_limit"].iloc[0] == pytest.approx(0.81 - 2.66 * 0.02)
    assert trend.frame["upper_limit"].iloc[-1] == pytest.approx(0.81 + 2.66 * 0.02)
    assert trend.variation is Variation.COMMON
    assert trend.cause is SpecialCause.NONE
    assert trend.place == place("RJ1")
    assert trend.frame["label"].tolist()[:2] == ["January 2017", "February 2017"]
    assert (trend.source, trend.synthetic, trend.caution) == ("Made by hand", False, "")


@pytest.mark.parametrize(
    ("values", "asked", "variation", "cause", "run"),
    [
        (STEADY + [0.795] * 9, WAIT, Variation.CONCERN, SpecialCause.BELOW_MEAN, 10),
        (STEADY + [0.795] * 9, EMERGENCY, Variation.IMPROVEMENT, SpecialCause.BELOW_MEAN, 10),
        ([*STEADY, 0.95], WAIT, Variation.IMPROVEMENT, SpecialCause.ABOVE_LIMIT, 1),
        (
            [*STEADY, 0.801, 0.803, 0.805, 0.807, 0.809, 0.811, 0.813],
            WAIT, Variation.IMPROVEMENT, SpecialCause.RISING, 8,
        ),
    ],
)  # fmt: skip
def test_what_is_happening(trend_of, values, asked, variation, cause, run):
    trend = trend_of(values, asked)
    assert (trend.variation, trend.cause, trend.run) == (variation, cause, run)
    assert trend.frame["special_cause"].iloc[-1] == str(cause)
    assert trend.frame["variation"].iloc[-1] == str(variation)


@pytest.mark.parametrize(
    ("level", "assurance"),
    [(0.70, Assurance.FAIL), (0.85, Assurance.INCONSISTENT), (0.95, Assurance.PASS)],
)
def test_whether_the_standard_will_be_met(trend_of, level, assurance):
    assert trend_of([level - 0.01, level + 0.01] * 8).assurance is assurance


def test_without_a_standard_there_is_no_assurance(trend_of):
    assert trend_of(STEADY, EMERGENCY).assurance is Assurance.NONE


def test_hidden_and_missing_periods_have_rows_without_numbers(trend_of):
    trend = trend_of([*STEADY[:5], None, *STEADY[5:]])
    hidden = trend.frame[trend.frame["hidden"]]
    assert hidden["label"].tolist() == ["June 2017"]
    assert hidden[["numerator", "denominator", "value"]].isna().all(axis=None)
    assert trend.frame["mean"].iloc[0] == pytest.approx(0.81)
    assert len(trend.known) == 20


def test_a_period_that_was_left_out_is_a_gap_and_not_hidden(tmp_path):
    figures = pd.DataFrame({"period": pd.to_datetime(["2018-01-01", "2018-10-01"])})
    figures = figures.assign(
        indicator=EMERGENCY.id, place="ENG", grain="quarter", numerator=1, denominator=5
    )
    with build(tmp_path / "w.duckdb") as builder:
        builder.add_indicators(SOURCE, figures)
    with Workspace.open(tmp_path / "w.duckdb") as workspace:
        trend = indicator_trend(workspace, EMERGENCY, "ENG")
    assert trend.frame["value"].tolist() == pytest.approx([0.2, np.nan, np.nan, 0.2], nan_ok=True)
    assert not trend.frame["hidden"].any()
    assert trend.frame["label"].iloc[1] == "April to June 2018"
    assert trend.caution == "Limits from fewer than 13 points are unsteady."


def test_limits_of_a_percentage_end_at_0_and_100_percent(trend_of):
    frame = trend_of([0.97, 1.0] * 8).frame
    assert frame["upper_limit"].max() == 1
    assert trend_of([0.0, 0.03] * 8).frame["lower_limit"].min() == 0


def test_one_point_has_no_limits_and_all_hidden_no_value(trend_of):
    one = trend_of([0.8])
    assert one.frame["mean"].isna().all()
    assert (one.variation, one.assurance, one.run) == (Variation.UNKNOWN, Assurance.NONE, 0)
    assert one.caution == "Limits need at least two known points."
    assert trend_of([None, None]).known.empty


def test_the_demonstration_declines_and_misses_its_standard(demo):
    trend = indicator_trend(demo, WAIT, "ENG")
    assert trend.synthetic
    assert "(synthetic)" in trend.source
    assert trend.variation is Variation.CONCERN
    assert trend.assurance is Assurance.FAIL
    assert trend.frame["mean"].iloc[0] == pytest.approx(xmr(trend.frame["value"]).mean[0])
    assert {one.id for one in indicators_for(demo, "RJ1")} == {
        "wait-62-day",
        "wait-31-day",
        "diagnosis-28-day",
        "two-week-wait",
        "urgent-referrals",
        "two-week-wait-breast",
        "breast-referrals",
    }
    assert EMERGENCY in indicators_for(demo, "ENG")


def test_where_there_are_no_figures_it_says_what_there_is(demo, few):
    with pytest.raises(Unavailable, match=r"no figures on “Emergency presentation” for .*Christie"):
        indicator_trend(demo, EMERGENCY, "RBV")
    with pytest.raises(
        Unavailable, match=r"for: England \(1\), Cancer Alliances \(19\), STPs \(42\), CCGs"
    ):
        indicator_trend(demo, EMERGENCY, "RBV")
    assert not any(indicators_for(few, code) for code in ("ENG", "RJ1"))
    with pytest.raises(Unavailable, match=r"holds no indicators.*--template indicators"):
        indicator_trend(few, WAIT, "ENG")
    assert indicators_for(few, "ENG") == ()
    with pytest.raises(UnknownChoice, match="no place 'XYZ'"):
        indicator_trend(demo, WAIT, "XYZ")
