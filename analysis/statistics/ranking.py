"""How sure a ranking is: the probability that a unit is among the worst."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.shrinkage import Heterogeneity, known_units

Floats = NDArray[np.float64]

_SEED = 20_180_101
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Worst:
    """How likely each unit is to be among the worst.

    Attributes
    ----------
    probability : ndarray, shape (units,)
        0-1; NaN for units that were left out. They sum to `size`.
    size : int
        How many units count as the worst: the share of the units, rounded up.
    why : str
        Why the probabilities are missing or tell nothing; empty otherwise.
    """

    probability: Floats
    size: int
    why: str = ""


@lru_cache(maxsize=4)
def _normals(draws: int, units: int) -> Floats:
    """Return what chance gives every draw and, draw by draw, so many units: always the same."""
    return np.random.default_rng(_SEED).standard_normal(draws * (1 + units))


def worst(
    estimate: ArrayLike,
    variance: ArrayLike,
    spread: Heterogeneity,
    share: float = 0.1,
    *,
    lowest: bool = True,
    draws: int = 4000,
) -> Worst:
    """Return how likely each unit's true value is to be among the worst tenth, or other share.

    Parameters
    ----------
    estimate, variance : array-like, shape (units,)
        As for `heterogeneity`.
    spread : Heterogeneity
        What `heterogeneity` returned for them.
    share : float
        Share of the units that counts as the worst, above 0 and below 1.
    lowest : bool
        Whether low values are the worst.
    draws : int
        Simulated rankings; the simulation error of a probability is at most 0.5 / sqrt(draws).

    Returns
    -------
    Worst
        The same probability for all, with `why`, if the units differ by no more than chance; all
        NaN, with `why`, if tau^2 is not known.

    Raises
    ------
    ValueError
        If `share` is not between 0 and 1.

    Notes
    -----
    Rankings are simulated from the posterior of all units together, given tau^2 (Goldstein &
    Spiegelhalter 1996; Laird & Louis 1989), with a fixed seed and units sorted first: the same
    units always get the same answer, in whichever order they come.
    """
    if not 0 < share < 1:
        raise ValueError("The share must be above 0 and below 1.")
    y, v, used = known_units(estimate, variance)
    probability = np.full(y.size, np.nan)
    if spread.tau2 is None or spread.mean is None or spread.se is None:
        return Worst(probability, 0, spread.why)
    size = int(np.ceil(share * used.sum() - _ROUNDING))
    if spread.tau2 == 0:
        probability[used] = size / used.sum()
        why = "The units differ by no more than chance, so each is as likely to be among the worst."
        return Worst(probability, size, why)
    order = np.flatnonzero(used)
    order = order[np.lexsort((v[order], y[order]))]
    own = spread.tau2 / (spread.tau2 + v[order])
    random = _normals(draws, 1 << order.size.bit_length())
    mean = spread.mean + spread.se * random[:draws, np.newaxis]
    chance = random[draws : draws * (1 + order.size)].reshape(draws, order.size)
    truth = (1 - own) * mean
    truth += own * y[order]
    truth += np.sqrt(own * v[order]) * chance
    truth *= 1 if lowest else -1
    limit = np.partition(truth, size - 1, axis=1)[:, size - 1 : size]
    probability[order] = (truth <= limit).mean(axis=0)
    return Worst(probability, size)
