"""Quasi-random normal draws: the same ones every time, so that a result can be repeated."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]

_POWER = 10
_SEED = 2024


class Draws(NamedTuple):
    """Independent draws, 1,024 of each.

    Attributes
    ----------
    uniform : ndarray, shape (draws,)
        Uniform on 0-1.
    centre : ndarray, shape (draws,)
        Standard normal, one each.
    pattern, noise : ndarray, shape (draws, groups)
        Standard normal, one each group.
    """

    uniform: Floats
    centre: Floats
    pattern: Floats
    noise: Floats


@lru_cache(maxsize=64)
def draws(groups: int) -> Draws:
    """Return the draws for a number of groups: a scrambled Sobol sequence (Owen 1998)."""
    from scipy.stats import qmc

    points = qmc.Sobol(2 * groups + 2, rng=np.random.default_rng(_SEED)).random_base2(_POWER)
    points = np.clip(points, 1e-9, 1 - 1e-9)
    normal = ndtri(points[:, 1:])
    return Draws(points[:, 0], normal[:, 0], normal[:, 1 : groups + 1], normal[:, groups + 1 :])
