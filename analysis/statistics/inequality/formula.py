"""How each of the 21 measures is worked out from groups, and how it can be simulated."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.inequality import concentration, dispersion, entropy, impact, regression
from analysis.statistics.inequality import simple as ends
from analysis.statistics.inequality.groups import Groups

Floats = NDArray[np.float64]
Statistic = Callable[[Floats, Groups], Floats]


class Formula(NamedTuple):
    """How a measure is worked out.

    Attributes
    ----------
    value : callable
        The measure, from values of shape (..., groups) and the groups' other facts to shape (...).
    size : callable or None
        For a measure that can't fall below its value for equal groups: one of the same kind that
        is 0 for equal groups and doubles when all deviations double. None for a smooth one.
    """

    value: Statistic
    size: Statistic | None = None


def _sd(values: Floats, groups: Groups) -> Floats:
    return dispersion.between_group_sd(values, groups.share)


def _range(values: Floats, groups: Groups) -> Floats:
    del groups
    return ends.largest_difference(values)


def _from_mean(weighted: bool) -> Statistic:
    return lambda v, g: dispersion.difference_from_mean(v, g.share, weighted=weighted)


def _from_best(weighted: bool) -> Statistic:
    return lambda v, g: dispersion.difference_from_best(
        v, g.share, favourable=g.favourable, weighted=weighted
    )


def _from_reference(weighted: bool) -> Statistic:
    return lambda v, g: dispersion.difference_from_reference(
        v, g.share, reference=g.reference or 0, weighted=weighted
    )


def _disparity(weighted: bool) -> Statistic:
    return lambda v, g: dispersion.index_of_disparity(v, g.share, weighted=weighted)


def _same(statistic: Statistic) -> Formula:
    return Formula(statistic, statistic)


_ALWAYS = {
    "sii": Formula(lambda v, g: regression.slope_index(v, g.share, g.scale)),
    "rii": Formula(lambda v, g: regression.relative_index(v, g.share, g.scale)),
    "aci": Formula(lambda v, g: concentration.absolute_concentration(v, g.share)),
    "rci": Formula(lambda v, g: concentration.relative_concentration(v, g.share)),
    "bgv": Formula(lambda v, g: dispersion.between_group_variance(v, g.share), _sd),
    "bgsd": _same(_sd),
    "cov": Formula(lambda v, g: dispersion.coefficient_of_variation(v, g.share), _sd),
    "mdmu": _same(_from_mean(weighted=False)),
    "mdmw": _same(_from_mean(weighted=True)),
    "mdbu": _same(_from_best(weighted=False)),
    "mdbw": _same(_from_best(weighted=True)),
    "mdru": _same(_from_reference(weighted=False)),
    "mdrw": _same(_from_reference(weighted=True)),
    "idisu": Formula(_disparity(weighted=False), _from_mean(weighted=False)),
    "idisw": Formula(_disparity(weighted=True), _from_mean(weighted=True)),
    "ti": Formula(lambda v, g: entropy.theil_index(v, g.share), _sd),
    "mld": Formula(lambda v, g: entropy.mean_log_deviation(v, g.share), _sd),
}
_ORDERED = {
    "d": Formula(lambda v, g: ends.difference_of_ends(v, favourable=g.favourable)),
    "r": Formula(lambda v, g: ends.ratio_of_ends(v, favourable=g.favourable)),
    "par": Formula(
        lambda v, g: impact.attributable_risk(v, g.share, ordered=True, favourable=g.favourable)
    ),
    "paf": Formula(
        lambda v, g: impact.attributable_fraction(v, g.share, ordered=True, favourable=g.favourable)
    ),
}
_UNORDERED = {
    "d": _same(_range),
    "r": Formula(lambda v, g: ends.largest_ratio(v), _range),
    "par": Formula(
        lambda v, g: impact.attributable_risk(v, g.share, ordered=False, favourable=g.favourable),
        _from_best(weighted=True),
    ),
    "paf": Formula(
        lambda v, g: impact.attributable_fraction(
            v, g.share, ordered=False, favourable=g.favourable
        ),
        _from_best(weighted=True),
    ),
}


def formula(measure: str, *, ordered: bool) -> Formula:
    """Return how a measure (by its id) is worked out for groups with or without an order."""
    return {**_ALWAYS, **(_ORDERED if ordered else _UNORDERED)}[measure]
