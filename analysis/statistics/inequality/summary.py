"""One measure of the inequality between groups, with what chance alone would make of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.estimate import Estimate
from analysis.statistics.inequality import dispersion
from analysis.statistics.inequality.concentration import midpoint_ranks
from analysis.statistics.inequality.delta import delta_error, delta_interval
from analysis.statistics.inequality.formula import formula
from analysis.statistics.inequality.groups import Groups
from analysis.statistics.inequality.inversion import invert
from analysis.statistics.inequality.measures import MEASURES, Measure
from analysis.statistics.inequality.regression import line_ends, logistic_ends

Floats = NDArray[np.float64]

_INSTEAD_OF_ZERO = 1e-6
_NO_ERRORS = "The groups' standard errors are not known or all 0, so chance can't be allowed for."
_UNDEFINED = "It is not defined for these values, which are too near 0 or to the end of the scale."


@dataclass(frozen=True)
class Summary:
    """One measure of the inequality between groups.

    Attributes
    ----------
    measure : Measure
        Which one, with its unit.
    printed : Estimate
        The figure that the World Health Organization's toolkit would print, for audit: worked out
        from the values as they are, so that chance is in it. No limits.
    estimate : Estimate
        The figure corrected for chance, with an interval. A measure that can't be negative is 0
        here if the groups differ no more than chance makes them; its lower limit is 0 if they may
        be all the same.
    floor : float or None
        Noise floor: what would be seen, on average, if there were no inequality. For a measure
        with a sign, the average distance from no inequality. None without standard errors.
    """

    measure: Measure
    printed: Estimate
    estimate: Estimate
    floor: float | None = None


def summarise(groups: Groups, measure: str, confidence: float = 0.95) -> Summary:
    """Return one measure of the inequality between groups.

    Parameters
    ----------
    groups : Groups
        From the most disadvantaged to the most advantaged if they have an order.
    measure : str
        Its id, a key of `MEASURES`.
    confidence : float
        Confidence level of the interval.

    Returns
    -------
    Summary
        In the measure's unit; where it can't be had, the estimates say why.

    Raises
    ------
    KeyError
        If there is no such measure.

    Notes
    -----
    Printed figures match the R package healthequal 1.0.1 (all 21 measures) to 1e-8, relative to
    figures above 1; those in its own tests, with fewer digits, to 1e-6. Intervals are
    ours: the delta method for smooth measures (log scale for ratios), inverted simulated tests for
    the others (see `invert`).
    """
    asked = MEASURES[measure]
    why = _problem(groups, asked)
    if why:
        return Summary(asked, Estimate.missing(why), Estimate.missing(why))
    kept = groups.complete()
    shown = _printed(kept, asked)
    value = float(formula(measure, ordered=kept.ordered).value(kept.value, kept))
    if not np.isfinite(value):
        return Summary(asked, shown, Estimate.missing(_UNDEFINED))
    if formula(measure, ordered=kept.ordered).size is None:
        return _smooth(kept, asked, shown, confidence)
    return _dispersed(kept, asked, shown, confidence)


def _problem(groups: Groups, measure: Measure) -> str:
    if measure.needs_order and not groups.ordered:
        return "It needs groups with an order."
    if measure.needs_reference and groups.reference is None:
        return "It needs a reference group."
    every = measure.needs_order or (groups.ordered and measure.is_signed)
    why = groups.problem(measure.least, every=every)
    if not why and measure.needs_reference and groups.complete().reference is None:
        return "The reference group has no value."
    return why


def _smooth(groups: Groups, measure: Measure, shown: Estimate, confidence: float) -> Summary:
    """Return a measure that is a smooth function of the values."""
    ratio = measure.unit == "ratio"

    def value(values: Floats) -> Floats:
        return formula(measure.id, ordered=groups.ordered).value(values, groups)

    estimate = delta_interval(value, groups.value, groups.se, confidence, ratio=ratio)
    if not groups.has_errors:
        return Summary(measure, shown, Estimate(estimate.value, why=_NO_ERRORS))
    equal = np.full(groups.value.shape, groups.mean)
    size = np.sqrt(2 / np.pi) * delta_error(value, equal, groups.se)
    floor = float(np.exp(size)) if ratio else float(size)
    return Summary(measure, shown, estimate, floor if np.isfinite(floor) else None)


def _dispersed(groups: Groups, measure: Measure, shown: Estimate, confidence: float) -> Summary:
    """Return a measure that chance can only push away from "no inequality"."""
    if not groups.has_errors:
        return Summary(measure, shown, Estimate.missing(_NO_ERRORS))
    plan = formula(measure.id, ordered=groups.ordered)
    sign = -1.0 if measure.is_signed and plan.value(groups.value, groups) < 0 else 1.0
    assert plan.size is not None
    found = invert(
        lambda v, g: sign * plan.value(v, g),
        plan.size,
        groups,
        confidence,
        free=groups.reference if measure.needs_reference else None,
    )
    value, floor = found.median, found.floor
    if measure.id in ("bgv", "bgsd", "cov"):
        value, floor = _corrected(groups, measure.id), found.floor
    lower, upper = sorted((sign * found.lower, sign * found.upper))
    return Summary(measure, shown, Estimate(sign * value, lower, upper), sign * floor)


def _corrected(groups: Groups, measure: str) -> float:
    seen = dispersion.between_group_variance(groups.value, groups.share)
    variance = max(0.0, float(seen) - dispersion.variance_by_chance(groups.se, groups.share))
    if measure == "bgv":
        return variance
    sd = float(np.sqrt(variance))
    return sd if measure == "bgsd" else 100 * sd / groups.mean


def _printed(groups: Groups, measure: Measure) -> Estimate:
    """Return the figure as the toolkit prints it, its faults included."""
    if measure.id in ("sii", "rii"):
        return _known(_printed_index(groups, relative=measure.is_relative))
    values = groups.value
    if measure.id in ("ti", "mld"):
        values = np.where(values == 0, _INSTEAD_OF_ZERO, values)
    value = float(formula(measure.id, ordered=groups.ordered).value(values, groups))
    if measure.id in ("par", "paf"):
        value = max(value, 0.0) if groups.favourable else min(value, 0.0)
    return _known(value)


def _printed_index(groups: Groups, *, relative: bool) -> float:
    """Return the index with each group weighted by its people twice, in whole people."""
    people = np.ceil(groups.population)
    rank = midpoint_ranks(people / people.sum())
    if groups.scale is None:
        bottom, top = line_ends(groups.value, people, rank)
    else:
        proportion = np.round(groups.value / groups.scale * people) / people
        bottom, top = logistic_ends(proportion, people**2, rank)
    if relative:
        return float(top / bottom) if bottom > 0 else float("nan")
    return float(top - bottom) * (groups.scale or 1.0)


def _known(value: float) -> Estimate:
    return Estimate(value) if np.isfinite(value) else Estimate.missing(_UNDEFINED)
