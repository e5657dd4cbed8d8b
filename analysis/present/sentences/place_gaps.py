"""Sentences on the gap between two groups, place by place."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results import PlaceGaps

_WORDS = {
    "lower": {
        "below": "Wider than expected",
        "expected": "As expected",
        "above": "Narrower than expected",
    },
    "higher": {
        "below": "Narrower than expected",
        "expected": "As expected",
        "above": "Wider than expected",
    },
    "": {
        "below": "Lower than expected",
        "expected": "As expected",
        "above": "Higher than expected",
    },
}
_ENDS = ("below", "above")


def gap_bands(result: PlaceGaps) -> dict[str, str]:
    """Return words for the three bands of a gap.

    On the side where the group is on average, a gap beyond the range is "wider"; beyond its other
    end it is "narrower", or turned round. Where neither group is clearly ahead on average, the
    words say on which side of the range the gap is.
    """
    return _WORDS[result.side]


def place_gaps(result: PlaceGaps, chosen: str | None = None) -> str:
    """Return the first sentence on gaps: how wide on average, and where wider or narrower.

    Parameters
    ----------
    result : PlaceGaps
        The gaps.
    chosen : str, optional
        Code of a place to speak of first, if it is among them.
    """
    known = result.known
    if known.empty:
        return (
            f"No {phrases.lowered(result.level.label)} has enough answers of both "
            f"{result.group.people} and {result.reference.people} to show a gap."
        )
    own = _own(result, chosen) if chosen else ""
    parts = [own, _average(result), _counted(result), _unshown(result)]
    return " ".join(filter(None, parts))


def _noun(result: PlaceGaps, number: int) -> str:
    names = map(phrases.lowered, (result.level.label, result.level.plural))
    return phrases.many(number, *names)


def _average(result: PlaceGaps) -> str:
    known = result.known
    level = phrases.lowered(result.level.label)
    said = _compared(result, result.mean, result.lower, result.upper)
    unclear = "" if result.side else ", which is not clearly different from no gap"
    among = "In" if len(known) == 1 else "Across"
    where = "" if len(known) == 1 else f" in the same {level}, on average"
    return (
        f"{among} {_noun(result, len(known))}, the score of {result.group.people} is "
        f"{said}{where}{unclear}."
    )


def _compared(result: PlaceGaps, gap: float, lower: float, upper: float) -> str:
    """Return a gap in words, e.g. "6 points lower (5 to 7) than that of White people"."""
    other = f"that of {result.reference.people}"
    if units.is_none(gap):
        return f"the same as {other}"
    return f"{units.gap(result.question, gap, lower, upper)} than {other}"


def _counted(result: PlaceGaps) -> str:
    bands = result.known["band"].value_counts()
    words = gap_bands(result)
    ends = sorted(_ENDS, key=lambda end: not words[end].startswith("Wider"))
    first, second = ((int(bands.get(end, 0)), words[end].split()[0].lower()) for end in ends)
    if first[0] + second[0] == 0:
        return f"In none is the gap {first[1]} or {second[1]} than expected."
    return (
        f"In {phrases.how_many(first[0])} the gap is {first[1]} than expected, in "
        f"{phrases.how_many(second[0])} {second[1]}."
    )


def _unshown(result: PlaceGaps) -> str:
    if not result.hidden:
        return ""
    verb = phrases.agree(result.hidden, "has", "have")
    return f"{phrases.capital(_noun(result, result.hidden))} {verb} too few answers to show."


def _own(result: PlaceGaps, chosen: str) -> str:
    rows = result.frame[result.frame["code"] == chosen]
    if rows.empty:
        return ""
    row = rows.iloc[0]
    if units.is_missing(row["difference"]):
        return f"{row['name']} has too few answers of both groups to show a gap."
    limits = row["difference"], row["difference_lower"], row["difference_upper"]
    verdict = gap_bands(result).get(row["band"], "")
    said = f": {verdict[0].lower()}{verdict[1:]}" if verdict else ""
    return (
        f"At {row['name']}, the score of {result.group.people} is {_compared(result, *limits)}"
        f"{said}."
    )


def gap_outliers(result: PlaceGaps) -> list[str]:
    """Return the places whose gap is outside its range by name, a line for each side with any."""
    words = gap_bands(result)
    lines = []
    for end in sorted(_ENDS, key=lambda end: not words[end].startswith("Wider")):
        names: pd.Series = result.known.loc[result.known["band"] == end, "name"]
        if len(names):
            count = units.whole(len(names))
            lines.append(f"**{words[end]} ({count}):** {phrases.listing(names.tolist())}.")
    return lines
