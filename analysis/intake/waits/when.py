"""Periods as the publication writes them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from analysis.survey import Grain

When = tuple[date, Grain]

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH = "(" + "|".join(_MONTHS) + r")[A-Z]*"
_YEAR = r"((?:20)?\d\d)"
_NEXT = r"\s?[/-]\s?(?:20)?(\d\d)"
_PATTERNS = {
    "span": re.compile(rf"\b{_MONTH}\.?(?:\s?{_YEAR})?\s?(?:TO|-|–)\s?{_MONTH}[\s-]+{_YEAR}\b"),
    "ending": re.compile(rf"\bQUARTER ENDING\s+{_MONTH}[\s-]+{_YEAR}\b"),
    "quarter": re.compile(rf"\bQ(?:UARTER)?\s?([1-4])[,:]?\s?{_YEAR}{_NEXT}\b"),
    "turned": re.compile(rf"\b{_YEAR}{_NEXT}[,:]?\s?Q(?:UARTER)?\s?([1-4])\b"),
    "month": re.compile(rf"\b{_MONTH}[\s.-]+{_YEAR}\b"),
    "iso": re.compile(r"\b(20\d\d)-(\d\d)(?:-01)?\b"),
    "year": re.compile(rf"^(?:PERIOD:?\s?|(?:FINANCIAL )?YEAR:?\s?)?{_YEAR}{_NEXT}$"),
}

SHAPES = "'Apr-24', 'October 2023', 'Q1 2015/16', or '2022/23' for a whole year"
"""How a period may be written, for messages."""


def read_when(cell: Any) -> When | None:
    """Return the first day and the grain of the period that a cell names; None for another cell.

    The first quarter of the NHS's year is April to June.
    """
    if isinstance(cell, date):
        return date(cell.year, cell.month, 1), "month"
    if not isinstance(cell, str) or not cell:
        return None
    text = cell.upper().strip()
    for kind, pattern in _PATTERNS.items():
        found = list(pattern.finditer(text))
        when: When | None = _READERS[kind](*found[0].groups()) if len(found) == 1 else None
        if when or (found and kind in _WHOLE):
            return when
    return None


def _full(year: str) -> int:
    return int(year) % 100 + 2000


def _number(month: str) -> int:
    return _MONTHS.index(month) + 1


def _month(month: str, year: str) -> When:
    return date(_full(year), _number(month), 1), "month"


def _iso(year: str, month: str) -> When | None:
    return (date(int(year), int(month), 1), "month") if 1 <= int(month) <= 12 else None


def _quarter(number: str, year: str, following: str) -> When | None:
    first = _financial(year, following)
    if first is None:
        return None
    months = 3 * int(number)
    start = date(first + months // 12, (months % 12) + 1, 1)
    return start, "quarter"


def _financial(year: str, following: str) -> int | None:
    first = _full(year)
    return first if (first + 1) % 100 == int(following) else None


def _turned(year: str, following: str, number: str) -> When | None:
    return _quarter(number, year, following)


def _whole_year(year: str, following: str) -> When | None:
    first = _financial(year, following)
    return None if first is None else (date(first, 4, 1), "year")


def _ending(month: str, year: str) -> When | None:
    last = _number(month)
    return (date(_full(year), last - 2, 1), "quarter") if last % 3 == 0 else None


def _span(first: str, first_year: str | None, last: str, year: str) -> When | None:
    months = _number(last) - _number(first) + 1
    if first_year is None and months == 3:
        return _ending(last, year)
    if first == "APR" and last == "MAR":
        return date(_full(year) - 1, 4, 1), "year"
    return _ending(last, year) if months == 3 else None


_WHOLE = ("span", "ending", "quarter")
"""Patterns whose text holds a month or a year that means nothing alone."""

_READERS: dict[str, Any] = {
    "span": _span,
    "ending": _ending,
    "quarter": _quarter,
    "turned": _turned,
    "month": _month,
    "iso": _iso,
    "year": _whole_year,
}
