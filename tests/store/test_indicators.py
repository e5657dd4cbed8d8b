from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.store import (
    Dataset,
    Workspace,
    build,
    indicator_places,
    indicator_series,
    indicator_sources,
)
from analysis.survey import Indicator, UnknownChoice, indicator

WAIT, SURVIVAL = indicator("wait-62-day"), indicator("one-year-survival")
MADE_UP = Dataset("a-demo", "Made up", "indicators", "A test.", synthetic=True)
REAL = Dataset("real", "Real", "indicators", "A test.")
REVISED = Dataset("before-real", "Revised", "indicators", "A test.")
NUMBERS = ["numerator", "denominator", "value", "lower", "upper"]


def figures(*rows: dict[str, object]) -> pd.DataFrame:
    usual = {
        "indicator": "wait-62-day",
        "place": "ENG",
        "period": "2018-04-01",
        "grain": "month",
        "numerator": 80.0,
        "denominator": 100.0,
    }
    frame = pd.DataFrame([usual | row for row in rows])
    return frame.assign(period=pd.to_datetime(frame["period"]))


@pytest.fixture
def load(path, request):
    """Load sources one after another and open the workspace."""

    def load(*loads: tuple[Dataset, pd.DataFrame]) -> Workspace:
        with build(path) as builder:
            for source, frame in loads:
                builder.add_indicators(source, frame)
        workspace = Workspace.open(path)
        request.addfinalizer(workspace.close)
        return workspace

    return load


def values(workspace: Workspace, asked: Indicator = WAIT, at: str = "ENG") -> list[float]:
    return indicator_series(workspace, asked, at)["value"].tolist()


def test_a_value_is_worked_out_from_its_counts(load):
    rows = ({"period": "2018-05-01", "numerator": 65.5}, {"value": 0.99})
    frame = indicator_series(load((REAL, figures(*rows))), WAIT, "ENG")
    assert frame["value"].tolist() == [0.8, 0.655]
    assert frame["period"].tolist() == [pd.Timestamp("2018-04-01"), pd.Timestamp("2018-05-01")]
    assert frame["source"].tolist() == ["real", "real"]
    assert not frame["synthetic"].any()
    assert not frame["hidden"].any()


@pytest.mark.parametrize(
    "row",
    [
        {"numerator": None},
        {"denominator": None},
        {"numerator": None, "value": 0.8, "lower": 0.7, "upper": 0.9},
        {"denominator": None, "value": 0.8},
        {"numerator": None, "denominator": None},
        {"numerator": None, "denominator": None, "lower": 0.1, "upper": 0.2},
    ],
)
def test_where_a_count_is_missing_no_number_is_given(load, row):
    frame = indicator_series(load((REAL, figures(row))), WAIT, "ENG")
    assert frame["hidden"].tolist() == [True]
    assert frame[NUMBERS].isna().all(axis=None)


def test_a_figure_of_nobody_has_no_value_and_is_not_hidden(load):
    frame = indicator_series(load((REAL, figures({"numerator": 0, "denominator": 0}))), WAIT, "ENG")
    assert frame["hidden"].tolist() == [False]
    assert np.isnan(frame["value"][0])


def test_a_value_published_without_counts_is_given_as_it_is(load):
    row = {"indicator": SURVIVAL.id, "grain": "year", "numerator": None, "denominator": None}
    row |= {"value": 0.702, "lower": 0.70, "upper": 0.704}
    frame = indicator_series(load((REAL, figures(row))), SURVIVAL, "ENG")
    assert frame.loc[0, ["value", "lower", "upper"]].tolist() == [0.702, 0.70, 0.704]


def test_units_other_than_percent(load):
    rates, counts = (
        Indicator("made", "Made", "A test.", unit, "neutral", "month", "A test.")
        for unit in ("per 100,000", "count")
    )
    workspace = load((REAL, figures({"indicator": "made", "value": 7.0})))
    assert values(workspace, rates) == [80_000]
    assert values(workspace, counts) == [7]


def test_the_finest_grain_is_meant(load):
    quarter, year = {"grain": "quarter", "numerator": 70}, {"grain": "year", "numerator": 60}
    assert values(load((REAL, figures(quarter, year)))) == [0.7]
    assert values(load((REAL, figures(quarter, {}, year)))) == [0.8]


def test_real_figures_put_made_up_ones_of_an_indicator_aside(load):
    other = {"indicator": "wait-31-day"}
    made_up = figures({"numerator": 1}, {"place": "RJ1"}, other, {"period": "2018-05-01"})
    workspace = load((REAL, figures({})), (MADE_UP, made_up))
    assert values(workspace) == [0.8]
    assert indicator_places(workspace, WAIT) == ("ENG",)
    frame = indicator_series(workspace, indicator("wait-31-day"), "ENG")
    assert frame["synthetic"].tolist() == [True]


def test_of_several_sources_the_one_brought_in_last_counts(load):
    other = figures({"numerator": 70}, {"period": "2018-05-01", "numerator": 60})
    assert values(load((REAL, figures({})), (REVISED, other))) == [0.7, 0.6]
    assert values(load((REAL, figures({})))) == [0.8, 0.6]


def test_a_source_is_replaced_whole(load):
    load((REAL, figures({}, {"place": "RJ1"})))
    workspace = load((REAL, figures({"numerator": 50, "period": "2017-04-01"})))
    assert values(workspace) == [0.5]
    assert indicator_places(workspace, WAIT) == ("ENG",)
    (source,) = indicator_sources(workspace)
    assert (source.rows, source.years, source.kind) == (1, (2017,), "indicators")


def test_sources_are_no_datasets_of_answers(load):
    workspace = load((REAL, figures({})), (MADE_UP, figures({})))
    assert [s.id for s in indicator_sources(workspace)] == ["a-demo", "real"]
    assert workspace.datasets() == ()
    with pytest.raises(UnknownChoice, match="There is no dataset 'real'"):
        workspace.dataset("real")


def test_where_there_are_none_there_are_none(load):
    workspace = load()
    assert indicator_series(workspace, WAIT, "ENG").empty
    assert indicator_places(workspace, WAIT) == ()
    assert indicator_sources(workspace) == ()


def test_the_same_figure_twice_in_a_source_is_a_fault_of_ours(load, path):
    with pytest.raises(Exception, match=r"[Dd]uplicate key"):
        load((REAL, figures({}, {})))
    assert not path.exists()
