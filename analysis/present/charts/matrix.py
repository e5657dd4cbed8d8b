"""All questions by all groups as a heat map: how far each group is from its reference."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from analysis.present import sentences
from analysis.present.charts.axis import LEFT
from analysis.present.charts.matrix_cells import RATING, SIDES, cells, shades
from analysis.present.picture import Picture
from analysis.present.style import FRAME, OWN_COLOURS, Palette, layered
from analysis.results.matrix import Matrix
from analysis.survey import Dimension, question

CELL = "cell"
"""Name of the selection: a click gives ``question``, ``breakdown`` and ``group``."""

_ROW, _NAMES, _COLUMN, _HEADER = 30, 330, 28, 110
_NARROW = "width < 600"
_FEW, _LINE, _LEADING = 6, 60, 13
_SECTION = "section: "


def matrix(
    found: Matrix, codes: Sequence[str], colours: Palette, *, sections: bool
) -> Picture | None:
    """Return the heat map, or None where no two groups can be compared.

    One breakdown fills the width that there is, with the questions above their cells where that
    is little; several have columns of a fixed width.

    Parameters
    ----------
    found : Matrix
        The gaps.
    codes : sequence of str
        Codes of the questions, from top to bottom.
    colours : Palette
        Light or dark.
    sections : bool
        Whether the sections of the questionnaire stand between the questions as headings.
    """
    if found.compared.empty:
        return None
    data = cells(found, colours)
    heads = _columns(found, data)
    rows = _rows(codes, sections=sections)
    several = len(found.dimensions) > 1
    bands = alt.Scale(type="band", domain=rows["question"].tolist(), paddingInner=0, paddingOuter=0)
    y = alt.Y("question:N", axis=None, scale=bands)
    ends = [alt.expr(f"{_NARROW} ? 0 : {_NAMES}"), alt.expr("width")]
    x = alt.X(
        "column:N",
        title=None,
        axis=_axis(heads, several),
        scale=alt.Scale(domain=list(heads), range=ends, paddingInner=0, paddingOuter=0),
    )
    layers = [*_names(rows, y, colours), *_marks(set(data["kind"]), x, y, len(heads), colours)]
    if sections and not several:
        layers.append(_reminders(rows, heads, x, y, colours))
    chart = layered(
        layers,
        colours,
        height=FRAME + _HEADER + _ROW * len(rows),
        width=_NAMES + _COLUMN * len(heads) if several else "container",
        data=data,
        resolve=OWN_COLOURS,
    )
    return Picture(chart, sentences.questions(found))


def _columns(found: Matrix, data: pd.DataFrame) -> dict[str, list[str]]:
    """Return the columns and the lines above them; a blank one between breakdowns."""
    heads: dict[str, list[str]] = {}
    several = len(found.dimensions) > 1
    there = set(data["column"])
    for d in found.dimensions:
        if heads:
            heads[f"{d.id}/"] = [""]
        for group in d.groups:
            if (key := f"{d.id}/{group.id}") in there:
                heads[key] = [_head(d, group.label, several)]
    if len(heads) <= _FEW:
        return {key: _wrapped(line, _LINE // len(heads)) for key, [line] in heads.items()}
    return heads


def _head(by: Dimension, label: str, several: bool) -> str:
    return f"{by.label}: {label}" if several else label


def _wrapped(text: str, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > room and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _axis(heads: dict[str, list[str]], several: bool) -> alt.Axis:
    words = json.dumps(heads, ensure_ascii=False)
    return alt.Axis(
        orient="top",
        labelAngle=0 if len(heads) <= _FEW else -90,
        labelExpr=f"{words}[datum.value]",
        labelLimit=220 if several else 150,
        labelFontSize=12,
        offset=_LEADING * (max(map(len, heads.values())) - 1),
        labelLineHeight=_LEADING,
        labelOverlap=False,
        grid=False,
    )


def _rows(codes: Sequence[str], *, sections: bool) -> pd.DataFrame:
    """Return the rows from top to bottom: questions, and headings where there are sections."""
    rows: list[dict[str, object]] = []
    last = ""
    for code in codes:
        q = question(code)
        if sections and q.section != last:
            rows.append({"question": f"{_SECTION}{q.section}", "name": q.section, "head": True})
            last = q.section
        rows.append({"question": code, "name": q.title, "head": False})
    return pd.DataFrame(rows)


def _names(rows: pd.DataFrame, y: alt.Y, colours: Palette) -> list[alt.Chart]:
    """Return the questions beside their cells, or above them where it is narrow; and headings."""
    base = alt.Chart(rows).encode(y=y, x=LEFT, text=alt.Text("name:N"))
    style: dict[str, Any] = {"align": "left", "color": colours.ink, "aria": False}
    questions = base.transform_filter("!datum.head").mark_text(
        fontSize=alt.expr(f"{_NARROW} ? 11 : 12"),
        yOffset=alt.expr(f"{_NARROW} ? -10 : 0"),
        limit=alt.expr(f"{_NARROW} ? width : {_NAMES - 8}"),
        **style,
    )
    heads = base.transform_filter("datum.head").mark_text(
        fontSize=13, fontWeight=600, yOffset=3, **style
    )
    return [questions, *([heads] if rows["head"].any() else [])]


def _room(columns: int) -> str:
    """Return the expression for the width of a column."""
    return f"((width - ({_NARROW} ? 0 : {_NAMES})) / {columns})"


def _reminders(
    rows: pd.DataFrame, heads: dict[str, list[str]], x: alt.X, y: alt.Y, colours: Palette
) -> alt.Chart:
    """Return the groups again in every heading but the first, for those who have scrolled."""
    later = rows.loc[rows["head"], "question"].tolist()[1:]
    again = pd.DataFrame(
        [(row, key, " ".join(lines)) for row in later for key, lines in heads.items()],
        columns=["question", "column", "name"],
    )
    room = _room(len(heads))
    texts: alt.Chart = (
        alt.Chart(again)
        .mark_text(
            fontSize=11,
            yOffset=4,
            color=colours.ink,
            aria=False,
            limit=alt.expr(f"{room} - 6"),
            opacity=alt.expr(f"{_NARROW} || {room} < 45 ? 0 : 0.8"),
        )
        .encode(x=x, y=y, text=alt.Text("name:N"))
    )
    return texts


def _marks(kinds: set[str], x: alt.X, y: alt.Y, columns: int, colours: Palette) -> list[alt.Chart]:
    """Return the shaded cells and the texts in them."""
    shade = shades(colours)
    there = kinds - {RATING}
    legend = [k for i, k in enumerate(shade) if i < SIDES or k in there]
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=list(shade), range=list(shade.values())),
        legend=alt.Legend(values=legend),
    )
    base = alt.Chart().encode(
        x=x,
        y=y,
        tooltip=[
            alt.Tooltip("asked:N", title="Question"),
            alt.Tooltip("people:N", title="Group"),
            alt.Tooltip("gap:N", title="Gap"),
        ],
    )
    picked = alt.selection_point(name=CELL, fields=["question", "breakdown", "group"])
    boxes = (
        base.mark_rect(
            height=alt.expr(f"{_NARROW} ? 14 : {_ROW - 2}"),
            yOffset=alt.expr(f"{_NARROW} ? 4 : 0"),
            strokeWidth=1.5,
            cursor="pointer",
            aria=False,
        )
        .encode(color=colour, stroke=alt.Stroke("edge:N", scale=None))
        .add_params(picked)
    )
    texts = (
        base.transform_calculate(shown=f"{_room(columns)} < 38 ? datum.short : datum.text")
        .mark_text(
            fontSize=alt.expr(f"{_NARROW} ? 11 : 12"),
            yOffset=alt.expr(f"{_NARROW} ? 4 : 0"),
            cursor="pointer",
            aria=False,
        )
        .encode(text=alt.Text("shown:N"), color=alt.Color("ink:N", scale=None))
    )
    return [boxes, texts]
