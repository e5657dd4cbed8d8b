"""Which combinations of characteristics fare worst, allowing for how many were looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.results.added import adds
from analysis.results.shrunken import shrunken
from analysis.results.unavailable import Unavailable
from analysis.statistics.multiplicity import adjust
from analysis.store import Dataset, Policy, Workspace
from analysis.store.combinations import MOST, combined
from analysis.survey import (
    Dimension,
    InputError,
    Population,
    Question,
    dimension,
    dimensions,
    question,
)

LEVEL = 0.05
"""Share of chance findings to expect among the findings."""

SHUFFLES = 10
"""Searches of shuffled answers, over all questions together: at least one of each question."""

Floats = NDArray[np.float64]
Progress = Callable[[float, str], object]

_DRAWS, _FEWEST_DRAWS = 500, 200
_MOST_DRAWN = 1_500
_OFFICIAL = (
    "Official results can't be searched for combinations of characteristics: they hold totals of "
    "one group at a time, and a search needs the answers of single people. Choose a dataset with "
    "single respondents. For these results, Groups shows each question by one characteristic, and "
    "Questions shows every question for each group."
)
_WEIGHTS = (
    "This dataset has survey weights, and the search does not use them: it is about the people who "
    "answered, not about everyone they stand for. Scores here can differ from those on other pages."
)
_ROUNDED = (
    "Figures of two or three characteristics together are worked out from rounded numbers of "
    "answers, so that nobody can be singled out. Those of one characteristic are exact."
)
_COLUMNS = [
    "question",
    "characteristics",
    "groups",
    "n",
    "score",
    "value",
    "lower",
    "upper",
    "extra",
    "p",
    "probability",
]


@dataclass(frozen=True)
class Discovery:
    """What a search for the worst-off combinations found.

    Attributes
    ----------
    population, questions, dimensions, most
        What was asked, and how many characteristics a combination has at most.
    findings : DataFrame
        Combinations that are worse off than chance makes one among so many, and worse than every
        combination with fewer characteristics that they are part of, the lowest shrunken gap
        first (as a share of the scale): ``question``, ``characteristics`` and ``groups`` (ids
        joined by "+"), ``n`` (to the nearest 10 of two or three characteristics, as the store
        gives it), ``score`` (0-1, or 0-10), ``value``, ``lower``, ``upper`` (95%; the shrunken
        difference from everyone else at the same trust with the same kind of cancer, in the unit
        of the score), ``extra`` (how many more people than expected were without a good answer, at
        that difference; missing for a rating), ``p`` (two-sided), ``p_adjusted`` (within the
        search), ``probability`` (0-1) of being among the worst tenth of the combinations on that
        question.
    others : DataFrame
        Other combinations that may be shown, with the same columns but the last: all of them, or
        evenly thinned by size to 1,500.
    size : int
        How many combinations were looked at, each question counted.
    pruned : int
        Combinations that were worse off but added nothing to one they are part of.
    shuffled : tuple of int
        How many the same search found each time that answers were shuffled, pruned ones included.
    policy : Policy
        The disclosure rules applied.
    notes : tuple of str
        What a reader must know.
    """

    population: Population
    questions: tuple[Question, ...]
    dimensions: tuple[Dimension, ...]
    most: int
    findings: pd.DataFrame
    others: pd.DataFrame
    size: int
    pruned: int
    shuffled: tuple[int, ...]
    policy: Policy
    notes: tuple[str, ...]


def candidates() -> tuple[Dimension, ...]:
    """Return the dimensions that can be combined: all but finer lists of another."""
    return tuple(d for d in dimensions() if d.parent is None)


def check_searchable(dataset: Dataset) -> None:
    """Refuse official results, which hold no single people.

    Raises
    ------
    Unavailable
        Saying what a search needs, and which pages there are for these results.
    """
    if dataset.kind == "published":
        raise Unavailable(_OFFICIAL)


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of `findings` or `others`, by the names of their columns."""
    found: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    return found


def _quietly(done: float, words: str) -> None:
    """Tell nobody how far it is."""


def _chosen(by: Sequence[str]) -> tuple[Dimension, ...]:
    """Return the dimensions that are meant, in the order they are always shown."""
    wanted = {dimension(name).id for name in by}
    chosen = tuple(d for d in dimensions() if d.id in wanted)
    if not chosen:
        msg = "A search needs at least one characteristic."
        raise InputError(msg)
    for finer in chosen:
        if finer.parent in wanted:
            msg = f"'{finer.id}' is a finer list of '{finer.parent}': choose one of them."
            raise InputError(msg)
    return chosen


def discover(
    workspace: Workspace,
    population: Population,
    questions: Sequence[Question],
    by: Sequence[str],
    *,
    most: int = MOST,
    shuffles: int | None = None,
    progress: Progress = _quietly,
) -> Discovery:
    """Return which combinations of characteristics fare worst.

    Parameters
    ----------
    workspace, population
        Where the dataset is, and whose answers.
    questions : sequence of Question
        One or several: together they are the family that p-values are adjusted in.
    by : sequence of str
        Ids of the dimensions to combine.
    most : int
        Most characteristics in a combination, 1 to 3.
    shuffles : int, optional
        How many times to search shuffled answers; by default `SHUFFLES` over all questions
        together, at least once.
    progress : callable
        Called before every question with the share done and what is being done. What it raises
        ends the search.

    Returns
    -------
    Discovery

    Raises
    ------
    Unavailable
        For official results, and if no combination has enough answers.
    UnknownChoice
        If a dimension does not exist.
    InputError
        If no dimension is given, or one is a finer list of another.

    Notes
    -----
    The test is exact about shuffled answers (`analysis.statistics.stratified`); families are
    adjusted by Benjamini and Hochberg (1995). Gaps are shrunken towards the mean of the
    question's combinations, on the empirical logit (ratings: as they are), with tau^2 by Paule
    and Mandel. Combinations overlap, which neither allows for; the shuffled searches show what
    that comes to.
    """
    check_searchable(workspace.dataset(population.dataset))
    chosen = _chosen(by)
    times = max(1, SHUFFLES // len(questions)) if shuffles is None else shuffles
    draws = max(_FEWEST_DRAWS, _DRAWS // len(questions))
    parts = []
    for i, q in enumerate(questions):
        progress(i / len(questions), f"Looking at {q.title} …")
        released = combined(
            workspace, population, q, [d.id for d in chosen], most=most, shuffles=times
        )
        parts.append(shrunken(released.frame, q, draws))
    progress(1.0, "Comparing what was found …")
    looked = pd.concat(parts, ignore_index=True)
    if looked.empty:
        msg = (
            "No combination of these characteristics has enough answers here to be looked at. "
            "Choose a larger place, more years or another question."
        )
        raise Unavailable(msg)
    found = _found(looked["p"].to_numpy())
    looked = looked.assign(p_adjusted=found[1])
    reported = looked[found[0]]
    kept = adds(looked, reported, LEVEL)
    findings = _worst_first(reported[kept])
    rest = looked.drop(index=reported.index[kept])
    return Discovery(
        population,
        tuple(questions),
        chosen,
        most,
        findings[[*_COLUMNS[:-1], "p_adjusted", "probability"]],
        _thinned(rest)[_COLUMNS[:-1]],
        int(looked["p"].notna().sum()),
        int((~kept).sum()),
        tuple(int(_found(looked[f"shuffled_{k}"].to_numpy())[0].sum()) for k in range(times)),
        released.policy,
        _notes(workspace, population),
    )


def _worst_first(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows by their gap, as a share of the scale of its question."""
    scale = frame["question"].map(lambda code: 10.0 if question(code).is_rating else 1.0)
    ordered = frame.assign(share=frame["value"] / scale.astype(float))
    return ordered.sort_values(["share", "groups"]).drop(columns="share").reset_index(drop=True)


def _found(p: Floats) -> tuple[NDArray[np.bool_], Floats]:
    """Return which combinations stand out, and adjusted p-values."""
    family = adjust(p, "combinations looked at")
    return family.stands_out(LEVEL), family.adjusted


def _notes(workspace: Workspace, population: Population) -> tuple[str, ...]:
    if workspace.weighted(population.dataset):
        return (_WEIGHTS, _ROUNDED)
    return (_ROUNDED,)


def _thinned(frame: pd.DataFrame) -> pd.DataFrame:
    """Return at most so many rows as can be drawn, evenly over their sizes."""
    if len(frame) <= _MOST_DRAWN:
        return frame.reset_index(drop=True)
    places = np.linspace(0, len(frame) - 1, _MOST_DRAWN).round().astype(int)
    return frame.sort_values("n", kind="stable").iloc[places].reset_index(drop=True)
