"""Exact (Clopper-Pearson and Poisson) and Student's t intervals.

Arguments are scalars or arrays that broadcast; `confidence` is a level such as 0.95.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, gammainccinv, gammaincinv, stdtrit

from analysis.statistics.interval import Interval


def clopper_pearson(successes: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return the exact (Clopper-Pearson) interval of a proportion.

    Parameters
    ----------
    successes : array-like
        Number of people counted, 0 to `n`; need not be whole.
    n : array-like
        Number of people asked.
    confidence : float
        Confidence level.

    Returns
    -------
    Interval
        Limits, 0-1: the lower is 0 where nobody and the upper 1 where everybody is counted. NaN
        where `n` is 0 or missing, or `successes` is outside 0 to `n`.

    Notes
    -----
    Clopper and Pearson (1934), by quantiles of the beta distribution. It never covers less than
    `confidence` and mostly more, so it is wider than `wilson`. Matches R 4.2.2 `binom.test` and
    statsmodels `proportion_confint(method="beta")` to 1e-12.
    """
    x, size = np.broadcast_arrays(np.asarray(successes, float), np.asarray(n, float))
    tail = (1 - confidence) / 2
    known = (size > 0) & (x >= 0) & (x <= size)
    inside_low, inside_high = known & (x > 0), known & (x < size)
    a, b = np.where(inside_low, x, 1.0), np.where(inside_low, size - x + 1, 1.0)
    c, d = np.where(inside_high, x + 1, 1.0), np.where(inside_high, size - x, 1.0)
    lower = np.where(inside_low, betaincinv(a, b, tail), 0.0)
    upper = np.where(inside_high, betaincinv(c, d, 1 - tail), 1.0)
    return Interval(np.where(known, lower, np.nan), np.where(known, upper, np.nan))


def poisson_interval(count: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return the exact interval of the mean of a Poisson count.

    Parameters
    ----------
    count : array-like
        Number of events, 0 or more; need not be whole.
    confidence : float
        Confidence level.

    Returns
    -------
    Interval
        Limits, in events; the lower is 0 where there are none. NaN where `count` is missing or
        negative.

    Notes
    -----
    Garwood (1936), by quantiles of the chi-square (gamma) distribution. Matches the "Exact" rates
    of R package PHEindicatormethods 2.1.0 to 1e-12 of the value.
    """
    x = np.asarray(count, dtype=np.float64)
    tail = (1 - confidence) / 2
    known = x >= 0
    safe = np.where(known, x, 1.0)
    lower = np.where(safe > 0, gammaincinv(np.where(safe > 0, safe, 1.0), tail), 0.0)
    upper = gammainccinv(safe + 1, tail)
    return Interval(np.where(known, lower, np.nan), np.where(known, upper, np.nan))


def student_interval(
    mean: ArrayLike, sd: ArrayLike, n: ArrayLike, confidence: float = 0.95
) -> Interval:
    """Return Student's t interval of a mean: mean -/+ t sd / sqrt(n), with n - 1 degrees.

    Parameters
    ----------
    mean, sd : array-like
        Mean and standard deviation (with divisor n - 1) of the answers, in any unit.
    n : array-like
        Number of answers.
    confidence : float
        Confidence level.

    Returns
    -------
    Interval
        Limits, in the unit of the mean. NaN where `n` is below 2: one answer says nothing about
        spread. No width where nobody differs.

    Notes
    -----
    Student (1908). Wider than `mean_interval` (normal), which is what the survey publishes; from
    about 60 answers they are the same to 2%. Matches R package PHEindicatormethods 2.1.0
    `phe_mean` to 1e-12 of the value.
    """
    m, s, size = (np.asarray(v, dtype=np.float64) for v in (mean, sd, n))
    known = size >= 2
    base = np.where(known, size, 2.0)
    half = np.where(known, stdtrit(base - 1, (1 + confidence) / 2) * s / np.sqrt(base), np.nan)
    return Interval(m - half, m + half)
