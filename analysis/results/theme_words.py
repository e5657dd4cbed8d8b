"""Which words are typical of the people of a group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from analysis.comments.words import stem
from analysis.results.matrix import LEVEL
from analysis.results.references import kept_groups
from analysis.results.themes import codings
from analysis.statistics.change import change_p_value
from analysis.statistics.keyness import keyness
from analysis.statistics.multiplicity import adjust
from analysis.store import Policy, Workspace
from analysis.store.distinctive import usual_forms, word_users
from analysis.survey import Dimension, Population
from analysis.survey.files import DATA

MOST_WORDS = 20
"""How many words of a group are shown."""

_COLUMNS = ["group", "word", "stem", "users", "others", "score", "usual", "z"]
_LETTERS = 3
_NEUTRAL = DATA / "neutral_words.txt"


@dataclass(frozen=True)
class ThemeWords:
    """Which words are typical of each group of a breakdown.

    Attributes
    ----------
    population : Population
        Whose comments.
    by : Dimension
        The breakdown.
    frame : DataFrame
        For each group in its order the most typical words, most typical first, at most
        `MOST_WORDS`: ``group``, ``word`` (as it is mostly written, or its stem with a dash),
        ``stem``, ``users`` (people of the group who use it), ``others`` (everyone else who does),
        ``score`` (share of the group's people who wrote, 0-1), ``usual`` (of everyone else),
        ``z`` (weighted log-odds in standard errors).
    compared : mapping of str to int
        Id of a group -> how many words were compared.
    policy : Policy
        The disclosure rules applied.
    """

    population: Population
    by: Dimension
    frame: pd.DataFrame
    compared: Mapping[str, int]
    policy: Policy

    def of_group(self, group: str) -> pd.DataFrame:
        """Return the words of one group."""
        return self.frame[self.frame["group"] == group].reset_index(drop=True)


@cache
def neutral_stems() -> frozenset[str]:
    """Return the stems of words that say nothing about care, from ``data/neutral_words.txt``."""
    lines = _NEUTRAL.read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(stem(word) for word in words)


def theme_words(workspace: Workspace, population: Population, by: Dimension) -> ThemeWords:
    """Return the words that are typical of each group, compared with everyone else.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose comments.
    by : Dimension
        The breakdown.

    Raises
    ------
    Unavailable
        If the dataset has no comments.

    Notes
    -----
    People are counted, not words, and only words that at least 10 people of the group and 10
    others use. Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi and Quinn
    2008) rank the words; a word is typical if it stands out by the two-proportion z-test, adjusted
    for all words and groups compared by Benjamini and Hochberg (1995).
    """
    codings(workspace, population.dataset)
    released = word_users(workspace, population, by.id)
    frame = released.frame
    told = frame["stem"].map(lambda s: len(s) >= _LETTERS and s not in neutral_stems())
    frame = frame[told & frame["group"].isin(kept_groups(population, by))].reset_index(drop=True)
    frame = frame.assign(
        score=frame["users"] / frame["n"], usual=frame["others"] / frame["n_others"]
    )
    chance = change_p_value(frame["usual"], frame["n_others"], frame["score"], frame["n"])
    clear = adjust(chance, "all words and groups compared").stands_out(LEVEL)
    z = np.full(len(frame), np.nan)
    for rows in frame.groupby("group").indices.values():
        z[rows] = keyness(frame[["users", "others"]].to_numpy(float)[rows].T).z[0]
    typical = frame.assign(z=z)[clear & (frame["score"] > frame["usual"])]
    parts = [typical[typical["group"] == g].nlargest(MOST_WORDS, "z") for g in by.ids]
    found = pd.concat(parts, ignore_index=True)
    stems = list(dict.fromkeys(found["stem"]))
    forms = usual_forms(workspace, population.dataset, stems, stem)
    found = found.assign(word=[forms.get(s, f"{s}-") for s in found["stem"]])
    compared = {g: int((frame["group"] == g).sum()) for g in by.ids}
    return ThemeWords(population, by, found[_COLUMNS], compared, released.policy)
