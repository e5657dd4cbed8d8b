"""Confidence intervals of proportions, means and their differences.

Everything is vectorised: arguments are scalars or arrays that broadcast. Proportions are 0-1,
`confidence` is a level such as 0.95. Where nothing can be computed (no answers, or a standard
deviation of fewer than two) the limits are NaN.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtrit

Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """Lower and upper limit, in the unit of the estimate."""

    lower: Floats
    upper: Floats


class Difference(NamedTuple):
    """First minus second, with limits, in the unit of the estimates."""

    value: Floats
    lower: Floats
    upper: Floats


def critical_value(confidence: float = 0.95) -> float:
    """Return the two-sided critical value of the normal distribution, e.g. 1.96 for 0.95."""
    return float(ndtri((1 + confidence) / 2))


def _floats(*values: ArrayLike) -> list[Floats]:
    return [np.asarray(v, dtype=np.float64) for v in values]


def wilson(proportion: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return Wilson's score interval of a proportion.

    Parameters
    ----------
    proportion : array-like
        Observed proportions, 0-1.
    n : array-like
        Bases; an effective base (see `effective_base`) when weighted. NaN limits where 0.
    confidence : float
        Confidence level.

    Returns
    -------
    Interval
        Limits, 0-1. A proportion of 0 or 1 has a non-degenerate interval.

    Notes
    -----
    Wilson (1927). The intervals published with the 2018 National Cancer Patient Experience
    Survey are these, around the unrounded score.
    """
    p, size = _floats(proportion, n)
    z2 = critical_value(confidence) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = (p + z2 / (2 * size)) / (1 + z2 / size)
        half = np.sqrt(z2 * (p * (1 - p) + z2 / (4 * size)) / size) / (1 + z2 / size)
        known = size > 0
    return Interval(
        np.where(known, np.maximum(centre - half, 0), np.nan),
        np.where(known, np.minimum(centre + half, 1), np.nan),
    )


def proportion_of_wilson(
    lower: ArrayLike, upper: ArrayLike, n: ArrayLike, confidence: float = 0.95
) -> Floats:
    """Return the proportion whose Wilson interval is the one given.

    Published scores are rounded but their intervals often are not: this recovers the score.

    Parameters
    ----------
    lower, upper : array-like
        Limits, 0-1.
    n : array-like
        Bases, above 0.
    confidence : float
        Confidence level of the limits.

    Returns
    -------
    ndarray
        Proportions 0-1, clipped.
    """
    low, high, size = _floats(lower, upper, n)
    z2 = critical_value(confidence) ** 2
    centre = (low + high) / 2
    return np.clip(centre * (1 + z2 / size) - z2 / (2 * size), 0, 1)


def effective_base(weight_sum: ArrayLike, weight_square_sum: ArrayLike) -> Floats:
    """Return Kish's effective base, (sum w)^2 / sum w^2; 0 where there are no weights."""
    total, squares = _floats(weight_sum, weight_square_sum)
    return np.divide(total**2, squares, out=np.zeros_like(total * squares), where=squares > 0)


def mean_interval(
    mean: ArrayLike, sd: ArrayLike, n: ArrayLike, confidence: float = 0.95
) -> Interval:
    """Return the normal interval of a mean: mean -/+ z sd / sqrt(n), as the survey publishes it.

    NaN where `n` is below 2, as one answer says nothing about spread.
    """
    m, s, size = _floats(mean, sd, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = np.where(size >= 2, critical_value(confidence) * s / np.sqrt(size), np.nan)
    return Interval(m - half, m + half)


def newcombe(
    first: ArrayLike,
    n_first: ArrayLike,
    second: ArrayLike,
    n_second: ArrayLike,
    confidence: float = 0.95,
) -> Difference:
    """Return the difference of two independent proportions with Newcombe's hybrid interval.

    Parameters
    ----------
    first, second : array-like
        Proportions, 0-1.
    n_first, n_second : array-like
        Their (effective) bases. NaN limits where either is 0.
    confidence : float
        Confidence level.

    Returns
    -------
    Difference
        ``first - second`` as a proportion (-1 to 1). 0 means no difference.

    Notes
    -----
    Newcombe (1998), method 10, without continuity correction.
    """
    p1, p2 = _floats(first, second)
    low1, high1 = wilson(p1, n_first, confidence)
    low2, high2 = wilson(p2, n_second, confidence)
    gap = p1 - p2
    return Difference(
        gap,
        gap - np.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2),
        gap + np.sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2),
    )


def welch(
    first: ArrayLike,
    sd_first: ArrayLike,
    n_first: ArrayLike,
    second: ArrayLike,
    sd_second: ArrayLike,
    n_second: ArrayLike,
    confidence: float = 0.95,
) -> Difference:
    """Return the difference of two independent means with Welch's interval.

    Parameters
    ----------
    first, second : array-like
        Means.
    sd_first, sd_second : array-like
        Standard deviations of the answers.
    n_first, n_second : array-like
        (Effective) bases. NaN limits where either is below 2.
    confidence : float
        Confidence level.

    Returns
    -------
    Difference
        ``first - second``, in the unit of the means. Where nobody varies the interval has no width.

    Notes
    -----
    Welch (1947), with Satterthwaite's degrees of freedom.
    """
    m1, s1, n1, m2, s2, n2 = _floats(first, sd_first, n_first, second, sd_second, n_second)
    with np.errstate(divide="ignore", invalid="ignore"):
        v1, v2 = s1**2 / n1, s2**2 / n2
        freedom = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
        t = np.where(v1 + v2 > 0, stdtrit(freedom, (1 + confidence) / 2), 0.0)
        half = np.where((n1 >= 2) & (n2 >= 2), t * np.sqrt(v1 + v2), np.nan)
    return Difference(m1 - m2, m1 - m2 - half, m1 - m2 + half)
