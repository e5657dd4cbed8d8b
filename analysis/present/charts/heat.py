"""A heat map: rows with names, columns with heads, and a text in every cell."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from analysis.present.charts.axis import LEFT
from analysis.present.style import FRAME, OWN_COLOURS, Palette, layered

CELL = "cell"
"""Name of the selection: a click gives the cell's values in the fields that can be picked."""

NAMES, COLUMN = 330, 28
"""Width of the names beside the rows, and of a column where it is fixed, in pixels."""

ROW = 30
"""Height of a row in pixels."""

NARROW = "width < 600"
"""Whether there is little room, as a Vega expression."""

_HEADER = 110
_FEW, _LINE, _LEADING = 6, 60, 13

Heads = Mapping[str, Sequence[str]]
"""Key of each column -> the lines above it, from left to right."""


def heat(
    rows: pd.DataFrame,
    heads: Heads,
    data: pd.DataFrame,
    shades: Mapping[str, str],
    legend: Sequence[str],
    picked: Mapping[str, str],
    colours: Palette,
    *,
    fixed: bool = False,
    reminders: bool = False,
) -> alt.LayerChart:
    """Return a heat map as wide as there is room, or with columns of a fixed width.

    Where there is little room, the names of rows stand above their cells.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom: ``row`` (key), ``name``, ``head`` (whether it is a heading).
    heads : mapping of str to sequence of str
        The columns.
    data : DataFrame
        A cell a row: ``row``, ``column``, ``text``, ``short`` (text for a narrow cell), ``kind``,
        ``ink``, ``edge`` (colours), and what `picked` names.
    shades : mapping of str to str
        Kind of cell -> colour.
    legend : sequence of str
        The kinds in the legend.
    picked : mapping of str to str
        Column of `data` -> its title in the tooltip; one without a title can be picked.
    colours : Palette
        Light or dark.
    fixed : bool
        Whether columns have a fixed width.
    reminders : bool
        Whether every heading but the first repeats the columns' heads.
    """
    bands = alt.Scale(type="band", domain=rows["row"].tolist(), paddingInner=0, paddingOuter=0)
    y = alt.Y("row:N", axis=None, scale=bands)
    ends = [alt.expr(f"{NARROW} ? 0 : {NAMES}"), alt.expr("width")]
    x = alt.X(
        "column:N",
        title=None,
        axis=_axis(heads, fixed),
        scale=alt.Scale(domain=list(heads), range=ends, paddingInner=0, paddingOuter=0),
    )
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=list(shades), range=list(shades.values())),
        legend=alt.Legend(values=list(legend)),
    )
    layers = [*row_names(rows, y, colours), *_marks(x, y, colour, picked, len(heads))]
    if reminders:
        layers.append(_reminders(rows, heads, x, y, colours))
    return layered(
        layers,
        colours,
        height=FRAME + _HEADER + ROW * len(rows),
        width=NAMES + COLUMN * len(heads) if fixed else "container",
        data=data,
        resolve=OWN_COLOURS,
    )


def wrapped_heads(labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the heads of columns by key: few of them in several lines, many in one."""
    if len(labels) > _FEW:
        return {key: [label] for key, label in labels.items()}
    return {key: _wrapped(label, _LINE // len(labels)) for key, label in labels.items()}


def _wrapped(text: str, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > room and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _axis(heads: Heads, fixed: bool) -> alt.Axis:
    words = json.dumps({k: list(v) for k, v in heads.items()}, ensure_ascii=False)
    return alt.Axis(
        orient="top",
        labelAngle=0 if len(heads) <= _FEW else -90,
        labelExpr=f"{words}[datum.value]",
        labelLimit=220 if fixed else 150,
        labelFontSize=12,
        offset=_LEADING * (max(map(len, heads.values())) - 1),
        labelLineHeight=_LEADING,
        labelOverlap=False,
        grid=False,
    )


def row_names(rows: pd.DataFrame, y: alt.Y, colours: Palette) -> list[alt.Chart]:
    """Return the names of rows, above what is drawn of them where it is narrow, and headings.

    Parameters
    ----------
    rows : DataFrame
        As for `heat`.
    y : alt.Y
        The rows' axis.
    colours : Palette
        Light or dark.
    """
    base = alt.Chart(rows).encode(y=y, x=LEFT, text=alt.Text("name:N"))
    style: dict[str, Any] = {"align": "left", "color": colours.ink, "aria": False}
    names = base.transform_filter("!datum.head").mark_text(
        fontSize=alt.expr(f"{NARROW} ? 11 : 12"),
        yOffset=alt.expr(f"{NARROW} ? -10 : 0"),
        limit=alt.expr(f"{NARROW} ? width : {NAMES - 8}"),
        **style,
    )
    heads = base.transform_filter("datum.head").mark_text(
        fontSize=13, fontWeight=600, yOffset=3, **style
    )
    return [names, *([heads] if rows["head"].any() else [])]


def _room(columns: int) -> str:
    """Return the expression for the width of a column."""
    return f"((width - ({NARROW} ? 0 : {NAMES})) / {columns})"


def _reminders(rows: pd.DataFrame, heads: Heads, x: alt.X, y: alt.Y, colours: Palette) -> alt.Chart:
    """Return the groups again in every heading but the first, for those who have scrolled."""
    later = rows.loc[rows["head"], "row"].tolist()[1:]
    again = pd.DataFrame(
        [(row, key, " ".join(lines)) for row in later for key, lines in heads.items()],
        columns=["row", "column", "name"],
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
            opacity=alt.expr(f"{NARROW} || {room} < 45 ? 0 : 0.8"),
        )
        .encode(x=x, y=y, text=alt.Text("name:N"))
    )
    return texts


def _marks(
    x: alt.X, y: alt.Y, colour: alt.Color, picked: Mapping[str, str], columns: int
) -> list[alt.Chart]:
    """Return the shaded cells and the texts in them."""
    told = [alt.Tooltip(f"{name}:N", title=title) for name, title in picked.items() if title]
    base = alt.Chart().encode(x=x, y=y, tooltip=told)
    fields = [name for name, title in picked.items() if not title]
    pick = alt.selection_point(name=CELL, fields=fields)
    boxes = (
        base.mark_rect(
            height=alt.expr(f"{NARROW} ? 14 : {ROW - 2}"),
            yOffset=alt.expr(f"{NARROW} ? 4 : 0"),
            strokeWidth=1.5,
            cursor="pointer",
            aria=False,
        )
        .encode(color=colour, stroke=alt.Stroke("edge:N", scale=None))
        .add_params(pick)
    )
    texts = (
        base.transform_calculate(shown=f"{_room(columns)} < 38 ? datum.short : datum.text")
        .mark_text(
            fontSize=alt.expr(f"{NARROW} ? 11 : 12"),
            yOffset=alt.expr(f"{NARROW} ? 4 : 0"),
            cursor="pointer",
            aria=False,
        )
        .encode(text=alt.Text("shown:N"), color=alt.Color("ink:N", scale=None))
    )
    return [boxes, texts]
