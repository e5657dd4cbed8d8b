"""How the gap between the ends of a dimension moves over the comparable years."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.results.inequality_measures import HEADLINE, groups_of, one_measure, records
from analysis.results.unavailable import Unavailable
from analysis.results.yearly import yearly_scores
from analysis.statistics.inequality import summarise
from analysis.store import Workspace
from analysis.survey import NOT_GIVEN, Dimension, Population, Question


@dataclass(frozen=True)
class InequalityByYear:
    """The headline measure of inequality in every comparable year, between the same groups.

    Attributes
    ----------
    question, dimension
        What was asked, and between which groups.
    population : Population
        Of whom, in the years shown.
    directed : bool
        Whether the ends are named beforehand, as in `analysis.results.inequality.Inequality`.
    groups : DataFrame
        One row a year and group: ``year``, ``group``, ``label``, ``n``, ``score``. Only groups
        that have a score in each of the years.
    frame : DataFrame
        One row a year: ``year``, ``first`` and ``last`` (ids of the two ends), and the headline
        as in the rows of `Inequality.measures`.
    left_out : tuple of str
        Labels of groups that can't be shown in each year.
    """

    question: Question
    population: Population
    dimension: Dimension
    directed: bool
    groups: pd.DataFrame
    frame: pd.DataFrame
    left_out: tuple[str, ...]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the frame."""
        return list(records(self.frame, "year").values())


def inequality_by_year(
    workspace: Workspace, population: Population, question: Question, dimension: Dimension
) -> InequalityByYear:
    """Return the headline measure of inequality in every comparable year.

    Parameters
    ----------
    workspace, population, question, dimension
        As for `analysis.results.inequality.inequality`; the population's years are no filter here.

    Returns
    -------
    InequalityByYear
        No year of a group is shown that would leave too few people beside the group in all the
        years that the population has, of which the page speaks as well.

    Raises
    ------
    Unavailable
        For official results, which have groups for one year only, and where fewer than two years
        have at least two groups with a score.
    """
    years = [y for y in workspace.dataset(population.dataset).years if y in question.years]
    everyone = replace(population, years=tuple(years))
    cells, _, _ = yearly_scores(workspace, everyone, question, dimension)
    chosen = population.years or workspace.dataset(population.dataset).years
    if chosen != everyone.years:
        beside = replace(population, years=chosen)
        cells = _beside(cells, yearly_scores(workspace, beside, question, dimension)[0])
    cells = cells[~cells["total"] & (cells["group"] != NOT_GIVEN.id)]
    shown, left_out = _in_every_year(cells)
    parts = {
        year: shown[shown["year"] == year].reset_index(drop=True)
        for year in sorted(shown["year"].unique().tolist())
    }
    if len(parts) < 2:
        msg = "There are no two comparable years in which the same two groups can be shown."
        raise Unavailable(msg)
    rows = [_one_year(year, part, question, dimension) for year, part in parts.items()]
    return InequalityByYear(
        question,
        replace(population, years=tuple(parts)),
        dimension,
        dimension.ordered or len(dimension.groups) == 2,
        shown[["year", "group", "label", "n", "score"]].reset_index(drop=True),
        pd.DataFrame(rows).astype({"beyond": "boolean"}),
        left_out,
    )


def _beside(cells: pd.DataFrame, chosen: pd.DataFrame) -> pd.DataFrame:
    """Return cells without those that are hidden beside the totals of the chosen years."""
    hidden, keys = (
        pd.MultiIndex.from_frame(f[["group", "year"]]) for f in (chosen[chosen["hidden"]], cells)
    )
    gone = keys.isin(hidden)
    return cells.assign(
        hidden=cells["hidden"] | gone, **{c: cells[c].mask(gone) for c in ("n", "score")}
    )


def _in_every_year(cells: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the rows of groups that have a score in every year with two of them, and the rest."""
    known = cells[cells["score"].notna()]
    enough = known.groupby("year")["group"].transform("size") >= 2
    known = known[enough]
    years = known["year"].nunique()
    always = known.groupby("group")["group"].transform("size") == years
    shown = known[always & (known.groupby("year")["group"].transform("size") >= 2)]
    gone = cells[~cells["group"].isin(shown["group"])]
    return shown, tuple(dict.fromkeys(gone["label"]))


def _one_year(
    year: int, part: pd.DataFrame, question: Question, dimension: Dimension
) -> dict[str, Any]:
    groups = groups_of(part, question, dimension, official=False)
    ends = [0, -1] if groups.ordered else [part["score"].argmin(), part["score"].argmax()]
    first, last = (part["group"].iloc[i] for i in ends)
    row = one_measure(summarise(groups, HEADLINE), groups)
    return {"year": year, "first": first, "last": last, **row}
