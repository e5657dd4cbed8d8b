"""Months, quarters and years: how they are written in files, and how people read them."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from analysis.survey.choice import InputError

Grain = Literal["month", "quarter", "year"]

MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "year": 12}
"""How many months a period of each grain has, the shortest first."""

PERIODS = (
    "2018-04 (a month), 2018-Q1 (a quarter, here January to March), 2018 (a calendar year) or "
    "2018/19 (a financial year, here April 2018 to March 2019)"
)
"""How a period is written in a file."""

_WRITTEN = re.compile(
    r"(?P<year>(19|20)\d\d)(-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4])|/(?P<next>\d\d))?"
)


def read_period(text: str) -> tuple[date, Grain]:
    """Return the first day and the grain of a period as a file has it.

    Raises
    ------
    InputError
        If it is not written in one of the ways of `PERIODS`.
    """
    found = _WRITTEN.fullmatch(text.upper())
    if not found or (found["next"] and int(found["next"]) != (int(found["year"]) + 1) % 100):
        msg = f"'{text}' is not a period. Right would be {PERIODS}."
        raise InputError(msg)
    year = int(found["year"])
    if found["month"]:
        return date(year, int(found["month"]), 1), "month"
    if found["quarter"]:
        return date(year, 3 * int(found["quarter"]) - 2, 1), "quarter"
    return date(year, 4 if found["next"] else 1, 1), "year"


def period_label(start: date, grain: Grain) -> str:
    """Return a period in words, e.g. "April 2018", "January to March 2018", "2018", "2018/19"."""
    if grain == "month":
        return f"{start:%B %Y}"
    if grain == "quarter":
        return f"{start:%B} to {start.replace(month=start.month + 2):%B %Y}"
    return f"{start.year}" if start.month == 1 else f"{start.year}/{(start.year + 1) % 100:02d}"
