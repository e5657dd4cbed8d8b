"""How unequal a question is between groups, by every standard measure, chance allowed for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis.results.compare import compare
from analysis.results.inequality_measures import HEADLINE, groups_of, measures_of, records
from analysis.results.official import TESTED_PAIRS
from analysis.results.scores import Scores, scores
from analysis.results.unavailable import Unavailable
from analysis.store import Policy, Workspace
from analysis.survey import Dimension, Group, Population, Question

_GAP = ["difference", "difference_lower", "difference_upper"]
_WITHOUT_BASE = (
    "Without numbers of answers there are only the measures that don't need them, as they are: no "
    "interval, no noise floor, and chance is still in them."
)


@dataclass(frozen=True)
class Inequality:
    """How unequal a question is between the groups of a dimension.

    Attributes
    ----------
    question, population, dimension
        What was asked, of whom, and between which groups.
    groups : DataFrame
        Groups with a score, in their own order: ``group``, ``label``, ``n``, ``score`` (0-1, or
        0-10 for a rating), ``se`` (its standard error), ``weight`` (people, or their weights),
        ``difference``, ``difference_lower`` and ``difference_upper`` (from the reference, as on
        the Groups page: each by itself). Base, error and limits are missing where no base was
        published.
    reference : Group
        The group that those differences are from.
    unshown : tuple of Group
        Groups that are hidden, or have no answers: no measure counts them.
    directed : bool
        Whether the ends are named beforehand: the groups have an order, or there are just two.
    first, last : Group
        The ends of that order; otherwise the groups that score lowest and highest here.
    measures : DataFrame
        Index: id of the measure, all 21 of the World Health Organization or the main ones.
        ``estimate``, ``lower``, ``upper`` (95%) corrected for chance and turned so that more is a
        wider gap; ``floor``, what chance alone would show; ``worse``: "first" or "last" where the
        measure tells which end is worse off, else ""; ``beyond``: whether the interval leaves out
        no inequality (missing if not known); ``printed``, what WHO's toolkit HEAT prints, neither
        corrected nor turned; ``why`` an estimate is missing. Units as in `MEASURES`, scores being
        0-1 or 0-10.
    published_test : bool or None
        The publisher's own test of the two ends; None where there is none.
    policy : Policy or None
        The disclosure rules applied; None for official results.
    notes : tuple of str
        What a reader must know about these figures.
    """

    question: Question
    population: Population
    dimension: Dimension
    groups: pd.DataFrame
    reference: Group
    unshown: tuple[Group, ...]
    directed: bool
    first: Group
    last: Group
    measures: pd.DataFrame
    published_test: bool | None
    policy: Policy | None
    notes: tuple[str, ...]

    @property
    def has_bases(self) -> bool:
        """Whether numbers of answers are known, so that chance can be allowed for."""
        return bool(self.groups["se"].notna().all())

    @property
    def headline(self) -> dict[str, Any]:
        """The gap between the two ends: a row of the measures."""
        return self.rows[HEADLINE]

    @cached_property
    def rows(self) -> dict[str, dict[str, Any]]:
        """The measures by id, a row each."""
        return records(self.measures.rename_axis("id").reset_index(), "id")

    @cached_property
    def scored(self) -> dict[str, dict[str, Any]]:
        """The groups by id, a row each."""
        return records(self.groups, "group")

    @cached_property
    def apart(self) -> list[dict[str, Any]]:
        """Groups that clearly differ from the reference, each by itself, widest gap first.

        Of two named ends none is beside the other, as their gap is the headline.
        """
        ends = {self.first.id, self.last.id} if self.directed else set()
        told = ends if self.reference.id in ends else set()
        clear = [
            row
            for key, row in self.scored.items()
            if key not in told and (row["difference_lower"] > 0 or row["difference_upper"] < 0)
        ]
        return sorted(clear, key=lambda row: -abs(row["difference"]))

    @property
    def gap(self) -> float:
        """The size of that gap, corrected where it can be; otherwise as published."""
        row = self.headline
        return abs(float(row["printed"] if np.isnan(row["estimate"]) else row["estimate"]))


def inequality(
    workspace: Workspace,
    population: Population,
    question: Question,
    dimension: Dimension,
    *,
    every: bool = True,
) -> Inequality:
    """Return how unequal a question is between groups, by every standard measure.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose answers.
    question : Question
        Which question.
    dimension : Dimension
        Between which groups.
    every : bool
        Whether to work out all 21 measures; otherwise the main ones (`MAIN`), which is faster.

    Returns
    -------
    Inequality
        Measures and intervals as in `analysis.statistics.inequality`; people of a group are those
        who answered, or their weights.

    Raises
    ------
    Unavailable
        If fewer than two groups can be shown, or official results don't have what is asked for.
    """
    found = scores(workspace, population, question, [dimension])
    compared = compare(found)
    shown, unshown = split(found)
    groups = groups_of(shown, question, dimension, official=found.policy is None)
    measures = measures_of(groups, dimension, len(unshown), every=every)
    first, last = _ends(shown, dimension, directed=groups.ordered)
    return Inequality(
        question,
        population,
        dimension,
        shown.assign(se=groups.se)[["group", "label", "n", "score", "se", "weight"]].merge(
            compared.frame[["group", *_GAP]], on="group"
        ),
        compared.reference,
        unshown,
        groups.ordered,
        first,
        last,
        measures,
        _published_test(found, first, last),
        found.policy,
        found.notes if groups.has_errors else (*found.notes[:1], _WITHOUT_BASE, *found.notes[1:]),
    )


def split(found: Scores) -> tuple[pd.DataFrame, tuple[Group, ...]]:
    """Return the groups that have a score, and the others.

    Raises
    ------
    Unavailable
        If fewer than two have one.
    """
    by = found.by[0]
    rows = found.groups
    shown = rows[rows["score"].notna()].reset_index(drop=True)
    if len(shown) < 2:
        msg = (
            f"Inequality needs two groups with a score, and fewer can be shown here by "
            f"{by.label.lower()}. Choose a larger place, more years or another breakdown."
        )
        raise Unavailable(msg)
    return shown, tuple(by.group(key) for key in rows.loc[rows["score"].isna(), "group"])


def _ends(shown: pd.DataFrame, dimension: Dimension, *, directed: bool) -> tuple[Group, Group]:
    rows = [0, -1] if directed else [shown["score"].argmin(), shown["score"].argmax()]
    first, last = (dimension.group(shown["group"].iloc[i]) for i in rows)
    return first, last


def _published_test(found: Scores, first: Group, last: Group) -> bool | None:
    """Return the publisher's own test of two groups, if it tested them."""
    if (first.id, last.id) != TESTED_PAIRS.get(found.by[0].id) or found.policy is not None:
        return None
    flags = found.groups.loc[found.groups["group"] == first.id, "significant"].dropna()
    return bool(flags.iloc[0]) if len(flags) else None
