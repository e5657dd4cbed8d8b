"""XmR control charts of a series, by the NHS "Making Data Count" rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.runs import seven_on_one_side, trend_of_seven, two_of_three

Floats = NDArray[np.float64]
Improvement = Literal["increase", "decrease", "neutral"]

_LIMIT = 2.66
_OUTLIER = 3.267
_FEW = 13
_ROUNDING = 1e-12


class SpecialCause(StrEnum):
    """The first rule that a point breaks, in the order of their priority."""

    ABOVE_LIMIT = "above the upper limit"
    BELOW_LIMIT = "below the lower limit"
    RISING = "part of a rising run of seven or more"
    FALLING = "part of a falling run of seven or more"
    NEAR_UPPER = "two of three near the upper limit"
    NEAR_LOWER = "two of three near the lower limit"
    ABOVE_MEAN = "one of seven or more above the mean"
    BELOW_MEAN = "one of seven or more below the mean"
    NONE = "common cause"
    UNKNOWN = "not known"


class Variation(StrEnum):
    """What the variation of a point means, given which direction is better."""

    IMPROVEMENT = "special cause: improvement"
    CONCERN = "special cause: concern"
    HIGH = "special cause: high"
    LOW = "special cause: low"
    COMMON = "common cause"
    UNKNOWN = "not known"


class Assurance(StrEnum):
    """Whether a process that goes on as it is will meet its target."""

    PASS = "will consistently meet the target"
    FAIL = "will consistently miss the target"
    INCONSISTENT = "may or may not meet the target"
    NONE = "no assurance: there is no target, no better direction, or no limits"


_HIGH = frozenset(
    {
        SpecialCause.ABOVE_LIMIT,
        SpecialCause.RISING,
        SpecialCause.NEAR_UPPER,
        SpecialCause.ABOVE_MEAN,
    }
)


@dataclass(frozen=True)
class Xmr:
    """An XmR chart; arrays have one entry for each point.

    Attributes
    ----------
    value : ndarray
        The series; NaN where a point is missing.
    mean, lower, upper : ndarray
        Centre line and natural process limits of the segment that the point is in, in the unit
        of the series. NaN in a segment without limits.
    segment : ndarray of int
        0 for the points before the first rebase, and so on.
    special_cause : tuple of SpecialCause
        The rule that each point breaks; UNKNOWN where it is missing or has no limits.
    why : str
        Why limits are missing; empty when none are.
    caution : str
        What to bear in mind about the limits; empty when nothing.
    """

    value: Floats
    mean: Floats
    lower: Floats
    upper: Floats
    segment: NDArray[np.intp]
    special_cause: tuple[SpecialCause, ...]
    why: str = ""
    caution: str = ""

    def variation(self, better: Improvement) -> tuple[Variation, ...]:
        """Return what each point's variation means when an increase or decrease is better."""
        return tuple(_variation(cause, better) for cause in self.special_cause)

    def latest_variation(self, better: Improvement) -> Variation:
        """Return what the latest known point's variation means; UNKNOWN if there is none."""
        known = [v for v in self.variation(better) if v is not Variation.UNKNOWN]
        return known[-1] if known else Variation.UNKNOWN

    def assurance(self, target: float | None, better: Improvement) -> Assurance:
        """Return whether the process will meet a target in the unit of the series.

        The latest limits are compared with the target: within the limits, or on one, it may or
        may not be met.
        """
        if not self.value.size:
            return Assurance.NONE
        return assurance(float(self.lower[-1]), float(self.upper[-1]), target, better)


def xmr(
    value: ArrayLike,
    *,
    rebase: Sequence[int] = (),
    fix_after: int | None = None,
    screen_outliers: bool = True,
) -> Xmr:
    """Return the XmR chart of a series.

    Parameters
    ----------
    value : array-like, shape (points,)
        The series in order of time, any unit. NaN is a missing point: it is left out, and the
        points before and after it follow each other.
    rebase : sequence of int
        Positions of the points (from 0) at which new limits start. Rules don't look across them.
    fix_after : int, optional
        Take the limits from the first so many known points of each segment; all by default.
    screen_outliers : bool
        Leave out moving ranges of 3.267 times their mean and more before working out the limits.

    Returns
    -------
    Xmr
        A segment with fewer than two known points has no limits.

    Raises
    ------
    ValueError
        If the series is not one-dimensional or infinite somewhere, a rebase position is outside
        it, or `fix_after` is below 2.

    Notes
    -----
    Limits are the mean -/+ 2.66 mean moving ranges (Wheeler 2000), with the rules of "Making Data
    Count" (NHS England): a point beyond a limit; 7 points each above (or each below) the last;
    2 of 3 in the outer third, all 3 on one side of the mean; 7 on one side of the mean. The same
    as the R package NHSRplotthedots 0.2.2: limits to 1e-10, rules and labels exactly. Two of its
    faults are avoided: a constant series has limits (on its mean) although the outlier screen
    removes each moving range of 0; and a point is called rising or falling by the run that it is
    in, not by the step to the next point where another run begins.
    """
    series = np.asarray(value, dtype=np.float64)
    segment = _segments(series, rebase, fix_after)
    mean, lower, upper = (np.full(series.size, np.nan) for _ in range(3))
    cause = [SpecialCause.UNKNOWN] * series.size
    bases = []
    for number in range(len(set(rebase) - {0}) + 1):
        here = segment == number
        known = here & np.isfinite(series)
        base = series[known][:fix_after]
        bases.append(base.size)
        if base.size < 2:
            continue
        mean[here], width = base.mean(), _LIMIT * _mean_moving_range(base, screen_outliers)
        lower[here], upper[here] = mean[here] - width, mean[here] + width
        found = _causes(series[known], float(base.mean()), width)
        for at, one in zip(np.flatnonzero(known), found, strict=True):
            cause[at] = one
    return Xmr(
        series,
        mean,
        lower,
        upper,
        segment,
        tuple(cause),
        "Limits need at least two known points." if min(bases) < 2 else "",
        f"Limits from fewer than {_FEW} points are unsteady." if min(bases) < _FEW else "",
    )


def assurance(lower: float, upper: float, target: float | None, better: Improvement) -> Assurance:
    """Return whether a process with these limits will meet a target.

    Parameters
    ----------
    lower, upper : float
        Natural process limits; NaN if there are none.
    target : float or None
        In the unit of the limits; None if there is none.
    better : {"increase", "decrease", "neutral"}
        Which direction is better.

    Returns
    -------
    Assurance
        NONE without target, limits or a better direction. The same as the R package
        NHSRplotthedots 0.2.2.
    """
    if target is None or better == "neutral" or not np.isfinite([lower, upper, target]).all():
        return Assurance.NONE
    if lower <= target <= upper:
        return Assurance.INCONSISTENT
    return Assurance.PASS if (target < lower) == (better == "increase") else Assurance.FAIL


def _variation(cause: SpecialCause, better: Improvement) -> Variation:
    if cause is SpecialCause.UNKNOWN:
        return Variation.UNKNOWN
    if cause is SpecialCause.NONE:
        return Variation.COMMON
    high = cause in _HIGH
    if better == "neutral":
        return Variation.HIGH if high else Variation.LOW
    return Variation.IMPROVEMENT if high == (better == "increase") else Variation.CONCERN


def _segments(series: Floats, rebase: Sequence[int], fix_after: int | None) -> NDArray[np.intp]:
    if series.ndim != 1 or np.isinf(series).any():
        raise ValueError("The series must be a list of finite numbers.")
    if any(not 0 <= at < series.size for at in rebase):
        raise ValueError("A rebase position is outside the series.")
    if fix_after is not None and fix_after < 2:
        raise ValueError("Limits can be fixed after two points or more.")
    starts = sorted(set(rebase) - {0})
    return np.searchsorted(starts, np.arange(series.size), side="right")


def _mean_moving_range(base: Floats, screen_outliers: bool) -> float:
    ranges = np.abs(np.diff(base))
    typical = float(ranges.mean())
    if screen_outliers and typical > 0:
        typical = float(ranges[ranges < _OUTLIER * typical].mean())
    return typical


def _causes(series: Floats, mean: float, width: float) -> list[SpecialCause]:
    """Return the first rule that each point of a segment breaks."""
    slack = _ROUNDING * float(np.abs(series).max())
    away = np.where(np.abs(series - mean) > slack, series - mean, 0.0)
    side = np.sign(away).astype(np.int8)
    beyond = np.abs(away) > width + slack
    near = ~beyond & (np.abs(away) > 2 * width / 3)
    trend = trend_of_seven(series)
    rules = [
        (beyond, side, (SpecialCause.ABOVE_LIMIT, SpecialCause.BELOW_LIMIT)),
        (trend != 0, trend, (SpecialCause.RISING, SpecialCause.FALLING)),
        (two_of_three(near, side) & near, side, (SpecialCause.NEAR_UPPER, SpecialCause.NEAR_LOWER)),
        (seven_on_one_side(side), side, (SpecialCause.ABOVE_MEAN, SpecialCause.BELOW_MEAN)),
    ]
    cause = [SpecialCause.NONE] * series.size
    for broken, sign, (high, low) in reversed(rules):
        for at in np.flatnonzero(broken):
            cause[at] = high if sign[at] > 0 else low
    return cause
