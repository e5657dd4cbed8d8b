"""Scores of all questions by several breakdowns, each by itself, from either kind of dataset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.columns import Columns, Floats
from analysis.results.official import (
    BREAKDOWN_YEAR,
    RATING_SD,
    official_limits,
    refuse_filters,
    year_of,
)
from analysis.results.scores import limits_of
from analysis.results.unavailable import Unavailable
from analysis.store import ALL, Policy, Workspace, gate, published
from analysis.survey import (
    NOT_GIVEN,
    Dimension,
    Population,
    Question,
    dimensions,
    question,
    questions,
)

Limits = Callable[[Columns, Question], tuple[Floats, Floats]]
"""What gives lower and upper limits of scores of one question."""

RATING = "Q59"
"""The one question that is scored as a mean of 0-10."""

_NUMBERS = ["n", "n_effective", "weight", "score", "sd", "lower", "upper"]


@dataclass(frozen=True)
class Sheet:
    """Scores of all questions by several breakdowns.

    Attributes
    ----------
    population : Population
        Whose answers.
    breakdowns : tuple of str
        Ids of the dimensions (or levels of place, or "year") that are there.
    frame : DataFrame
        One row a question, breakdown and group, in that order, each breakdown's total ("all")
        last: ``question``, ``breakdown``, ``group``, ``n``, ``n_effective``, ``weight``,
        ``score`` (0-1, or 0-10 for the rating), ``sd``, ``lower``, ``upper`` (95%), ``hidden``,
        and ``significant`` (the publisher's own test; missing for respondents).
    policy : Policy or None
        The disclosure rules applied; None for official results.
    """

    population: Population
    breakdowns: tuple[str, ...]
    frame: pd.DataFrame
    policy: Policy | None

    @property
    def official(self) -> bool:
        """Whether these are published results."""
        return self.policy is None


def main_breakdowns(population: Population) -> tuple[Dimension, ...]:
    """Return the dimensions that can still tell groups apart; finer lists are left out."""
    return tuple(d for d in dimensions() if d.parent is None and len(population.kept(d.id)) != 1)


def sheet(workspace: Workspace, population: Population, breakdowns: Sequence[str]) -> Sheet:
    """Return scores of all questions by several breakdowns.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose answers.
    breakdowns : sequence of str
        Ids of dimensions, levels of place below England, or "year". Of official results those
        that were not published are left out.

    Raises
    ------
    Unavailable
        If official results have nothing for this population.
    """
    if workspace.dataset(population.dataset).kind == "published":
        return _official(workspace, population, breakdowns)
    released = gate.sheet(workspace, population, questions(), list(breakdowns))
    frame = with_limits(_untested(released.frame), limits_of)
    return Sheet(population, tuple(breakdowns), frame, released.policy)


def everyone(workspace: Workspace, population: Population) -> pd.DataFrame:
    """Return everyone's scores of all questions: a row each, as in ``Sheet.frame``.

    Raises
    ------
    Unavailable
        If official results have nothing for this population.
    """
    if workspace.dataset(population.dataset).kind == "published":
        rows = _published(workspace, population)
        return rows[rows["breakdown"] == ALL].reset_index(drop=True)
    return with_limits(gate.scores(workspace, population, questions()).frame, limits_of)


def _untested(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame without any test of the publisher's."""
    return frame.assign(significant=pd.array([pd.NA] * len(frame), dtype="boolean"))


def with_limits(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Return scores of several questions with their ``lower`` and ``upper`` as by `limits`."""
    rating = (frame["question"] == RATING).to_numpy()
    there = [c for c in _NUMBERS if c in frame]
    ends = np.full((2, len(frame)), np.nan)
    for code in ("Q1", RATING):
        rows = rating == (code == RATING)
        ends[:, rows] = limits(
            {c: frame[c].to_numpy(np.float64)[rows] for c in there}, question(code)
        )
    return frame.assign(lower=ends[0], upper=ends[1])


def _official(workspace: Workspace, population: Population, breakdowns: Sequence[str]) -> Sheet:
    rows = _published(workspace, population)
    total = rows[rows["breakdown"] == ALL]
    there = [b for b in breakdowns if (rows["breakdown"] == b).any()]
    parts = [
        part
        for b in there
        for part in (rows[rows["breakdown"] == b], _untested(total.assign(breakdown=b)))
    ]
    frame = _in_order(pd.concat(parts)) if parts else rows[:0]
    return Sheet(population, tuple(there), frame, None)


def _published(workspace: Workspace, population: Population) -> pd.DataFrame:
    """Return official rows of a place and year in the shape of released ones."""
    refuse_filters(population)
    if population.where.level == "stp":
        msg = "The official results have no figures for STPs."
        raise Unavailable(msg)
    year = year_of(workspace, population)
    variant = "unadjusted" if year == BREAKDOWN_YEAR else "year-on-year"
    rows = published(
        workspace, population.dataset, place=population.place, year=year, variant=variant
    ).astype({"group": str, "question": str, "dimension": str})
    if rows.empty:
        msg = f"The official results have no figures for {population.where.name} in {year}."
        raise Unavailable(msg)
    rows = with_limits(rows, official_limits)
    rows = rows.rename(columns={"dimension": "breakdown"}).assign(
        n_effective=rows["n"],
        weight=rows["n"],
        sd=np.where(rows["question"] == RATING, RATING_SD, np.nan),
    )
    return _in_order(rows[["question", "breakdown", "group", *_NUMBERS, "hidden", "significant"]])


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows by question, breakdown and group, all in their own order, totals last."""
    asked = {q.code: i for i, q in enumerate(questions())}
    groups = [*(i for d in dimensions() for i in d.ids), NOT_GIVEN.id, ALL]
    order = {
        "question": asked,
        "breakdown": {d.id: i for i, d in enumerate(dimensions())} | {ALL: -1},
        "group": {key: i for i, key in reversed(list(enumerate(groups)))},
    }
    return rows.sort_values(
        list(order), key=lambda column: column.map(order[str(column.name)]), ignore_index=True
    )
