"""On how many questions each group scores clearly lower or higher."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from analysis.present.charts.axis import LEFT
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.style import FRAME, Palette, layered
from analysis.present.tables.cells import records
from analysis.results import Overview

_ROW = 44
MOST_SHOWN = 12


def most_different(overview: Overview) -> pd.DataFrame:
    """Return the groups that are clearly lower, then different, on most; at most `MOST_SHOWN`."""
    lower = overview.gaps["lower"].to_numpy()
    differs = lower + overview.gaps["higher"].to_numpy()
    order = np.lexsort((-differs, -lower))
    return overview.gaps.take(order[differs[order] > 0][:MOST_SHOWN])


def gaps(overview: Overview, colours: Palette) -> Picture | None:
    """Return bars of the number of questions lower (left) and higher (right), or None."""
    top = most_different(overview)
    if top.empty:
        return None
    rows = records(top)
    order = [f"{overview.dimension(r['dimension']).label}: {r['label']}" for r in rows]
    sides = [
        {"row": name, "side": side.capitalize(), "count": sign * r[side], "number": r[side]}
        for side, sign in (("lower", -1), ("higher", 1))
        for name, r in zip(order, rows, strict=True)
        if r[side]
    ]
    reach = max(side["number"] for side in sides) + 4
    y = alt.Y("row:N", sort=order, axis=None, scale=alt.Scale(type="band", paddingInner=0.1))
    x = alt.X(
        "count:Q",
        title="Questions: clearly lower to the left, clearly higher to the right",
        scale=alt.Scale(domain=[-reach, reach]),
        axis=alt.Axis(labelExpr="abs(datum.value)", tickMinStep=1),
    )
    text: dict[str, Any] = {"yOffset": 9, "fontSize": 12, "color": colours.ink}
    base = alt.Chart().encode(y=y, x=x)
    bars = base.mark_bar(height=16, yOffset=9).encode(
        color=alt.Color(
            "side:N",
            title=None,
            scale=alt.Scale(domain=["Lower", "Higher"], range=[colours.lower, colours.higher]),
        ),
        tooltip=[
            alt.Tooltip("row:N"),
            alt.Tooltip("side:N"),
            alt.Tooltip("number:Q", title="questions"),
        ],
    )
    left = base.transform_filter("datum.side == 'Lower'").mark_text(align="right", dx=-4, **text)
    right = base.transform_filter("datum.side == 'Higher'").mark_text(align="left", dx=4, **text)
    names = (
        alt.Chart(alt.InlineData(values=[{"row": name} for name in order]))
        .mark_text(align="left", dy=-11, fontSize=13, color=colours.ink)
        .encode(y=y, x=LEFT, text=alt.Text("row:N"))
    )
    numbers = [side.encode(text=alt.Text("number:Q")) for side in (left, right)]
    chart = layered(
        [names, bars, *numbers],
        colours,
        height=FRAME + _ROW * len(order),
        data=alt.InlineData(values=sides),
    )
    words = phrases.listing(
        [
            f"{name} lower on {r['lower']} and higher on {r['higher']}"
            for name, r in zip(order, rows, strict=True)
        ]
    )
    return Picture(chart, f"Questions on which groups differ clearly: {words}.")
