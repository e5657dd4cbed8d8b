"""Why two groups' scores differ: who they are, where they were, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.dasgupta import structure_effects
from analysis.statistics.estimate import Estimate
from analysis.statistics.interval import critical_value

Floats = NDArray[np.float64]

_DRAWS = 200
_SEED = 1993
_NUMBERS = 500_000


@dataclass(frozen=True)
class Decomposition:
    """The parts of a gap.

    Attributes
    ----------
    gap : Estimate
        First group's score minus the second's, in the unit of the scores.
    rate : Estimate
        The part that remains between people alike in every variable: different answers.
    composition : dict of str to Estimate
        The part that each variable explains: different people, or different places. The parts and
        `rate` add up to the gap.
    why : str
        Why there is no decomposition, in a sentence; empty when there is one.
    """

    gap: Estimate
    rate: Estimate
    composition: dict[str, Estimate]
    why: str = ""


def decompose(
    answers: ArrayLike,
    scores: ArrayLike,
    variables: Sequence[str],
    confidence: float = 0.95,
) -> Decomposition:
    """Return how much of the gap between two groups each variable explains.

    Parameters
    ----------
    answers : array-like, shape (2, answers, levels of variable 1, levels of variable 2, ...)
        People of each group who gave each answer, by all variables crossed. With survey weights,
        summed weights scaled so that each group adds up to its effective base.
    scores : array-like, shape (answers,)
        What each answer counts: (0, 1) for a percent question, 0 to 10 for the overall rating.
    variables : sequence of str
        Names of the variables, in order: what people were treated for, where, how old they are.
    confidence : float
        Confidence level of the intervals.

    Returns
    -------
    Decomposition
        In the unit of the scores. With `why` when a group has nobody who answered.

    Raises
    ------
    ValueError
        For counts that are missing or below 0, or shapes that don't fit each other.

    Notes
    -----
    Das Gupta (1993); see `dasgupta.standardise_structure`. Order-free and exact: the parts add up
    to the gap of the raw scores. Cells that only one group has count as composition.

    Intervals are normal, with the standard deviation of each part over 200 Bayesian bootstrap
    samples of both groups (Rubin 1981: counts are replaced by gamma variates with that mean, so no
    occupied cell is ever lost; a fixed seed gives the same limits every time). An interval of a
    group with fewer than two answers is not known.

    With many variables most cells hold one or two people. The parts still add up, but the rate
    part then rests on few comparisons of like with like: prefer two or three variables at a time.
    """
    n, value = np.asarray(answers, dtype=np.float64), np.asarray(scores, dtype=np.float64)
    if n.ndim != 2 + len(variables) or n.shape[:2] != (2, value.size) or not variables:
        msg = f"Answers of shape {n.shape} don't fit {value.size} scores by {len(variables)}."
        raise ValueError(msg)
    if not (np.isfinite(n).all() and (n >= 0).all()):
        msg = "Counts must be 0 or more."
        raise ValueError(msg)
    people = n.reshape(2, -1).sum(axis=1)
    if not people.all():
        which = "first" if not people[0] else "second"
        return _unknown(f"Nobody in the {which} group answered.", variables)
    parts = _parts(n[:, None], value)[:, 0]
    half, why = np.full(parts.size, np.nan), "One answer says nothing about chance."
    if (people > 1).all():
        half, why = critical_value(confidence) * _deviations(n, value), ""
    found = [
        Estimate(float(p), None if why else float(p - h), None if why else float(p + h), why)
        for p, h in zip(parts, half, strict=True)
    ]
    return Decomposition(found[0], found[1], dict(zip(variables, found[2:], strict=True)))


def _parts(answers: Floats, scores: Floats) -> Floats:
    """Return the gap, the rate part, and the composition parts, each for many samples.

    Answers have shape (2, samples, answers, levels...).
    """
    counts = answers.sum(axis=2)
    with np.errstate(invalid="ignore"):
        rate = np.tensordot(scores, answers, axes=(0, 2)) / counts
    effects = structure_effects(rate, counts)
    return np.concatenate([effects.sum(axis=0)[None], effects])


def _deviations(answers: Floats, scores: Floats) -> Floats:
    """Return the standard deviation of each part over Bayesian bootstrap samples."""
    rng = np.random.default_rng(_SEED)
    at_once = max(1, min(_DRAWS, _NUMBERS // answers.size))
    draws = []
    for start in range(0, _DRAWS, at_once):
        samples = min(at_once, _DRAWS - start)
        shape = (2, samples, *answers.shape[1:])
        draws.append(_parts(rng.standard_gamma(answers[:, None], shape), scores))
    return np.asarray(np.concatenate(draws, axis=1).std(axis=1, ddof=1))


def _unknown(why: str, variables: Sequence[str]) -> Decomposition:
    missing = Estimate.missing(why)
    return Decomposition(missing, missing, dict.fromkeys(variables, missing), why)


@dataclass(frozen=True)
class PlaceShares:
    """How much of a gap lies between places, and how much within them.

    Attributes
    ----------
    gap : Estimate
        First group's score minus the second's.
    between : Estimate
        The part that comes from being treated in different places.
    within : Estimate
        The part that remains between people treated in the same place.
    share_between, share_within : Estimate
        The parts as shares of the gap (1 = all of it), without limits. A share can be below 0 or
        above 1 when the parts pull in opposite directions; missing when there is no gap to share.
    """

    gap: Estimate
    between: Estimate
    within: Estimate
    share_between: Estimate
    share_within: Estimate


def between_places(answers: ArrayLike, scores: ArrayLike, confidence: float = 0.95) -> PlaceShares:
    """Return how much of the gap between two groups lies between places and within them.

    Parameters
    ----------
    answers : array-like, shape (2, answers, places)
        People of each group who gave each answer, by place.
    scores : array-like, shape (answers,)
        What each answer counts.
    confidence : float
        Confidence level of the intervals.

    Returns
    -------
    PlaceShares
        Kitagawa's split with the place as its only variable, in the unit of the scores. Shares are
        given where the gap's own interval is clear of 0: a share of a gap that may not be there
        can be any number.

    Raises
    ------
    ValueError
        As `decompose` does.
    """
    found = decompose(answers, scores, ["place"], confidence)
    between, within = found.composition["place"], found.rate
    return PlaceShares(
        found.gap, between, within, _share(between, found.gap), _share(within, found.gap)
    )


def _share(part: Estimate, gap: Estimate) -> Estimate:
    if part.value is None or gap.value is None or gap.lower is None or gap.upper is None:
        return Estimate.missing(gap.why)
    if gap.lower <= 0 <= gap.upper:
        return Estimate.missing("The gap may be chance, so there is nothing to share out.")
    return Estimate(part.value / gap.value)
