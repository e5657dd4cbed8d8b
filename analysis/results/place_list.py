"""What is known of the places of one level: a row a place, listed by name."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.results.official import RATING_SD
from analysis.statistics import Spread
from analysis.store import Policy
from analysis.survey import Level, Population, Question, place


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
        ``hidden``. Respondents' adjusted scores have ``as_answered`` as well, the score before
        adjustment. Places with nobody to answer are left out.
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
        return rows_within(self.frame, code)

    @property
    def known(self) -> pd.DataFrame:
        """The places that have a score to show."""
        return self.frame[self.frame["score"].notna()]


def rows_within(frame: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return the rows (by ``code``) of a place itself, or of the places that are part of it."""
    found = [place(one) for one in frame["code"]]
    return frame[[code in (p.code, p.stp, p.alliance) for p in found]]


def described(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with names, ordered by name, places without anybody left out.

    Parameters
    ----------
    frame : DataFrame
        ``code``, ``n`` (missing or 0 for nobody) and ``hidden``, one row a place.
    """
    found = [place(code) for code in frame["code"]]
    named = frame.assign(
        name=[p.name for p in found],
        alliance=[place(p.alliance).name if p.alliance else "" for p in found],
    )
    present = named[named["hidden"] | (named["n"].fillna(0) > 0)]
    return present.sort_values("name", ignore_index=True)
