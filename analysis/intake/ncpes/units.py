"""One unit for all percentages, whichever way the file writes them.

A percentage is written 0 to 100. A whole table (one kind of result, at one level, by one
breakdown) whose percentages never exceed 1 is written in proportions. Elsewhere a value up to 1
is a proportion only if the score and its own interval agree in no other way.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.intake.ncpes import columns
from analysis.intake.sheet import Mask, Sheet

ROUNDING_PERCENT = 1.0
ROUNDING_RATING = 0.1
"""How far whole percents (or ratings of one decimal) may part a score from its limits."""

_TOGETHER = (("score",), ("lower", "upper"), ("expected_lower", "expected_upper"))


def to_percent(
    sheet: Sheet, values: pd.DataFrame, found: pd.DataFrame, percent: Mask
) -> tuple[pd.DataFrame, Mask]:
    """Return the values with proportions turned into percentages.

    Parameters
    ----------
    sheet : Sheet
        Where they come from.
    values : DataFrame
        The columns of `columns.VALUES`, as in the file.
    found : DataFrame
        What each row is about, from `identify`.
    percent : array of bool
        Which rows are about percentages; the others are ratings and stay as they are.

    Returns
    -------
    (DataFrame, array of bool)
        The values, percentages 0-100 and ratings 0-10; and which rows were changed.

    Raises
    ------
    IntakeError
        At a value between 0 and 1 that nothing tells to be a proportion or a percentage.
    """
    fixed = _whole_tables(values, found, percent)
    fixed = _single_rows(fixed, percent)
    changed = (fixed.ne(values) & values.notna()).any(axis=1).to_numpy()
    for name in ("score", "upper", "expected_upper"):
        unclear = percent & (fixed[name] > 0).to_numpy() & (fixed[name] < 1).to_numpy()
        problem = (
            "may be a proportion or a percentage below 1, and nothing else in the row tells "
            "which. A percentage from 0 to 100 would be right."
        )
        sheet.refuse(unclear, columns.VALUES[name], problem)
    return fixed, changed


def _whole_tables(values: pd.DataFrame, found: pd.DataFrame, percent: Mask) -> pd.DataFrame:
    fixed = values.copy()
    table = [found["variant"], found["level"], found["dimension"]]
    for names in map(list, _TOGETHER):
        largest = values[names].max(axis=1).where(percent)
        top = largest.groupby(table, observed=True).transform("max")
        small = percent & (top <= 1).to_numpy()
        fixed.loc[small, names] *= 100
    return fixed


def _single_rows(values: pd.DataFrame, percent: Mask) -> pd.DataFrame:
    score, lower, upper = (values[name] for name in ("score", "lower", "upper"))
    apart = percent & outside(score, lower, upper, ROUNDING_PERCENT)
    own_score = apart & (score <= 1) & ~outside(score * 100, lower, upper, ROUNDING_PERCENT)
    own_limits = apart & (upper <= 1) & ~outside(score, lower * 100, upper * 100, ROUNDING_PERCENT)
    fixed = values.copy()
    fixed.loc[own_score, "score"] *= 100
    fixed.loc[own_limits, ["lower", "upper"]] *= 100
    return fixed


def outside(
    score: pd.Series, lower: pd.Series, upper: pd.Series, slack: float | np.ndarray = 0.0
) -> Mask:
    """Return which scores lie outside their limits by more than the slack; False if missing."""
    return ((score < lower - slack) | (score > upper + slack)).to_numpy()
