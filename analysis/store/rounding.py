"""Combinations of characteristics in rounded numbers, and what follows from those.

Whoever knows a total exactly, and all but a few of the people it is made of, knows those few. So no
released number is worked out from how many people exactly a combination has, or how they answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.stratified import Expected, expected, tail_p_value
from analysis.store.lines import LARGER, blurred
from analysis.store.strata import SUMS

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rounded:
    """What is known of combinations once their people are rounded.

    Attributes
    ----------
    base : ndarray, shape (combinations,)
        People: exact of one characteristic, as the gate gives them, otherwise as `blurred`.
    short : ndarray, shape (1 + shuffles, combinations)
        What the answers lack of the best ones, as given and as shuffled, in proportion to `base`
        and to the nearest multiple of `step`.
    step : ndarray of int, shape (combinations,)
        1 of one characteristic, otherwise half the policy's minimum of people; twice as many
        points of a rating.
    chance : Expected
        What chance would give so many people: the total to the nearest half, the rest to three
        digits. Nobody is beside a combination with fewer than `LARGER` times the minimum.
    best : float
        The best answer.
    """

    base: Floats
    short: Floats
    step: NDArray[np.int64]
    chance: Expected
    best: float

    @classmethod
    def of(cls, sums: Floats, single: NDArray[np.bool_], minimum: int, best: float) -> Rounded:
        """Return what is left of sums.

        Parameters
        ----------
        sums : ndarray, shape (5 + 1 + shuffles, combinations)
            As from `Strata.sums`.
        single : ndarray of bool, shape (combinations,)
            Which of them are of one characteristic.
        minimum : int
            The policy's.
        best : float
            The best answer.
        """
        step = np.where(single, 1, minimum // 2 * (1 if best == 1 else 2))
        base = np.where(single, sums[0], blurred(sums[0], minimum))
        scale = base / sums[0]
        exact = expected(sums[:SUMS] * np.array([scale, scale, scale, scale**2, scale**2]))
        beside = sums[0] - sums[SUMS - 1] >= LARGER * minimum
        chance = Expected(
            np.round(2 * exact.total) / 2,
            _three_digits(exact.variance),
            np.where(beside, _three_digits(exact.weight), 0.0),
        )
        short = np.minimum(step * np.round(sums[SUMS:] * scale / step), base * best)
        return cls(base, short, step, chance, best)

    def columns(self) -> dict[str, Floats]:
        """Return the numbers of the released table.

        p-values are those of the least that rounds to `short`, so that rounding makes nothing
        look less likely than it is; it is part of the standard error.
        """
        most = self.base * self.best
        unsure = replace(self.chance, variance=self.chance.variance + (self.step**2 - 1) / 12)
        difference, error = unsure.difference(most - self.short[0])
        least = np.maximum(self.short - self.step // 2, 0)
        p_values = tail_p_value(most - least, self.chance, self.base, self.best)
        return {
            "n": self.base,
            "score": (most - self.short[0]) / self.base,
            "difference": difference,
            "difference_se": error,
            "weight": self.chance.weight,
            "p": p_values[0],
            **{f"shuffled_{i}": p for i, p in enumerate(p_values[1:])},
        }


def _three_digits(values: Floats) -> Floats:
    digits = 10.0 ** (2 - np.floor(np.log10(np.maximum(values, 1e-9))))
    return np.asarray(np.round(values * digits) / digits)
