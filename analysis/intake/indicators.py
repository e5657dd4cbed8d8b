"""Figures of indicators in a plain table: one row an indicator, place and period."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analysis.intake.error import refusal
from analysis.intake.faults import Faults
from analysis.intake.report import Report
from analysis.intake.sheet import Mask, Sheet, plain_number
from analysis.store import INDICATOR_COLUMNS
from analysis.survey import InputError, indicator, place, read_period

COLUMNS = ("indicator", "place", "period")
COUNTS = ("numerator", "denominator")
VALUES = ("value", "lower", "upper")

TEMPLATE = """\
indicator,place,period,numerator,denominator,value,lower,upper
wait-62-day,ENG,2018-04,9610,11700,,,
emergency-presentation,ENG,2018-Q1,14820,78000,,,
one-year-survival,ENG,2018,,,70.2,70.0,70.4
"""
"""A table with an example of each kind of row, to be replaced by one's own."""

_HIDDEN = "*"
_ROUNDED = 0.55


def parse(sheet: Sheet) -> tuple[pd.DataFrame, dict[str, str], pd.DataFrame]:
    """Return figures, no wording, and the report of a sheet in this layout.

    Returns
    -------
    (DataFrame, dict, DataFrame)
        `analysis.store.INDICATOR_COLUMNS`, one row for each row of the sheet, in its order; an
        empty mapping; and what became of every row (see `analysis.intake.Imported`).

    Raises
    ------
    IntakeError
        With everything that can't be right, up to `analysis.intake.faults.MOST_TOLD` faults.
    """
    _check_header(sheet)
    faults = Faults(sheet)
    figures = _read(sheet, faults)
    _check_counts(figures, faults)
    _check_values(figures, faults)
    _check_agreement(figures, faults)
    _check_once(figures, faults)
    faults.refuse_if_any()
    kept, dropped = _kept(figures)
    columns = [column for column in INDICATOR_COLUMNS if column in kept]
    return kept[columns], {}, _report(sheet, kept, dropped)


def _check_header(sheet: Sheet) -> None:
    given = set(sheet.frame.columns)
    counts = given.intersection(COUNTS)
    if len(counts) == 1 or not (counts or "value" in given):
        problem = (
            "The header needs 'numerator' and 'denominator', or 'value', or all three. "
            "'python -m analysis import --template indicators' prints a table to fill in."
        )
        raise refusal(sheet.file, problem, row=1)


def _read(sheet: Sheet, faults: Faults) -> pd.DataFrame:
    """Return the cells as what they mean; None or NaN where they can't be read."""
    known = faults.read("indicator", indicator)
    periods = faults.read("period", read_period)
    columns: dict[str, Any] = {
        "indicator": [i.id if i else None for i in known],
        "place": [p.code if p else None for p in faults.read("place", place)],
        "period": [p[0] if p else None for p in periods],
        "grain": [p[1] if p else None for p in periods],
        "unit": [i.unit if i else None for i in known],
        "times": [i.times if i else None for i in known],
    }
    for column in (*COUNTS, *VALUES):
        columns[column] = np.nan
        if column in sheet.frame:
            numbers = faults.read(column, _number)
            columns[column] = numbers.astype(np.float64)
    return pd.DataFrame(columns, index=range(len(sheet))).astype({"times": np.float64})


def _number(text: str) -> float:
    """Return a number, NaN for a cell that is empty or says that the number is hidden."""
    value = plain_number("" if text == _HIDDEN else text)
    if np.isinf(value):
        msg = (
            f"'{text}' is not a number. A plain number such as 1234.5, or an empty cell where "
            "there is none, would be right."
        )
        raise InputError(msg)
    if value < 0:
        msg = f"'{text}' is below 0. A number of 0 or more would be right."
        raise InputError(msg)
    return value


def _check_counts(figures: pd.DataFrame, faults: Faults) -> None:
    counted = figures[list(COUNTS)].notna().any(axis=1)
    faults.add_text(
        _mask((figures["unit"] == "count") & counted),
        "numerator",
        "and its denominator are not for a count. The number under 'value' would be right.",
    )
    faults.add(
        _mask((figures["unit"] == "percent") & (figures["numerator"] > figures["denominator"])),
        "numerator",
        lambda row: (
            f"{figures['numerator'][row]:g} is more than the denominator "
            f"{figures['denominator'][row]:g}. A part of it would be right."
        ),
    )


def _check_values(figures: pd.DataFrame, faults: Faults) -> None:
    percent = figures["unit"] == "percent"
    for column in VALUES:
        too_much = _mask(percent & (figures[column] > 100))
        faults.add_text(too_much, column, "is above 100. A percentage, 0 to 100, would be right.")
    largest = figures["value"].groupby(figures["indicator"]).transform("max")
    faults.add_text(
        _mask(percent & (largest <= 1) & (figures["value"] > 0)),
        "value",
        "looks like a proportion: no value of this indicator is above 1. "
        "A percentage, 0 to 100, would be right.",
    )
    for column, other in (("lower", "upper"), ("upper", "lower")):
        faults.add_text(
            _mask(figures[column].isna() & figures[other].notna()),
            column,
            f"beside a number under '{other}'. Both limits, or neither, would be right.",
        )
    around = figures["value"].fillna(_worked_out(figures))
    outside = (figures["lower"] > around + _ROUNDED) | (figures["upper"] < around - _ROUNDED)
    faults.add(
        _mask(outside | (figures["lower"] > figures["upper"])),
        "lower",
        lambda row: (
            f"the limits {figures['lower'][row]:g} to {figures['upper'][row]:g} do not hold the "
            f"value {around[row]:g}. Limits on either side of it would be right."
        ),
    )


def _worked_out(figures: pd.DataFrame) -> pd.Series:
    """Return the value that the counts give, as people read it; NaN without both or of nobody."""
    share = figures["numerator"] / figures["denominator"].where(figures["denominator"] > 0)
    return share * figures["times"] * _shown_as(figures)


def _shown_as(figures: pd.DataFrame) -> pd.Series:
    """Return what a stored value is multiplied by to get the number in a file."""
    return pd.Series(np.where(figures["unit"] == "percent", 100.0, 1.0), figures.index)


def _check_agreement(figures: pd.DataFrame, faults: Faults) -> None:
    worked_out = _worked_out(figures)
    faults.add_text(
        _mask((figures["value"] - worked_out).abs() > _ROUNDED),
        "value",
        "is not what numerator and denominator give. The value that they give, or an empty cell, "
        "would be right.",
    )


def _check_once(figures: pd.DataFrame, faults: Faults) -> None:
    keys = ["indicator", "place", "period", "grain"]
    known = figures[keys].notna().all(axis=1)
    first = figures.groupby(keys).cumcount() == 0
    firsts = figures.loc[known & first, keys]
    rows = dict(zip(firsts.itertuples(index=False, name=None), map(int, firsts.index), strict=True))
    faults.add(
        _mask(known & ~first),
        "period",
        lambda row: (
            f"the same figure is in row {Sheet.row(rows[tuple(figures.loc[row, keys])])}. "
            "One row for each indicator, place and period would be right."
        ),
    )


def _kept(figures: pd.DataFrame) -> tuple[pd.DataFrame, Mask]:
    """Return what is stored, and in which rows a value was left out beside a missing count."""
    complete = figures[list(COUNTS)].notna().all(axis=1)
    counted = figures[list(COUNTS)].notna().any(axis=1).groupby(figures["indicator"])
    given = figures[list(VALUES)].notna().any(axis=1)
    dropped = counted.transform("any") & ~complete & given
    stored = figures[list(VALUES)].div(_shown_as(figures), axis=0).mask(dropped)
    return figures.assign(**{c: stored[c] for c in VALUES}), _mask(dropped)


def _report(sheet: Sheet, kept: pd.DataFrame, dropped: Mask) -> pd.DataFrame:
    complete = kept[list(COUNTS)].notna().all(axis=1)
    nobody = kept["denominator"] == 0
    value = kept["value"].notna() & ~complete
    report = Report(_describer(sheet))
    report.loaded("figures with numerator and denominator", _mask(complete & ~nobody))
    report.loaded("figures of nobody (denominator 0)", _mask(complete & nobody))
    report.loaded("figures as the publisher worked them out", _mask(value))
    report.loaded("hidden figures: a count, or the value, is missing", _mask(~complete & ~value))
    report.note("value or limits beside a missing count: not taken over", dropped)
    report.spare(sheet, (*COLUMNS, *COUNTS, *VALUES))
    return report.frame()


def _describer(sheet: Sheet) -> Callable[[int], str]:
    def describe(index: int) -> str:
        about = ", ".join(sheet.value(column, index) for column in COLUMNS)
        return f"row {sheet.row(index)}, {about}"

    return describe


def _mask(rows: pd.Series) -> Mask:
    return rows.to_numpy(dtype=bool)
