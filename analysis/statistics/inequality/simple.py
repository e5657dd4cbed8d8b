"""Difference and ratio of two groups: the ends of an order, or the best and the worst.

All functions take values of shape (..., groups) and return shape (...), in the unit of the values.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.inequality.quotient import quotient

Floats = NDArray[np.float64]


def difference_of_ends(values: Floats, *, favourable: bool) -> Floats:
    """Return last minus first group for a favourable indicator, first minus last otherwise.

    Above 0 the first (most disadvantaged) group is worse off; 0 means no difference.
    """
    gap: Floats = values[..., -1] - values[..., 0]
    return gap if favourable else -gap


def ratio_of_ends(values: Floats, *, favourable: bool) -> Floats:
    """Return last over first group for a favourable indicator, first over last otherwise.

    Above 1 the first (most disadvantaged) group is worse off. NaN where it divides by 0.
    """
    top, bottom = (-1, 0) if favourable else (0, -1)
    return quotient(values[..., top], values[..., bottom])


def largest_difference(values: Floats) -> Floats:
    """Return the highest value minus the lowest; 0 or above."""
    return np.asarray(values.max(axis=-1) - values.min(axis=-1))


def largest_ratio(values: Floats) -> Floats:
    """Return the highest value over the lowest; 1 or above, NaN where the lowest is 0."""
    return quotient(values.max(axis=-1), values.min(axis=-1))
