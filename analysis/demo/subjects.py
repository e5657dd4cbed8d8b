"""Who writes, and about what: tied to people's answers and to planted differences."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit

from analysis.demo.audience import Audience
from analysis.demo.people import People
from analysis.demo.situations import themes
from analysis.demo.tables import Floats, read_table
from analysis.survey import dimension, question

_WRITES = 0.5
"""Log odds of writing anything for a person of every reference group."""

_BLANKS = 0.15
"""How much the log odds of writing fall with the log of the blanks that someone leaves."""

_TIE = 1.6
"""Log of how many times likelier someone whose answers on a subject are all negative is to
write badly about it than someone whose answers are all positive; and the reverse for praise."""

_USUAL = 0.25
"""Share of negative answers at which neither is likelier than the tables say."""

_NOT_SAID = 255


def comment_truths() -> pd.DataFrame:
    """Return the planted differences between groups in what they write, one row each.

    Returns
    -------
    DataFrame
        ``dimension``, ``group``, ``reference``, ``theme`` (``"any"``: writes anything at all),
        ``tone`` (``"positive"``, ``"negative"`` or ``"any"``), ``odds_ratio`` (of writing
        anything; or of picking the theme for one thing said in that tone, besides what
        follows from the person's answers) and ``why``.
    """
    return read_table("comment_truths", dtype={"group": str, "reference": str})


class Subjects:
    """What each of some respondents is inclined to write about.

    Parameters
    ----------
    people : People
        Who they are.
    answers : mapping of str to ndarray
        What they answered, as `Interview.answer` returns it.
    """

    def __init__(self, people: People, answers: Mapping[str, NDArray[np.uint8]]) -> None:
        self._people = people
        self._audience = Audience(people, answers)
        self._answers = answers
        self._table = read_table("comments/themes").fillna({"questions": "", "route": ""})
        self._truths = comment_truths()

    def __len__(self) -> int:
        return len(self._people)

    def chance_of_writing(self) -> Floats:
        """Return for each person the chance, 0 to 1, of writing anything."""
        log_odds = _WRITES - _BLANKS * np.log(self._people.blanks)
        log_odds = log_odds + self._planted("any", "any")
        chance: Floats = expit(log_odds)
        return chance

    def discontent(self) -> Floats:
        """Return 0 for a rating of 10 (and for no rating a usual value) up to 1 for 5 or less."""
        return np.nan_to_num(_badness(self._answers["Q59"], "Q59"), nan=_USUAL)

    def weights(self, tone: int) -> Floats:
        """Return how likely each person is to write about each theme in one tone.

        Parameters
        ----------
        tone : int
            1 for praise, -1 for criticism.

        Returns
        -------
        ndarray, shape (people, themes)
            Relative weights; 0 where a theme can't have happened to someone.
        """
        column, name = {1: ("praise", "positive"), -1: ("criticism", "negative")}[tone]
        weights = np.empty((len(self._people), len(themes())), dtype=np.float32)
        for i, row in enumerate(self._table.to_dict("records")):
            log_odds = self._planted(row["theme"], name)
            log_odds = log_odds - tone * _TIE * self._experience(row["questions"].split())
            route = [row["route"]] if row["route"] else []
            weights[:, i] = row[column] * np.exp(log_odds) * self._audience.fits(route)
        return weights

    def _experience(self, codes: list[str]) -> Floats:
        """Return the share of negative answers to these questions, beyond the usual share."""
        total = np.zeros(len(self._people), dtype=np.float32)
        answered = np.zeros(len(self._people), dtype=np.float32)
        for code in codes:
            badness = _badness(self._answers[code], code)
            total += np.nan_to_num(badness)
            answered += ~np.isnan(badness)
        share = total / np.maximum(answered, 1)
        return np.where(answered > 0, share - np.float32(_USUAL), np.float32(0))

    def _planted(self, theme: str, tone: str) -> Floats:
        """Return the sum of the planted log odds ratios of each person's groups."""
        total: Floats = np.zeros(len(self._people), dtype=np.float32)
        here = (self._truths["theme"] == theme) & (self._truths["tone"] == tone)
        for row in self._truths[here].to_dict("records"):
            group = dimension(row["dimension"]).ids.index(row["group"])
            members = self._people.codes[dimension(row["dimension"]).column] == group
            total += members * np.float32(np.log(row["odds_ratio"]))
        return total


def _badness(codes: NDArray[np.uint8], name: str) -> Floats:
    """Return 1 for a negative answer, 0 for a positive one, missing where it does not count."""
    asked = question(name)
    worth = np.full(_NOT_SAID + 1, np.nan, dtype=np.float32)
    worth[list(asked.codes("positive"))] = 0
    worth[list(asked.codes("negative"))] = 1
    if asked.is_rating:
        rating = np.arange(11)
        worth[rating + 1] = np.clip((10 - rating) / 5, 0, 1)
    return np.take(worth, codes)
