"""P-values of differences, to be adjusted within a family (`analysis.statistics.multiplicity`)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, stdtr

Floats = NDArray[np.float64]


def mean_p_value(
    first: ArrayLike,
    sd_first: ArrayLike,
    n_first: ArrayLike,
    second: ArrayLike,
    sd_second: ArrayLike,
    n_second: ArrayLike,
) -> Floats:
    """Return the p-value of "the two means are the same".

    Parameters
    ----------
    first, second : array-like
        Means.
    sd_first, sd_second : array-like
        Standard deviations of the answers.
    n_first, n_second : array-like
        (Effective) bases.

    Returns
    -------
    ndarray
        Two-sided p-values; 1 where nobody varies and the means are the same, 0 where they are
        not, NaN where a base is below 2.

    Notes
    -----
    Welch's t-test (1947), as ``scipy.stats.ttest_ind_from_stats(equal_var=False)``.
    """
    m1, s1, n1, m2, s2, n2 = (
        np.asarray(v, dtype=np.float64)
        for v in (first, sd_first, n_first, second, sd_second, n_second)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        v1, v2 = s1**2 / n1, s2**2 / n2
        freedom = (v1 + v2) ** 2 / (v1**2 / (n1 - 1) + v2**2 / (n2 - 1))
        t = np.abs(m1 - m2) / np.sqrt(v1 + v2)
        varies = 2 * stdtr(freedom, -t)
    same = np.where(m1 == m2, 1.0, 0.0)
    found = np.where(v1 + v2 > 0, varies, same)
    return np.where((n1 >= 2) & (n2 >= 2), found, np.nan)


def normal_p_value(difference: ArrayLike, se: ArrayLike) -> Floats:
    """Return the p-value of "the difference is 0" from its standard error.

    Parameters
    ----------
    difference, se : array-like
        In one unit; NaN where not known.

    Returns
    -------
    ndarray
        Two-sided p-values; 1 where both are 0, NaN where either is not known.
    """
    d, s = np.asarray(difference, dtype=np.float64), np.asarray(se, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(d == 0, 0.0, np.abs(d) / s)
    return np.where(np.isnan(s), np.nan, 2 * ndtr(-z))
