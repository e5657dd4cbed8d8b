"""On how many questions each group scores clearly lower or higher."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.present.charts.axis import LEFT
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.style import FRAME, Palette, layered
from analysis.results import Overview

_ROW = 44
MOST_SHOWN = 12


def most_different(overview: Overview) -> pd.DataFrame:
    """Return the groups that are clearly lower, then different, on most; at most `MOST_SHOWN`."""
    gaps = overview.gaps.assign(differs=overview.gaps["lower"] + overview.gaps["higher"])
    return gaps[gaps["differs"] > 0].nlargest(MOST_SHOWN, ["lower", "differs"], keep="first")


def gaps(overview: Overview, colours: Palette) -> Picture | None:
    """Return bars of the number of questions lower (left) and higher (right), or None."""
    top = most_different(overview)
    if top.empty:
        return None
    top = top.assign(
        row=[
            f"{overview.dimension(d).label}: {g}"
            for d, g in zip(top["dimension"], top["label"], strict=True)
        ]
    )
    sides = pd.concat(
        [
            pd.DataFrame({"row": top["row"], "side": "Lower", "count": -top["lower"]}),
            pd.DataFrame({"row": top["row"], "side": "Higher", "count": top["higher"]}),
        ]
    )
    sides["number"] = sides["count"].abs()
    reach = int(sides["number"].max()) + 4
    order = list(top["row"])
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
        alt.Chart(top[["row"]])
        .mark_text(align="left", dy=-11, fontSize=13, color=colours.ink)
        .encode(y=y, x=LEFT, text=alt.Text("row:N"))
    )
    numbers = [side.encode(text=alt.Text("number:Q")) for side in (left, right)]
    chart = layered(
        [names, bars, *numbers],
        colours,
        height=FRAME + _ROW * len(order),
        data=sides[sides["number"] > 0],
    )
    words = phrases.listing(
        [f"{r['row']} lower on {r['lower']} and higher on {r['higher']}" for _, r in top.iterrows()]
    )
    return Picture(chart, f"Questions on which groups differ clearly: {words}.")
