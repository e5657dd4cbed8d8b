"""Change between two points in time: of a score, and of the gap between two groups.

Everything is vectorised, and independent samples are assumed: nobody answered both times. Where
a base is too small for an interval (0 answers to a percent question, fewer than 2 for a mean)
the limits are NaN.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from analysis.statistics.interval import Difference, newcombe, welch

Floats = NDArray[np.float64]


def change_in_proportion(
    before: ArrayLike,
    n_before: ArrayLike,
    after: ArrayLike,
    n_after: ArrayLike,
    confidence: float = 0.95,
) -> Difference:
    """Return how much a proportion changed.

    Parameters
    ----------
    before, after : array-like
        Proportions, 0-1.
    n_before, n_after : array-like
        Their (effective) bases. NaN limits where either is 0.
    confidence : float
        Confidence level.

    Returns
    -------
    Difference
        ``after - before`` as a proportion: above 0 is a rise. With Newcombe's hybrid interval
        (1998, method 10), the same as base R's example limits to 1e-8.
    """
    return newcombe(after, n_after, before, n_before, confidence)


def change_in_mean(
    before: ArrayLike,
    sd_before: ArrayLike,
    n_before: ArrayLike,
    after: ArrayLike,
    sd_after: ArrayLike,
    n_after: ArrayLike,
    confidence: float = 0.95,
) -> Difference:
    """Return how much a mean changed, with Welch's interval.

    Parameters
    ----------
    before, after : array-like
        Means.
    sd_before, sd_after : array-like
        Standard deviations of the answers.
    n_before, n_after : array-like
        (Effective) bases. NaN limits where either is below 2.
    confidence : float
        Confidence level.

    Returns
    -------
    Difference
        ``after - before`` in the unit of the means: above 0 is a rise.
    """
    return welch(after, sd_after, n_after, before, sd_before, n_before, confidence)


def change_p_value(
    before: ArrayLike, n_before: ArrayLike, after: ArrayLike, n_after: ArrayLike
) -> Floats:
    """Return the p-value of "the proportion did not change", to be adjusted within a family.

    Parameters
    ----------
    before, after : array-like
        Proportions, 0-1.
    n_before, n_after : array-like
        Their (effective) bases.

    Returns
    -------
    ndarray
        Two-sided p-values; 1 where everybody answered alike both times, NaN where a base is 0.

    Notes
    -----
    The two-proportion z-test with pooled variance: chi-squared without continuity correction.
    The same as `prop.test(correct = FALSE)` of R 4.2.2 to 1e-8.
    """
    p1, n1, p2, n2 = (np.asarray(v, dtype=np.float64) for v in (before, n_before, after, n_after))
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (p1 * n1 + p2 * n2) / (n1 + n2)
        se = np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
        z = np.where(p1 == p2, 0.0, np.abs(p2 - p1) / se)
    return np.where((n1 > 0) & (n2 > 0), 2 * ndtr(-z), np.nan)


def change_in_gap(before: Difference, after: Difference) -> Difference:
    """Return how much the gap between two groups changed.

    Parameters
    ----------
    before, after : Difference
        First group minus second, at either time, with limits of the same confidence level: from
        `newcombe` for proportions or `welch` for means.

    Returns
    -------
    Difference
        ``after - before``, a difference of differences, in the unit of the gaps. Above 0 means
        that the first group gained on the second, which narrows the gap only if the first group
        was behind: see `gap_movement`. NaN limits where a gap has none.

    Notes
    -----
    The interval is by the method of variance estimates recovery (Zou & Donner 2008): each side's
    distance from estimate to limit, squared and added. Newcombe's interval is the same method
    applied once; it stays sensible for proportions near 0 or 1. For wide bases it is the normal
    interval of an interaction contrast.
    """
    value = after.value - before.value
    down = np.hypot(after.value - after.lower, before.upper - before.value)
    up = np.hypot(after.upper - after.value, before.value - before.lower)
    return Difference(value, value - down, value + up)


def gap_movement(before: Difference, after: Difference) -> NDArray[np.str_]:
    """Say what happened to the gap between two groups.

    Parameters
    ----------
    before, after : Difference
        As for `change_in_gap`.

    Returns
    -------
    ndarray of str
        "narrower" or "wider" where the change is beyond chance, by the size of the gap;
        "reversed" where it is beyond chance and the gap is clear both times, but the other way
        round; "no clear change"; "not known" where a limit is missing.
    """
    change = change_in_gap(before, after)
    known = np.isfinite(change.lower) & np.isfinite(change.upper)
    moved = (change.lower > 0) | (change.upper < 0)
    turned = (before.value * after.value < 0) & _is_clear(before) & _is_clear(after)
    smaller = np.abs(after.value) < np.abs(before.value)
    return np.select(
        [~known, ~moved, turned, smaller],
        ["not known", "no clear change", "reversed", "narrower"],
        default="wider",
    )


def _is_clear(gap: Difference) -> NDArray[np.bool_]:
    return (gap.lower > 0) | (gap.upper < 0)
