"""Intervals of counts and of rates.

Arguments are scalars or arrays that broadcast; `confidence` is a level such as 0.95.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.exact import poisson_interval
from analysis.statistics.interval import Interval, critical_value

EXACT_BELOW = 10
"""Counts below this get the exact interval rather than Byar's."""


def byar(count: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return Byar's approximate interval of the mean of a Poisson count.

    Parameters
    ----------
    count : array-like
        Number of events, 0 or more.
    confidence : float
        Confidence level.

    Returns
    -------
    Interval
        Limits, in events. The lower is 0 where there are no events, and where the formula falls
        below 0 (one event at 99.8%). NaN where `count` is missing or negative.

    Notes
    -----
    Breslow and Day (1987), vol. II, p. 69. Matches R package PHEindicatormethods 2.1.0 to 1e-12
    of the value, except that its formula gives a negative limit where this gives 0.
    """
    x = np.asarray(count, dtype=np.float64)
    z = critical_value(confidence)
    known = x >= 0
    low = np.where(x > 0, x, 1.0)
    high = np.where(known, x, 0.0) + 1
    lower = low * np.maximum(1 - 1 / (9 * low) - z / (3 * np.sqrt(low)), 0) ** 3
    upper = high * (1 - 1 / (9 * high) + z / (3 * np.sqrt(high))) ** 3
    return Interval(
        np.where(known, np.where(x > 0, lower, 0.0), np.nan), np.where(known, upper, np.nan)
    )


def count_interval(count: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return the interval of a count: exact below ten events, Byar's from ten on.

    Parameters
    ----------
    count : array-like
        Number of events, 0 or more.
    confidence : float
        Confidence level.

    Returns
    -------
    Interval
        Limits, in events. NaN where `count` is missing or negative.

    Notes
    -----
    The rule of the English public health profiles, as in R package PHEindicatormethods 2.1.0
    `phe_rate`, matched to 1e-12 of the value.
    """
    small = np.asarray(count, dtype=np.float64) < EXACT_BELOW
    few, many = poisson_interval(count, confidence), byar(count, confidence)
    return Interval(np.where(small, few.lower, many.lower), np.where(small, few.upper, many.upper))


def rate_interval(count: ArrayLike, exposure: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return the interval of a rate, `count` / `exposure`.

    Parameters
    ----------
    count : array-like
        Number of events, 0 or more.
    exposure : array-like
        What they are counted over: people, person-years, or the expected number of events, which
        makes the rate a standardised ratio.
    confidence : float
        Confidence level.

    Returns
    -------
    Interval
        Limits, in events per unit of exposure; multiply for "per 100,000". A rate may pass 1. NaN
        where `count` is missing or negative, or `exposure` is not above 0.

    Notes
    -----
    `count_interval` over the exposure, which is taken as known. Matches R package
    PHEindicatormethods 2.1.0 `phe_rate` to 1e-12 of the value.
    """
    over = np.asarray(exposure, dtype=np.float64)
    over = np.where(over > 0, over, np.nan)
    lower, upper = count_interval(count, confidence)
    return Interval(lower / over, upper / over)
