"""What has got better or worse: every question in a later year beside an earlier one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.results.gaps import score_gaps
from analysis.results.official import RATING_SD, ROUNDING_SLACK
from analysis.results.sheets import RATING
from analysis.statistics.multiplicity import adjust
from analysis.store import ALL, Policy, Workspace, gate, published
from analysis.store.gate import YEAR
from analysis.survey import NOT_GIVEN, Population, Question, questions

_FLAGS = {True: "change_year", False: "change_overall"}
_NUMBERS = ["n", "n_effective", "score", "sd"]
_FALSE_DISCOVERIES = 0.05


@dataclass(frozen=True)
class Changes:
    """How every question's score changed between two years.

    Attributes
    ----------
    population : Population
        Whose answers; its years say which are compared.
    frame : DataFrame
        One row a question that can be compared, in questionnaire order: ``question``,
        ``before``, ``after`` (years), ``n_before``, ``n``, ``score_before``, ``score``,
        ``difference`` (after minus before: -1 to 1, or points of the rating),
        ``difference_lower``, ``difference_upper`` (95%), ``p``, ``p_adjusted``
        (Benjamini-Hochberg over all rows), ``clear`` (p_adjusted of at most 0.05), ``hidden``,
        ``flag`` (the publisher's own test: "up", "unchanged", "down", or missing).
    left_out : tuple of str
        Codes of questions that were not asked alike in the two years.
    policy : Policy or None
        The disclosure rules applied; None for official results.
    """

    population: Population
    frame: pd.DataFrame
    left_out: tuple[str, ...]
    policy: Policy | None

    @cached_property
    def better(self) -> pd.DataFrame:
        """The clear rises, largest first."""
        return self._clear(1)

    @cached_property
    def worse(self) -> pd.DataFrame:
        """The clear falls, largest first."""
        return self._clear(-1)

    def _clear(self, sign: int) -> pd.DataFrame:
        """Return clear changes of one sign; the rating's points count as tenths of the scale."""
        rows = self.frame[self.frame["clear"] & (sign * self.frame["difference"] > 0)]
        size: pd.Series = rows["difference"].abs() / np.where(rows["question"] == RATING, 10.0, 1.0)
        return rows.loc[
            pd.Series(size, rows.index).sort_values(ascending=False, kind="stable").index
        ]


def changes(
    workspace: Workspace,
    population: Population,
    *,
    last_year: bool = False,
    without: Collection[str] = (),
) -> Changes:
    """Return how every question's score changed.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose answers. With several years, or none chosen, the first is compared with the last;
        with one, it is compared with the year before.
    last_year : bool
        Compare the last of these years with the year before it instead.
    without : collection of str
        Codes of questions that are hidden where the changes stand, and so hidden here.

    Returns
    -------
    Changes
        Without rows where there is only one year. Of respondents a year is hidden if it could
        expose people beside the total of all years, or beside that of the chosen ones.
    """
    years = population.years or workspace.dataset(population.dataset).years
    after = max(years)
    recent = last_year or len(years) == 1
    everything = replace(population, years=())
    official = workspace.dataset(population.dataset).kind == "published"
    policy = None
    if official:
        cells = _published(workspace, everything)
    else:
        cells, policy = _released(workspace, population, without)
    cells = cells.reset_index(drop=True)
    answered = ((cells["n"] > 0) | cells["hidden"]).tolist()
    keys = zip(cells["question"].tolist(), map(int, cells["year"].tolist()), strict=True)
    there = {key: i for i, key in enumerate(keys) if answered[i]}
    pairs = [
        (q, _before(q, after, after - 1 if recent else min(years), there)) for q in questions()
    ]
    rows = [(q.code, before, after) for q, before in pairs if before is not None]
    left_out = tuple(q.code for q, before in pairs if before is None and (q.code, after) in there)
    first = cells.take([there[code, before] for code, before, _ in rows])
    second = cells.take([there[code, after] for code, _, after in rows])
    frame = _compared(first, second, ROUNDING_SLACK if official else 0.0)
    frame["flag"] = second[_FLAGS[recent]].to_numpy() if official else None
    return Changes(population, frame, left_out if rows else (), policy)


def _released(
    workspace: Workspace, population: Population, without: Collection[str]
) -> tuple[pd.DataFrame, Policy]:
    """Return respondents' scores by year, each safe beside the total of the chosen years."""
    totals = [replace(population, years=())]
    if len(population.years) > 1:
        totals.append(population)
    found = [gate.sheet(workspace, one, questions(), [YEAR]) for one in totals]
    cells = found[0].frame
    hidden = cells["question"].isin(without) & (cells["n"] > 0)
    for one in found:
        hidden |= one.frame["hidden"]
    cells = cells.assign(hidden=hidden)
    cells[_NUMBERS] = cells[_NUMBERS].mask(hidden)
    cells = cells[~cells["group"].isin([ALL, NOT_GIVEN.id])]
    return cells.rename(columns={"group": "year"}), found[0].policy


def _published(workspace: Workspace, population: Population) -> pd.DataFrame:
    rows = published(
        workspace, population.dataset, place=population.place, variant="year-on-year"
    ).astype({"question": str})
    sd = np.where(rows["question"] == RATING, RATING_SD, np.nan)
    return rows[rows["dimension"] == ALL].assign(n_effective=rows["n"], sd=sd)


def _before(
    asked: Question, after: int, earliest: int, there: Collection[tuple[str, int]]
) -> int | None:
    """Return the first year from `earliest` on that can be compared with `after`, if any."""
    if after not in asked.years or (asked.code, after) not in there:
        return None
    years = (y for y in asked.years if earliest <= y < after and (asked.code, y) in there)
    return min(years, default=None)


def _compared(first: pd.DataFrame, second: pd.DataFrame, slack: float) -> pd.DataFrame:
    """Return the change from a first to a second score, row by row."""
    rating = (second["question"] == RATING).to_numpy()
    gap = score_gaps(second, first, rating, slack=slack)
    known = ~np.isnan(gap["difference"])
    gap = {name: np.where(known, values, np.nan) for name, values in gap.items()}
    family = adjust(gap["p"], "all questions")
    earlier = first.reset_index(drop=True)
    frame = pd.DataFrame(
        {
            "question": second["question"].to_numpy(),
            "before": earlier["year"].to_numpy(int),
            "after": second["year"].to_numpy(int),
            "n_before": earlier["n"],
            "n": second["n"].to_numpy(),
            "score_before": earlier["score"],
            "score": second["score"].to_numpy(),
            **gap,
            "p_adjusted": family.adjusted,
            "clear": family.stands_out(_FALSE_DISCOVERIES),
        }
    )
    hidden = first["hidden"].to_numpy(bool) | second["hidden"].to_numpy(bool)
    return frame.assign(hidden=hidden)
