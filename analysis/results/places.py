"""Scores of every place of one level, beside the range expected of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from analysis.results.official import (
    BREAKDOWN_YEAR,
    RATING_SD,
    refuse_filters,
    with_interval,
    year_of,
)
from analysis.results.ranges import with_ranges
from analysis.results.recover import recovered_scores
from analysis.results.scores import add_interval
from analysis.results.unavailable import Unavailable
from analysis.statistics import Spread
from analysis.store import ALL, Policy, Workspace, gate, published
from analysis.survey import ENGLAND, NOT_GIVEN, Level, Population, Question, place

_ADJUSTED = (
    "Scores are adjusted for case mix (age, sex, ethnic group, deprivation and tumour group), as "
    "published. Official scores on other pages are not."
)


@dataclass(frozen=True)
class PlaceScores:
    """Scores of the places of one level.

    Attributes
    ----------
    question, population, policy, notes
        As in `analysis.results.scores.Scores`; the population's place is not a filter here.
    level : Level
        The level of geography.
    frame : DataFrame
        One row a place, by name: ``code``, ``name``, ``alliance`` (its name), ``n``,
        ``n_effective``, ``score``, ``lower``, ``upper``, ``expected_lower``, ``expected_upper``
        (0-1, or 0-10 for a rating), ``band`` ("above", "expected", "below", or missing),
        ``hidden``. Places with nobody to answer are left out.
    spread : Spread
        How the places differ beyond chance. For the publisher's own ranges, ours as recomputed.
    official : bool
        Whether ranges and bands are the publisher's own.
    adjusted : bool
        Whether scores are adjusted for case mix.
    rating_sd : float
        Standard deviation of one person's rating, behind the ranges of a rating.
    year : int or None
        The one year shown, for official results.
    """

    question: Question
    population: Population
    level: Level
    frame: pd.DataFrame
    spread: Spread
    official: bool
    adjusted: bool
    rating_sd: float = RATING_SD
    year: int | None = None
    policy: Policy | None = None
    notes: tuple[str, ...] = ()

    def within(self, code: str) -> pd.DataFrame:
        """Return the rows of a place itself, or of the places that are part of it."""
        found = [place(one) for one in self.frame["code"]]
        return self.frame[[code in (p.code, p.stp, p.alliance) for p in found]]

    @property
    def known(self) -> pd.DataFrame:
        """The places that have a score to show."""
        return self.frame[self.frame["score"].notna()]


def _described(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with names, ordered by name, places without anybody left out."""
    found = [place(code) for code in frame["code"]]
    named = frame.assign(
        name=[p.name for p in found],
        alliance=[place(p.alliance).name if p.alliance else "" for p in found],
    )
    present = named[named["hidden"] | (named["n"].fillna(0) > 0)]
    return present.sort_values("name", ignore_index=True)


def place_scores(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: Level,
    *,
    recompute: bool = False,
) -> PlaceScores:
    """Return the scores of every place of a level.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose answers; its place is ignored, so that every place is in the comparison.
    question : Question
        Which question.
    level : Level
        Any below England.
    recompute : bool
        For official results: work the ranges out here instead of showing the publisher's.

    Returns
    -------
    PlaceScores

    Raises
    ------
    Unavailable
        If the level is England, or official results don't have what is asked for.
    """
    if level.id == "national":
        msg = "England is one place. Choose Cancer Alliances, STPs, CCGs or trusts."
        raise Unavailable(msg)
    everywhere = replace(population, place=ENGLAND.code)
    if workspace.dataset(population.dataset).kind == "published":
        return _official(workspace, everywhere, question, level, recompute=recompute)
    return _respondents(workspace, everywhere, question, level)


def _respondents(
    workspace: Workspace, population: Population, question: Question, level: Level
) -> PlaceScores:
    released = gate.scores(workspace, population, [question], [level.id])
    cells = released.frame.rename(columns={level.id: "code"})
    whole = cells[cells["code"] == ALL].iloc[0]
    cells = cells[~cells["code"].isin([ALL, NOT_GIVEN.id])]
    frame = _described(add_interval(cells, question))
    frame, found = with_ranges(frame, question, sd=float(whole["sd"]))
    return PlaceScores(
        question,
        population,
        level,
        frame,
        found,
        official=False,
        adjusted=False,
        rating_sd=float(whole["sd"]),
        policy=released.policy,
        notes=("Scores are not adjusted for case mix: who is treated where still counts.",),
    )


def _official(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: Level,
    *,
    recompute: bool,
) -> PlaceScores:
    if level.id == "stp":
        msg = (
            "The official results have no figures for STPs. "
            "Choose Cancer Alliances, CCGs or trusts."
        )
        raise Unavailable(msg)
    refuse_filters(population, but="tumour")
    year = year_of(workspace, population)
    tumour = population.kept("tumour")
    adjusted = year == BREAKDOWN_YEAR and not tumour
    rows = _official_rows(workspace, population, question, level, year, adjusted=adjusted)
    shown = PlaceScores(
        question,
        population,
        level,
        _described(rows),
        with_ranges(rows, question)[1],
        official=adjusted,
        adjusted=adjusted,
        year=year,
        notes=(_ADJUSTED,) if adjusted else (),
    )
    if adjusted and not recompute:
        return shown
    return _recomputed(workspace, shown)


def _official_rows(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: Level,
    year: int,
    *,
    adjusted: bool,
) -> pd.DataFrame:
    tumour = population.kept("tumour")
    if tumour and year != BREAKDOWN_YEAR:
        msg = f"Official results by tumour group exist for {BREAKDOWN_YEAR} only. Choose that year."
        raise Unavailable(msg)
    if tumour:
        wanted = {"variant": "unadjusted", "dimension": "tumour", "group": tumour[0]}
    else:
        wanted = {"variant": "adjusted" if adjusted else "year-on-year", "dimension": "all"}
    rows = published(
        workspace,
        population.dataset,
        question=question.code,
        level=level.id,
        year=year,
        **wanted,
    )
    if rows.empty:
        msg = f"The official results have no figures for {level.plural} in {year}."
        raise Unavailable(msg)
    rows = rows.rename(columns={"place": "code"}).astype({"code": str})
    rows = rows.assign(n_effective=rows["n"], band=rows["band"].astype(object))
    return with_interval(rows, question)


def _recomputed(workspace: Workspace, shown: PlaceScores) -> PlaceScores:
    if shown.adjusted:
        score, centre = recovered_scores(workspace, shown.population, shown.question, shown.level)
        frame = shown.frame.assign(score=shown.frame["code"].map(score))
        note = _ADJUSTED + (
            " Ranges worked out here from the published scores, which were first freed of "
            "rounding with the help of their published intervals."
        )
    else:
        frame, centre = shown.frame, None
        note = (
            "No expected ranges were published for this selection: these are ours, "
            "worked out from rounded scores that are not adjusted for case mix."
        )
    frame, found = with_ranges(frame, shown.question, centre=centre)
    return replace(shown, frame=frame, spread=found, official=False, notes=(note,))


def levels_for(kind: str) -> tuple[str, ...]:
    """Return the ids of the levels that a kind of dataset has places of."""
    return (
        ("alliance", "ccg", "trust") if kind == "published" else ("alliance", "stp", "ccg", "trust")
    )
