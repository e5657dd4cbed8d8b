"""Sentences of the Places page."""

from __future__ import annotations

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
    banded = result.frame["band"].value_counts()
    level = result.level
    total = int(banded.sum())
    if not total:
        plural = phrases.lowered(level.plural)
        return f"There are too few answers here to say what to expect of {plural}."
    above, below = int(banded.get("above", 0)), int(banded.get("below", 0))
    noun = phrases.lowered(level.label if total == 1 else level.plural)
    whose = "its" if above == 1 else "their"
    verb = "scores" if above == 1 else "score"
    counted = (
        f"Of {total} {noun}, {above or 'none'} {verb} above {whose} expected range and "
        f"{below or 'none'} below; {total - above - below or 'none'} as expected."
    )
    own = _own_place(result, chosen)
    return f"{own} {counted}" if own else counted


def _own_place(result: PlaceScores, chosen: str | None) -> str:
    rows = result.within(chosen) if chosen else result.frame[:0]
    if rows.empty:
        return ""
    if rows["code"].iloc[0] != chosen:
        bands = rows["band"].value_counts()
        above, below = int(bands.get("above", 0)), int(bands.get("below", 0))
        noun = units.count(
            len(rows), phrases.lowered(result.level.label), phrases.lowered(result.level.plural)
        )
        return (
            f"In {place(str(chosen)).name}, of {noun}, {above or 'none'} above the expected range "
            f"and {below or 'none'} below."
        )
    row, q = rows.iloc[0], result.question
    if units.is_missing(row["score"]):
        return f"{row['name']}'s score is hidden."
    text = units.score_interval(q, row["score"], row["lower"], row["upper"])
    if row["band"] not in _VERDICTS:
        return f"{row['name']} scores {text}."
    limits = units.score_interval(
        q, row["score"], row["expected_lower"], row["expected_upper"]
    ).split(" (")[1]
    return f"{row['name']} scores {text}, {_VERDICTS[row['band']]} ({limits}."


def outliers(result: PlaceScores) -> list[str]:
    """Return the places outside their range by name, a line for each side that has any."""
    lines = []
    for band, words in (("below", "Below expected"), ("above", "Above expected")):
        names = result.frame.loc[result.frame["band"] == band, "name"].tolist()
        if names:
            lines.append(f"**{words} ({len(names)}):** {units.listing(names)}.")
    return lines
