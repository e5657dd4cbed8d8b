"""Funnels: places on a working scale, and the limits that chance and over-dispersion give them.

Each kind of number has a scale on which its variance does not depend on the place: `..._points`
puts the places there, `limits` draws the funnel and takes it back to the scale that people read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.expected import expected_range, pooled
from analysis.statistics.interval import Floats, Interval

_NO_ANSWERS = "No place has any answers."
_NO_SPREAD = "Everybody everywhere was counted, or nobody was: places can't differ by chance."


@dataclass(frozen=True)
class Scale:
    """A working scale.

    Attributes
    ----------
    name : str
        Its name, e.g. "arcsine".
    back : callable
        Takes numbers of the working scale to the one that people read.
    bounds : (float, float)
        Ends of the working scale, which limits are clipped to.
    """

    name: str
    back: Callable[[Floats], Floats]
    bounds: tuple[float, float]


PROPORTION = Scale("proportion", np.asarray, (0.0, 1.0))
MEAN = Scale("mean", np.asarray, (-np.inf, np.inf))
ARCSINE = Scale("arcsine", lambda y: np.sin(y) ** 2, (0.0, np.pi / 2))
LOG = Scale("log", np.exp, (-np.inf, np.inf))
ROOT = Scale("square root", np.square, (0.0, np.inf))


@dataclass(frozen=True)
class Points:
    """Places on a working scale.

    Attributes
    ----------
    scale : Scale
        The working scale.
    centre : float
        What is expected of everybody, on the working scale; NaN where it can't be had.
    value : ndarray, shape (places,)
        Places on the working scale; NaN for a place without answers, or with none counted on the
        log scale.
    variance : ndarray, shape (places,)
        Variance of each by chance alone, which z-scores are made with; NaN without answers.
    expected_variance : ndarray, shape (places,)
        The same, had the place scored just as expected, which limits are drawn with.
    why : str
        Why there is no funnel; empty if there is.
    """

    scale: Scale
    centre: float
    value: Floats
    variance: Floats
    expected_variance: Floats
    why: str = ""

    @property
    def z(self) -> Floats:
        """Distance of each place from the centre in standard deviations of chance, or NaN."""
        sd = np.sqrt(np.where(self.variance > 0, self.variance, np.nan))
        return (self.value - self.centre) / sd


def _divide(first: ArrayLike, second: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Return both as arrays of one shape, and their ratio, NaN over 0 or missing."""
    top, bottom = np.broadcast_arrays(np.asarray(first, float), np.asarray(second, float))
    known = (bottom > 0) & (top >= 0)
    ratio = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=known)
    return np.where(known, top, 0.0), np.where(known, bottom, np.nan), ratio


def _points(scale: Scale, centre: float, value: Floats, variance: Floats, why: str = "") -> Points:
    return Points(scale, centre, value, variance, variance, why)


def proportion_points(
    counted: ArrayLike, n: ArrayLike, scale: Literal["plain", "arcsine"] = "plain"
) -> Points:
    """Put proportions on a funnel.

    Parameters
    ----------
    counted, n : array-like, shape (places,)
        People counted, and people asked.
    scale : {"plain", "arcsine"}
        Proportions as they are, with variance P(1 - P)/n around the pooled P; or their arcsine
        root, with variance 1/(4n), which keeps limits within 0-1 by itself.

    Returns
    -------
    Points
        Limits are proportions, 0-1.

    Notes
    -----
    Spiegelhalter (2005). Plain limits match R package PHEindicatormethods 2.1.0
    `calculate_funnel_limits` to 1e-6 percent, which is how far its numbers are printed. The
    arcsine form matches R package FunnelPlotR 0.6.0, data type "PR", to 1e-12; limits of small
    places are clipped where its own would turn back.
    """
    top, bottom, share = _divide(counted, n)
    total = float(np.nansum(bottom))
    if total == 0:
        return _points(PROPORTION, np.nan, share, share, _NO_ANSWERS)
    centre = float(top.sum() / total)
    why = _NO_SPREAD if centre in (0, 1) else ""
    if scale == "plain":
        return _points(PROPORTION, centre, share, centre * (1 - centre) / bottom, why)
    angle = np.arcsin(np.sqrt(share))
    return _points(ARCSINE, float(np.arcsin(np.sqrt(centre))), angle, 1 / (4 * bottom), why)


def mean_points(mean: ArrayLike, n: ArrayLike, sd: float) -> Points:
    """Put means on a funnel.

    Parameters
    ----------
    mean, n : array-like, shape (places,)
        Mean and number of the answers of each place.
    sd : float
        Standard deviation of one person's answer, pooled over places.

    Returns
    -------
    Points
        Around the mean of all answers, with variance sd^2/n. Limits in the unit of the mean.

    Notes
    -----
    Spiegelhalter (2005).
    """
    means, bases = np.broadcast_arrays(np.asarray(mean, float), np.asarray(n, float))
    known = (bases > 0) & ~np.isnan(means)
    value, base = np.where(known, means, np.nan), np.where(known, bases, np.nan)
    if not known.any():
        return _points(MEAN, np.nan, value, base, _NO_ANSWERS)
    why = "" if sd > 0 else "Everybody answered alike, so places can't differ by chance."
    return _points(MEAN, pooled(means[known], bases[known]), value, sd**2 / base, why)


def standardised_points(
    observed: ArrayLike, expected: ArrayLike, scale: Literal["log", "root"] = "log"
) -> Points:
    """Put standardised ratios, observed over expected, on a funnel around 1.

    Parameters
    ----------
    observed, expected : array-like, shape (places,)
        Events, and how many case mix lets expect.
    scale : {"log", "root"}
        Log of the ratio, with variance 1/expected, as for the summary hospital-level mortality
        indicator (SHMI), where a place without events has no z-score; or its square root, with
        variance 1/(4 expected), as the Care Quality Commission (CQC) has it.

    Returns
    -------
    Points
        Limits are ratios: 1 is just as expected.

    Notes
    -----
    Spiegelhalter (2005, 2012). Matches R package FunnelPlotR 0.6.0, data type "SR", to 1e-12, but
    not the over-dispersed limits of its "CQC" form: those are left on the square-root scale, half
    as far from 1 as they should be. It also rounds expected numbers to two decimals for "SHMI".
    """
    top, bottom, ratio = _divide(observed, expected)
    why = "" if np.nansum(bottom) > 0 else _NO_ANSWERS
    if scale == "root":
        return _points(ROOT, 1.0, np.sqrt(ratio), 1 / (4 * bottom), why)
    value = np.log(np.where(top > 0, ratio, np.nan))
    return _points(LOG, 0.0, value, 1 / bottom, why)


def count_ratio_points(first: ArrayLike, second: ArrayLike) -> Points:
    """Put ratios of two counts, both uncertain, on a funnel around the pooled ratio.

    Parameters
    ----------
    first, second : array-like, shape (places,)
        Counts of two kinds of event, e.g. complaints about and praise of the same service.

    Returns
    -------
    Points
        On the log scale with half an event added to each; limits are ratios.

    Notes
    -----
    Spiegelhalter (2005). Z-scores match R package FunnelPlotR 0.6.0, data type "RC", to 1e-12. Its
    limits don't: they take the variance 1/(4 n) of an arcsine, which is far too small for a log
    ratio of counts. Ours has the variance of the z-scores, at the pooled ratio.
    """
    top, bottom, _ = _divide(first, second)
    total = float(np.nansum(bottom))
    if total == 0 or top.sum() == 0:
        return _points(LOG, np.nan, np.full(top.shape, np.nan), bottom, _NO_ANSWERS)
    centre = float(top.sum() / total)

    def variance(count: Floats) -> Floats:
        return np.asarray(count / (count + 0.5) ** 2 + bottom / (bottom + 0.5) ** 2)

    value = np.log((top + 0.5) / (bottom + 0.5))
    return Points(LOG, float(np.log(centre)), value, variance(top), variance(centre * bottom))


def rate_points(count: ArrayLike, exposure: ArrayLike) -> Points:
    """Put rates on a funnel around the pooled rate.

    Parameters
    ----------
    count, exposure : array-like, shape (places,)
        Events, and what they are counted over.

    Returns
    -------
    Points
        Square root of the rate, with variance 1/(4 exposure). Limits are events per unit of
        exposure.

    Notes
    -----
    Spiegelhalter (2005); with the expected number as the exposure it is the root form of
    `standardised_points`, but around the pooled ratio. For exact limits without over-dispersion
    see `poisson_curve`.
    """
    top, bottom, rate = _divide(count, exposure)
    total = float(np.nansum(bottom))
    if total == 0:
        return _points(ROOT, np.nan, rate, bottom, _NO_ANSWERS)
    why = "" if top.sum() > 0 else "No place had any event."
    centre = float(np.sqrt(top.sum() / total))
    return _points(ROOT, centre, np.sqrt(rate), 1 / (4 * bottom), why)


def limits(points: Points, tau2: float = 0.0, confidence: float = 0.95) -> Interval:
    """Return the limits that a place's number is expected to be within.

    Parameters
    ----------
    points : Points
        The places, or points along the axis with the same centre.
    tau2 : float
        Variance between places beyond chance, from `overdispersion`; 0 for chance alone.
    confidence : float
        0.95 or 0.998 by custom.

    Returns
    -------
    Interval
        Limits on the scale that people read, shape (places,); NaN for a place without answers,
        and everywhere if `points` says why there is no funnel.
    """
    if points.why:
        return Interval(np.full(points.value.shape, np.nan), np.full(points.value.shape, np.nan))
    low, high = expected_range(
        points.centre,
        points.expected_variance,
        tau2,
        confidence=confidence,
        bounds=points.scale.bounds,
    )
    return Interval(points.scale.back(low), points.scale.back(high))
