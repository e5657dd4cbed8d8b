"""The Cancer Alliances as a grid of equal tiles, placed roughly as on the map."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.present import sentences, units
from analysis.present.picture import Picture
from analysis.present.style import OWN_COLOURS, Palette, ink_on, layered
from analysis.results import PlaceScores
from analysis.survey.files import read_rows

_SYMBOLS = {"above": "▲", "below": "▼", "expected": ""}
_LINE = 13


def _wrapped(text: str) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > _LINE and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def tiles(result: PlaceScores, colours: Palette) -> Picture:
    """Return the tile map of the Alliances' scores; hidden ones say so.

    The layout is our own: one tile an Alliance, north at the top.
    """
    q = result.question
    grid = pd.DataFrame(read_rows("tiles.csv")).astype({"column": int, "row": int})
    frame = grid.merge(result.frame.drop(columns="name"), on="code", how="left")
    frame["name"] = frame["short"]
    frame["verdict"] = frame["band"].map(sentences.BANDS).fillna("Hidden or no range")
    frame["text"] = [
        f"{units.score(q, s).removesuffix(' out of 10')} {_SYMBOLS.get(str(b), '')}".strip()
        for s, b in zip(frame["score"], frame["band"], strict=True)
    ]
    frame["lines"] = [_wrapped(name) for name in frame["short"]]
    present = [*sentences.BANDS.values(), "Hidden or no range"]
    shades = [colours.higher, colours.accent, colours.lower, colours.faint]
    used = [(v, s) for v, s in zip(present, shades, strict=True) if v in set(frame["verdict"])]
    frame["ink"] = frame["verdict"].map({v: ink_on(shade) for v, shade in used})
    keep = frame[["column", "row", "name", "lines", "verdict", "text", "ink"]]
    ink = alt.Color("ink:N", scale=None)
    base = alt.Chart().encode(
        x=alt.X("column:O", axis=None, scale=alt.Scale(paddingInner=0.04)),
        y=alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0.04)),
        tooltip=[
            alt.Tooltip("name:N"),
            alt.Tooltip("text:N", title="score"),
            alt.Tooltip("verdict:N"),
        ],
    )
    boxes = base.mark_rect(cornerRadius=4).encode(
        color=alt.Color(
            "verdict:N",
            title=None,
            scale=alt.Scale(domain=[v for v, _ in used], range=[s for _, s in used]),
        )
    )
    numbers = base.mark_text(dy=-19, fontSize=16, fontWeight=600).encode(
        text=alt.Text("text:N"), color=ink
    )
    names = base.mark_text(
        dy=-7, fontSize=11, lineHeight=12, lineBreak="\n", baseline="top"
    ).encode(text=alt.Text("lines:N"), color=ink)
    layers = [boxes, numbers, names]
    chart = layered(layers, colours, height=480, data=keep, resolve=OWN_COLOURS)
    return Picture(chart, sentences.places(result))
