"""How far groups lie from their mean, from the best of them, or from a reference.

All functions take values of shape (..., groups) and shares of the people of shape (groups,) that
add to 1, and return shape (...). 0 means that there is no inequality. Sources: Schlotheuber and
Hosseinpoor (2022); Pearcy and Keppel (2002) for the index of disparity. All match the R package
healthequal 1.0.1 to 1e-8.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.inequality.quotient import quotient

Floats = NDArray[np.float64]


def weighted_mean(values: Floats, share: Floats) -> Floats:
    """Return the mean of the values, weighted by people, shape (...)."""
    return np.asarray(values @ share)


def between_group_variance(values: Floats, share: Floats) -> Floats:
    """Return sum p (y - mean)^2, in squared units of the values."""
    far = values - weighted_mean(values, share)[..., None]
    return np.asarray((far**2) @ share)


def variance_by_chance(se: Floats, share: Floats) -> float:
    """Return sum p (1 - p) se^2: the between-group variance that chance adds on average.

    `se` are the groups' standard errors, of shape (groups,). It is all there is to see where the
    groups are truly equal, and what to take off the variance that was seen otherwise.
    """
    return float((share * (1 - share)) @ se**2)


def between_group_sd(values: Floats, share: Floats) -> Floats:
    """Return the square root of the between-group variance, in the unit of the values."""
    return np.asarray(np.sqrt(between_group_variance(values, share)))


def coefficient_of_variation(values: Floats, share: Floats) -> Floats:
    """Return the between-group standard deviation as a percentage of the mean."""
    return 100 * quotient(between_group_sd(values, share), weighted_mean(values, share))


def difference_from_mean(values: Floats, share: Floats, *, weighted: bool) -> Floats:
    """Return the mean distance of a group from the (people-weighted) mean.

    `weighted` says whether groups count by their people, or all the same.
    """
    return _mean_distance(values, weighted_mean(values, share), share, weighted=weighted)


def difference_from_best(
    values: Floats, share: Floats, *, favourable: bool, weighted: bool
) -> Floats:
    """Return the mean distance of a group from the best one, which is counted with the others."""
    best = values.max(axis=-1) if favourable else values.min(axis=-1)
    return _mean_distance(values, best, share, weighted=weighted)


def difference_from_reference(
    values: Floats, share: Floats, *, reference: int, weighted: bool
) -> Floats:
    """Return the mean distance of a group from the reference, which is counted too."""
    return _mean_distance(values, values[..., reference], share, weighted=weighted)


def index_of_disparity(values: Floats, share: Floats, *, weighted: bool) -> Floats:
    """Return the mean distance of a group from the mean, as a percentage of the mean."""
    return 100 * quotient(
        difference_from_mean(values, share, weighted=weighted), weighted_mean(values, share)
    )


def _mean_distance(values: Floats, point: Floats, share: Floats, *, weighted: bool) -> Floats:
    far = np.abs(values - np.asarray(point)[..., None])
    return np.asarray(far @ share if weighted else far.mean(axis=-1))
