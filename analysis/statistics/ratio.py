"""Ratios of two proportions and of two rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.interval import Floats, critical_value

_NO_BASE = "One of the two has nobody to count among."
_NO_SECOND = "The second is 0, so there is nothing to divide by."
_NO_FIRST = "The first is 0: the ratio is 0, but its log interval can't be had."
_NO_SPREAD = "Everybody in both is counted, so the log interval would have no width."
_WRONG = "A count is missing, negative or more than its base."


@dataclass(frozen=True)
class Ratio:
    """Ratios of a first to a second, element by element.

    Attributes
    ----------
    value : ndarray
        First divided by second: 1 means no difference, 0 that the first has none. NaN where it
        can't be had.
    lower, upper : ndarray
        Limits; NaN where they can't be had, which may be so although there is a value.
    why : ndarray of str
        Why something is missing, in a sentence; empty where nothing is.
    """

    value: Floats
    lower: Floats
    upper: Floats
    why: NDArray[np.str_]


def _log_interval(
    value: Floats, variance: Floats, reasons: list[tuple[NDArray[np.bool_], str]], confidence: float
) -> Ratio:
    """Put limits around ratios, but for those with a reason against it."""
    why = np.select([c for c, _ in reasons], [text for _, text in reasons], default="")
    shown = np.where((why == "") | (why == _NO_FIRST) | (why == _NO_SPREAD), value, np.nan)
    with np.errstate(invalid="ignore", over="ignore"):
        factor = np.where(why == "", np.exp(critical_value(confidence) * np.sqrt(variance)), np.nan)
    return Ratio(shown, shown / factor, shown * factor, why)


def risk_ratio(
    first: ArrayLike,
    n_first: ArrayLike,
    second: ArrayLike,
    n_second: ArrayLike,
    confidence: float = 0.95,
) -> Ratio:
    """Return the ratio of two independent proportions with its log interval.

    Parameters
    ----------
    first, second : array-like
        Numbers of people counted, 0 to their base.
    n_first, n_second : array-like
        Numbers of people asked.
    confidence : float
        Confidence level.

    Returns
    -------
    Ratio
        ``(first / n_first) / (second / n_second)``. No value where a base or `second` is 0; no
        limits where `first` is 0 or everybody is counted in both.

    Notes
    -----
    Katz, Baptista, Azen and Pike (1978): the log of the ratio has variance
    1/x1 - 1/n1 + 1/x2 - 1/n2. Matches statsmodels 0.15
    `confint_proportions_2indep(compare="ratio", method="log")` to 1e-12.
    """
    x1, n1, x2, n2 = np.broadcast_arrays(
        *(np.asarray(v, dtype=np.float64) for v in (first, n_first, second, n_second))
    )
    reasons = [
        ((n1 <= 0) | (n2 <= 0), _NO_BASE),
        (~((x1 >= 0) & (x1 <= n1) & (x2 >= 0) & (x2 <= n2)), _WRONG),
        (x2 == 0, _NO_SECOND),
        (x1 == 0, _NO_FIRST),
        ((x1 == n1) & (x2 == n2), _NO_SPREAD),
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        value, variance = x1 / n1 / (x2 / n2), 1 / x1 - 1 / n1 + 1 / x2 - 1 / n2
    return _log_interval(value, variance, reasons, confidence)


def rate_ratio(
    first: ArrayLike,
    exposure_first: ArrayLike,
    second: ArrayLike,
    exposure_second: ArrayLike,
    confidence: float = 0.95,
) -> Ratio:
    """Return the ratio of two independent Poisson rates with its log interval.

    Parameters
    ----------
    first, second : array-like
        Numbers of events, 0 or more.
    exposure_first, exposure_second : array-like
        What they are counted over, in one unit.
    confidence : float
        Confidence level.

    Returns
    -------
    Ratio
        ``(first / exposure_first) / (second / exposure_second)``. No value where an exposure or
        `second` is 0; no limits where `first` is 0.

    Notes
    -----
    Breslow and Day (1987): the log of the ratio has variance 1/x1 + 1/x2. Matches statsmodels 0.15
    `confint_poisson_2indep(compare="ratio", method="wald-log")` to 1e-12.
    """
    x1, e1, x2, e2 = np.broadcast_arrays(
        *(np.asarray(v, dtype=np.float64) for v in (first, exposure_first, second, exposure_second))
    )
    reasons = [
        ((e1 <= 0) | (e2 <= 0), _NO_BASE),
        (~((x1 >= 0) & (x2 >= 0) & (e1 > 0) & (e2 > 0)), _WRONG),
        (x2 == 0, _NO_SECOND),
        (x1 == 0, _NO_FIRST),
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        value, variance = x1 / e1 / (x2 / e2), 1 / x1 + 1 / x2
    return _log_interval(value, variance, reasons, confidence)
