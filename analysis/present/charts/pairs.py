"""Two shares a row, such as those of two years, joined by a line."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.present.charts.heat import NAMES, NARROW, ROW, row_names
from analysis.present.style import FRAME, Palette, by_verdict, layered


def pairs(
    rows: pd.DataFrame, first: str, second: str, title: str, colours: Palette
) -> alt.LayerChart:
    """Return two marks a row: a hollow square and a filled circle, with a line between them.

    Parameters
    ----------
    rows : DataFrame
        From top to bottom: ``name`` (unique), ``first``, ``second`` (percent 0-100, or missing),
        ``shown`` (words of the tooltip).
    first, second : str
        What the two are, for the legend.
    title : str
        Of the axis.
    colours : Palette
        Light or dark.
    """
    names = pd.DataFrame({"row": rows["name"], "name": rows["name"], "head": False})
    y = alt.Y(
        "row:N",
        axis=None,
        scale=alt.Scale(type="band", domain=names["row"].tolist(), paddingInner=0),
    )
    x = alt.X(
        "share:Q",
        title=title,
        scale=alt.Scale(
            zero=True, range=[alt.expr(f"{NARROW} ? 8 : {NAMES}"), alt.expr("width - 10")]
        ),
        axis=alt.Axis(tickCount=5),
    )
    wide = rows.assign(row=rows["name"]).drop(columns="name")
    long = pd.concat(
        [
            wide[["row", "shown"]].assign(share=wide[column], side=side)
            for column, side in (("first", first), ("second", second))
        ]
    )
    lower = alt.expr(f"{NARROW} ? 6 : 0")
    base = alt.Chart().encode(y=y)
    lines = alt.Chart(wide).mark_rule(
        color=colours.ink, opacity=0.5, strokeWidth=2, yOffset=lower, aria=False
    )
    looks = [(first, "square", colours.fewer), (second, "circle", colours.more)]
    marks = (
        base.transform_filter("isValid(datum.share)")
        .mark_point(size=90, filled=True, opacity=1, yOffset=lower)
        .encode(
            x=x,
            **by_verdict("side", looks),
            tooltip=[alt.Tooltip("row:N", title=" "), alt.Tooltip("shown:N", title="Share")],
        )
    )
    return layered(
        [
            *row_names(names, y, colours),
            lines.encode(y=y, x=alt.X("first:Q"), x2=alt.X2("second:Q")),
            marks,
        ],
        colours,
        height=FRAME + ROW * len(rows),
        data=long,
    )
