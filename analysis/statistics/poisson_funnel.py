"""Exact funnels of counts, by chance alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.exact import poisson_interval
from analysis.statistics.interval import Floats, Interval


def poisson_limits(expected: ArrayLike, confidence: float = 0.95) -> Interval:
    """Return exact Poisson limits of a standardised ratio around 1.

    Parameters
    ----------
    expected : array-like
        Expected events; need not be whole.
    confidence : float
        0.95 or 0.998 by custom.

    Returns
    -------
    Interval
        Ratios; NaN where `expected` is not above 0.

    Notes
    -----
    The exact interval of a count of `expected`, over `expected`. Matches the limits without
    over-dispersion of R package FunnelPlotR 0.6.0, data type "SR", to 1e-12.
    """
    over = np.asarray(expected, dtype=np.float64)
    over = np.where(over > 0, over, np.nan)
    lower, upper = poisson_interval(over, confidence)
    return Interval(lower / over, upper / over)


@dataclass(frozen=True)
class Curve:
    """The two lines of a funnel, each as points (exposure, rate).

    Attributes
    ----------
    lower_exposure, lower : ndarray
        Exposure at which the count is just on the lower limit, and the rate there.
    upper_exposure, upper : ndarray
        The same for the upper limit; NaN for a count of 0, which is never too high.
    """

    lower_exposure: Floats
    lower: Floats
    upper_exposure: Floats
    upper: Floats


def poisson_curve(count: ArrayLike, centre: float = 1.0, confidence: float = 0.95) -> Curve:
    """Return the exact funnel of a rate or standardised ratio.

    Parameters
    ----------
    count : array-like
        Events, 0 or more, along the funnel.
    centre : float
        Rate that is expected of everybody, in events per unit of exposure, above 0; 1 for a
        standardised ratio, whose exposure is the expected number.
    confidence : float
        0.95 or 0.998 by custom.

    Returns
    -------
    Curve
        Exposures at which each count is just at the edge of what is expected.

    Raises
    ------
    ValueError
        If `centre` is not above 0.

    Notes
    -----
    A count is on the lower limit where the expected number is the upper limit of its exact
    interval. R package PHEindicatormethods 2.1.0 `calculate_funnel_limits` searches for these
    points and stops within about 1e-4 events; ours are exact.
    """
    if not centre > 0:
        raise ValueError("The centre must be above 0.")
    events = np.asarray(count, dtype=np.float64)
    low, high = (limit / centre for limit in poisson_interval(events, confidence))
    low = np.where(low > 0, low, np.nan)
    return Curve(high, events / high, low, events / low)
