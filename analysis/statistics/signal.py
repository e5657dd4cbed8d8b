"""Whether a place's own interval holds the number that is expected of everybody."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.interval import Interval, wilson
from analysis.statistics.rate import rate_interval

HIGH, LOW = "high 95%", "low 95%"
VERY_HIGH, VERY_LOW = "high 99.8%", "low 99.8%"
USUAL, UNKNOWN = "not significant", "not known"


def signal(warning: Interval, action: Interval, centre: float) -> NDArray[np.str_]:
    """Say on which side of each interval the centre is.

    Parameters
    ----------
    warning, action : Interval
        Each place's 95% and 99.8% interval.
    centre : float
        What is expected of everybody.

    Returns
    -------
    ndarray of str
        "high 99.8%", "high 95%", "not significant", "low 95%" or "low 99.8%": high if the place is
        above the centre even at the low end of that interval. "not known" without an interval.
    """
    return np.select(
        [
            np.isnan(warning.lower) | np.isnan(centre),
            action.lower > centre,
            action.upper < centre,
            warning.lower > centre,
            warning.upper < centre,
        ],
        [UNKNOWN, VERY_HIGH, VERY_LOW, HIGH, LOW],
        default=USUAL,
    )


def proportion_signal(counted: ArrayLike, n: ArrayLike, centre: float) -> NDArray[np.str_]:
    """Say which proportions stand out from the centre, by their Wilson intervals.

    Parameters
    ----------
    counted, n : array-like, shape (places,)
        People counted, and people asked.
    centre : float
        Proportion expected of everybody, 0-1: as a rule the pooled one.

    Returns
    -------
    ndarray of str, shape (places,)
        As `signal`.

    Notes
    -----
    Matches R package PHEindicatormethods 2.1.0 `assign_funnel_significance` ("proportion") in all
    303 areas of its test data.
    """
    base = np.asarray(n, dtype=np.float64)
    share = np.divide(counted, base, out=np.full(base.shape, np.nan), where=base > 0)
    return signal(wilson(share, base), wilson(share, base, 0.998), centre)


def rate_signal(count: ArrayLike, exposure: ArrayLike, centre: float = 1.0) -> NDArray[np.str_]:
    """Say which rates or standardised ratios stand out from the centre.

    Parameters
    ----------
    count, exposure : array-like, shape (places,)
        Events, and what they are counted over; the expected number for a standardised ratio.
    centre : float
        Rate expected of everybody, per unit of exposure; 1 for a standardised ratio.

    Returns
    -------
    ndarray of str, shape (places,)
        As `signal`.

    Notes
    -----
    By `rate_interval`. Matches R package PHEindicatormethods 2.1.0 `assign_funnel_significance`
    ("ratio" and "rate") in all areas of its test data.
    """
    return signal(rate_interval(count, exposure), rate_interval(count, exposure, 0.998), centre)
