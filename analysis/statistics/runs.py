"""Runs and clusters of points in a series: the rules of a control chart.

Signs are +1 above the mean, -1 below, 0 on it. Results have one entry for each point and mark
all points that are part of what was found.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

Flags = NDArray[np.bool_]
Signs = NDArray[np.int8]

_RUN = 7


def _covered(found: Flags, length: int) -> Flags:
    """Return which points are in a window that starts where something was found."""
    return np.convolve(found, np.ones(length, dtype=np.int64)) > 0


def seven_on_one_side(side: ArrayLike) -> Flags:
    """Return which points are among seven or more in a row on one side of the mean.

    Parameters
    ----------
    side : array-like of -1, 0, 1, shape (points,)
        Where each point is relative to the mean; 0 ends a run.

    Returns
    -------
    ndarray of bool, shape (points,)
    """
    sign = np.asarray(side)
    if sign.size < _RUN:
        return np.zeros(sign.size, dtype=np.bool_)
    window = sliding_window_view(sign, _RUN)
    return _covered(np.abs(window.sum(axis=1)) == _RUN, _RUN)


def trend_of_seven(value: ArrayLike) -> Signs:
    """Return which points are among seven or more that rise, or fall, without a break.

    Parameters
    ----------
    value : array-like, shape (points,)
        The series, without missing points. Two equal points in a row end a run.

    Returns
    -------
    ndarray of -1, 0, 1, shape (points,)
        1 in a rising run, -1 in a falling run, 0 in neither. The turning point of two runs is
        part of the later one.
    """
    series = np.asarray(value, dtype=np.float64)
    trend = np.zeros(series.size, dtype=np.int8)
    if series.size < _RUN:
        return trend
    steps = sliding_window_view(np.sign(np.diff(series)), _RUN - 1).sum(axis=1)
    for start in np.flatnonzero(np.abs(steps) == _RUN - 1):
        trend[start : start + _RUN] = np.sign(steps[start])
    return trend


def two_of_three(near: ArrayLike, side: ArrayLike) -> Flags:
    """Return which points are among three in a row of which two or more are near one limit.

    Parameters
    ----------
    near : array-like of bool, shape (points,)
        Whether the point is in the outer third between mean and limit, and not beyond it.
    side : array-like of -1, 0, 1, shape (points,)
        Where each point is relative to the mean. All three must be on the same side.

    Returns
    -------
    ndarray of bool, shape (points,)
        Includes the point of the three that is not near; a chart marks only those that are.
    """
    close, sign = np.asarray(near, dtype=np.int64), np.asarray(side)
    if sign.size < 3:
        return np.zeros(sign.size, dtype=np.bool_)
    enough = sliding_window_view(close, 3).sum(axis=1) >= 2
    together = np.abs(sliding_window_view(sign, 3).sum(axis=1)) == 3
    return _covered(enough & together, 3)
