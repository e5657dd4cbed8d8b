"""The numbers of each row, checked and brought to one scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.intake.ncpes import columns
from analysis.intake.ncpes.units import ROUNDING_PERCENT, ROUNDING_RATING, outside, to_percent
from analysis.intake.sheet import Mask, Sheet
from analysis.survey import question

_MOST_RESPONSES = 1_000_000
_PAIRS = (("lower", "upper"), ("expected_lower", "expected_upper"))


@dataclass(frozen=True)
class Scores:
    """The numbers of every row.

    Attributes
    ----------
    n : Series
        Number of responses; missing where none was published.
    measured : DataFrame
        The columns of `columns.VALUES`: percentages 0-100, ratings 0-10; missing where the
        publisher hid or did not publish them.
    rating : array of bool
        Which rows are ratings.
    fixed : array of bool
        Which rows had proportions that were turned into percentages.
    """

    n: pd.Series
    measured: pd.DataFrame
    rating: Mask
    fixed: Mask

    @property
    def hidden(self) -> Mask:
        """Which rows have no score."""
        return self.measured["score"].isna().to_numpy()

    @property
    def slack(self) -> np.ndarray:
        """How far rounding may part a row's score from its limits."""
        return np.where(self.rating, ROUNDING_RATING, ROUNDING_PERCENT)

    def stored(self) -> pd.DataFrame:
        """Return the values as the store holds them: proportions 0-1, ratings 0-10."""
        unit = np.where(self.rating, 1.0, 100.0)
        return self.measured.div(unit, axis=0)


def score(sheet: Sheet, found: pd.DataFrame) -> Scores:
    """Return the numbers of every row.

    Raises
    ------
    IntakeError
        At a value that is no number, is out of its range, is missing or should not be there,
        or contradicts the others of its row by more than rounding can.
    """
    n = _responses(sheet)
    rating = found["question"].map(lambda code: question(code).is_rating).to_numpy(dtype=bool)
    raw = pd.DataFrame({ours: _measure(sheet, name) for ours, name in columns.VALUES.items()})
    values, fixed = to_percent(sheet, raw, found, ~rating)
    made = Scores(pd.Series(n), values, rating, fixed)
    _check_range(sheet, made)
    _check_limits(sheet, made)
    _check_presence(sheet, made, found)
    return made


def _measure(sheet: Sheet, column: str) -> np.ndarray:
    return sheet.numbers(column, "A number with a decimal point, or an empty cell, would be right.")


def _responses(sheet: Sheet) -> np.ndarray:
    right = f"A whole number from 0 to {_MOST_RESPONSES:,}, or an empty cell, would be right."
    n = sheet.numbers(columns.N, right)
    wrong = (n < 0) | (n > _MOST_RESPONSES) | (np.isfinite(n) & (n % 1 != 0))
    sheet.refuse(wrong, columns.N, f"is not a number of people. {right}")
    return n


def _check_range(sheet: Sheet, made: Scores) -> None:
    for ours, column in columns.VALUES.items():
        value = made.measured[ours].to_numpy()
        for rows, most, what in (
            (made.rating, 10, "A rating from 0 to 10"),
            (~made.rating, 100, "A percentage from 0 to 100"),
        ):
            wrong = rows & ((value < 0) | (value > most))
            sheet.refuse(wrong, column, f"is out of range. {what} would be right.")


def _check_limits(sheet: Sheet, made: Scores) -> None:
    values = made.measured
    for low, high in _PAIRS:
        crossed = (values[low] > values[high]).to_numpy()
        problem = "is above its upper limit. The lower limit first would be right."
        sheet.refuse(crossed, columns.VALUES[low], problem)
    far = outside(values["score"], values["lower"], values["upper"], made.slack)
    problem = (
        "lies outside its own 95% interval by more than rounding can explain. "
        "A score within its interval would be right."
    )
    sheet.refuse(far, columns.SCORE, problem)


def _check_presence(sheet: Sheet, made: Scores, found: pd.DataFrame) -> None:
    """Refuse numbers that are missing, or that are there beside a score that was hidden."""
    shown = ~made.hidden
    counted = (~found["dimension"].isin(["sex", "deprivation"])).to_numpy()
    everyone = (found["dimension"] == "all").to_numpy()
    adjusted = (found["variant"] == "adjusted").to_numpy()
    interval = shown & everyone & (found["variant"] != "year-on-year").to_numpy()
    missing = shown & counted & made.n.isna().to_numpy()
    sheet.refuse(missing, columns.N, "has a score beside it. Its number of responses is needed.")
    for names, expected in ((_PAIRS[0], interval), (_PAIRS[1], shown & adjusted)):
        for name in names:
            there = made.measured[name].notna().to_numpy()
            column = columns.VALUES[name]
            sheet.refuse(expected & ~there, column, "was found where this kind of result has one.")
            problem = "was found where this kind of result, or a hidden score, has none."
            sheet.refuse(there & ~expected, column, problem)
