"""Official scores of every place of one level, with the publisher's expected ranges or ours."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.results.official import BREAKDOWN_YEAR, refuse_filters, with_interval, year_of
from analysis.results.place_list import PlaceScores, described
from analysis.results.ranges import with_ranges
from analysis.results.recover import recovered_scores
from analysis.results.unavailable import Unavailable
from analysis.store import Workspace, published
from analysis.survey import Level, Population, Question

_ADJUSTED = (
    "Scores are adjusted for case mix (age, sex, ethnic group, deprivation and tumour group), as "
    "published. Official scores on other pages are not."
)


def official_places(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: Level,
    *,
    recompute: bool,
) -> PlaceScores:
    """Return the official scores of every place of a level.

    Parameters
    ----------
    workspace, population, question, level, recompute
        As for `analysis.results.place_scores`.

    Raises
    ------
    Unavailable
        If they don't have what is asked for.
    """
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
        described(rows),
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
