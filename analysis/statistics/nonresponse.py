"""What those who did not answer could change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.estimate import Estimate
from analysis.statistics.interval import Floats

_NOBODY = "Nobody was asked, so there is no response rate."
_SILENT = "Nobody of a group answered, so there is no score to start from."


@dataclass(frozen=True)
class Answered:
    """A group's score and how many of those asked it is from.

    Attributes
    ----------
    score : float
        Proportion of those who answered, 0-1 (or a mean, in the unit of the bounds).
    responded : float
        Number who answered.
    invited : float
        Number who were asked, at least `responded`.

    Raises
    ------
    ValueError
        If more answered than were asked.
    """

    score: float
    responded: float
    invited: float

    def __post_init__(self) -> None:
        if not 0 <= self.responded <= self.invited:
            raise ValueError("No more can answer than were asked.")

    @property
    def why_not(self) -> str:
        """Why there is nothing to bound; empty if there is."""
        if self.invited == 0:
            return _NOBODY
        return _SILENT if self.responded == 0 or np.isnan(self.score) else ""

    def if_others_had(self, score: float) -> float:
        """Return the group's score if everybody who did not answer had scored `score`."""
        share = self.responded / self.invited
        return share * self.score + (1 - share) * score


def score_bounds(group: Answered, worst: float = 0.0, best: float = 1.0) -> Estimate:
    """Return what a group's score could be if everybody had answered.

    Parameters
    ----------
    group : Answered
        The group.
    worst, best : float
        What those who did not answer are supposed to have scored at worst and at best: the scores
        of the worst and best group, or 0 and 1 to suppose nothing at all.

    Returns
    -------
    Estimate
        The score of those who answered, within the bounds ``r score + (1 - r) worst`` and
        ``r score + (1 - r) best``, with r the response rate. They are not a confidence interval:
        chance comes on top.

    Raises
    ------
    ValueError
        If `worst` is above `best`.

    Notes
    -----
    Manski (1989), "Anatomy of the selection problem". With 0 and 1 the bounds are as wide as the
    share that did not answer.
    """
    _ordered(worst, best)
    if group.why_not:
        return Estimate.missing(group.why_not)
    return Estimate(group.score, group.if_others_had(worst), group.if_others_had(best))


def gap_bounds(
    first: Answered, second: Answered, worst: float = 0.0, best: float = 1.0
) -> Estimate:
    """Return what the gap between two groups could be if everybody had answered.

    Parameters
    ----------
    first, second : Answered
        The groups.
    worst, best : float
        As in `score_bounds`.

    Returns
    -------
    Estimate
        ``first - second`` of those who answered, in the unit of the scores, within the gap if the
        silent of the first had scored worst and those of the second best, and the other way round.
        Bounds on either side of 0 mean that those who did not answer could turn the gap around.

    Raises
    ------
    ValueError
        If `worst` is above `best`.

    Notes
    -----
    Manski (1989): the bounds of a difference are the differences of the opposite bounds.
    """
    one, other = score_bounds(first, worst, best), score_bounds(second, worst, best)
    if one.value is None or other.value is None:
        return Estimate.missing(one.why or other.why)
    low = first.if_others_had(worst) - second.if_others_had(best)
    high = first.if_others_had(best) - second.if_others_had(worst)
    return Estimate(one.value - other.value, low, high)


def _ordered(worst: float, best: float) -> None:
    if worst > best:
        raise ValueError("The worst score can't be above the best.")


@dataclass(frozen=True)
class Representativeness:
    """How evenly groups answered.

    Attributes
    ----------
    indicator : float or None
        The R-indicator, 0-1: 1 if all groups answer at one rate, less the more rates differ.
    variation : float or None
        Coefficient of variation of the response rates: the most that the mean of any answer can be
        biased by, in standard deviations of that answer.
    rate : float or None
        Response rate of everybody, 0-1.
    rates : ndarray, shape (groups,)
        Response rate of each group, 0-1; NaN where nobody was asked.
    why : str
        Why something is missing; empty when nothing is.
    """

    indicator: float | None
    variation: float | None
    rate: float | None
    rates: Floats
    why: str = ""


def representativeness(responded: ArrayLike, invited: ArrayLike) -> Representativeness:
    """Return how evenly groups answered.

    Parameters
    ----------
    responded, invited : array-like, shape (groups,)
        Numbers who answered and who were asked.

    Returns
    -------
    Representativeness
        With the reason where it can't be had: nobody asked, or fewer than two groups.

    Raises
    ------
    ValueError
        If a number is missing or negative, or more answered than were asked.

    Notes
    -----
    Schouten, Cobben and Bethlehem (2009): R = 1 - 2 S, with S the standard deviation of the
    response rates over all people asked; the variance that chance alone would give,
    sum of share (1 - share) rate (1 - rate) / asked, is taken off first, down to 0.
    """
    answered, asked = np.asarray(responded, float), np.asarray(invited, float)
    if not ((answered >= 0) & (answered <= asked)).all():
        raise ValueError("Numbers must be known, and no more can answer than were asked.")
    there = asked > 0
    rates = np.divide(answered, asked, out=np.full(asked.shape, np.nan), where=there)
    if not there.any():
        return Representativeness(None, None, None, rates, _NOBODY)
    total = asked.sum()
    rate = float(answered.sum() / total)
    if there.sum() < 2:
        why = "There is one group only, so there is nothing to compare."
        return Representativeness(None, None, rate, rates, why)
    share, by_group = asked[there] / total, rates[there]
    chance = (share * (1 - share) * by_group * (1 - by_group) / asked[there]).sum()
    variance = max(0.0, float((share * (by_group - rate) ** 2).sum() - chance))
    if rate == 0:
        return Representativeness(None, None, rate, rates, "Nobody answered.")
    deviation = float(np.sqrt(variance))
    return Representativeness(1 - 2 * deviation, deviation / rate, rate, rates)
