"""What the official results have, and what they don't."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.results.columns import Columns, Floats
from analysis.results.unavailable import Unavailable
from analysis.statistics import mean_interval, wilson
from analysis.store import Workspace, published
from analysis.survey import Dimension, Population, Question, dimension

BREAKDOWNS = ("tumour", "sex", "deprivation")
"""Dimensions that official results have."""

BREAKDOWN_YEAR = 2018
"""The one year with results by group, and with case-mix adjusted results by place."""

RATING_SD = 1.38
"""Standard deviation of one person's overall rating, the one the publisher used for all places."""

TESTED_PAIRS = {"sex": ("female", "male"), "deprivation": ("1", "5")}
"""The two groups of a dimension whose difference the publisher tested."""

ROUNDING_SLACK = 0.01
"""How far two scores rounded to whole percents can put their difference out."""

_WITHOUT_BASE = ("sex", "deprivation")
_NO_INTERVAL = (
    "The publisher gave no number of answers for these groups, so no interval can be drawn. "
    "“Significant” is the publisher's own test ({pair})."
)
_UNADJUSTED = "These official scores are not adjusted for case mix; those on Places are."
_ROUNDED = (
    "Official scores are rounded. Everyone's interval is the publisher's, around the unrounded "
    "score, so that a rounded score can lie just outside it; the groups' intervals are ours. "
    "Limits of differences allow for the rounding."
)


def year_of(workspace: Workspace, population: Population) -> int:
    """Return the one year to show: the latest of those chosen, as results can't be pooled."""
    return max(population.years or workspace.dataset(population.dataset).years)


def refuse_filters(population: Population, *, but: str | None = None) -> None:
    """Refuse filters on people, which official results can't be filtered by.

    Parameters
    ----------
    population : Population
        What was asked for.
    but : str, optional
        Id of a dimension that may be filtered to one group.

    Raises
    ------
    Unavailable
        Naming the filters to remove and what can be had instead.
    """
    blocking = [
        dimension(key).label.lower()
        for key, kept in population.groups
        if key != but or len(kept) != 1
    ]
    if blocking:
        msg = (
            f"The official results can't be filtered by {' and '.join(blocking)}: they were "
            "published as totals. Remove that filter, or break the results down by tumour group, "
            "sex or deprivation on the Groups page."
        )
        raise Unavailable(msg)


def _check_breakdown(population: Population, by: Sequence[Dimension]) -> None:
    if len(by) > 1:
        msg = "The official results have one breakdown at a time. Remove the second breakdown."
        raise Unavailable(msg)
    if by and by[0].id not in BREAKDOWNS:
        msg = (
            f"The official results have no breakdown by {by[0].label.lower()}. "
            "They can be broken down by tumour group, sex or deprivation."
        )
        raise Unavailable(msg)
    level = population.where.level
    if level == "stp":
        msg = (
            "The official results have no figures for STPs. "
            "Choose England, a Cancer Alliance, a CCG or a trust."
        )
        raise Unavailable(msg)
    if by and by[0].id in _WITHOUT_BASE and level not in ("national", "alliance"):
        msg = (
            f"Official results by {by[0].label.lower()} exist for England and Cancer Alliances "
            "only. Choose one of those, or break down by tumour group."
        )
        raise Unavailable(msg)


def _rows(
    workspace: Workspace, population: Population, question: Question, **more: str
) -> pd.DataFrame:
    return published(
        workspace,
        population.dataset,
        question=question.code,
        place=population.place,
        year=BREAKDOWN_YEAR,
        variant="unadjusted",
        **more,
    )


def official_limits(cells: Columns, question: Question) -> tuple[Floats, Floats]:
    """Return official rows' own limits, and ours where they have none but a base."""
    base = np.nan_to_num(np.asarray(cells["n"], np.float64))
    if question.is_rating:
        ours = mean_interval(cells["score"], RATING_SD, base)
    else:
        ours = wilson(cells["score"], base)
    own = (np.asarray(cells[end], np.float64) for end in ("lower", "upper"))
    lower, upper = (
        np.where(np.isnan(given), made, given)
        for given, made in zip(own, (ours.lower, ours.upper), strict=True)
    )
    return lower, upper


def with_interval(frame: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return official rows with limits, as from `official_limits`."""
    lower, upper = official_limits(frame, question)
    return frame.assign(lower=lower, upper=upper)


def published_groups(
    workspace: Workspace, population: Population, question: Question, by: Sequence[Dimension]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return official scores by at most one breakdown, the total last, and notes on them.

    Raises
    ------
    Unavailable
        If they don't have what is asked for.
    """
    refuse_filters(population)
    _check_breakdown(population, by)
    year = year_of(workspace, population)
    if not by and year != BREAKDOWN_YEAR:
        frame = published(
            workspace,
            population.dataset,
            question=question.code,
            place=population.place,
            year=year,
            variant="year-on-year",
        )
        if frame.empty:
            raise Unavailable(_years_with(workspace, population, question))
        return _as_cells(frame, by, question), (_ROUNDED, _UNADJUSTED)
    if by and year != BREAKDOWN_YEAR:
        msg = f"Official results by group exist for {BREAKDOWN_YEAR} only. Choose that year."
        raise Unavailable(msg)
    total = _rows(workspace, population, question, dimension="all")
    if not by:
        return _as_cells(total, by, question), (_UNADJUSTED,)
    groups = _rows(workspace, population, question, dimension=by[0].id)
    order = {key: i for i, key in enumerate(by[0].ids)}
    groups = groups.sort_values("group", key=lambda keys: keys.astype(str).map(order))
    frame = pd.concat([groups, total], ignore_index=True)
    return _as_cells(frame, by, question), _group_notes(by[0])


def _years_with(workspace: Workspace, population: Population, question: Question) -> str:
    """Return which years can be had instead."""
    rows = published(workspace, population.dataset, question=question.code, place=population.place)
    years = sorted(rows["year"].unique())
    have = ", ".join(map(str, years)) or "no year"
    return (
        f"The official results have no figure for {population.where.name} in "
        f"{year_of(workspace, population)} on {question.code}. They have: {have}."
    )


def _group_notes(by: Dimension) -> tuple[str, ...]:
    if by.id not in _WITHOUT_BASE:
        return (_ROUNDED, _UNADJUSTED)
    pair = "male against female" if by.id == "sex" else "quintile 1 against quintile 5"
    return (_NO_INTERVAL.format(pair=pair), _UNADJUSTED)


def _as_cells(frame: pd.DataFrame, by: Sequence[Dimension], question: Question) -> pd.DataFrame:
    """Return official rows in the shape of released ones."""
    if frame.empty:
        msg = "The official results have no figure for this place, year and question."
        raise Unavailable(msg)
    cells = with_interval(frame, question)
    sd = RATING_SD if question.is_rating else np.nan
    cells = cells.assign(n_effective=cells["n"], weight=cells["n"], sd=sd)
    cells = cells.astype({"group": str})
    keys = {by[0].id: cells["group"]} if by else {}
    columns = [
        "n",
        "n_effective",
        "weight",
        "score",
        "sd",
        "lower",
        "upper",
        "hidden",
        "significant",
    ]
    return pd.DataFrame(keys | {c: cells[c] for c in columns})
