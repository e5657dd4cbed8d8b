from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.dashboard.year_figures import year_figures
from analysis.store import Dataset, Workspace, build
from analysis.survey import indicator

WAIT, SURVIVAL = indicator("wait-62-day"), indicator("one-year-survival")
SOURCE = Dataset("real", "Real", "indicators", "A test.")


@pytest.fixture
def load(tmp_path, request):
    def load(*frames: pd.DataFrame) -> Workspace:
        with build(tmp_path / "w.duckdb") as builder:
            builder.add_indicators(SOURCE, pd.concat(frames, ignore_index=True))
        workspace = Workspace.open(tmp_path / "w.duckdb")
        request.addfinalizer(workspace.close)
        return workspace

    return load


def months(place, start, done, people, of=WAIT, freq="MS", grain="month"):
    frame = pd.DataFrame({"numerator": done, "denominator": people}, dtype=float)
    period = pd.date_range(start, periods=len(frame), freq=freq)
    return frame.assign(indicator=of.id, place=place, period=period, grain=grain)


def row(found, code="05L"):
    return found.frame.set_index("code").loc[code]


def test_a_year_is_its_counts_added_up_and_no_average_of_percentages(load):
    done, people = [50] * 6 + [5] * 6, [100] * 6 + [5] * 6
    early = months("05L", "2016-04-01", [1] * 12, [100] * 12)
    found = year_figures(load(early, months("05L", "2017-04-01", done, people)), WAIT)
    assert found.label == "April 2017 to March 2018"
    assert row(found)["value"] == pytest.approx(330 / 630)
    assert row(found)["n"] == 630
    assert row(found)["lower"] < 330 / 630 < row(found)["upper"]
    assert found.sources == ("Real",)
    assert not found.synthetic


def test_quarters_and_months_both_make_a_year(load):
    quarters = months("01F", "2018-01-01", [10] * 4, [20] * 4, freq="3MS", grain="quarter")
    found = year_figures(load(months("05L", "2018-01-01", [8] * 12, [10] * 12), quarters), WAIT)
    assert found.label == "2018"
    assert row(found, "01F")["value"] == 0.5
    assert found.england == pytest.approx((96 + 40) / (120 + 80))


@pytest.mark.parametrize(
    ("done", "people", "why"),
    [
        ([8] * 11 + [np.nan], [10] * 12, "hidden"),
        ([8] * 9, [10] * 9, "not a whole year"),
        ([0] * 12, [0] * 12, "nobody"),
    ],
)
def test_what_is_hidden_or_not_whole_has_no_number(load, done, people, why):
    whole = months("01F", "2018-01-01", [8] * 12, [10] * 12)
    found = year_figures(load(whole, months("05L", "2018-01-01", done, people)), WAIT)
    assert row(found)["why"] == why
    assert row(found)[["n", "value", "lower", "upper", "variance"]].isna().all()
    assert row(found, "01F")["why"] == ""
    assert row(found, "00D")["why"] == "no figure"


def test_a_published_year_without_counts_is_as_sure_as_its_limits(load):
    usual = {"indicator": SURVIVAL.id, "period": pd.Timestamp("2016-01-01"), "grain": "year"}
    frame = pd.DataFrame([
        usual | {"place": "05L", "value": 0.68, "lower": 0.66, "upper": 0.70},
        usual | {"place": "01F", "value": 0.70},
        usual | {"place": "ENG", "value": 0.702, "lower": 0.700, "upper": 0.704},
    ])  # fmt: skip
    found = year_figures(load(frame), SURVIVAL)
    assert row(found)["value"] == pytest.approx(0.68)
    assert np.sqrt(row(found)["variance"]) == pytest.approx(0.02 / 1.96, rel=1e-3)
    assert np.isnan(row(found)["n"])
    assert row(found, "01F")["why"] == "no interval"
    assert found.england == pytest.approx(0.702)


def test_the_first_year_is_the_first_that_does_not_run_into_the_latest(load):
    long = load(months("05L", "2016-01-01", [8] * 24, [10] * 24))
    assert year_figures(long, WAIT, first=True).label == "2016"
    assert year_figures(long, WAIT).label == "2017"


def test_less_than_two_years_have_no_first(load):
    short = load(months("05L", "2016-01-01", [8] * 23, [10] * 23))
    assert year_figures(short, WAIT, first=True) is None


def test_figures_of_trusts_are_none_of_a_ccg(load):
    assert year_figures(load(months("RJ1", "2018-01-01", [8] * 12, [10] * 12)), WAIT) is None
