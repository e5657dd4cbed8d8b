"""Scores of every place of one level, beside the range expected of each."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.results.official_places import official_places
from analysis.results.place_list import PlaceScores, described
from analysis.results.ranges import with_ranges
from analysis.results.scores import add_interval
from analysis.results.unavailable import Unavailable
from analysis.store import ALL, Released, Workspace, gate
from analysis.store.adjusted import places as adjusted_places
from analysis.survey import ENGLAND, NOT_GIVEN, Level, Population, Question

_ADJUSTED = (
    "Scores are adjusted for case mix (age, sex, ethnic group, deprivation and tumour group), as "
    "places treat different people: a place's score is everyone's, plus what its own people score "
    "above or below people like them anywhere."
)
_AS_ANSWERED = (
    "Scores are as answered, not adjusted for case mix: who is treated where still counts."
)
_NOT_ADJUSTABLE = (
    "Scores are as answered. They could not be adjusted for case mix, as too few people answered, "
    "or all alike."
)


def place_scores(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: Level,
    *,
    adjusted: bool = True,
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
    adjusted : bool
        For respondents: adjust scores for case mix where that can be done. The result says
        whether it was. Official results are as they were published, whatever is asked for.
    recompute : bool
        For official results: work the ranges out here instead of showing the publisher's.

    Returns
    -------
    PlaceScores
        Intervals are Wilson's on the score shown with the effective number of answers, or normal
        for a rating. Expected ranges are worked out from the scores shown.

    Raises
    ------
    Unavailable
        If the level is England, or official results don't have what is asked for.
    """
    everywhere = countrywide(population, level)
    if workspace.dataset(population.dataset).kind == "published":
        return official_places(workspace, everywhere, question, level, recompute=recompute)
    return _respondents(workspace, everywhere, question, level, adjusted=adjusted)


def countrywide(population: Population, level: Level) -> Population:
    """Return the population without its place, so that every place of the level is compared.

    Raises
    ------
    Unavailable
        If the level is England.
    """
    if level.id == "national":
        msg = "England is one place. Choose Cancer Alliances, STPs, CCGs or trusts."
        raise Unavailable(msg)
    return replace(population, place=ENGLAND.code)


def _respondents(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: Level,
    *,
    adjusted: bool,
) -> PlaceScores:
    released, made = _released(workspace, population, question, level, adjusted=adjusted)
    cells = released.frame.rename(columns={level.id: "code"})
    whole = cells[cells["code"] == ALL].iloc[0]
    cells = cells[~cells["code"].isin([ALL, NOT_GIVEN.id])]
    frame = described(add_interval(cells, question))
    frame, found = with_ranges(frame, question, sd=float(whole["sd"]))
    failed = _NOT_ADJUSTABLE if adjusted else _AS_ANSWERED
    return PlaceScores(
        question,
        population,
        level,
        frame,
        found,
        official=False,
        adjusted=made,
        rating_sd=float(whole["sd"]),
        policy=released.policy,
        notes=(_ADJUSTED if made else failed,),
    )


def _released(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: Level,
    *,
    adjusted: bool,
) -> tuple[Released, bool]:
    """Return the scores of the places, and whether they are adjusted for case mix."""
    if not adjusted:
        return gate.scores(workspace, population, [question], [level.id]), False
    released = adjusted_places(workspace, population, question, level.id)
    frame: pd.DataFrame = released.frame
    if not frame["adjusted"].notna().any():
        return released, False
    shown = frame.rename(columns={"score": "as_answered", "adjusted": "score"})
    return replace(released, frame=shown), True


def levels_for(kind: str) -> tuple[str, ...]:
    """Return the ids of the levels that a kind of dataset has places of."""
    return (
        ("alliance", "ccg", "trust") if kind == "published" else ("alliance", "stp", "ccg", "trust")
    )
