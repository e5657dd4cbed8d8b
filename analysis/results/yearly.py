"""Scores of one question by year, from either kind of dataset."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.results.official import RATING_SD, refuse_filters, with_interval
from analysis.results.scores import add_interval, asked_for, labelled
from analysis.results.unavailable import Unavailable
from analysis.store import ALL, Policy, Workspace, gate, published
from analysis.store.gate import YEAR
from analysis.survey import NOT_GIVEN, Dimension, Population, Question

_ROUNDED = (
    "Official scores are rounded: intervals are ours, around the rounded score, and limits of "
    "changes in percents allow for the rounding. These scores are not adjusted for case mix."
)
_BY_YEAR_ONLY = (
    "The official results have groups for 2018 only, so there is no trend by {by}. "
    "Remove the breakdown, or choose a dataset of respondents."
)


def yearly_scores(
    workspace: Workspace, population: Population, question: Question, by: Dimension | None
) -> tuple[pd.DataFrame, Policy | None, list[str]]:
    """Return scores by group and year, the rules applied to them, and notes.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose answers, with the years that are wanted.
    question : Question
        Which question.
    by : Dimension or None
        A breakdown; official results have none by year.

    Returns
    -------
    frame : DataFrame
        One row a group and year, in order, as in `analysis.results.trends.Trend`, with the
        publisher's flags ``official`` (on the year before) and ``official_overall``.
    policy : Policy or None
        None for official results.
    notes : list of str
        What a reader must know.

    Raises
    ------
    Unavailable
        If official results don't have what is asked for.
    """
    if workspace.dataset(population.dataset).kind == "published":
        cells = _official(workspace, population, question, by)
        return cells, None, [_ROUNDED, *_not_there(cells, population)]
    cells, policy = _released(workspace, population, question, by)
    return cells, policy, _weighted(workspace, population)


def _weighted(workspace: Workspace, population: Population) -> list[str]:
    if not workspace.weighted(population.dataset):
        return []
    return ["Scores are weighted; intervals use the effective number of answers."]


def _not_there(cells: pd.DataFrame, population: Population) -> list[str]:
    missing = [str(y) for y in population.years if y not in set(cells["year"])]
    if not missing:
        return []
    where, years = population.where.name, " and ".join(missing)
    return [f"The official results have no figure for {where} in {years}."]


def _released(
    workspace: Workspace, population: Population, question: Question, by: Dimension | None
) -> tuple[pd.DataFrame, Policy]:
    """Return the cells of respondents by group and year, and the rules applied."""
    keys = [by] if by else []
    released = gate.scores(workspace, population, [question], [*(d.id for d in keys), YEAR])
    frame = released.frame[~released.frame[YEAR].isin([ALL, NOT_GIVEN.id])]
    frame = frame.astype({YEAR: int})
    frame = frame[frame[YEAR].isin(population.years)]
    frame = asked_for(labelled(frame, keys), population, keys)
    frame = add_interval(frame, question).drop(columns="question")
    return frame.assign(official=None, official_overall=None), released.policy


def _official(
    workspace: Workspace, population: Population, question: Question, by: Dimension | None
) -> pd.DataFrame:
    """Return official scores by year, in the shape of released ones."""
    refuse_filters(population)
    if by:
        raise Unavailable(_BY_YEAR_ONLY.format(by=by.label.lower()))
    rows = published(
        workspace,
        population.dataset,
        question=question.code,
        place=population.place,
        variant="year-on-year",
        dimension="all",
    )
    rows = rows[rows["year"].isin(population.years)].reset_index(drop=True)
    if rows["year"].nunique() < 2:
        msg = (
            f"The official results have no two comparable years for {population.where.name} on "
            f"{question.code}. Choose England, a Cancer Alliance, a CCG or a trust."
        )
        raise Unavailable(msg)
    cells = labelled(with_interval(rows, question), ())
    keep = ["group", "label", "total", "year", "n", "score", "lower", "upper", "hidden"]
    return cells[keep].assign(
        n_effective=cells["n"],
        weight=cells["n"],
        sd=RATING_SD if question.is_rating else np.nan,
        official=cells["change_year"].astype(object),
        official_overall=cells["change_overall"].astype(object),
    )
