"""The Blinder-Oaxaca decomposition of a gap, on distinct patterns of people and places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.design import Design
from analysis.statistics.estimate import Estimate
from analysis.statistics.interval import critical_value
from analysis.statistics.pattern import Patterns
from analysis.statistics.regression import linear

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Basis = Literal["both", "first", "second", "everyone"]
BASES: tuple[Basis, ...] = get_args(Basis)


@dataclass(frozen=True)
class PooledSplit:
    """The parts of a gap.

    Attributes
    ----------
    gap : Estimate
        First group's mean answer minus the second's, in the unit of the answers.
    by_variable : tuple of Estimate
        What goes with the two groups' differing in each variable. With `remains` these add up to
        the gap. Empty when there is no decomposition.
    explained : Estimate
        The sum of `by_variable`.
    remains : Estimate
        The rest: people alike in all variables giving different answers.
    effects : tuple of ndarray, each of shape (levels,)
        The coefficients at which each variable was valued; only differences inside a variable mean
        something. Empty when there is no decomposition.
    """

    gap: Estimate
    by_variable: tuple[Estimate, ...]
    explained: Estimate
    remains: Estimate
    effects: tuple[Floats, ...]


@dataclass(frozen=True)
class _Fit:
    """A regression of the answers of some of the people.

    Attributes
    ----------
    design : Design
        Its columns.
    coefficients : ndarray, shape (columns,)
    bread : ndarray, shape (columns, columns)
        inv(X'WX), 0 where a column is not fitted.
    used : ndarray of bool, shape (patterns,)
        Whose answers were fitted.
    first : int
        The first of its variables that is not the group.
    widen : float
        What to multiply residuals by, for the coefficients that were fitted to them (HC1).
    """

    design: Design
    coefficients: Floats
    bread: Floats
    used: Mask
    first: int
    widen: float


class _NoSplitError(Exception):
    """There is no decomposition, for the reason that it says."""


def _some(patterns: Patterns, chosen: Mask, variables: slice) -> Patterns:
    """Return the chosen patterns by some of their variables."""
    place = np.cumsum(chosen) - 1
    noise = None if patterns.noise is None else patterns.noise[:, chosen]
    return replace(
        patterns,
        levels=patterns.levels[variables],
        codes=patterns.codes[chosen][:, variables],
        weight=patterns.weight[chosen],
        total=patterns.total[chosen],
        squares=patterns.squares[chosen],
        noise=noise,
        of_row=place[patterns.of_row[chosen[patterns.of_row]]],
    )


def _fit(patterns: Patterns, basis: Basis) -> _Fit:
    everybody = np.ones(patterns.weight.size, dtype=bool)
    if basis == "both":
        used, variables, people = everybody, slice(0, None), patterns
    else:
        side = BASES.index(basis) - 1
        used = everybody if basis == "everyone" else patterns.codes[:, 0] == side
        variables = slice(1, None)
        people = _some(patterns, used, variables)
    found = linear(people)
    if not found.is_known:
        raise _NoSplitError(found.why)
    design, fitted = found.design, np.flatnonzero(np.diag(found.covariance) > 0)
    if basis in ("first", "second") and (found.repeated or _beyond(patterns, ~used, design)):
        raise _NoSplitError(
            "Some people of the other group have no like in this one, e.g. at the same trust."
        )
    if basis == "both" and design.is_repeated(0):
        raise _NoSplitError("Where people are and who they are already says who is in which group.")
    bread = np.zeros((design.columns, design.columns))
    bread[np.ix_(fitted, fitted)] = np.linalg.inv(
        design.gram(people.weight)[np.ix_(fitted, fitted)]
    )
    widen = float(np.sqrt(people.people / max(people.people - fitted.size, 1)))
    return _Fit(design, found.coefficients, bread, used, int(basis == "both"), widen)


def _beyond(patterns: Patterns, others: Mask, design: Design) -> bool:
    """Tell whether some of the others are at a level that nobody fitted is at."""
    columns = design.offsets[:-1] + patterns.codes[others, 1:]
    return bool((design.size[columns] == 0).any())


class _Parts:
    """Makes the parts of a gap and what each person moves them by.

    A person with answer y in pattern p moves a part by their weight times ``at[p] + by[p] y``. A
    part and what moves it are one array, (value, at, by), so that parts can be added up.
    """

    def __init__(self, patterns: Patterns, fit: _Fit, confidence: float) -> None:
        self._patterns, self._fit = patterns, fit
        self._z = critical_value(confidence)
        second = patterns.codes[:, 0] == 1
        sizes = [patterns.weight[~second].sum(), patterns.weight[second].sum()]
        people = np.bincount(patterns.codes[patterns.of_row, 0], minlength=2)
        self._share = np.where(second, -1 / sizes[1], 1 / sizes[0])
        widen = np.sqrt(people / np.maximum(people - 1, 1))
        self._widen = np.where(second, widen[1], widen[0])
        self._second = second
        self._fitted = _predicted(fit, patterns, fit.coefficients)

    def _centred(self, values: Floats) -> Floats:
        """Return each pattern's value less the mean of its group."""
        weight, second = self._patterns.weight, self._second
        means = [np.average(values[g], weights=weight[g]) for g in (~second, second)]
        return np.asarray(values - np.where(second, means[1], means[0]))

    def _estimate(self, part: Floats) -> Estimate:
        p, value = self._patterns, float(part[0])
        at, by = part[1:].reshape(2, -1)
        ones, y, squares = (p.weight, p.total, p.squares) if p.noise is None else p.noise
        variance = float((at * at * ones + 2 * at * by * y + by * by * squares).sum())
        half = self._z * float(np.sqrt(max(variance, 0.0)))
        return Estimate(value, value - half, value + half)

    def _gap(self) -> Floats:
        p = self._patterns
        mean = p.total / p.weight
        share = self._share * self._widen
        value = self._share @ p.total
        return np.concatenate([[value], share * (self._centred(mean) - mean), share])

    def _variable(self, index: int) -> Floats:
        """Return the part of a variable (0 is the first that is not the group)."""
        p, fit = self._patterns, self._fit
        block, codes = fit.design.block(fit.first + index), p.codes[:, 1 + index]
        effect = fit.coefficients[block][codes]
        apart = np.zeros(fit.design.columns)
        apart[block] = np.bincount(
            codes, self._share * p.weight, minlength=block.stop - block.start
        )
        lever = _predicted(fit, p, fit.bread @ apart) * fit.used * fit.widen
        at = self._share * self._widen * self._centred(effect) - lever * self._fitted
        return np.concatenate([[(self._share * p.weight) @ effect], at, lever])

    def split(self) -> PooledSplit:
        """Return all parts."""
        gap = self._gap()
        parts = [self._variable(i) for i in range(len(self._patterns.levels) - 1)]
        explained = np.sum([np.zeros_like(gap), *parts], axis=0)
        fit = self._fit
        blocks = range(fit.first, len(fit.design.offsets) - 1)
        return PooledSplit(
            self._estimate(gap),
            tuple(self._estimate(part) for part in parts),
            self._estimate(explained),
            self._estimate(gap - explained),
            tuple(fit.coefficients[fit.design.block(v)] for v in blocks),
        )


def _predicted(fit: _Fit, patterns: Patterns, coefficients: Floats) -> Floats:
    """Return the sum of the coefficients that apply to each pattern, fitted or not."""
    total = np.full(patterns.weight.size, coefficients[0])
    for variable in range(len(fit.design.offsets) - 1):
        codes = patterns.codes[:, variable + 1 - fit.first]
        total += coefficients[fit.design.block(variable)][codes]
    return total


def pooled_split(
    patterns: Patterns, basis: Basis = "both", *, confidence: float = 0.95
) -> PooledSplit:
    """Split the gap between two groups into a part for each variable and what remains.

    Parameters
    ----------
    patterns : Patterns
        Both groups, from `gather`. The first variable is the group: level 0 is the first group,
        1 the second. The others are what might explain the gap.
    basis : {"both", "first", "second", "everyone"}
        The coefficients at which characteristics are valued: from both groups together with an
        effect of the group beside them (Jann 2008), from the first or the second group alone
        (Oaxaca 1973, Blinder 1973), or from everybody as if there were no groups (Neumark 1988).
    confidence : float
        Confidence level of the intervals.

    Returns
    -------
    PooledSplit
        Parts add up to the gap exactly. Every estimate says why it is missing when a group has
        nobody, when all gave the same answer, when there are too few people for a regression, when
        the variables say who is in which group, or when the one group on whose coefficients it
        rests has nobody at a level that the other has.

    Raises
    ------
    ValueError
        If the first variable does not have two levels.

    Notes
    -----
    The same as `oaxaca.oaxaca_twofold`, for a quarter of a million people and hundreds of places:
    cross products are counted, no matrix of people by columns is made. Linear regressions, so with
    answers 0 or 1 coefficients are differences of proportions. A variable's part does not depend
    on which level is left out, as both groups' shares of its levels add up to 1. With "both", what
    remains is the coefficient of the group.

    Intervals are by the delta method on what each person moves each part by (the infinitesimal
    jackknife): robust to unequal variances, with survey weights, and the groups' case mix counts
    as a sample too.
    """
    if not patterns.levels or patterns.levels[0] != 2:
        msg = "The first variable must be the group, with two levels."
        raise ValueError(msg)
    try:
        _check(patterns)
        return _Parts(patterns, _fit(patterns, basis), confidence).split()
    except _NoSplitError as reason:
        nothing = Estimate.missing(str(reason))
        return PooledSplit(nothing, (), nothing, nothing, ())


def _check(patterns: Patterns) -> None:
    people = np.bincount(patterns.codes[:, 0], minlength=2)
    if not people.all():
        raise _NoSplitError(f"Nobody in the {'second' if people[0] else 'first'} group answered.")
