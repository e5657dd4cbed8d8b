"""Slope and relative index of inequality: a regression line through ranked groups.

Values have shape (..., groups), from the most disadvantaged group to the most advantaged; shares
of the people have shape (groups,). The line is drawn through the values at the groups' midpoint
ranks, each group weighing as much as its share of the people, and read off at rank 0 and rank 1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from analysis.statistics.inequality.concentration import midpoint_ranks
from analysis.statistics.inequality.quotient import quotient

Floats = NDArray[np.float64]

_MOST_STEPS = 60
_CLOSE = 1e-12
_FLAT = 1e-10


class Ends(NamedTuple):
    """The line at its two ends, each of shape (...), in the unit of the values.

    Attributes
    ----------
    bottom : ndarray
        At rank 0, the very most disadvantaged.
    top : ndarray
        At rank 1, the very most advantaged.
    """

    bottom: Floats
    top: Floats


def line_ends(values: Floats, weight: Floats, rank: Floats) -> Ends:
    """Return the ends of the straight line fitted by weighted least squares.

    `weight` and `rank` have shape (groups,). NaN where all ranks are the same.
    """
    weights = weight / weight.sum()
    far = rank - weights @ rank
    squares = float(weights @ far**2)
    mean = np.asarray(values @ weights)
    slope = np.asarray(values @ (weights * far)) / (squares if squares > 0 else np.nan)
    bottom = mean - slope * (weights @ rank)
    return Ends(np.asarray(bottom), np.asarray(bottom + slope))


def logistic_ends(values: Floats, weight: Floats, rank: Floats) -> Ends:
    """Return the ends of the logistic curve fitted by quasi-likelihood (Newton's method).

    Parameters
    ----------
    values : ndarray, shape (..., groups)
        Proportions, 0-1.
    weight, rank : ndarray, shape (groups,)
        Weights, and midpoint ranks 0-1.

    Returns
    -------
    Ends
        Proportions; NaN where there is no finite fit (all 0, all 1, or a step from 0 to 1).

    Notes
    -----
    McCullagh and Nelder (1989). Same as statsmodels' binomial GLM with frequency weights, to 1e-9.
    """
    share = weight / weight.sum()
    mean = np.clip(values @ share, 1e-9, 1 - 1e-9)
    start = np.log(mean / (1 - mean))
    level, slope = np.array(start), np.zeros_like(start)
    for _ in range(_MOST_STEPS):
        fitted = expit(level[..., None] + slope[..., None] * rank)
        spread = share * fitted * (1 - fitted)
        left = (values - fitted) * share
        a, b, c = spread.sum(-1), spread @ rank, spread @ rank**2
        determinant = a * c - b**2
        safe = np.where(determinant > 0, determinant, 1.0)
        score = left.sum(-1), left @ rank
        step_level = np.clip((c * score[0] - b * score[1]) / safe, -5, 5)
        step_slope = np.clip((a * score[1] - b * score[0]) / safe, -5, 5)
        level, slope = level + step_level, slope + step_slope
        if np.max(np.abs(step_level) + np.abs(step_slope), initial=0.0) < _CLOSE:
            break
    fits = (np.abs(score[0]) + np.abs(score[1]) < _FLAT) & (np.abs(level) + np.abs(slope) < 50)
    known = fits & (values.max(-1) > 0) & (values.min(-1) < 1)
    return Ends(
        np.where(known, expit(level), np.nan), np.where(known, expit(level + slope), np.nan)
    )


def ends(values: Floats, share: Floats, scale: float | None = None) -> Ends:
    """Return the ends of the curve for values on a scale, or of a straight line without one.

    Parameters
    ----------
    values : ndarray, shape (..., groups)
        Values, first the most disadvantaged group.
    share : ndarray, shape (groups,)
        Shares of the people.
    scale : float, optional
        The highest value there can be; the curve is then logistic between 0 and it.
    """
    rank = midpoint_ranks(share / share.sum())
    if scale is None:
        return line_ends(values, share, rank)
    bottom, top = logistic_ends(values / scale, share, rank)
    return Ends(bottom * scale, top * scale)


def slope_index(values: Floats, share: Floats, scale: float | None = None) -> Floats:
    """Return the slope index (SII): top minus bottom of the line, in the unit of the values.

    Above 0 the advantaged have more of the indicator; 0 means no gradient. The R package
    healthequal 1.0.1 weights each group by its people twice; with single weights its figure is
    matched to 1e-8 by re-derivation.
    """
    bottom, top = ends(values, share, scale)
    return np.asarray(top - bottom)


def relative_index(values: Floats, share: Floats, scale: float | None = None) -> Floats:
    """Return the relative index (RII): top over bottom of the line; 1 means no gradient.

    NaN where the bottom (or the top) of a straight line is not above 0.
    """
    bottom, top = ends(values, share, scale)
    return quotient(np.where(top > 0, top, np.nan), bottom)
