"""Kitagawa's split of a difference of rates, category by category."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.dasgupta import standardise_structure

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Kitagawa:
    """A gap split in two, category by category.

    Attributes
    ----------
    gap : float
        First rate minus the second.
    rate, composition : float
        The two parts, which add up to the gap.
    rate_by_category, composition_by_category : ndarray, shape (categories,)
        What each category adds to the two parts. A category counts towards composition by how far
        its rate is from the middle of the two populations' rates: being common is good or bad
        only by comparison.
    """

    gap: float
    rate: float
    composition: float
    rate_by_category: Floats
    composition_by_category: Floats


def kitagawa(rate: ArrayLike, counts: ArrayLike) -> Kitagawa:
    """Return Kitagawa's split of the difference of two rates.

    Parameters
    ----------
    rate : array-like, shape (2, categories)
        Rates by category: proportions 0-1 or mean scores. NaN where nobody is in the category.
    counts : array-like, shape (2, categories)
        People in each category, or summed weights; some above 0 in both populations.

    Returns
    -------
    Kitagawa
        In the unit of the rates.

    Raises
    ------
    ValueError
        For a population without people, or a rate that is missing where people are.

    Notes
    -----
    Kitagawa (1955): composition is the difference of shares times the mean rate, and rate the
    difference of rates times the mean share. A category that one population lacks takes the other's
    rate. Agrees with R package DasGuptR 2.1.0 to 1e-10.
    """
    n = np.asarray(counts, dtype=np.float64)
    standard = standardise_structure(rate, n)
    r = np.asarray(rate, dtype=np.float64)
    r = np.where(n > 0, r, np.where(n[::-1] > 0, r[::-1], 0.0))
    share = n / n.sum(axis=1, keepdims=True)
    middle = standard.crude.mean()
    by_rate = (r[0] - r[1]) * share.mean(axis=0)
    by_composition = (share[0] - share[1]) * (r.mean(axis=0) - middle)
    effects = standard.effects()
    gap = float(standard.crude[0] - standard.crude[1])
    return Kitagawa(gap, float(effects[0]), float(effects[1]), by_rate, by_composition)
