"""An indicator over time, with the range that chance explains and the standard."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.present import sentences, units
from analysis.present.picture import Picture
from analysis.present.style import FRAME, Palette, by_verdict, layered
from analysis.results import IndicatorTrend
from analysis.statistics.xmr import Variation

_ROWS = 300
_USUAL = "As usual"
_WORDS = {
    Variation.IMPROVEMENT: "Better than usual",
    Variation.CONCERN: "Worse than usual",
    Variation.HIGH: "Higher than usual",
    Variation.LOW: "Lower than usual",
    Variation.COMMON: _USUAL,
    Variation.UNKNOWN: "Too few to say",
}
_DASHES = {"Average": [1, 0], "Usual range": [5, 4]}
_STANDARD = [12, 4, 2, 4]


def xmr(trend: IndicatorTrend, colours: Palette) -> Picture | None:
    """Return the control chart of an indicator, or None where no value is known.

    Points that stand out are told apart by shape (which way), colour and legend (what it means).
    """
    if trend.known.empty:
        return None
    points, lines = _points(trend), _lines(trend)
    x = alt.X("period:T", title=None, axis=alt.Axis(format=_format(trend), tickCount=6))
    y = alt.Y(
        "value:Q",
        title=_title(trend),
        scale=alt.Scale(domain=_domain(points, lines), nice=False, zero=False),
    )
    base = alt.Chart().encode(x=x, y=y)
    marks = (
        base.transform_filter("isValid(datum.value)")
        .mark_point(filled=True, opacity=1, strokeWidth=0)
        .encode(
            size=alt.SizeValue(
                120, condition={"test": f"datum.verdict == '{_USUAL}'", "value": 45}
            ),
            **by_verdict("verdict", _entries(trend, points, colours)),
            tooltip=[
                alt.Tooltip("label:N", title=trend.grain.capitalize()),
                alt.Tooltip("shown:N", title=trend.indicator.label),
                alt.Tooltip("verdict:N", title="What it means"),
            ],
        )
    )
    path = base.mark_line(color=colours.accent, opacity=0.6, strokeWidth=1.5, aria=False)
    layers = [path, marks]
    if not lines.empty:
        layers.insert(0, _ruled(lines, x, y, colours))
    chart = layered(layers, colours, height=FRAME + _ROWS, data=points)
    return Picture(chart, _alt(trend))


def _points(trend: IndicatorTrend) -> pd.DataFrame:
    frame = trend.frame
    return pd.DataFrame(
        {
            "period": frame["period"],
            "label": frame["label"],
            "value": units.figure_scale(trend.indicator) * frame["value"],
            "shown": [
                "" if pd.isna(v) else units.figure(trend.indicator, v) for v in frame["value"]
            ],
            "verdict": [_WORDS[Variation(v)] for v in frame["variation"]],
        }
    )


def _lines(trend: IndicatorTrend) -> pd.DataFrame:
    """Return the lines as points: ``period``, ``value``, ``line`` (its name) and ``part``."""
    frame, scale = trend.frame, units.figure_scale(trend.indicator)
    drawn: list[tuple[str, str, pd.Series]] = [
        ("Average", "mean", frame["mean"]),
        ("Usual range", "lower", frame["lower_limit"]),
        ("Usual range", "upper", frame["upper_limit"]),
    ]
    if trend.indicator.standard is not None:
        level = pd.Series(trend.indicator.standard, frame.index)
        name = f"Standard: {units.rounded(100 * trend.indicator.standard, 0)}%"
        drawn.append((name, "standard", level))
    parts = [
        pd.DataFrame({"period": frame["period"], "value": scale * v, "line": name, "part": part})
        for name, part, v in drawn
    ]
    return pd.concat(parts, ignore_index=True).dropna(subset="value")


def _ruled(lines: pd.DataFrame, x: alt.X, y: alt.Y, colours: Palette) -> alt.Chart:
    names = list(lines["line"].unique())
    ruled: alt.Chart = (
        alt.Chart(lines)
        .mark_line(color=colours.ink, opacity=0.8, strokeWidth=1.5, aria=False)
        .encode(
            x=x,
            y=y,
            detail=alt.Detail("part:N"),
            strokeDash=alt.StrokeDash(
                "line:N",
                title=None,
                scale=alt.Scale(domain=names, range=[_DASHES.get(n, _STANDARD) for n in names]),
                legend=alt.Legend(orient="bottom", columns=3, symbolSize=500),
            ),
        )
    )
    return ruled


def _entries(
    trend: IndicatorTrend, points: pd.DataFrame, colours: Palette
) -> list[tuple[str, str, str]]:
    """Return verdict, shape and colour of the kinds of point that there are."""
    up, down = "triangle-up", "triangle-down"
    better, worse = (down, up) if trend.indicator.better == "decrease" else (up, down)
    looks: dict[Variation, tuple[str, str]] = {
        Variation.IMPROVEMENT: (better, colours.higher),
        Variation.CONCERN: (worse, colours.lower),
        Variation.HIGH: (up, colours.accent),
        Variation.LOW: (down, colours.accent),
        Variation.COMMON: ("circle", colours.plain),
        Variation.UNKNOWN: ("circle", colours.plain),
    }
    present = set(points.loc[points["value"].notna(), "verdict"])
    return [(_WORDS[v], *look) for v, look in looks.items() if _WORDS[v] in present]


def _domain(points: pd.DataFrame, lines: pd.DataFrame) -> list[float]:
    values: Any = pd.concat([points["value"], lines["value"]])
    room = max(0.06 * (values.max() - values.min()), 0.5)
    return [max(values.min() - room, 0.0), values.max() + room]


def _title(trend: IndicatorTrend) -> str:
    unit = trend.indicator.unit.capitalize()
    return f"{unit} (made-up figures)" if trend.synthetic else unit


def _format(trend: IndicatorTrend) -> str:
    return "%Y" if trend.grain == "year" else "%b %Y"


def _alt(trend: IndicatorTrend) -> str:
    """Return what the picture shows, in words."""
    frame, what = trend.frame, trend.indicator
    noun = "Made-up figures" if trend.synthetic else "Figures"
    first, last = frame["label"].iloc[0], frame["label"].iloc[-1]
    periods = sentences.phrases.many(len(frame), trend.grain)
    said = f"{sentences.indicator(trend)} {noun} for {periods}, the first {first}, the last {last}"
    if pd.isna(frame["mean"].iloc[-1]):
        return f"{said}."
    average = units.figure(what, frame["mean"].iloc[-1])
    limits = frame["lower_limit"].iloc[-1], frame["upper_limit"].iloc[-1]
    return f"{said}: average {average}, usual range {units.figure_limits(what, *limits)}."
