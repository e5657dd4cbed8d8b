"""Slope and relative index of published quantiles, as Public Health England works them out.

Here quantiles (such as deprivation tenths, first the most deprived) come with values and 95%
limits, and the line may be fitted on a transformed scale.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit

from analysis.statistics.estimate import Estimate
from analysis.statistics.inequality.concentration import midpoint_ranks
from analysis.statistics.inequality.delta import delta_interval
from analysis.statistics.inequality.gradient import inverted, turned
from analysis.statistics.inequality.regression import line_ends
from analysis.statistics.interval import critical_value

Floats = NDArray[np.float64]
Transform = Callable[[Floats], Floats]
Kind = Literal["mean", "rate", "proportion"]

_FEWEST = 3


@dataclass(frozen=True)
class QuantileIndices:
    """Slope and relative index of quantiles.

    Attributes
    ----------
    slope : Estimate
        Slope index times the multiplier: last end of the line minus the first.
    ratio : Estimate
        Relative index: last end over first, or the other way round with a negative multiplier.
    intercept : float or None
        The first end of the line, in the unit of the values.
    """

    slope: Estimate
    ratio: Estimate
    intercept: float | None


def quantile_indices(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    population: ArrayLike,
    *,
    kind: Kind = "mean",
    transformed: bool = False,
    multiplier: float = 1.0,
    confidence: float = 0.95,
) -> QuantileIndices:
    """Return the slope and relative index of inequality of quantiles.

    Parameters
    ----------
    value, lower, upper : array-like, shape (quantiles,)
        Values with their 95% limits, from the first quantile to the last.
    population : array-like, shape (quantiles,)
        People in each.
    kind : {"mean", "rate", "proportion"}
        The values' errors are taken to be normal as they are, on the log or on the logit scale.
    transformed : bool
        Whether to fit the line on that scale too.
    multiplier : float
        What the slope is multiplied by; below 0 it also turns the ratio.
    confidence : float
        Confidence level of the intervals.

    Notes
    -----
    Low and Low (2004); Public Health England's technical guide. Values match the R package
    PHEindicatormethods to 1e-9. Its intervals are simulated; ours are by the delta method (the
    ratio's on the log scale), within 5% of its widths and limits.
    """
    arrays = [np.asarray(a, dtype=np.float64) for a in (value, lower, upper, population)]
    why = _problem(kind, *arrays)
    if why:
        return QuantileIndices(Estimate.missing(why), Estimate.missing(why), None)
    values, low, high, people = arrays
    share = people / people.sum()
    rank = midpoint_ranks(share)
    z = critical_value(0.95)
    forward, back = _scales(kind)
    se = (forward(high) - forward(low)) / (2 * z)

    def bottom_and_top(scaled: Floats) -> tuple[Floats, Floats]:
        if transformed:
            bottom, top = line_ends(scaled, share, rank)
            return back(bottom), back(top)
        return line_ends(back(scaled), share, rank)

    def slope(scaled: Floats) -> Floats:
        bottom, top = bottom_and_top(scaled)
        return np.asarray(top - bottom)

    def ratio(scaled: Floats) -> Floats:
        bottom, top = bottom_and_top(scaled)
        return np.asarray(top / bottom)

    start, end = (float(a) for a in bottom_and_top(forward(values)))
    absolute = delta_interval(lambda y: abs(multiplier) * slope(y), forward(values), se, confidence)
    relative = Estimate.missing("An end of the line is not above 0, so there is no ratio.")
    if start > 0 and end > 0:
        relative = delta_interval(ratio, forward(values), se, confidence, ratio=True)
    if multiplier < 0:
        absolute, relative = turned(absolute), inverted(relative)
    return QuantileIndices(absolute, relative, start)


def _problem(kind: Kind, value: Floats, lower: Floats, upper: Floats, people: Floats) -> str:
    if value.size < _FEWEST:
        return "It needs at least 3 quantiles."
    if not np.isfinite(np.concatenate([value, lower, upper, people])).all():
        return "Every quantile needs a value, its limits and its people."
    if (people <= 0).any():
        return "Every quantile needs people."
    if (lower > value).any() or (value > upper).any():
        return "A value lies outside its limits."
    if kind != "mean" and min(value.min(), lower.min()) <= 0:
        return "Rates and proportions and their limits must be above 0."
    if kind == "proportion" and max(value.max(), upper.max()) >= 1:
        return "Proportions and their limits must be below 1."
    return ""


def _scales(kind: Kind) -> tuple[Transform, Transform]:
    """Return the transformation to the scale on which errors are normal, and its inverse."""
    if kind == "rate":
        return np.log, np.exp
    if kind == "proportion":
        return logit, expit
    return np.asarray, np.asarray
