"""The pieces that sentences are put together from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.present import units
from analysis.survey import Question

HIDDEN_NOTE = (
    "“Hidden” means fewer than 10 answers, or a group that would let such a small one be worked "
    "out from the rest."
)
HIDDEN_NOTE_OFFICIAL = "“Hidden” means that the publisher gave no score, to protect people."
TOO_FEW = "There are too few answers here to show a score without exposing people."
NOBODY = "Nobody in this selection answered this question."
MOST_NAMED = 2
"""How many of a tie a sentence names; of more it says how many they are."""


def capital(text: str) -> str:
    """Return the text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Return the name of a level inside a sentence: "trusts", but "CCGs", "Cancer Alliances"."""
    return text if text.isupper() or text[:2].isupper() or "Alliance" in text else text.lower()


def listing(items: Sequence[str]) -> str:
    """Return items as an English list, e.g. "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def agree(number: int, one: str, several: str) -> str:
    """Return the word that goes with a number, e.g. "is" with 1 and "are" with 0, 2 or more."""
    return one if number == 1 else several


def how_many(number: int) -> str:
    """Return a number that stands for its noun, e.g. "none", "1", "1,200"."""
    return units.whole(number) if number else "none"


def many(number: int, one: str, several: str | None = None) -> str:
    """Return a number with its noun, e.g. "no trusts", "1 trust", "1,200 people"."""
    noun = agree(number, one, several or f"{one}s")
    return f"{units.whole(number)} {noun}" if number else f"no {noun}"


def share_of(number: int, total: int) -> str:
    """Return how many of several, e.g. "none", "3", "both", "all"."""
    if number == total > 1:
        return "both" if total == 2 else "all"
    return how_many(number)


def clear(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose interval of the difference leaves out zero, widest gap first."""
    found = frame[(frame["difference_lower"] > 0) | (frame["difference_upper"] < 0)]
    widest = found["difference"].abs().sort_values(ascending=False, kind="stable")
    return found.reindex(widest.index)


def tied(question: Question, frame: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    """Return the rows whose value reads, in a table, like that of the first row.

    Parameters
    ----------
    question : Question
        In whose unit the values are.
    frame : DataFrame
        At least one row, the first before the others.
    values : Series
        What they are ranked by: proportions 0-1, or points of the rating. Same index.
    """
    shown = values.map(
        lambda v: units.rounded(units.scaled(question, v), units.digits(question, table=True))
    )
    ties: pd.DataFrame = frame[shown == shown.loc[frame.index[0]]]
    return ties


def gap(question: Question, row: Mapping[str, Any] | pd.Series) -> str:
    """Return the difference of a row in words, e.g. "6 points lower (5 to 7)"."""
    return units.gap(question, row["difference"], row["difference_lower"], row["difference_upper"])
