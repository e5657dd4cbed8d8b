"""Intervals of inequality measures that can't be negative, by inverting simulated tests.

Such a measure is pushed up by chance: groups that are all the same never look the same. Its
interval is the set of sizes of inequality that a test with the measure itself does not reject.

For a size t, the groups' true values are their mean plus a pattern of deviations scaled to that
size, and results are simulated around them with the groups' standard errors: noise is added once,
to the truth, never to what was observed. As the pattern isn't known, it is averaged over what the
data leave open: draws from the posterior of the normal hierarchical model with a flat prior on the
standard deviation between groups (Gelman 2006), chosen for each size by how well they then fit.

A test of size t accepts what lies between the quantiles b and 0.95 + b of what was simulated. b is
0 for equal groups and grows with the power of Cochran's Q (1954) to 0.025. An interval so touches
"no inequality" just when a one-sided 5% test doesn't reject it, is two-sided once inequality is
plain, and keeps 95% in between, as does the unified method of Feldman and Cousins (1998).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from analysis.statistics.inequality.draws import draws
from analysis.statistics.inequality.groups import Groups

Floats = NDArray[np.float64]
Statistic = Callable[[Floats, Groups], Floats]

_LEAST_ERROR = 0.01
_LOWEST = 1e-3
_TAUS = 80
_WIDEST = 6.0


class Inverted(NamedTuple):
    """What the simulated tests say of a measure, in its own unit.

    Attributes
    ----------
    median : float
        Median-unbiased estimate: the size at which what was observed is the median.
    lower, upper : float
        Limits.
    floor : float
        Mean of the measure if all groups were the same.
    """

    median: float
    lower: float
    upper: float
    floor: float


def invert(
    statistic: Statistic,
    size: Statistic,
    groups: Groups,
    confidence: float = 0.95,
    *,
    free: int | None = None,
) -> Inverted:
    """Return the interval of a measure that can't fall below its value for equal groups.

    Parameters
    ----------
    statistic : callable
        The measure, from values of shape (..., groups) to shape (...).
    size : callable
        A measure of the same kind that is 0 for equal groups and doubles when all deviations from
        the mean double; often the measure itself.
    groups : Groups
        With values, people and standard errors for all.
    confidence : float
        Confidence level.
    free : int, optional
        A group, such as the reference, that is not taken to be like the others.

    Returns
    -------
    Inverted
        The same whatever the order of the groups.
    """
    ordering = np.lexsort((groups.population, groups.value, groups.se))
    position = None if free is None else int(np.flatnonzero(ordering == free)[0])
    trial = _Trial.of(statistic, size, _reordered(groups, ordering), 1 - confidence, position)
    alpha = 1 - confidence
    chance_of = cache(trial.chance)

    def above_lower(t: float) -> float:
        chance, tail = chance_of(t)
        return chance - (1 - alpha + tail)

    def above_upper(t: float) -> float:
        chance, tail = chance_of(t)
        return chance - tail

    def above_median(t: float) -> float:
        return chance_of(t)[0] - 0.5

    middle = trial.crossing(above_median)
    low, high = trial.crossing(above_lower, most=middle), trial.crossing(above_upper, least=middle)
    return Inverted(trial.value(middle), trial.value(low), trial.value(high), trial.floor)


def _reordered(groups: Groups, ordering: NDArray[np.intp]) -> Groups:
    reference = groups.reference
    if reference is not None:
        reference = int(np.flatnonzero(ordering == reference)[0])
    return Groups(
        groups.value[ordering],
        groups.se[ordering],
        groups.population[ordering],
        groups.ordered,
        groups.favourable,
        reference,
        groups.scale,
    )


@dataclass(frozen=True)
class _Trial:
    """Everything that simulating a size of inequality needs."""

    statistic: Statistic
    groups: Groups
    observed: float
    pattern: Floats
    best_size: Floats
    sharpness: Floats
    noise: Floats
    precision: Floats
    critical: float
    alpha: float
    floor: float
    unit: float
    start: float

    @classmethod
    def of(
        cls,
        statistic: Statistic,
        size: Statistic,
        groups: Groups,
        alpha: float,
        free: int | None,
    ) -> _Trial:
        se = np.maximum(groups.se, _LEAST_ERROR * groups.se.max())
        noise = se * draws(groups.value.size).noise
        possible = _posterior(groups.value, se, free)
        far = possible - (possible @ groups.share)[:, None]
        length = np.asarray(size(groups.mean + far, groups))
        pattern = far / np.where(length > 0, length, np.inf)[:, None]
        equal = _positive(groups.mean + noise, groups.mean)
        unit = float(np.mean(size(equal, groups)))
        precision = 1 / se**2
        best_size, sharpness = _fits(pattern, groups.value - groups.mean, precision)
        return cls(
            statistic,
            groups,
            float(statistic(groups.value, groups)),
            pattern,
            best_size,
            sharpness,
            noise,
            precision,
            float(np.quantile(_cochran(equal, precision), 1 - alpha)),
            alpha,
            float(np.mean(statistic(equal, groups))),
            unit,
            2 * float(size(groups.value, groups)) + 4 * unit,
        )

    def truth(self, t: float) -> Floats:
        """Return possible true values of the groups at a size, shape (draws, groups)."""
        logs = 0.5 * (np.log(self.sharpness) - self.sharpness * (t - self.best_size) ** 2)
        share = np.cumsum(np.exp(logs - logs.max()))
        steps = (np.arange(share.size) + 0.5) / share.size
        chosen = np.searchsorted(share / share[-1], steps)
        return _positive(self.groups.mean + t * self.pattern[chosen], self.groups.mean)

    def simulate(self, t: float) -> Floats:
        """Return simulated values of the groups, shape (draws, groups)."""
        return _positive(self.truth(t) + self.noise, self.groups.mean)

    def chance(self, t: float) -> tuple[float, float]:
        """Return the chance of at most what was observed, and the lower tail to be left out."""
        values = self.simulate(t)
        below = np.asarray(self.statistic(values, self.groups)) <= self.observed
        power = float((_cochran(values, self.precision) > self.critical).mean())
        tail = self.alpha / 2 * max(0.0, (power - self.alpha) / (1 - self.alpha))
        return (float(below.sum()) + 0.5) / (below.size + 0.5), tail

    def crossing(
        self, above: Callable[[float], float], least: float = 0.0, most: float | None = None
    ) -> float:
        """Return the size where a falling function of it crosses 0, from `least` to `most`.

        `least` if the function starts below; without `most` it is looked for ever further.
        """
        if above(least) <= 0:
            return least
        high = self.start if most is None else most
        while above(high) > 0 and high < self.start * 1e6:
            high *= 1.5
        found = brentq(above, least, high, xtol=0.002 * self.unit) if above(high) <= 0 else high
        return float(found)

    def value(self, t: float) -> float:
        """Return the measure at a true size."""
        return float(np.median(self.statistic(self.truth(t), self.groups)))


def _positive(values: Floats, mean: float) -> Floats:
    return np.maximum(values, _LOWEST * mean)


def _cochran(values: Floats, precision: Floats) -> Floats:
    centre = values @ precision / precision.sum()
    return np.asarray(((values - centre[..., None]) ** 2) @ precision)


def _fits(pattern: Floats, far: Floats, precision: Floats) -> tuple[Floats, Floats]:
    """Return each pattern's best-fitting size and the precision of that, both shape (draws,)."""
    total = precision.sum()
    along = pattern @ precision
    sharpness = pattern**2 @ precision - along**2 / total
    sharpness = np.maximum(sharpness, np.finfo(np.float64).tiny)
    fit = (pattern * far) @ precision - along * (far @ precision) / total
    return np.asarray(fit / sharpness), np.asarray(sharpness)


def _posterior(value: Floats, se: Floats, free: int | None) -> Floats:
    """Return draws of the true values, shape (draws, groups); a free group is not shrunk."""
    made = draws(value.size)
    alike = np.arange(value.size) != (-1 if free is None else free)
    spread = _spreads(value[alike], se[alike], made.uniform)
    variance = se**2 + spread[:, None] ** 2
    precision = alike / variance
    total = precision.sum(axis=1)
    centre = precision @ value / total + made.centre / np.sqrt(total)
    kept = np.where(alike, spread[:, None] ** 2 / variance, 1.0)
    return np.asarray(
        kept * value + (1 - kept) * centre[:, None] + np.sqrt(kept) * se * made.pattern
    )


def _spreads(value: Floats, se: Floats, uniform: Floats) -> Floats:
    """Return posterior draws of the standard deviation between groups."""
    highest = _WIDEST * max(float(value.std()), float(se.mean()))
    tau = np.linspace(0, 1, _TAUS) ** 1.5 * highest
    weight = 1 / (se**2 + tau[:, None] ** 2)
    total = weight.sum(axis=1)
    q = (weight * (value - (weight @ value / total)[:, None]) ** 2).sum(axis=1)
    log_density = 0.5 * (np.log(weight).sum(axis=1) - np.log(total) - q)
    density = np.exp(log_density - log_density.max())
    steps = np.concatenate([[0.0], (density[1:] + density[:-1]) / 2 * np.diff(tau)])
    cumulated = np.cumsum(steps)
    return np.asarray(np.interp(uniform * cumulated[-1], cumulated, tau) + 1e-6 * highest)
