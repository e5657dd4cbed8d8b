"""Standard errors of smooth functions of the groups' values (delta method)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.estimate import Estimate
from analysis.statistics.interval import critical_value

Floats = NDArray[np.float64]

_STEP = 1e-5


def delta_error(function: Callable[[Floats], Floats], value: Floats, se: Floats) -> float:
    """Return the standard error of a function of independent values.

    Parameters
    ----------
    function : callable
        From values of shape (..., groups) to shape (...), with derivatives at `value`.
    value, se : ndarray, shape (groups,)
        Values and their standard errors.

    Returns
    -------
    float
        sqrt(sum (df/dy se)^2), with derivatives by central differences; NaN where the function
        isn't defined.
    """
    reach = _STEP * np.maximum(np.abs(value), se)
    moves = np.diag(reach)
    rise = function(value + moves) - function(value - moves)
    slopes = np.divide(rise, 2 * reach, out=np.zeros_like(rise), where=reach > 0)
    return float(np.sqrt(((slopes * se) ** 2).sum()))


def delta_interval(
    function: Callable[[Floats], Floats],
    value: Floats,
    se: Floats,
    confidence: float = 0.95,
    *,
    ratio: bool = False,
) -> Estimate:
    """Return a smooth function of the groups' values with a normal interval.

    A ratio (above 0) gets its interval on the log scale. The function must be finite at `value`.
    """
    found = float(function(value))
    if not np.isfinite(se).all():
        return Estimate(found, why="The groups' standard errors are not known.")
    z = critical_value(confidence)
    if ratio:
        half = z * delta_error(lambda y: np.log(function(y)), value, se)
        return _limited(found, found * np.exp(-half), found * np.exp(half))
    half = z * delta_error(function, value, se)
    return _limited(found, found - half, found + half)


def _limited(value: float, lower: float, upper: float) -> Estimate:
    if not (np.isfinite(lower) and np.isfinite(upper)):
        return Estimate(value, why="The value lies where no interval can be had.")
    return Estimate(value, float(lower), float(upper))
