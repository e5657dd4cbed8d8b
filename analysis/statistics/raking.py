"""Raking: weights that make the respondents look like a known population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.estimate import Estimate
from analysis.statistics.interval import Floats, critical_value, effective_base

_TOLERANCE = 1e-10
_ROUNDS = 1000


@dataclass(frozen=True)
class Margin:
    """How many people of each group the population has, for one way of grouping.

    Attributes
    ----------
    name : str
        What the groups are, e.g. "age"; used in reasons.
    groups : ndarray of int, shape (people,)
        Group of each respondent, 0 to groups - 1.
    totals : ndarray, shape (groups,)
        People of each group in the population, 0 or more.
    """

    name: str
    groups: NDArray[np.integer]
    totals: Floats

    def sums(self, weights: Floats) -> Floats:
        """Return the weighted number of respondents of each group."""
        return np.bincount(self.groups, weights, minlength=len(self.totals)).astype(np.float64)


@dataclass(frozen=True)
class Raked:
    """Weights that meet the margins, or the reason why there are none.

    Attributes
    ----------
    weights : ndarray, shape (people,), or None
        Raked weights, which add up to the population; None if the margins can't be met.
    rounds : int
        How many times all margins were gone through.
    error : float
        Largest remaining difference from a total, as a share of the population; NaN if not begun.
    n_effective : float
        Kish's effective base of the weights: what unequal weights leave of the respondents.
    why : str
        Why there are no weights; empty when there are.
    """

    weights: Floats | None
    rounds: int
    error: float
    n_effective: float
    why: str = ""


def rake(weights: ArrayLike, margins: Sequence[Margin]) -> Raked:
    """Rake weights to known margins by iterative proportional fitting.

    Parameters
    ----------
    weights : array-like, shape (people,)
        Weights to start from, 0 or more: ones if there are none.
    margins : sequence of Margin
        What the weights must add up to. All must be about one population.

    Returns
    -------
    Raked
        Each weight is the starting weight times a factor for each of the person's groups. Without
        weights, and with the reason, where margins disagree on the population, want people of a
        group that nobody answered for, or can't be met together.

    Raises
    ------
    ValueError
        If there is no margin, arrays differ in length, or a weight or total is negative or missing.

    Notes
    -----
    Deming and Stephan (1940). Stops when every total is met to 1e-10 of the population; gives up
    after 1,000 rounds. Matches R package survey 4.1 `rake` run to convergence, to 1e-9 of a weight.
    """
    raked = np.asarray(weights, dtype=np.float64).copy()
    _check(raked, margins)
    why = _impossible(raked, margins)
    if why:
        return Raked(None, 0, float("nan"), 0.0, why)
    population = float(margins[0].totals.sum())
    rounds, error = 0, np.inf
    while rounds < _ROUNDS and error > _TOLERANCE:
        for margin in margins:
            found = margin.sums(raked)
            factor = np.divide(margin.totals, found, out=np.zeros_like(found), where=found > 0)
            raked = raked * factor[margin.groups]
        rounds += 1
        error = max(float(np.abs(m.sums(raked) - m.totals).max()) for m in margins) / population
    if error > _TOLERANCE:
        return Raked(
            None, rounds, error, 0.0, "No weights meet all margins: some combinations are missing."
        )
    return Raked(raked, rounds, error, float(effective_base(raked.sum(), (raked**2).sum())))


def _check(weights: Floats, margins: Sequence[Margin]) -> None:
    """Raise if the arguments are not what they should be."""
    if not margins:
        raise ValueError("Raking needs a margin.")
    if not (weights >= 0).all() or not all((m.totals >= 0).all() for m in margins):
        raise ValueError("A weight or total must be 0 or more.")
    if any(len(m.groups) != weights.size for m in margins):
        raise ValueError("Weights and groups must have one length.")


def _impossible(weights: Floats, margins: Sequence[Margin]) -> str:
    """Return why no weights can meet the margins; empty if that can't be told in advance."""
    first = margins[0]
    population = first.totals.sum()
    if population <= 0:
        return "The population has nobody in it."
    for margin in margins:
        if abs(margin.totals.sum() - population) > 1e-6 * population:
            return (
                f"The margins are of different populations: {first.name} adds up to "
                f"{population:,.0f} people and {margin.name} to {margin.totals.sum():,.0f}."
            )
        absent = int(((margin.sums(weights) == 0) & (margin.totals > 0)).sum())
        if absent:
            return f"Nobody answered from {absent} of the groups by {margin.name}."
    return ""


def raked_mean(
    values: ArrayLike, raked: Raked, margins: Sequence[Margin], confidence: float = 0.95
) -> Estimate:
    """Return the raked mean of answers, with its normal interval.

    Parameters
    ----------
    values : array-like, shape (people,)
        Answers of everybody who was raked; 0 and 1 for a proportion. None may be missing.
    raked : Raked
        From `rake`.
    margins : sequence of Margin
        The margins it was raked to.
    confidence : float
        Confidence level.

    Returns
    -------
    Estimate
        In the unit of the answers. Without a value where raking failed; without limits for fewer
        than two people, or where the margins explain every answer.

    Raises
    ------
    ValueError
        If an answer is missing.

    Notes
    -----
    Raking removes the uncertainty that the margins explain: the standard error is that of the
    residuals of a weighted regression on the margins' groups (Deville, Sarndal and Sautory 1993),
    for people drawn singly with replacement. Matches R package survey 4.1 `svymean` on a raked
    design: the mean to 1e-9, the standard error to 1e-6, as that package regresses without the
    weights.
    """
    if raked.weights is None:
        return Estimate.missing(raked.why)
    y, weight = np.asarray(values, dtype=np.float64), raked.weights
    if np.isnan(y).any():
        raise ValueError("Rake those who answered: no answer may be missing.")
    mean = float((weight * y).sum() / weight.sum())
    influence = weight * _residuals(y - mean, weight, margins) / weight.sum()
    used = int((weight > 0).sum())
    if used < 2:
        return Estimate(mean, why="Fewer than two people have a weight.")
    variance = used / (used - 1) * float((influence**2).sum())
    if np.sqrt(variance) <= 1e-12 * max(1.0, abs(mean)):
        return Estimate(mean, why="The margins explain every answer, so no uncertainty can be had.")
    half = critical_value(confidence) * np.sqrt(variance)
    return Estimate(mean, float(mean - half), float(mean + half))


def _residuals(y: Floats, weight: Floats, margins: Sequence[Margin]) -> Floats:
    """Return what the groups of the margins leave of `y`, by weighted least squares."""
    ones = [np.eye(len(m.totals))[m.groups] for m in margins]
    design = np.hstack(ones)
    gram = design.T @ (weight[:, None] * design)
    slope = np.linalg.lstsq(gram, design.T @ (weight * y), rcond=None)[0]
    return np.asarray(y - design @ slope)
