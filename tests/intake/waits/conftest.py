from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.intake.waits import Waits, parse_waits

from . import workbooks
from .workbooks import Book, Rows

TITLES: Rows = [
    ["TWO MONTH (62-DAY) WAIT FROM AN URGENT SUSPECTED CANCER REFERRAL: BY REFERRAL ROUTE"],
    ["Apr-24"],
    ["BASIS: PROVIDER BASED"],
]
HEADER = ["ODS CODE (1)", "ACCOUNTABLE PROVIDER", "REFERRAL ROUTE", "CANCER TYPE (3)", "TOTAL"]
HEADER += ["WITHIN 62 DAYS", "AFTER 62 DAYS", "TREATED WITHIN 62 DAYS"]
ROWS: Rows = [
    ["RAA", "NORTH NHS TRUST", "ALL ROUTES", "ALL CANCERS", 65.5, 47, 18.5, 47 / 65.5],
    ["RBB", "SOUTH NHS TRUST", "ALL ROUTES", "ALL CANCERS", 10, 5, 5, 0.5],
    ["", "ALL ENGLISH PROVIDERS", "ALL ROUTES", "ALL CANCERS", 75.5, 52, 23.5, 52 / 75.5],
]


@pytest.fixture
def sheet() -> Rows:
    """Return a small sheet to spoil: three titles, a header in row 4, three rows of figures."""
    return [list(row) for row in (*TITLES, HEADER, *ROWS)]


@pytest.fixture
def parse() -> Callable[[Rows], Waits]:
    return lambda rows: parse_waits(workbooks.grids({"62-DAY": rows}))


@pytest.fixture
def figure() -> Callable[..., pd.Series]:
    """Return the one figure that words choose; all together where nothing is said."""

    def figure(figures: pd.DataFrame, indicator: str, place: str = "ENG", **cuts: str) -> pd.Series:
        wanted = {"route": "", "cancer": "", "treatment": ""} | cuts
        rows = figures[(figures["indicator"] == indicator) & (figures["place"] == place)]
        for column, value in wanted.items():
            rows = rows[rows[column] == value]
        assert len(rows) == 1, f"{len(rows)} rows"
        return rows.iloc[0]

    return figure


@pytest.fixture
def month() -> Book:
    return workbooks.monthly()
