"""Which words are typical of a group: weighted log-odds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Prior = Literal["informative", "uninformative"]


@dataclass(frozen=True)
class Keyness:
    """How typical each word is of each group.

    Attributes
    ----------
    log_odds : ndarray, shape (groups, words)
        Natural logarithm of the odds of the word in the group over its odds in all groups
        together, both after adding the prior. 0 means as common as overall.
    z : ndarray, shape (groups, words)
        `log_odds` in standard errors: what words are ranked by.
    why : str
        Why nothing can be compared, in which case all is NaN; empty otherwise.
    """

    log_odds: Floats
    z: Floats
    why: str = ""


def keyness(counts: ArrayLike, prior: Prior = "informative") -> Keyness:
    """Return how typical each word is of each group, as weighted log-odds.

    Parameters
    ----------
    counts : array-like, shape (groups, words)
        How often the word occurs in the group, or how many comments have it. 0: it could have
        been used and was not. NaN: it can't occur in the group; the cell is left out, and its
        result is NaN.
    prior : {"informative", "uninformative"}
        What is added to each count: the word's count over all groups, which pulls rare words
        to the overall pattern; or 1.

    Returns
    -------
    Keyness
        With NaN for a word that occurs nowhere (informative prior). Nothing can be compared
        with fewer than two groups or two words in use; then `why` says so.

    Raises
    ------
    ValueError
        If the counts are not a table, or some are negative or infinite.

    Notes
    -----
    Monroe, Colaresi & Quinn (2008), equations 15, 18 and 21. The same as `bind_log_odds` of the
    R package tidylo 0.2.0.9000 to 1e-12, given NaN for the pairs that are not in its input. In
    tidylo such pairs are dropped without notice; here 0 is a count like any other, so a word
    that a group never uses has a (negative) z-score too.

    The z-scores treat a group and the whole as independent and the prior as data, so they rank
    words well but are not tests.
    """
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError("Counts must be a table of groups by words.")
    if (table < 0).any() or np.isinf(table).any():
        raise ValueError("Counts can't be negative or infinite.")
    why = _obstacle(table)
    if why:
        nothing = np.full(table.shape, np.nan)
        return Keyness(nothing, nothing.copy(), why)
    total = np.nansum(table, axis=0)
    pseudo = table + (total if prior == "informative" else 1.0)
    pseudo[pseudo == 0] = np.nan
    overall = np.nansum(pseudo, axis=0)
    with np.errstate(divide="ignore"):
        within = np.log(pseudo) - np.log(np.nansum(pseudo, axis=1, keepdims=True) - pseudo)
        among = np.log(overall) - np.log(overall.sum() - overall)
        spread = np.sqrt(1 / pseudo + 1 / overall)
    log_odds = np.where(np.isfinite(within), within - among, np.nan)
    return Keyness(log_odds, log_odds / spread)


def _obstacle(table: Floats) -> str:
    used = np.nan_to_num(table)
    if (used.sum(axis=1) > 0).sum() < 2:
        return "Words are compared between groups, and fewer than two groups have any."
    if (used.sum(axis=0) > 0).sum() < 2:
        return "With a single word in use, all groups use it equally often."
    return ""
