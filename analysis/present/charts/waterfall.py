"""From nothing to the gap, part by part."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.present import sentences, units
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.style import FRAME, Palette, styled
from analysis.results import GapParts

_ROW = 50
_TOWARDS, _AGAINST, _WHOLE = "Goes with the gap", "Pulls the other way", "The gap"


def waterfall(result: GapParts, colours: Palette) -> Picture:
    """Return one bar a part, each from where the one before ends, and the whole gap last.

    The 95% interval of a part stands over its bar in numbers: a bar starts where the one before
    ends, so that a line through its end would be read against the wrong zero.
    """
    steps = _steps(result)
    order = list(steps["row"])
    y = alt.Y("row:N", sort=order, axis=None, scale=alt.Scale(type="band", paddingInner=0.1))
    low, high = float(steps["least"].min()), float(steps["most"].max())
    room = 0.14 * (high - low)
    first, second = result.sides.group.label, result.sides.reference.label
    x = alt.X(
        "start:Q",
        title=[f"Points: {first}", f"less {second}"],
        scale=alt.Scale(domain=[low - room, high + room], nice=False),
        axis=alt.Axis(tickCount=6),
    )
    names = (
        alt.Chart(steps[["row", "words"]])
        .mark_text(align="left", dy=-15, fontSize=13, color=colours.ink)
        .encode(x=alt.value(0), y=y, text=alt.Text("words:N"))
    )
    zero = alt.Chart(pd.DataFrame({"start": [0.0]})).mark_rule(
        strokeDash=[2, 3], color=colours.ink, aria=False
    )
    base = alt.Chart(steps).encode(y=y)
    words = [_TOWARDS, _AGAINST, _WHOLE]
    shades = [colours.lower, colours.higher, colours.plain]
    bars = base.mark_bar(height=16, yOffset=8).encode(
        x=x,
        x2="end:Q",
        color=alt.Color("kind:N", title=None, scale=alt.Scale(domain=words, range=shades)),
        tooltip=[
            alt.Tooltip("row:N", title="Part"),
            alt.Tooltip("shown:N", title="Points"),
            alt.Tooltip("kind:N", title="Which"),
        ],
    )
    chart = alt.layer(zero.encode(x=x), names, bars).properties(
        height=FRAME + _ROW * len(order), width="container"
    )
    said = phrases.listing([f"{r['row']} {r['shown']}" for _, r in steps.iterrows()])
    alternative = f"{sentences.gap(result)} In points, with 95% intervals: {said}."
    return Picture(styled(chart, colours), alternative)


def _steps(result: GapParts) -> pd.DataFrame:
    """Return one row a bar, in the unit people read: where it starts and ends."""
    q, sides = result.question, result.sides
    whole = {
        "label": f"{_WHOLE}: {sides.group.label} less {sides.reference.label}",
        "estimate": sides.gap,
        "lower": sides.lower,
        "upper": sides.upper,
    }
    frame = pd.concat([result.frame, pd.DataFrame([{**whole, "part": "gap"}])], ignore_index=True)
    before = result.frame["estimate"].cumsum().shift(fill_value=0.0)
    start = pd.concat([before, pd.Series([0.0])], ignore_index=True)
    towards = frame["estimate"] * sides.gap >= 0
    kind = towards.map({True: _TOWARDS, False: _AGAINST}).where(frame["part"] != "gap", _WHOLE)
    scale = 1.0 if q.is_rating else 100.0
    steps = pd.DataFrame(
        {
            "row": frame["label"],
            "kind": kind,
            "start": scale * start,
            "end": scale * (start + frame["estimate"]),
            "shown": [
                units.signed_interval(q, *row)
                for row in frame[["estimate", "lower", "upper"]].itertuples(index=False)
            ],
        }
    )
    edges = steps[["start", "end"]]
    return steps.assign(
        least=edges.min(axis=1), most=edges.max(axis=1), words=steps["row"] + ": " + steps["shown"]
    )
