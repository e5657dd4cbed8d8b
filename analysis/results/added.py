"""Whether a combination of characteristics is worse off than what it is part of."""

from __future__ import annotations

from itertools import combinations
from math import inf, sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr

from analysis.statistics.multiplicity import adjust
from analysis.store.combinations import SEPARATOR

Key = tuple[str, str, str]


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
    keys = _keys(reported)
    numbers = [looked[c].tolist() for c in ("n", "difference", "difference_se", "weight")]
    known = dict(zip(_keys(looked), zip(*numbers, strict=True), strict=True))
    single = np.array([SEPARATOR not in names for _, names, _ in keys], dtype=bool)
    p = np.array(
        [
            np.nan if alone else _largest(known, *key)
            for key, alone in zip(keys, single, strict=True)
        ]
    )
    if single.all():
        return single
    return single | adjust(p, "combinations that may add something").stands_out(level)


def _keys(frame: pd.DataFrame) -> list[Key]:
    texts = (frame[c].tolist() for c in ("question", "characteristics", "groups"))
    return list(zip(*texts, strict=True))


def _largest(known: dict[Key, tuple[float, ...]], question: str, names: str, groups: str) -> float:
    """Return the largest p-value of a combination beside those that it is part of."""
    n, difference, error, weight = known[question, names, groups]
    parts = list(zip(names.split(SEPARATOR), groups.split(SEPARATOR), strict=True))
    found = [-inf]
    for size in range(1, len(parts)):
        for some in combinations(parts, size):
            above = (question, *(SEPARATOR.join(texts) for texts in zip(*some, strict=True)))
            if above not in known:
                continue
            people, gap, _, others = known[above]
            rest = people - n
            if rest <= 0:
                return 1.0
            own, left = difference * weight / n, (gap * others - difference * weight) / rest
            noise = error * sqrt(weight * (1 / n + 1 / rest))
            found.append((own - left) / noise)
    return float(ndtr(max(found)))
