"""How four indicators become one of four categories. The rule is ours, and can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtr

from analysis.survey import InputError

Category = Literal["top", "well", "needs", "greatest"]
CATEGORIES: tuple[Category, ...] = ("top", "well", "needs", "greatest")
"""The categories, best first."""

INDICATORS = 4
FEWEST_PEOPLE = 20
"""Fewer people than this behind a figure, and it is not rated."""


@dataclass(frozen=True)
class Rule:
    """How CCGs are rated.

    Attributes
    ----------
    standard : bool
        Compare 62-day waits with the standard; with England otherwise.
    confidence : float
        Share of CCGs that the range expected holds if they differ no more than usual: 0.95 or
        0.998. It bands single indicators and has no part in the category.
    top, well, greatest : float
        Cuts of the average z: at `top` or more top performing, at `well` or more performing well,
        at `greatest` or less the greatest need for improvement, in between needs improvement.
    fewest : int
        How many of the four indicators a CCG must have for a category.

    Raises
    ------
    InputError
        If the cuts are out of order, or the numbers make no sense.
    """

    standard: bool = True
    confidence: float = 0.95
    top: float = 1.0
    well: float = 0.5
    greatest: float = -1.5
    fewest: int = 3

    def __post_init__(self) -> None:
        if not self.top > self.well > self.greatest:
            msg = (
                f"The cuts {self.top}, {self.well} and {self.greatest} are out of order: top "
                "performing must begin above performing well, and that above the greatest need."
            )
            raise InputError(msg)
        if not 0.5 <= self.confidence < 1:
            msg = f"The range expected can't hold {self.confidence} of CCGs: give 0.5 to below 1."
            raise InputError(msg)
        if not 1 <= self.fewest <= INDICATORS:
            msg = f"There are {INDICATORS} indicators, so {self.fewest} can't be needed."
            raise InputError(msg)

    def category(self, average: float) -> Category:
        """Return the category of an average z."""
        if average >= self.top:
            return "top"
        if average >= self.well:
            return "well"
        return "greatest" if average <= self.greatest else "needs"

    def probabilities(self, average: float, error: float) -> dict[Category, float]:
        """Return how likely each category is, given how far chance can move the average.

        Parameters
        ----------
        average, error : float
            The average z and its standard error by chance, above 0.
        """
        cuts = np.array([self.greatest, self.well, self.top])
        below = np.concatenate([[0.0], ndtr((cuts - average) / error), [1.0]])
        return dict(zip(CATEGORIES, np.diff(below)[::-1].tolist(), strict=True))
