"""Sentences of the Places page."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results import PlaceScores
from analysis.survey import place

_VERDICTS = {
    "above": "above what is expected",
    "expected": "as expected",
    "below": "below what is expected",
}
BANDS = {"above": "Above expected", "expected": "As expected", "below": "Below expected"}
"""Words for the three bands."""


def places(result: PlaceScores, chosen: str | None = None) -> str:
    """Return the first sentence of the Places page: how many places differ from what is expected.

    Parameters
    ----------
    result : PlaceScores
        The places.
    chosen : str, optional
        Code of a place to speak of first, if it is among them.
    """
    counted = _counted(result, result.frame)
    if not counted:
        plural = phrases.lowered(result.level.plural)
        return f"There are too few answers here to say what to expect of {plural}."
    own = _own(result, chosen) if chosen else ""
    return f"{own} {counted}" if own else counted


def _counted(result: PlaceScores, rows: pd.DataFrame) -> str:
    """Return how many of the places with a band are on each side, or nothing if none has one."""
    bands = rows["band"].value_counts()
    total = int(bands.sum())
    if not total:
        return ""
    above, expected, below = (int(bands.get(band, 0)) for band in BANDS)
    noun = phrases.many(total, *map(phrases.lowered, (result.level.label, result.level.plural)))
    verb, whose = phrases.agree(above, "scores", "score"), phrases.agree(above, "its", "their")
    return (
        f"Of {noun}, {phrases.how_many(above)} {verb} above {whose} expected range and "
        f"{phrases.how_many(below)} below; {phrases.how_many(expected)} as expected."
    )


def _own(result: PlaceScores, chosen: str) -> str:
    """Return a sentence on a place, or on the places that are part of it; empty if not there."""
    rows = result.within(chosen)
    if chosen in set(rows["code"]):
        return _one(result, rows.iloc[0])
    counted = _counted(result, rows)
    return f"In {place(chosen).name}, {counted[0].lower()}{counted[1:]}" if counted else ""


def _one(result: PlaceScores, row: pd.Series) -> str:
    q = result.question
    if units.is_missing(row["score"]):
        return f"{row['name']}'s score is hidden."
    text = units.score_interval(q, row["score"], row["lower"], row["upper"])
    if row["band"] not in _VERDICTS:
        return f"{row['name']} scores {text}."
    ends = row["expected_lower"], row["expected_upper"]
    outside = units.is_outside(q, row["score"], *ends)
    unseen = "" if outside == (row["band"] != "expected") else "before rounding "
    return (
        f"{row['name']} scores {text}, {unseen}{_VERDICTS[row['band']]} ({units.limits(q, *ends)})."
    )


def outliers(result: PlaceScores) -> list[str]:
    """Return the places outside their range by name, a line for each side that has any."""
    lines = []
    for band, words in (("below", "Below expected"), ("above", "Above expected")):
        names = result.frame.loc[result.frame["band"] == band, "name"].tolist()
        if names:
            lines.append(f"**{words} ({units.whole(len(names))}):** {phrases.listing(names)}.")
    return lines
