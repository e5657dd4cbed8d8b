"""How likely each place is to be among the lowest fifth: a ranking that says how unsure it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.results.place_list import PlaceScores
from analysis.results.ranges import variance_by_chance
from analysis.statistics.ranking import worst
from analysis.statistics.shrinkage import heterogeneity
from analysis.survey import Level

SHARE = 0.2
"""Share of the places that counts as the lowest."""

LIKELY = 0.5
"""Probability from which a place is more likely than not to be among them."""


@dataclass(frozen=True)
class Lowest:
    """How likely places are to be among the lowest fifth of their level.

    Attributes
    ----------
    level : Level
        What the places are.
    frame : DataFrame
        One row a place that has a score, by name: ``code``, ``name``, ``probability`` (0-1). The
        probabilities sum to `size`. No rows where places can't be told apart.
    size : int
        How many places the lowest fifth is, rounded up.
    alike : bool
        Whether places differ by no more than chance, so that none is lower than another.
    """

    level: Level
    frame: pd.DataFrame
    size: int
    alike: bool

    @cached_property
    def likely(self) -> pd.DataFrame:
        """The places that are more likely than not among the lowest, the most likely first."""
        rows = self.frame[self.frame["probability"] >= LIKELY]
        return rows.sort_values(["probability", "name"], ascending=[False, True])

    def of(self, code: str) -> float:
        """Return the probability of one place, 0-1; NaN where it has none."""
        return self._by_code.get(code, float("nan"))

    @cached_property
    def _by_code(self) -> dict[str, float]:
        return dict(zip(self.frame["code"], self.frame["probability"].astype(float), strict=True))


def lowest_fifth(places: PlaceScores) -> Lowest:
    """Return how likely each place's true score is to be among the lowest fifth.

    Parameters
    ----------
    places : PlaceScores
        Scores as shown, adjusted or not. Hidden places are no part of the ranking.

    Returns
    -------
    Lowest

    Notes
    -----
    Rankings are simulated from the places' shrunken scores (`analysis.statistics.ranking`), with
    the variance by chance alone that the expected ranges have.
    """
    known = places.known[places.known["n_effective"] > 0]
    variance = variance_by_chance(
        places.question, places.spread.centre, places.rating_sd, known["n_effective"]
    )
    found = heterogeneity(known["score"], variance)
    made = worst(known["score"], variance, found, SHARE)
    frame = known[["code", "name"]].assign(probability=made.probability)
    if made.why:
        frame = frame[:0]
    return Lowest(
        places.level,
        frame[np.isfinite(frame["probability"])].reset_index(drop=True),
        made.size,
        found.tau2 == 0,
    )
