"""Map of combinations of characteristics: how many people, and how far from everyone else."""

from __future__ import annotations

from typing import Any, Literal

import altair as alt
import pandas as pd

from analysis.present import sentences, units
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.sentences.discovery import answers, combination
from analysis.present.style import FRAME, Palette, by_verdict, layered
from analysis.results.discovery import Discovery
from analysis.results.discovery import rows as rows_of
from analysis.survey import Question

_HEIGHT = 380
_NAMED = 12
_LISTED, _OTHER = "Worse off, and listed", "Not listed"
_LEAST = 20
_SIDES: tuple[tuple[int, Literal["left", "right"], int], ...] = ((1, "left", 8), (0, "right", -8))
"""Odd numbers stand right of their dot, even ones left of it, so that neighbours can be read."""


def combinations(found: Discovery, colours: Palette) -> Picture:
    """Return dots by size and shrunken gap; the first findings carry their number in the list."""
    data = pd.concat(
        [_dots(found, found.others, _OTHER), _dots(found, found.findings, _LISTED)],
        ignore_index=True,
    )
    several = len(found.questions) > 1
    sizes = data["n"]
    x = alt.X(
        "n:Q",
        title="Number of people who answered",
        scale=alt.Scale(type="log", domain=[_LEAST, 1.2 * float(sizes.max())], nice=False),
        axis=alt.Axis(values=[30, 100, 1_000, 10_000, 100_000], format=",d", labelOverlap=True),
    )
    y = alt.Y(
        "points:Q",
        title=["Difference from others alike", _unit(found)],
    )
    tooltip = [alt.Tooltip("who:N", title="Who")]
    tooltip += [alt.Tooltip("asked:N", title="Question")] if several else []
    tooltip += [
        alt.Tooltip("people:N", title="Answers"),
        alt.Tooltip("gap:N", title="Difference"),
    ]
    entries = [(_LISTED, "diamond", colours.lower), (_OTHER, "circle", colours.plain)]
    marks: dict[str, Any] = {
        name: channel.legend(symbolOpacity=1)
        for name, channel in by_verdict("verdict", entries).items()
    }
    base = alt.Chart().encode(x=x, y=y, tooltip=tooltip, **marks)
    others = base.transform_filter(f"datum.verdict === '{_OTHER}'").mark_point(
        size=14, filled=True, opacity=0.35, aria=False
    )
    listed = base.transform_filter(f"datum.verdict === '{_LISTED}'").mark_point(
        size=80, filled=True, opacity=0.9, aria=False
    )
    zero = (
        alt.Chart()
        .mark_rule(color=colours.ink, strokeDash=[4, 4], aria=False)
        .encode(y=alt.YDatum(0))
    )
    number = alt.Chart().encode(x=x, y=y, text=alt.Text("number:N"))
    odd, even = (
        number.transform_filter(f"datum.number !== '' && datum.number % 2 === {rest}").mark_text(
            fontSize=12, fontWeight=600, color=colours.ink, aria=False, align=align, dx=away
        )
        for rest, align, away in _SIDES
    )
    chart = layered([zero, others, listed, odd, even], colours, height=FRAME + _HEIGHT, data=data)
    return Picture(chart, _alternative(found))


def _unit(found: Discovery) -> str:
    if len(found.questions) > 1:
        return "(points of 100; of a rating, tenths)"
    return "(points of the rating)" if found.questions[0].is_rating else "(points)"


def _dots(found: Discovery, frame: pd.DataFrame, verdict: str) -> pd.DataFrame:
    """Return one row a dot."""
    several = len(found.questions) > 1
    known = {q.code: q for q in found.questions}
    asked = [known[code] for code in frame["question"].tolist()]
    rows = rows_of(frame[["characteristics", "groups", "n"]])
    values, lower, upper = (frame[c].tolist() for c in ("value", "lower", "upper"))
    listed = min(len(frame), _NAMED) if verdict == _LISTED else 0
    return pd.DataFrame(
        {
            "n": frame["n"],
            "points": [
                value * _scale(q, several=several) for q, value in zip(asked, values, strict=True)
            ],
            "who": [phrases.capital(combination(row)) for row in rows],
            "asked": [q.title for q in asked],
            "people": [answers(row) for row in rows],
            "gap": list(map(units.gap, asked, values, lower, upper)),
            "verdict": verdict,
            "number": [str(i + 1) if i < listed else "" for i in range(len(frame))],
        }
    )


def _scale(q: Question, *, several: bool) -> float:
    """Return what a difference is multiplied by; of several questions all are on one scale."""
    if q.is_rating:
        return 10 if several else 1
    return 100


def _alternative(found: Discovery) -> str:
    first = sentences.discovery(found)
    named = [
        f"{i + 1}, {combination(row)}" for i, row in enumerate(rows_of(found.findings[:_NAMED]))
    ]
    shown = f" Numbered in the picture: {'; '.join(named)}." if named else ""
    return f"Combinations of characteristics by size and difference. {first}{shown}"
