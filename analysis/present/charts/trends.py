"""Scores by year as lines with their intervals."""

from __future__ import annotations

import textwrap
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from analysis.present import sentences, units
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.style import Palette, layered
from analysis.results import Trend
from analysis.survey import Question

MOST_LINES = 8
"""Most groups in one picture; more are shown in pictures of at most four."""

_FEW = 4
_HEIGHT = 440
_PLOT = _HEIGHT - 50
_LABEL_WIDTH = 165
_LETTERS = 22
_LINE = 14
_DODGE = 0.035
_SHAPES = (
    "circle", "square", "triangle-up", "diamond",
    "triangle-down", "cross", "triangle-right", "triangle-left",
)  # fmt: skip
_EVERYONE = "stroke"


def trends(trend: Trend, colours: Palette) -> list[tuple[str, Picture]]:
    """Return the lines of the groups' scores, all on one scale.

    Returns
    -------
    list of (str, Picture)
        Title and picture. The title is empty where all groups fit into one; no picture where
        nothing can be shown.
    """
    factor = ["score", "lower", "upper"]
    frame = units.scale_frame(trend.question, trend.frame, factor)
    frame = frame[frame.groupby("group")["score"].transform("count") > 0]
    if frame.empty:
        return []
    domain = _domain(trend.question, frame)
    groups = list(dict.fromkeys(frame.loc[~frame["total"], "group"]))
    count = 1 if len(groups) <= MOST_LINES else -(-len(groups) // _FEW)
    parts = np.array_split(np.array(groups, dtype=object), count)
    pictures = []
    for part in parts:
        rows = frame[frame["total"] | frame["group"].isin(part)]
        labels = list(dict.fromkeys(rows.loc[~rows["total"], "label"]))
        title = phrases.listing(labels) if len(parts) > 1 else ""
        pictures.append((title, _one(trend, rows, domain, colours)))
    return pictures


def _domain(question: Question, frame: pd.DataFrame) -> list[float]:
    """Return a score axis that holds every interval, and need not begin at 0."""
    low = np.nanmin([frame["score"].min(), frame["lower"].min()])
    high = np.nanmax([frame["score"].max(), frame["upper"].max()])
    step, top = (0.1, 10.0) if question.is_rating else (2.0, 100.0)
    start, end = step * np.floor(low / step), step * np.ceil(high / step)
    return [max(0.0, float(start)), min(top, float(max(end, start + step)))]


def _one(trend: Trend, rows: pd.DataFrame, domain: list[float], colours: Palette) -> Picture:
    q = trend.question
    order = list(dict.fromkeys(rows["label"]))
    place = {label: i - (len(order) - 1) / 2 for i, label in enumerate(order)}
    named = len(order) > 1
    marks = rows[["label", "total", "year", "score", "lower", "upper"]].assign(
        at=rows["year"] + rows["label"].map(place) * _DODGE,
        shown=[_tooltip(q, row) for _, row in rows.iterrows()],
    )
    looks = _looks(trend, rows, colours)
    colour = alt.Color(
        "label:N",
        legend=None,
        scale=alt.Scale(domain=order, range=[looks[label][1] for label in order]),
    )
    shape = alt.Shape(
        "label:N",
        legend=None,
        scale=alt.Scale(domain=order, range=[looks[label][0] for label in order]),
    )
    x = alt.X(
        "at:Q",
        title=None,
        scale=_years_scale(trend, named=named),
        axis=alt.Axis(values=list(trend.years), format="d", grid=False, labelFlush=False),
    )
    y = alt.Y(
        "score:Q",
        title=f"Score ({units.unit(q)}); the axis does not start at 0",
        scale=alt.Scale(domain=domain, nice=False, zero=False),
        axis=alt.Axis(tickCount=6),
    )
    base = alt.Chart().encode(x=x, color=colour)
    bars = base.mark_rule(strokeWidth=2, opacity=0.6).encode(
        y=alt.Y("lower:Q"), y2=alt.Y2("upper:Q")
    )
    dashed = alt.StrokeDashValue([1, 0], condition={"test": "datum.total", "value": [6, 4]})
    lines = base.mark_line(strokeWidth=2).encode(y=y, **({"strokeDash": dashed} if named else {}))
    dots = (
        base.transform_filter("isValid(datum.score)")
        .mark_point(filled=True, size=90, opacity=1)
        .encode(
            y=y,
            shape=shape,
            tooltip=[
                alt.Tooltip("label:N", title="Group"),
                alt.Tooltip("year:Q", title="Year", format="d"),
                alt.Tooltip("shown:N", title="Score"),
            ],
        )
    )
    layers = [lines, bars, dots, *(_names(marks, domain, colours) if named else [])]
    chart = layered(layers, colours, height=_HEIGHT, data=marks)
    return Picture(chart, _words(trend, rows))


def _years_scale(trend: Trend, *, named: bool) -> alt.Scale:
    """Return a scale of years that leaves room for names on the right, at any width."""
    start, end = trend.years[0] - 0.3, trend.years[-1] + 0.3
    if not named:
        return alt.Scale(domain=[start, end], nice=False, zero=False)
    share = f"({_LABEL_WIDTH} / max(width, {2 * _LABEL_WIDTH}))"
    return alt.Scale(
        domainMin=start,
        domainMax=alt.ExprRef(f"({end} - {start} * {share}) / (1 - {share})"),
        nice=False,
        zero=False,
    )


def _looks(trend: Trend, rows: pd.DataFrame, colours: Palette) -> dict[str, tuple[str, str]]:
    """Return shape and colour of each group's marks."""
    shades = (
        colours.accent, colours.lower, colours.higher, colours.negative[3],
        colours.positive[1], colours.excluded[3], colours.negative[0], colours.excluded[0],
    )  # fmt: skip
    everyone = rows.loc[rows["total"], "label"].unique()
    groups = [label for label in dict.fromkeys(rows["label"]) if label not in everyone]
    looks = {
        label: (_SHAPES[i % len(_SHAPES)], shades[i % len(shades)])
        for i, label in enumerate(groups)
    }
    alone = ("circle", colours.accent)
    return looks | dict.fromkeys(everyone, (_EVERYONE, colours.ink) if groups else alone)


def _names(marks: pd.DataFrame, domain: list[float], colours: Palette) -> list[alt.Chart]:
    """Return the names of the lines beside their ends, moved apart where they would touch."""
    ends = marks[marks["score"].notna()].groupby("label", sort=False).tail(1)
    ends = ends.sort_values("score", kind="stable").reset_index(drop=True)
    wrapped = [textwrap.wrap(label, _LETTERS) for label in ends["label"]]
    per_pixel = (domain[1] - domain[0]) / _PLOT
    sizes = [(_LINE * len(lines) + 3) * per_pixel for lines in wrapped]
    ends["middle"] = _apart(ends["score"].tolist(), sizes, domain[1])
    # the text of several lines hangs from the middle of its first
    ends["hung"] = [
        middle + (len(lines) - 1) / 2 * _LINE * per_pixel
        for middle, lines in zip(ends["middle"], wrapped, strict=True)
    ]
    ends["name"] = ["\n".join(lines) for lines in wrapped]
    ends["start"], ends["end"] = ends["at"].max() + 0.04, ends["at"].max() + 0.14
    base = alt.Chart(ends[["at", "score", "start", "end", "middle", "hung", "name"]])
    text: dict[str, Any] = {
        "align": "left", "baseline": "middle", "dx": 3, "fontSize": 12, "lineBreak": "\n",
    }  # fmt: skip
    names = base.encode(x=alt.X("end:Q"), y=alt.Y("hung:Q"), text=alt.Text("name:N"))
    return [
        base.mark_rule(color=colours.ink, opacity=0.5, aria=False).encode(
            x=alt.X("start:Q"), y=alt.Y("score:Q"), x2=alt.X2("end:Q"), y2=alt.Y2("middle:Q")
        ),
        names.mark_text(**text, stroke=colours.ground, strokeWidth=4, aria=False),
        names.mark_text(**text, color=colours.ink),
    ]


def _apart(wanted: list[float], sizes: list[float], top: float) -> list[float]:
    """Return positions, lowest first, moved up until none overlaps, then down below the top."""
    found: list[float] = []
    for i, (value, size) in enumerate(zip(wanted, sizes, strict=True)):
        found.append(max(value, found[-1] + (sizes[i - 1] + size) / 2) if i else value)
    ceiling = top
    for i in reversed(range(len(found))):
        found[i] = min(found[i], ceiling - sizes[i] / 2)
        ceiling = found[i] - sizes[i] / 2
    return found


def _words(trend: Trend, rows: pd.DataFrame) -> str:
    told = []
    for label, part in rows[rows["score"].notna()].groupby("label", sort=False):
        scores = [f"{_tooltip(trend.question, r)} in {r['year']}" for _, r in part.iterrows()]
        told.append(f"{label}: {phrases.listing(scores)}.")
    return " ".join([sentences.trends(trend), *told])


def _tooltip(question: Question, row: pd.Series) -> str:
    if units.is_missing(row["score"]):
        return units.HIDDEN if row["hidden"] else units.NO_ANSWERS
    factor = 1 if question.is_rating else 100
    shown = units.digits(question, table=True)
    score = units.score(question, row["score"] / factor, decimals=shown)
    if units.is_missing(row["lower"]):
        return score
    ends = row["lower"] / factor, row["upper"] / factor
    return f"{score} ({units.limits(question, *ends, table=True)})"
