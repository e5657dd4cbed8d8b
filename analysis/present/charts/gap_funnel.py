"""The gap between two groups in every place, with the funnel of what is expected of it."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from analysis.present import sentences, units
from analysis.present.charts.funnel import LIMITS, limit_lines, name_of_chosen
from analysis.present.picture import Picture
from analysis.present.style import Palette, by_verdict, layered
from analysis.results import PlaceGaps
from analysis.statistics import expected_range

_SHAPES = {"above": "triangle-up", "expected": "circle", "below": "triangle-down"}


def _curves(result: PlaceGaps) -> pd.DataFrame:
    error = pd.Series(np.linspace(0, 1.1 * result.known["error"].max(), 80))
    top = 10.0 if result.question.is_rating else 1.0
    unit = units.scaled(result.question, 1)
    frames = []
    for confidence, name in LIMITS:
        lower, upper = expected_range(
            result.mean, error**2, result.tau2, confidence=confidence, bounds=(-top, top)
        )
        frames += [
            pd.DataFrame({"error": unit * error, "limit": unit * values, "name": name, "end": end})
            for end, values in (("lower", lower), ("upper", upper))
        ]
    return pd.concat(frames)


def _dots(result: PlaceGaps, chosen: str | None) -> pd.DataFrame:
    q, known = result.question, result.known
    limits = known[["difference", "difference_lower", "difference_upper"]].to_numpy()
    scaled = units.scale_frame(q, known, ["difference", "error"])
    return scaled[["name", "difference", "error", "n", "n_reference"]].assign(
        verdict=known["band"].map(sentences.gap_bands(result)),
        shown=[units.gap(q, *row) for row in limits],
        chosen=known["code"].isin(result.within(chosen)["code"] if chosen else []).to_numpy(),
    )


def _domain(result: PlaceGaps, dots: pd.DataFrame) -> list[float]:
    """Return an axis of gaps that holds every place, the average and no gap."""
    marks = [*dots["difference"], units.scaled(result.question, result.mean), 0.0]
    room = 0.08 * (max(marks) - min(marks)) + (0.05 if result.question.is_rating else 1)
    return [min(marks) - room, max(marks) + room]


def gap_funnel(result: PlaceGaps, colours: Palette, *, chosen: str | None = None) -> Picture | None:
    """Return the funnel plot of gaps, the more certain ones to the right; None without two places.

    Parameters
    ----------
    result : PlaceGaps
        The gaps.
    colours : Palette
        For the ground it stands on.
    chosen : str, optional
        Code of a place to point out by name, or of an area whose places to point out.
    """
    q = result.question
    if len(result.known) < 2:
        return None
    dots = _dots(result, chosen)
    reach = [1.1 * dots["error"].max(), max(0.0, 0.8 * dots["error"].min())]
    x = alt.X(
        "error:Q",
        title="Moved by chance alone (points): surer →",
        scale=alt.Scale(domain=reach, nice=False),
        axis=alt.Axis(tickCount=6),
    )
    scale = alt.Scale(domain=_domain(result, dots), nice=False)
    lines = limit_lines(
        _curves(result), x, alt.Y("limit:Q", title="Gap (points)", scale=scale), colours
    )
    words = sentences.gap_bands(result)
    present = [band for band in _SHAPES if band in set(result.known["band"])]
    points = (
        alt.Chart()
        .mark_point(filled=True, opacity=0.9)
        .encode(
            x=x,
            y=alt.Y("difference:Q"),
            size=alt.SizeValue(70, condition={"test": "datum.chosen", "value": 230}),
            **by_verdict(
                "verdict",
                [(words[b], _SHAPES[b], _colour(words[b], colours)) for b in present],
            ),
            tooltip=[
                alt.Tooltip("name:N", title=result.level.label),
                alt.Tooltip("shown:N", title="Gap"),
                alt.Tooltip("verdict:N", title="Compared with expected"),
                alt.Tooltip("n:Q", title=f"Answers, {result.group.label}", format=","),
                alt.Tooltip(
                    "n_reference:Q", title=f"Answers, {result.reference.label}", format=","
                ),
            ],
        )
    )
    layers = [_level(0.0, colours, dash=[2, 3]), _level(units.scaled(q, result.mean), colours)]
    layers += [lines, points]
    if dots["chosen"].sum() == 1:
        layers += name_of_chosen(dots.assign(n=-dots["error"]), x, alt.Y("difference:Q"), colours)
    chart = layered(layers, colours, height=420, data=dots)
    return Picture(chart, sentences.place_gaps(result, chosen))


def _level(value: float, colours: Palette, dash: list[int] | None = None) -> alt.Chart:
    """Return a line across the picture."""
    line: alt.Chart = (
        alt.Chart(alt.InlineData(values=[{"limit": value}]))
        .mark_rule(color=colours.ink, opacity=0.6, strokeDash=dash or [1, 0])
        .encode(y=alt.Y("limit:Q"))
    )
    return line


def _colour(words: str, colours: Palette) -> str:
    """Return the colour of a verdict: a wider gap is the worse one, whomever it harms."""
    if words.startswith(("Wider", "Lower")):
        return colours.lower
    return colours.higher if words.startswith(("Narrower", "Higher")) else colours.plain
