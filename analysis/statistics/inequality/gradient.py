"""Slope and relative index side by side, safe to read whichever way the groups are ordered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.statistics.estimate import Estimate
from analysis.statistics.inequality.groups import Groups
from analysis.statistics.inequality.summary import summarise

End = Literal["first", "last", "neither", "unknown"]


@dataclass(frozen=True)
class Gradient:
    """How steep the indicator is over ordered groups, more always meaning a wider gap.

    Attributes
    ----------
    absolute : Estimate
        Slope index, turned so that it is 0 or above, in the unit of the values. A lower limit
        below 0 means that the other end may be the worse one.
    relative : Estimate
        Relative index, turned so that it is 1 or above.
    worse : {"first", "last", "neither", "unknown"}
        Which end is worse off: the first group's or the last group's. "neither" if the line is
        flat, "unknown" if there is none.
    is_clear : bool
        Whether the interval says too that this end is worse.
    """

    absolute: Estimate
    relative: Estimate
    worse: End
    is_clear: bool


def gradient(groups: Groups, confidence: float = 0.95) -> Gradient:
    """Return how steep the indicator is over ordered groups.

    Parameters
    ----------
    groups : Groups
        In order. Reversing them changes nothing but which end is called worse.
    confidence : float
        Confidence level of the intervals.
    """
    slope = summarise(groups, "sii", confidence).estimate
    ratio = summarise(groups, "rii", confidence).estimate
    if slope.value is None:
        return Gradient(slope, ratio, "unknown", is_clear=False)
    worse: End = "neither"
    if slope.value:
        worse = "first" if (slope.value > 0) == groups.favourable else "last"
    if slope.value < 0:
        slope, ratio = turned(slope), inverted(ratio)
    clear = bool(worse != "neither" and slope.lower is not None and slope.lower > 0)
    return Gradient(slope, ratio, worse, clear)


def turned(estimate: Estimate) -> Estimate:
    """Return minus an estimate, its limits changing places."""
    if estimate.value is None:
        return estimate
    if estimate.lower is None or estimate.upper is None:
        return Estimate(-estimate.value, why=estimate.why)
    return Estimate(-estimate.value, -estimate.upper, -estimate.lower, estimate.why)


def inverted(estimate: Estimate) -> Estimate:
    """Return one over a positive estimate, its limits changing places."""
    if estimate.value is None:
        return estimate
    if estimate.lower is None or estimate.upper is None:
        return Estimate(1 / estimate.value, why=estimate.why)
    return Estimate(1 / estimate.value, 1 / estimate.upper, 1 / estimate.lower, estimate.why)
