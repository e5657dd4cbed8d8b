"""Scores of one question by up to two breakdowns, from either kind of dataset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.columns import Columns, Floats
from analysis.results.official import published_groups
from analysis.statistics import mean_interval, wilson
from analysis.store import ALL, Policy, Workspace, gate
from analysis.survey import NOT_GIVEN, Dimension, InputError, Population, Question

MOST_BREAKDOWNS = 2
TOTAL_LABEL = "Everyone"


@dataclass(frozen=True)
class Scores:
    """Scores of one question, ready to be put into words and pictures.

    Attributes
    ----------
    question : Question
        What was asked.
    population : Population
        Of whom.
    by : tuple of Dimension
        None, one or two breakdowns. With two, the second makes the panels.
    frame : DataFrame
        One row a cell in the groups' own order, totals last. Columns: ``group``, ``label`` and,
        for two breakdowns, ``panel``, ``panel_label``; ``n``, ``n_effective``, ``weight``,
        ``score`` (0-1, or 0-10 for a rating), ``sd``, ``lower``, ``upper`` (95%), ``hidden``,
        ``total`` (True in a row over all groups of the first breakdown). Official results also
        have ``significant``. A number is missing where it is hidden or was not published.
    policy : Policy or None
        The disclosure rules applied; None for official results.
    notes : tuple of str
        What a reader must know about these figures.
    """

    question: Question
    population: Population
    by: tuple[Dimension, ...]
    frame: pd.DataFrame
    policy: Policy | None
    notes: tuple[str, ...] = ()

    @property
    def overall(self) -> pd.Series:
        """The row for the whole population."""
        whole = self.frame[self.frame["total"]]
        return whole.iloc[-1]

    @property
    def groups(self) -> pd.DataFrame:
        """The rows of single groups, totals and "Not given" left out."""
        return self.frame[~self.frame["total"] & (self.frame["group"] != NOT_GIVEN.id)]


def limits_of(cells: Columns, question: Question) -> tuple[Floats, Floats]:
    """Return the 95% limits of each score: Wilson's, or normal for a rating."""
    if question.is_rating:
        limits = mean_interval(cells["score"], cells["sd"], cells["n_effective"])
    else:
        limits = wilson(cells["score"], cells["n_effective"])
    return limits.lower, limits.upper


def add_interval(frame: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return the frame with 95% limits of each score, as from `limits_of`."""
    lower, upper = limits_of(frame, question)
    return frame.assign(lower=lower, upper=upper)


def label_of(dimension: Dimension, key: str) -> str:
    """Return what people read for a key of a released table."""
    return TOTAL_LABEL if key == ALL else dimension.group(key).label


def labelled(frame: pd.DataFrame, by: Sequence[Dimension]) -> pd.DataFrame:
    """Return a released table with its breakdowns as ``group`` and ``panel``, and their labels."""
    renamed = frame.rename(
        columns={d.id: name for d, name in zip(by, ("group", "panel"), strict=False)}
    )
    if not by:
        renamed = renamed.assign(group=ALL, label=TOTAL_LABEL)
    for dimension, name in zip(by, ("group", "panel"), strict=False):
        column = "label" if name == "group" else "panel_label"
        renamed[column] = [label_of(dimension, key) for key in renamed[name]]
    return renamed.assign(total=renamed["group"] == ALL)


def asked_for(frame: pd.DataFrame, population: Population, by: Sequence[Dimension]) -> pd.DataFrame:
    """Drop the groups that the filters leave out, and "Not given" where it is empty."""
    keep = np.ones(len(frame), dtype=bool)
    for dimension, name in zip(by, ("group", "panel"), strict=False):
        kept = population.kept(dimension.id)
        if kept:
            keep &= frame[name].isin([*kept, ALL])
        unknown = frame[name] == NOT_GIVEN.id
        if not (frame.loc[unknown, "n"] > 0).any() and not frame.loc[unknown, "hidden"].any():
            keep &= ~unknown
    return frame[keep].reset_index(drop=True)


def check_breakdowns(by: Sequence[Dimension]) -> tuple[Dimension, ...]:
    """Return the breakdowns if they are at most two and different.

    Raises
    ------
    InputError
        If they are not.
    """
    if len(by) > MOST_BREAKDOWNS or len({d.id for d in by}) < len(by):
        msg = "Choose at most two different breakdowns."
        raise InputError(msg)
    return tuple(by)


def scores(
    workspace: Workspace, population: Population, question: Question, by: Sequence[Dimension] = ()
) -> Scores:
    """Return the scores of a question.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose answers.
    question : Question
        Which question.
    by : sequence of Dimension
        Up to two breakdowns; official results have at most one.

    Returns
    -------
    Scores
        In the groups' own order, whatever the scores.

    Raises
    ------
    Unavailable
        If official results don't have what is asked for; the message says what they have.
    InputError
        If there are more than two breakdowns or the same one twice.
    """
    by = check_breakdowns(by)
    if workspace.dataset(population.dataset).kind == "published":
        frame, notes = published_groups(workspace, population, question, by)
        return Scores(question, population, by, labelled(frame, by), None, notes)
    released = gate.scores(workspace, population, [question], [d.id for d in by])
    frame = asked_for(labelled(released.frame, by), population, by)
    notes = _notes(question, population, workspace)
    return Scores(question, population, by, add_interval(frame, question), released.policy, notes)


def _notes(question: Question, population: Population, workspace: Workspace) -> tuple[str, ...]:
    notes = []
    years = population.years or workspace.dataset(population.dataset).years
    odd = [str(y) for y in years if y not in question.years]
    if odd:
        notes.append(
            f"{question.code} was asked differently in {' and '.join(odd)}: "
            "don't compare that year with others."
        )
    if workspace.weighted(population.dataset):
        notes.append("Scores are weighted; intervals use the effective number of answers.")
    return tuple(notes)
