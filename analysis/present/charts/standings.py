"""How a place stands on every indicator: latest figure, interval and standard."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.dashboard.standing import Standing, Standings
from analysis.present import units
from analysis.present.charts.axis import LEFT
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.sentences.standings import named
from analysis.present.style import FRAME, Palette, by_verdict, layered

_ROW = 44
_TICK = "M-0.14,-1.5H0.14V1.5H-0.14Z"
_MET, _MISSED, _NONE, _STANDARD = "Standard met", "Standard missed", "No standard", "Standard"


def standings(result: Standings, colours: Palette) -> Picture | None:
    """Return the percentages of a place as dots with intervals, or None if there are none."""
    found = [one for one in result.found if one.indicator.unit == "percent"]
    if not found:
        return None
    drawn = pd.DataFrame([_row(one) for one in found])
    y = alt.Y("row:N", sort=list(drawn["row"]), axis=None, scale=alt.Scale(paddingInner=0.1))
    scale = alt.Scale(domain=_domain(drawn), nice=False)
    x = alt.X("value:Q", title="Percent of people", scale=scale)
    base = alt.Chart().encode(y=y)
    names = base.mark_text(align="left", dy=-12, fontSize=13, limit=460, color=colours.ink)
    spans = base.mark_rule(strokeWidth=4, yOffset=9, color=colours.accent, opacity=0.6)
    marks = (
        alt.Chart(pd.concat([_standards(drawn), drawn.assign(what=drawn["verdict"])]))
        .mark_point(filled=True, size=150, yOffset=9, opacity=1)
        .encode(
            y=y,
            x=x,
            **by_verdict("what", _entries(drawn, colours)),
            tooltip=[
                alt.Tooltip("row:N", title="Indicator"),
                alt.Tooltip("what:N", title="What it is"),
                alt.Tooltip("shown:N", title="Figure"),
            ],
        )
    )
    layers = [
        names.encode(x=LEFT, text=alt.Text("row:N")),
        spans.encode(x=alt.X("lower:Q", scale=scale), x2=alt.X2("upper:Q")),
        marks,
    ]
    chart = layered(layers, colours, height=FRAME + _ROW * len(drawn), data=drawn)
    return Picture(chart, f"{result.shown.name}: {phrases.listing([_said(one) for one in found])}.")


def _row(one: Standing) -> dict[str, object]:
    latest, what = one.latest, one.indicator
    limits = {c: 100 * latest[c] for c in ("value", "lower", "upper")}
    return {
        "row": f"{named(one)}, {latest['label']}",
        "verdict": _NONE if one.meets is None else _MET if one.meets else _MISSED,
        "standard": None if one.meets is None or what.standard is None else 100 * what.standard,
        "shown": _figure(one),
        **limits,
    }


def _standards(drawn: pd.DataFrame) -> pd.DataFrame:
    rows = drawn[drawn["standard"].notna()]
    shown = [f"{value:g}%" for value in rows["standard"]]
    return rows.assign(what=_STANDARD, value=rows["standard"].astype(float), shown=shown)


def _entries(drawn: pd.DataFrame, colours: Palette) -> list[tuple[str, str, str]]:
    every = [
        (_MET, "triangle-up", colours.higher),
        (_MISSED, "triangle-down", colours.lower),
        (_NONE, "circle", colours.plain),
        (_STANDARD, _TICK, colours.ink),
    ]
    there = {*drawn["verdict"], _STANDARD if drawn["standard"].notna().any() else ""}
    return [entry for entry in every if entry[0] in there]


def _domain(drawn: pd.DataFrame) -> list[float]:
    low = float(drawn[["value", "lower", "standard"]].astype(float).min().min())
    return [max(0.0, 10 * (low // 10)), 100.0]


def _figure(one: Standing) -> str:
    row, what = one.latest, one.indicator
    text = units.figure(what, row["value"])
    if units.is_missing(row["lower"]):
        return text
    return f"{text} ({units.figure_limits(what, row['lower'], row['upper'])})"


def _said(one: Standing) -> str:
    text = f"{named(one)} {_figure(one)} in {one.latest['label']}"
    if one.meets is None or one.indicator.standard is None:
        return text
    met = "meets" if one.meets else "misses"
    return f"{text}, which {met} the standard of {units.percent(one.indicator.standard)}"
