from __future__ import annotations

import datetime as dt

import pytest

from analysis.intake.waits.when import read_when


@pytest.mark.parametrize(
    ("cell", "start", "grain"),
    [
        ("Apr-24", "2024-04-01", "month"),
        ("OCTOBER 2023", "2023-10-01", "month"),
        ("PERIOD: October 2023 (PROVISIONAL)", "2023-10-01", "month"),
        ("SEPT 2016", "2016-09-01", "month"),
        ("2023-04-01", "2023-04-01", "month"),
        (dt.date(2023, 4, 1), "2023-04-01", "month"),
        (dt.datetime(2023, 4, 30, tzinfo=dt.UTC), "2023-04-01", "month"),
        ("Q1 2015/16", "2015-04-01", "quarter"),
        ("Q4 2015-16", "2016-01-01", "quarter"),
        ("QUARTER 3, 2015/16", "2015-10-01", "quarter"),
        ("21/22 Q4", "2022-01-01", "quarter"),
        ("2021/22 Q2", "2021-07-01", "quarter"),
        ("QUARTER ENDING JUNE 2015", "2015-04-01", "quarter"),
        ("APRIL TO JUNE 2015", "2015-04-01", "quarter"),
        ("Apr-Jun 2015", "2015-04-01", "quarter"),
        ("APRIL 2015 TO MARCH 2016", "2015-04-01", "year"),
        ("2022/23", "2022-04-01", "year"),
        ("2015-16", "2015-04-01", "year"),
    ],
)
def test_periods_as_they_are_written(cell, start, grain):
    assert read_when(cell) == (dt.date.fromisoformat(start), grain)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        3.0,
        "ALL CANCERS",
        "DEFINITIONS:  DCB0147 Amd 18/2019",
        "2015/17",
        "Q1 2015/17",
        "QUARTER ENDING MAY 2015",
        "October 2009 to October 2023",
        "Q4 2008/09 to Q3 2023/24",
        "2023/24 YTD",
        "2023-13-01",
        "MARCHING ON",
    ],
)
def test_other_cells_are_no_period(cell):
    assert read_when(cell) is None
