"""A gap between two groups' proportions, split by a logistic regression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from analysis.statistics.estimate import Estimate
from analysis.statistics.interval import critical_value
from analysis.statistics.pattern import Patterns
from analysis.statistics.regression import logistic

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LogisticSplit:
    """A gap split in two.

    Attributes
    ----------
    gap : Estimate
        The first group's proportion minus the second's.
    explained : Estimate
        What the first group would score if it fared as the second does, alike for alike, minus what
        the second scores: different people.
    unexplained : Estimate
        The rest: people alike faring differently.
    explained_by_variable : ndarray, shape (variables,)
        The explained part by variable, without limits; empty when it can't be shared out.
    """

    gap: Estimate
    explained: Estimate
    unexplained: Estimate
    explained_by_variable: Floats


def _missing(why: str) -> LogisticSplit:
    nothing = Estimate.missing(why)
    return LogisticSplit(nothing, nothing, nothing, np.empty(0))


def _variance(weight: Floats, total: Floats, fitted: Floats) -> float:
    """Return the variance over people of their answers (0 or 1) less what is fitted to them."""
    n = weight.sum()
    mean = (total - weight * fitted).sum() / n
    squares = (total * (1 - 2 * fitted) + weight * fitted**2).sum() / n
    return float(squares - mean**2)


def logistic_split(first: Patterns, second: Patterns, *, confidence: float = 0.95) -> LogisticSplit:
    """Split the gap between two groups' proportions by the second group's logistic regression.

    Parameters
    ----------
    first, second : Patterns
        The two groups, unweighted, gathered by the same variables; answers 0 or 1.
    confidence : float
        Confidence level of the intervals.

    Returns
    -------
    LogisticSplit
        Proportions. Every estimate says why it is missing when a group is empty, when the second
        group all gave the same answer, or when some of the first have no like in the second.

    Raises
    ------
    ValueError
        For weighted patterns, variables with other levels, or answers other than 0 and 1.

    Notes
    -----
    Fairlie (2005) and Yun (2004), with the second group's coefficients as the reference, and the
    explained part shared between variables in proportion to the differences of means times
    coefficients (Yun), which does not depend on reference levels. Parts add up to the gap exactly.
    Intervals are by the delta method; case mix counts as a sample too. Where answers of the second
    group are separated, its regression is stabilised as `logistic` says.
    """
    if first.levels != second.levels or first.noise is not None or second.noise is not None:
        msg = "The groups need the same variables, and no weights."
        raise ValueError(msg)
    if not first.people or not second.people:
        return _missing(f"Nobody in the {'second' if first.people else 'first'} group answered.")
    found = logistic(second)
    if not found.is_known:
        return _missing(f"The second group can't be a reference. {found.why}")
    design, b = found.design, found.coefficients
    columns = design.offsets[:-1] + first.codes
    if (design.size[columns] == 0).any():
        return _missing("Some of the first group have no like in the second.")
    n, n_other = first.weight.sum(), second.weight.sum()
    expected = expit(b[0] + b[columns].sum(axis=1))
    slope = first.weight * expected * (1 - expected) / n
    gradient = np.bincount(columns.ravel(), np.repeat(slope, columns.shape[1]), design.columns)
    gradient[0] = slope.sum()
    middle = first.weight @ expected / n
    own, other = first.total.sum() / n, second.total.sum() / n_other
    model = float(gradient @ found.covariance @ gradient)
    spread = _variance(first.weight, 0 * expected, expected) / n
    chance = other * (1 - other) / n_other
    z = critical_value(confidence)

    def estimate(value: float, variance: float) -> Estimate:
        half = z * float(np.sqrt(max(variance, 0.0)))
        return Estimate(float(value), float(value - half), float(value + half))

    shift = _shift(first, design.size / n_other, columns) * b
    by_variable = np.array([shift[design.block(v)].sum() for v in range(len(first.levels))])
    whole = by_variable.sum()
    explained = middle - other
    shared = by_variable * (explained / whole) if abs(whole) > 1e-12 else np.empty(0)
    return LogisticSplit(
        estimate(own - other, own * (1 - own) / n + chance),
        estimate(explained, spread + model - 2 * gradient[0] / n_other + chance),
        estimate(own - middle, _variance(first.weight, first.total, expected) / n + model),
        shared,
    )


def _shift(first: Patterns, share: Floats, columns: NDArray[np.intp]) -> Floats:
    """Return the share of the first group in each column less that of the second."""
    weight = np.repeat(first.weight, columns.shape[1])
    own = np.bincount(columns.ravel(), weight, share.size) / first.weight.sum()
    return np.asarray(own - share)
