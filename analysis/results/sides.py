"""The two groups of a gap, and whether there is a gap to speak of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.compare import difference_of, rest_of
from analysis.results.references import check_reference
from analysis.results.unavailable import Unavailable
from analysis.store import ALL, Dataset, Released, Workspace
from analysis.store.decomposed import FEWEST, Gap
from analysis.survey import (
    OTHERS,
    Dimension,
    Group,
    InputError,
    Population,
    Question,
    UnknownChoice,
)

_OFFICIAL = (
    "Official results can't show why two groups differ: there are no single people in them, only "
    "totals. Choose a dataset with single respondents."
)


@dataclass(frozen=True)
class Sides:
    """The scores of two groups, as answered.

    Attributes
    ----------
    group, reference : Group
        The two; the reference may be `OTHERS`.
    n, n_reference : float
        Their answers that count.
    score, score_reference : float
        Proportions 0-1, or mean ratings 0-10.
    gap, lower, upper : float
        The first less the second, with its 95% interval (Newcombe's; Welch's for ratings).
    """

    group: Group
    reference: Group
    n: float
    n_reference: float
    score: float
    score_reference: float
    gap: float
    lower: float
    upper: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval of the gap leaves out zero."""
        return not self.lower <= 0 <= self.upper


def check_people(dataset: Dataset) -> None:
    """Refuse official results, which hold no single people.

    Raises
    ------
    Unavailable
        Saying why, and what to choose instead.
    """
    if dataset.kind == "published":
        raise Unavailable(_OFFICIAL)


def asked_gap(
    workspace: Workspace, population: Population, by: Dimension, group: str, reference: str | None
) -> Gap:
    """Return which gap is meant, or say why it can't be had; see `gap`."""
    check_people(workspace.dataset(population.dataset))
    if group not in by.ids:
        raise UnknownChoice(f"group of {by.label.lower()}", group, by.ids)
    check_reference([by], reference)
    against = reference or by.reference
    if group == against:
        msg = "A gap needs two different groups."
        raise InputError(msg)
    return Gap(by.id, group, against)


def sides_of(released: Released, question: Question, by: Dimension, asked: Gap, why: str) -> Sides:
    """Return both groups' scores and their gap, or say why there is none.

    Raises
    ------
    Unavailable
        If there is a reason why not: "hidden", "few", or a sentence.
    """
    group = by.group(asked.group)
    reference = OTHERS if asked.reference == OTHERS.id else by.group(asked.reference)
    both = f"{group.people} and {reference.people}"
    if why == "hidden":
        msg = f"Too few people answered to show the scores of {both}, so there is no gap to split."
        raise Unavailable(msg)
    if why == "few":
        msg = (
            f"Splitting the gap between {both} needs at least {FEWEST} answers of each, and one "
            "has fewer. Choose larger groups, more years or a larger place."
        )
        raise Unavailable(msg)
    if why:
        msg = f"The gap between {both} can't be split. {why}"
        raise Unavailable(msg)
    first, second = (side.loc[[question.code]] for side in both_sides(released, asked))
    made = difference_of(first, second, rating=question.is_rating)
    numbers = [float(side[name].iloc[0]) for name in ("n", "score") for side in (first, second)]
    limits = [float(np.ravel(v)[0]) for v in (made.value, made.lower, made.upper)]
    return Sides(group, reference, *numbers, *limits)


def both_sides(released: Released, asked: Gap) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the scores of the group and of its reference, a row a question, by its code."""
    sides = {key: rows.set_index("question") for key, rows in released.frame.groupby("group")}
    first = sides[asked.group]
    if asked.reference != OTHERS.id:
        return first, sides[asked.reference]
    whole = sides[ALL]
    rest = pd.DataFrame(rest_of(first, whole), index=first.index)
    return first, rest.assign(n=whole["n"] - first["n"])
