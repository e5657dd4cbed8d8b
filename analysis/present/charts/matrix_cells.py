"""The cells of the heat map: their texts, kinds and shades."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.present import units
from analysis.present.style import Palette, ink_on, mixed
from analysis.results.matrix import Matrix
from analysis.survey import question

RATING = "rating"
"""The kind of a cell of the rating, which is on a scale of its own and has no shade."""

_STEPS = ((10, "10 points or more", 1.0), (5, "5 to 9 points", 0.55), (0, "under 5 points", 0.25))
SIDES = 2 * len(_STEPS)
"""How many of the shades are of clear gaps; they come first."""

_SAME, _HIDDEN = "·  No clear difference", "–  Hidden"
_UNTESTED, _NOTHING = "±0  Not tested by the publisher", "×  Nothing to compare"
_MARKS = {
    "unclear": ("·", _SAME),
    "hidden": ("–", _HIDDEN),
    "no answers": ("×", _NOTHING),
    "not compared": ("×", _NOTHING),
}
_SAID = {
    "hidden": units.HIDDEN,
    "no answers": units.NO_ANSWERS,
    "not compared": "what it would be compared with can't be shown",
    "lower": "clear",
    "higher": "clear",
    "unclear": "no clear difference",
    "untested": "not tested by the publisher",
}
_TESTED = {True: "significant (publisher's test)", False: "not significant (publisher's test)"}


def shades(colours: Palette) -> dict[str, str]:
    """Return kind of cell -> colour, in the order of the legend."""
    sides = {"lower": colours.lower, "higher": colours.higher}
    found = {
        f"{side.capitalize()}: {words}": mixed(colours.ground, shade, share)
        for (_, words, share) in _STEPS
        for side, shade in sides.items()
    }
    found[_SAME] = mixed(colours.ground, colours.ink, 0.05)
    found[_HIDDEN] = mixed(colours.ground, colours.ink, 0.3)
    found[_UNTESTED] = mixed(colours.ground, colours.ink, 0.12)
    return found | {_NOTHING: colours.ground, RATING: colours.ground}


def cells(found: Matrix, colours: Palette) -> pd.DataFrame:
    """Return what is drawn for every gap; hidden cells have words only.

    Returns
    -------
    DataFrame
        ``question``, ``breakdown``, ``group``, ``column``, ``text``, ``short``, ``kind``, ``ink``,
        ``edge``, ``asked``, ``people``, ``gap`` (the words of the tooltip).
    """
    frame = found.frame[found.frame["group"] != found.frame["reference"]]
    shade = shades(colours)
    inks = {kind: ink_on(colour) for kind, colour in shade.items()}
    side = {"lower": colours.lower, "higher": colours.higher}
    texts = pd.DataFrame(_told(frame), columns=["text", "short", "kind", "gap"], index=frame.index)
    rating = texts["kind"] == RATING
    names = {d.id: d.label for d in found.dimensions}
    titles = {code: question(code).title for code in frame["question"].unique()}
    return texts.assign(
        question=frame["question"],
        breakdown=frame["breakdown"],
        group=frame["group"],
        column=frame["breakdown"] + "/" + frame["group"],
        ink=texts["kind"].map(inks).mask(rating, frame["verdict"].map(side).fillna(colours.ink)),
        edge=frame["verdict"].map(side).fillna(colours.faint).where(rating, colours.ground),
        asked=frame["question"].map(titles),
        people=frame["breakdown"].map(names) + ": " + frame["label"],
    )


def _told(frame: pd.DataFrame) -> Iterator[tuple[str, str, str, str]]:
    """Yield text, text for a narrow cell, kind and words of each cell."""
    asked = {code: question(code) for code in frame["question"].unique()}
    columns = ["question", "verdict", "difference", "difference_lower", "difference_upper"]
    rows = (frame[c] for c in (*columns, "by_publisher", "clear"))
    for code, verdict, gap, lower, upper, by_publisher, clear in zip(*rows, strict=True):
        q = asked[code]
        said = _TESTED[bool(clear)] if by_publisher else _SAID[verdict]
        words = said if units.is_missing(gap) else f"{units.gap(q, gap, lower, upper)}: {said}"
        if verdict in _MARKS:
            text, kind = _MARKS[verdict]
            yield text, text, RATING if q.is_rating and verdict == "unclear" else kind, words
            continue
        points = units.rounded(units.scaled(q, gap), units.digits(q))
        text = f"+{points}" if gap > 0 and points.strip("0.") else points
        if q.is_rating:
            arrow = "▼" if gap < 0 else "▲"
            yield text, text if verdict == "untested" else arrow, RATING, words
        else:
            kind = _UNTESTED if verdict == "untested" else _kind(verdict, points)
            yield text, text, kind, words


def _kind(verdict: str, points: str) -> str:
    """Return the kind of a clear gap by its size as it is printed."""
    size = int(points.lstrip("−"))
    words = next(words for least, words, _ in _STEPS if size >= least)
    return f"{verdict.capitalize()}: {words}"
