"""Whether a combination of characteristics is worse off than what it is part of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr

from analysis.statistics.multiplicity import adjust
from analysis.store.combinations import SEPARATOR

Key = tuple[str, str, str]
Floats = NDArray[np.float64]


def adds(looked: pd.DataFrame, reported: pd.DataFrame, level: float) -> NDArray[np.bool_]:
    """Return which reported combinations add something to those they are part of.

    Parameters
    ----------
    looked : DataFrame
        All combinations that may be shown: ``question``, ``characteristics``, ``groups``, ``n``,
        ``difference``, ``difference_se`` and ``weight`` as from `combined`.
    reported : DataFrame
        The rows of it that are asked about.
    level : float
        Share of chance findings to expect among those that are said to add something.

    Returns
    -------
    ndarray of bool
        True for single characteristics, and for combinations that are clearly worse than the rest
        of every shown combination with fewer characteristics that they are part of.

    Notes
    -----
    What the combination lacks a person, beside what the rest of the larger one lacks, both
    compared with what is expected of their strata; p-values one-sided and normal, the largest
    counts, Benjamini-Hochberg among all that are asked about.
    """
    place = {key: i for i, key in enumerate(_keys(looked))}
    pairs = np.array(
        [
            (row, place[key], place[above])
            for row, key in enumerate(_keys(reported))
            for above in _above(*key)
            if above in place
        ],
        dtype=np.int64,
    ).reshape(-1, 3)
    single = ~reported["characteristics"].str.contains(SEPARATOR, regex=False).to_numpy(bool)
    p = np.where(single, np.nan, 0.0)
    np.maximum.at(p, pairs[:, 0], _p_values(looked, pairs[:, 1], pairs[:, 2]))
    return single | adjust(p, "combinations that may add something").stands_out(level)


def _keys(frame: pd.DataFrame) -> list[Key]:
    texts = (frame[c].tolist() for c in ("question", "characteristics", "groups"))
    return list(zip(*texts, strict=True))


def _above(question: str, names: str, groups: str) -> Iterator[Key]:
    """Yield the combinations with fewer characteristics that a combination is part of."""
    parts = list(zip(names.split(SEPARATOR), groups.split(SEPARATOR), strict=True))
    for size in range(1, len(parts)):
        for some in combinations(parts, size):
            above, inside = (SEPARATOR.join(texts) for texts in zip(*some, strict=True))
            yield question, above, inside


def _p_values(looked: pd.DataFrame, own: NDArray[np.int64], above: NDArray[np.int64]) -> Floats:
    """Return the p-value of each combination beside the rest of a larger one."""
    n, difference, error, weight = (
        looked[c].to_numpy(np.float64) for c in ("n", "difference", "difference_se", "weight")
    )
    lacks = difference * weight
    rest = n[above] - n[own]
    there = rest > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = lacks[own] / n[own] - (lacks[above] - lacks[own]) / rest
        noise = error[own] * np.sqrt(weight[own] * (1 / n[own] + 1 / rest))
        return np.where(there, ndtr(gap / noise), 1.0)
