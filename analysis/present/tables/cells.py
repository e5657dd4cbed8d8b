"""The texts in the cells of tables for the screen, and the columns of files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.present import units
from analysis.survey import Question

LIMITS = ["score", "lower", "upper"]
GAPS = ["difference", "difference_lower", "difference_upper"]
RANGE = ["expected_lower", "expected_upper"]

Row = Mapping[str, Any] | pd.Series


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame, each by column: many times faster than rows as series."""
    return [{str(c): value for c, value in row.items()} for row in frame.to_dict("records")]


def score(q: Question, row: Row) -> str:
    """Return the score of a row, or why it has none."""
    if row["hidden"]:
        return units.HIDDEN
    if units.is_missing(row["score"]):
        return units.NO_ANSWERS
    shown = units.score(q, row["score"], decimals=units.digits(q, table=True))
    return shown.removesuffix(" out of 10")


def span(q: Question, low: float, high: float) -> str:
    """Return two limits, e.g. "68.4 to 72.4", or a dash where there are none."""
    if units.is_missing(low) or units.is_missing(high):
        return "–"
    return units.limits(q, low, high, table=True)


def base(row: Row) -> str:
    """Return the number of answers of a row, or why there is none."""
    if row["hidden"]:
        return units.HIDDEN
    return "not published" if units.is_missing(row["n"]) else units.whole(row["n"])


def gap(q: Question, row: Row) -> str:
    """Return the difference of a row in points with its interval, or a dash."""
    if units.is_missing(row["difference"]):
        return "–"
    if units.is_missing(row["difference_lower"]) or units.is_missing(row["difference_upper"]):
        return units.signed(q, row["difference"])
    return units.signed_interval(q, *(row[c] for c in GAPS))
