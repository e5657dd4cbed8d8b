"""Groups beside everyone else of the same stratum, for many overlapping groups at once.

Strata are what is to be allowed for, such as where people were treated and for what. All that is
here is conditional on how the answers are spread within strata, so that it is exact about what
shuffling the answers within strata does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, gammaincc

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Expected:
    """What chance would give each group if, within strata, it were like everyone.

    Attributes
    ----------
    total : ndarray, shape (groups,)
        Expected sum of the group's answers.
    variance : ndarray
        Variance of that sum when answers are shuffled within strata.
    weight : ndarray
        Sum over strata of people in the group times people not in it over all people: 0 where
        the group has nobody beside it.
    """

    total: Floats
    variance: Floats
    weight: Floats

    def difference(self, total: ArrayLike) -> tuple[Floats, Floats]:
        """Return how far groups with these sums are from everyone else, and the standard error.

        Notes
        -----
        Mantel & Haenszel (1959) for the weights, which make the difference of proportions
        (Greenland & Robins 1985) the sum of observed minus expected over `weight`. The error is
        that of shuffled answers. NaN where the group has nobody beside it.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            found = (np.asarray(total, dtype=np.float64) - self.total) / self.weight
            error = np.sqrt(self.variance) / self.weight
        alone = self.weight <= 0
        return np.where(alone, np.nan, found), np.where(alone, np.nan, error)


def expected(sums: ArrayLike) -> Expected:
    """Return what chance would give each group.

    Parameters
    ----------
    sums : array-like, shape (5, groups)
        Over strata, sums of the group's people; of these times the mean of all answers in the
        stratum; of these times the variance of those (n - 1; 0 with one person); of the square of
        the group's people over all people in the stratum, times the variance; and of that square
        over all people by itself.

    Notes
    -----
    Moments of a sum drawn without replacement, e.g. hypergeometric (Cochran 1954).
    """
    people, means, spreads, own_spreads, own = np.asarray(sums, dtype=np.float64)
    return Expected(means, np.maximum(spreads - own_spreads, 0.0), _without_noise(people - own))


def _without_noise(weight: Floats) -> Floats:
    return np.where(weight < 1e-9, 0.0, weight)


def tail_p_value(total: ArrayLike, chance: Expected, people: ArrayLike, worth: float) -> Floats:
    """Return the two-sided p-value of "the sum is no further below what is expected".

    Parameters
    ----------
    total : array-like, shape (groups,) or (..., groups)
        Sums of the groups' answers.
    chance : Expected
        What chance would give.
    people : array-like, shape (groups,)
        People in each group.
    worth : float
        The best answer: 1 for proportions, 10 for a rating.

    Returns
    -------
    ndarray, shape as `total`
        Twice the chance of so low a sum, at most 1: for groups above what is expected it is
        large. NaN where the group has nobody beside it or its stratum's answers are all alike.

    Notes
    -----
    The shortfall (what the sum lacks of all best answers) is compared with the binomial, or for
    ratings gamma, distribution of the same mean and variance. A normal one would call chance
    findings in small groups where nearly all answer well: with 1 poor answer expected of 30, eight
    are seven standard deviations away but a thousand times likelier than it says.
    """
    size = np.asarray(people, dtype=np.float64)
    short = size * worth - np.asarray(total, dtype=np.float64)
    mean = size * worth - chance.total
    known = (chance.weight > 0) & (chance.variance > 0) & (mean > 0)
    short, mean, variance = (np.where(known, v, 1.0) for v in (short, mean, chance.variance))
    if worth == 1:
        share = np.clip(1 - variance / mean, 1e-12, 1.0)
        least = np.maximum(short - 1e-6, 1e-6)
        trials = np.maximum(mean / share, short)
        tail = np.where(
            short < 0.5, 1.0, betainc(np.ceil(least), trials - np.ceil(least) + 1, share)
        )
    else:
        tail = gammaincc(mean**2 / variance, short * mean / variance)
    return np.where(known, np.minimum(2 * tail, 1.0), np.nan)
