"""Scores of groups as answered and adjusted for case mix, one under the other."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from analysis.present import sentences, units
from analysis.present.charts.axis import LEFT, score_domain
from analysis.present.picture import Picture
from analysis.present.style import FRAME, Palette, layered
from analysis.results import Adjusted

_ROW = 62
_PLAIN, _ADJUSTED = "As answered (hollow circle)", "Adjusted (filled diamond)"
_OFFSET = {_PLAIN: 4, _ADJUSTED: 20}
_NUMBERS = ["score", "lower", "upper"]


def adjusted(result: Adjusted, colours: Palette) -> Picture | None:
    """Return a picture with two marks a group; none where nothing can be shown."""
    frame = _marks(result)
    if frame["score"].isna().all():
        return None
    q, scores = result.comparison.scores.question, result.comparison.scores
    order = list(dict.fromkeys(frame["row"]))
    title = f"Score ({units.unit(q)})"
    x = alt.X(
        "score:Q",
        title=title,
        scale=alt.Scale(domain=score_domain(q, frame[_NUMBERS]), nice=False),
        axis=alt.Axis(tickCount=6),
    )
    y = alt.Y("row:N", sort=order, axis=None, scale=alt.Scale(type="band", paddingInner=0.1))
    names = (
        alt.Chart(pd.DataFrame({"row": order}))
        .mark_text(align="left", dy=-17, fontSize=13, color=colours.ink)
        .encode(x=LEFT, y=y, text=alt.Text("row:N"))
    )
    layers: list[Any] = [names]
    for series, part in frame[frame["score"].notna()].groupby("series", sort=False):
        layers += _layers(part, str(series), title, x, y, colours)
    whole = scores.overall
    if not units.is_missing(whole["score"]):
        line = alt.Chart(alt.InlineData(values=[{"score": units.scaled(q, whole["score"])}]))
        dashes = line.mark_rule(strokeDash=[5, 4], color=colours.ink, aria=False)
        layers.insert(0, dashes.encode(x=x))
    chart = layered(layers, colours, height=FRAME + _ROW * len(order))
    return Picture(chart, f"{sentences.adjusted(result)} {_said(result)}")


def _layers(
    part: pd.DataFrame, series: str, title: str, x: alt.X, y: alt.Y, colours: Palette
) -> list[Any]:
    """Return interval and mark of one of the two series."""
    base = alt.Chart(part[["row", "label", "series", "shown", *_NUMBERS]]).encode(y=y)
    limits = base.mark_rule(
        strokeWidth=3, yOffset=_OFFSET[series], color=colours.accent, opacity=0.65
    ).encode(x=alt.X("lower:Q", title=title), x2=alt.X2("upper:Q"))
    both = [_PLAIN, _ADJUSTED]
    fills = [colours.ground, colours.accent]
    marks = base.mark_point(
        size=120, strokeWidth=2, yOffset=_OFFSET[series], opacity=1, stroke=colours.accent
    ).encode(
        x=x,
        shape=alt.Shape(
            "series:N", title=None, scale=alt.Scale(domain=both, range=["circle", "diamond"])
        ),
        fill=alt.Fill("series:N", title=None, scale=alt.Scale(domain=both, range=fills)),
        tooltip=[
            alt.Tooltip("label:N", title="Group"),
            alt.Tooltip("series:N", title="Mark"),
            alt.Tooltip("shown:N", title="Score"),
        ],
    )
    return [limits, marks]


def _marks(result: Adjusted) -> pd.DataFrame:
    """Return one row a group and series, in the unit people read."""
    q, reference = result.comparison.scores.question, result.comparison.reference
    parts = []
    for series, frame in ((_PLAIN, result.frame), (_ADJUSTED, result.after)):
        rows = frame[~frame["total"]]
        shown = [
            units.score_interval(q, r["score"], r["lower"], r["upper"]) for _, r in rows.iterrows()
        ]
        scaled = units.scale_frame(q, rows, _NUMBERS)
        parts.append(scaled.assign(series=series, shown=shown))
    marks = pd.concat(parts, ignore_index=True)
    plain = np.tile(parts[0]["score"].notna(), len(parts))
    suffix = np.select(
        [marks["hidden"], ~plain, marks["group"] == reference.id],
        [" (hidden)", " (no answers)", " (reference group)"],
        "",
    )
    return marks.assign(row=marks["label"] + suffix)


def _said(result: Adjusted) -> str:
    """Return every group's two scores in words."""
    q = result.comparison.scores.question
    rows = result.frame[~result.frame["total"] & result.frame["adjusted"].notna()]
    said = [
        f"{r['label']} {units.score(q, r['score'])} and {units.score(q, r['adjusted'])}"
        for _, r in rows.iterrows()
    ]
    return f"As answered and adjusted: {'; '.join(said)}." if said else ""
