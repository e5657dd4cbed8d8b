"""The places most likely among the lowest fifth, by probability."""

from __future__ import annotations

import altair as alt

from analysis.present import sentences
from analysis.present.charts.axis import LEFT
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.style import FRAME, Palette, layered
from analysis.results import Lowest

MOST_LOWEST = 12
"""Most places in the picture."""

_ROW = 40


def lowest(result: Lowest, colours: Palette) -> Picture | None:
    """Return bars of the probability, the most likely first, or None where none is likely.

    At most `MOST_LOWEST` places, all of them more likely than not among the lowest fifth.
    """
    top = result.likely[:MOST_LOWEST]
    if top.empty:
        return None
    shown = top.assign(
        percent=100 * top["probability"], text=top["probability"].map(sentences.probability)
    )[["name", "percent", "text"]]
    base = alt.Chart().encode(
        y=alt.Y(
            "name:N",
            sort=list(shown["name"]),
            axis=None,
            scale=alt.Scale(type="band", paddingInner=0.1),
        ),
        tooltip=[alt.Tooltip("name:N"), alt.Tooltip("text:N", title="Probability")],
    )
    x = alt.X(
        "percent:Q",
        title="Probability of being among the lowest fifth (%)",
        scale=alt.Scale(domain=[0, 119], nice=False),
        axis=alt.Axis(values=[0, 25, 50, 75, 100]),
    )
    bars = base.mark_bar(height=14, yOffset=9, color=colours.accent).encode(x=x)
    numbers = base.mark_text(align="left", dx=5, yOffset=9, fontSize=12, color=colours.ink).encode(
        x=x, text=alt.Text("text:N")
    )
    names = base.mark_text(align="left", dy=-9, fontSize=13, color=colours.ink, limit=330).encode(
        x=LEFT, text=alt.Text("name:N")
    )
    chart = layered([bars, numbers, names], colours, height=FRAME + _ROW * len(shown), data=shown)
    said = phrases.listing([f"{row['name']} {row['text']}" for _, row in shown.iterrows()])
    plural = phrases.lowered(result.level.plural)
    alternative = f"Probability of being among the lowest fifth of {plural}: {said}."
    return Picture(chart, alternative)
