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
        Columns of everybody, the group's among them.
    coefficients : ndarray, shape (columns,)
        0 for columns that were not fitted, so for the group unless it was.
    lever : ndarray, shape (columns, columns)
        inv(X'WX), 0 where a column was not fitted, times what residuals are multiplied by because
        coefficients were fitted to them (HC1).
    used : ndarray of bool, shape (patterns,)
        Whose answers were fitted.
    """

    design: Design
    coefficients: Floats
    lever: Floats
    used: Mask


class _NoSplitError(Exception):
    """There is no decomposition, for the reason that it says."""


def _some(patterns: Patterns, chosen: Mask) -> Patterns:
    """Return the chosen patterns by all variables but the group."""
    place = np.cumsum(chosen) - 1
    noise = None if patterns.noise is None else patterns.noise[:, chosen]
    return replace(
        patterns,
        levels=patterns.levels[1:],
        codes=patterns.codes[chosen][:, 1:],
        weight=patterns.weight[chosen],
        total=patterns.total[chosen],
        squares=patterns.squares[chosen],
        noise=noise,
        of_row=place[patterns.of_row[chosen[patterns.of_row]]],
    )


def _fit(patterns: Patterns, basis: Basis) -> _Fit:
    """Return the regression that a basis asks for.

    Raises
    ------
    _NoSplitError
        If there is none.
    """
    used = np.ones(patterns.weight.size, dtype=bool)
    if basis in ("first", "second"):
        used = patterns.codes[:, 0] == BASES.index(basis) - 1
    people = patterns if basis == "both" else _some(patterns, used)
    found = linear(people)
    if not found.is_known:
        raise _NoSplitError(found.why)
    if basis in ("first", "second") and (found.repeated or _beyond(patterns, ~used, found.design)):
        raise _NoSplitError(
            "Some people of the other group have no like in this one, e.g. at the same trust."
        )
    if basis == "both" and found.repeated and found.design.is_repeated(0):
        raise _NoSplitError("Where people are and who they are already says who is in which group.")
    fitted = int((np.diag(found.bread) > 0).sum())
    lever = np.sqrt(people.people / max(people.people - fitted, 1)) * found.bread
    if basis == "both":
        return _Fit(found.design, found.coefficients, lever, used)
    design = Design(patterns)
    place = np.delete(np.arange(design.columns), design.block(0))
    coefficients, whole = np.zeros(design.columns), np.zeros((design.columns, design.columns))
    coefficients[place], whole[np.ix_(place, place)] = found.coefficients, lever
    return _Fit(design, coefficients, whole, used)


def _beyond(patterns: Patterns, others: Mask, design: Design) -> bool:
    """Tell whether some of the others are at a level that nobody fitted is at."""
    columns = design.offsets[:-1] + patterns.codes[others, 1:]
    return bool((design.size[columns] == 0).any())


def _split(patterns: Patterns, fit: _Fit, confidence: float) -> PooledSplit:
    """Return all parts.

    A person with answer y moves a part by their weight times ``s a + b (y - f)``, where s is one
    over the people of their group (below 0 in the second), a what their levels are worth less the
    mean of their group, b how much they weigh in the coefficients, and f what is fitted to them.
    Both a and b are sums of a number a column, so how parts vary together follows from cross
    products of columns.
    """
    p, design, z = patterns, fit.design, critical_value(confidence)
    ones, y, squares = (p.weight, p.total, p.squares) if p.noise is None else p.noise
    group = p.codes[:, 0]
    size, total = (np.bincount(group, v, minlength=2) for v in (p.weight, p.total))
    people = np.bincount(group[p.of_row], minlength=2)
    side = np.array([1.0, -1.0]) / size
    s, mean = (side * np.sqrt(people / np.maximum(people - 1, 1)))[group], (total / size)[group]
    fitted = design.predictor(fit.coefficients)
    value, a, b = _columns(fit, side)
    across = _product(a, design.gram(s * fit.used * (y - fitted * ones)), b)
    varying = (
        _product(a, design.gram(s * s * ones), a)
        + across
        + across.T
        + _product(b, design.gram(fit.used * (squares - 2 * fitted * y + fitted**2 * ones)), b)
    )
    with_gap = np.einsum("i,ij->j", design.sums(s * s * (y - mean * ones)), a) + np.einsum(
        "i,ij->j",
        design.sums(s * fit.used * (squares - (fitted + mean) * y + mean * fitted * ones)),
        b,
    )
    gap, explained = float((total / size) @ [1, -1]), float(value.sum())
    chance = float((s * s * (squares - 2 * mean * y + mean**2 * ones)).sum())
    together = float(varying.sum())

    def estimate(value: float, variance: float) -> Estimate:
        half = z * float(np.sqrt(max(variance, 0.0)))
        return Estimate(value, value - half, value + half)

    return PooledSplit(
        estimate(gap, chance),
        tuple(map(estimate, value.tolist(), np.diag(varying).tolist())),
        estimate(explained, together),
        estimate(gap - explained, chance - 2 * float(with_gap.sum()) + together),
        tuple(fit.coefficients[design.block(v)] for v in range(1, len(p.levels))),
    )


def _columns(fit: _Fit, side: Floats) -> tuple[Floats, Floats, Floats]:
    """Return each variable's part, and a number a column: for a and b of `_split`."""
    design, groups = fit.design, fit.design.block(0)
    variables = range(1, design.offsets.size - 1)
    value = np.zeros(len(variables))
    a = np.zeros((design.columns, len(variables)))
    b = np.zeros_like(a)
    for i, block in enumerate(map(design.block, variables)):
        crossed = design.product[groups, block] * np.abs(side)[:, None]
        apart, worth = np.sign(side) @ crossed, fit.coefficients[block]
        value[i] = apart @ worth
        a[block, i], a[groups, i] = worth, -(crossed @ worth)
        b[:, i] = np.einsum("ij,j->i", fit.lever[:, block], apart)
    return value, a, b


def _product(first: Floats, between: Floats, second: Floats) -> Floats:
    """Return first' between second; not by BLAS, whose threads are slow on matrices this small."""
    return np.asarray(np.einsum("ki,kj->ij", first, np.einsum("kl,lj->kj", between, second)))


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
        return _split(patterns, _fit(patterns, basis), confidence)
    except _NoSplitError as reason:
        nothing = Estimate.missing(str(reason))
        return PooledSplit(nothing, (), nothing, nothing, ())


def _check(patterns: Patterns) -> None:
    people = np.bincount(patterns.codes[:, 0], minlength=2)
    if not people.all():
        raise _NoSplitError(f"Nobody in the {'second' if people[0] else 'first'} group answered.")
