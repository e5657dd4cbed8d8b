"""Places to compare a place with: of the same Cancer Alliance, and with a similar case mix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.places import countrywide
from analysis.store import ALL, Workspace, gate
from analysis.store.adjusted import CASE_MIX
from analysis.survey import NOT_GIVEN, Level, Place, Population, place, places, question

MOST_SIMILAR = 6
"""How many places of a similar case mix are named."""

_ASKED_OF_EVERYONE = "Q59"
_MOST_HIDDEN = 0.2


@dataclass(frozen=True)
class Neighbours:
    """Places to compare a place with.

    Attributes
    ----------
    place : Place
        The place.
    level : Level
        Its level.
    alliance : tuple of str
        Codes of the other places of its Cancer Alliance; empty for an Alliance.
    similar : tuple of (str, float)
        Code of each of the places with the most similar case mix, nearest first, and how far it
        is: the share of its people, 0-1, who would have to be of another group for both places
        to be alike, on average over age, sex, ethnic group, deprivation and tumour group.
    left_out : int
        Places left out as too much of their case mix is hidden.
    why : str
        Why there are no similar places; empty if there are.
    """

    place: Place
    level: Level
    alliance: tuple[str, ...]
    similar: tuple[tuple[str, float], ...]
    left_out: int = 0
    why: str = ""


def neighbours(workspace: Workspace, population: Population, level: Level, code: str) -> Neighbours:
    """Return the places to compare a place with.

    Parameters
    ----------
    workspace, population, level
        As for `analysis.results.place_scores`. The case mix is that of the people who gave their
        care a rating, which everybody was asked for, so that a place has the same neighbours
        whatever the question.
    code : str
        Code of a place of this level.

    Returns
    -------
    Neighbours
        Official results have no case mix, so no similar places.

    Raises
    ------
    Unavailable
        If the level is England.
    UnknownChoice
        If there is no such place.
    """
    everywhere, own = countrywide(population, level), place(code)
    same = tuple(
        p.code
        for p in places(level.id)
        if own.alliance and p.alliance == own.alliance and p.code != own.code
    )
    if workspace.dataset(population.dataset).kind == "published":
        why = (
            "Places with a similar case mix can't be named: the official results don't say who "
            "was treated where."
        )
        return Neighbours(own, level, same, (), why=why)
    made = [_distances(_mix(workspace, everywhere, level, key), own.code) for key in CASE_MIX]
    distance = pd.concat(made, axis=1).drop(index=own.code, errors="ignore")
    known = distance.dropna().mean(axis=1)
    if known.empty:
        why = f"Too much of {own.name}'s case mix is hidden to find places like it."
        return Neighbours(own, level, same, (), why=why)
    nearest = known.sort_values(kind="stable")[:MOST_SIMILAR]
    similar = tuple((str(key), float(value)) for key, value in nearest.items())
    return Neighbours(own, level, same, similar, left_out=len(distance) - len(known))


def _mix(workspace: Workspace, population: Population, level: Level, key: str) -> pd.DataFrame:
    """Return the share of each group in each place that has anybody; missing where hidden."""
    asked = question(_ASKED_OF_EVERYONE)
    cells = gate.scores(workspace, population, [asked], [level.id, key]).frame
    table = cells.pivot_table("weight", index=level.id, columns=key, dropna=False)
    table = table.drop(index=[ALL, NOT_GIVEN.id], errors="ignore")
    table = table[table[ALL] != 0]
    return table.drop(columns=ALL).div(table[ALL], axis=0)


def _distances(mix: pd.DataFrame, code: str) -> pd.Series:
    """Return how far each place's groups are from those of one place.

    Half the sum of the differences of shares (total variation). What is hidden in either place
    counts as one group; the distance is missing where that is more than a fifth.
    """
    if code not in mix.index:
        return pd.Series(np.nan, mix.index)
    own = mix.loc[code]
    both = mix.notna() & own.notna()
    rest, own_rest = (1 - values.where(both).sum(axis=1) for values in (mix, mix * 0 + own))
    apart = ((mix - own).abs().where(both).sum(axis=1) + (rest - own_rest).abs()) / 2
    hidden = np.maximum(rest, own_rest)
    return apart.where(hidden <= _MOST_HIDDEN)
