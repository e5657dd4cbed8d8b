"""Places by number of answers and score, with the funnel of what is expected."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from analysis.present import sentences, units
from analysis.present.picture import Picture
from analysis.present.style import Palette, by_verdict, layered
from analysis.results import PlaceScores
from analysis.results.ranges import variance_by_chance
from analysis.statistics import expected_range

_SHAPES = {"above": "triangle-up", "expected": "circle", "below": "triangle-down"}
LIMITS = ((0.95, "95% of places"), (0.998, "99.8% of places"))
"""Confidence of the two pairs of lines, and what they hold in words."""


def _curves(result: PlaceScores, *, chance_only: bool) -> pd.DataFrame:
    q, found, known = result.question, result.spread, result.known
    n = pd.Series(np.geomspace(max(known["n_effective"].min(), 1), known["n_effective"].max(), 80))
    sd = float(result.rating_sd)
    variance = variance_by_chance(q, found.centre, sd, n)
    bounds = (0.0, 10.0 if q.is_rating else 1.0)
    frames = []
    for confidence, name in LIMITS:
        lower, upper = expected_range(
            found.centre,
            variance,
            0.0 if chance_only else found.tau2,
            confidence=confidence,
            bounds=bounds,
        )
        frames += [
            pd.DataFrame({"n": n, "limit": units.scaled(q, 1) * values, "name": name, "end": end})
            for end, values in (("lower", lower), ("upper", upper))
        ]
    return pd.concat(frames)


def funnel(
    result: PlaceScores, colours: Palette, *, chosen: str | None = None, chance_only: bool = False
) -> Picture | None:
    """Return the funnel plot of the places, or None where no range can be worked out.

    Parameters
    ----------
    result : PlaceScores
        The places.
    colours : Palette
        For the ground it stands on.
    chosen : str, optional
        Code of a place to point out by name, or of an area whose places to point out.
    chance_only : bool
        Draw the limits of chance alone, without the usual differences between places.
    """
    q = result.question
    known = result.known[result.known["band"].notna()]
    if len(known) < 2 or not result.spread.centre > 0:
        return None
    scaled = units.scale_frame(q, known, ["score"])
    dots = scaled[["name", "n", "score", "band"]].assign(
        verdict=scaled["band"].map(sentences.BANDS),
        shown=[units.score(q, v) for v in known["score"]],
        chosen=known["code"].isin(result.within(chosen)["code"] if chosen else []).to_numpy(),
    )
    reach = [0.9 * dots["n"].min(), 1.1 * dots["n"].max()]
    x = alt.X("n:Q", title=units.bases(q), scale=alt.Scale(type="log", nice=False, domain=reach))
    low, high = dots["score"].min(), dots["score"].max()
    room = 0.15 * (high - low) + (0.05 if q.is_rating else 1)
    domain = [max(low - room, 0), min(high + room, units.scaled(q, 10 if q.is_rating else 1))]
    y = alt.Y(
        "limit:Q",
        title=f"{units.noun(q)} ({units.unit(q)})",
        scale=alt.Scale(domain=domain, nice=False),
    )
    lines = limit_lines(_curves(result, chance_only=chance_only), x, y, colours)
    present = [b for b in _SHAPES if b in set(dots["band"])]
    entries = [(sentences.BANDS[b], _SHAPES[b], _colour(b, colours)) for b in present]
    points = (
        alt.Chart()
        .mark_point(filled=True, opacity=0.9)
        .encode(
            x=x,
            y=alt.Y("score:Q"),
            size=alt.SizeValue(70, condition={"test": "datum.chosen", "value": 230}),
            **by_verdict("verdict", entries),
            tooltip=[
                alt.Tooltip("name:N", title=result.level.label),
                alt.Tooltip("shown:N", title=units.noun(q)),
                alt.Tooltip("n:Q", title=units.bases(q), format=","),
                alt.Tooltip("verdict:N", title="Compared with expected"),
            ],
        )
    )
    centre = (
        alt.Chart(alt.InlineData(values=[{"limit": units.scaled(q, result.spread.centre)}]))
        .mark_rule(color=colours.ink, opacity=0.6)
        .encode(y=y)
    )
    layers = [lines, centre, points]
    if dots["chosen"].sum() == 1:
        layers += name_of_chosen(dots, x, alt.Y("score:Q"), colours)
    chart = layered(layers, colours, height=420, data=dots)
    return Picture(chart, sentences.places(result, chosen))


def limit_lines(curves: pd.DataFrame, x: alt.X, y: alt.Y, colours: Palette) -> alt.Chart:
    """Return the lines of a funnel.

    Parameters
    ----------
    curves : DataFrame
        Points along the lines: what `x` and `y` are drawn from, ``name`` (of a pair of lines, see
        `LIMITS`) and ``end`` ("lower" or "upper").
    x, y : alt.X, alt.Y
        The axes.
    colours : Palette
        For the ground it stands on.
    """
    lines: alt.Chart = (
        alt.Chart(curves)
        .mark_line(color=colours.ink, opacity=0.75, clip=True)
        .encode(
            x=x,
            y=y,
            detail=alt.Detail("end:N"),
            strokeDash=alt.StrokeDash(
                "name:N",
                title="The lines hold",
                scale=alt.Scale(range=[[1, 0], [5, 4]]),
                legend=alt.Legend(orient="bottom"),
            ),
        )
    )
    return lines


def name_of_chosen(dots: pd.DataFrame, x: alt.X, y: alt.Y, colours: Palette) -> list[alt.Chart]:
    """Return the name of the one chosen place, readable over marks and lines.

    Parameters
    ----------
    dots : DataFrame
        The places, the data of the picture: ``name``, ``chosen``, and what `x` and `y` are drawn
        from; ``n`` (larger is further right).
    x, y : alt.X, alt.Y
        The axes.
    colours : Palette
        For the ground it stands on.
    """
    own = dots[dots["chosen"]]
    right = own["n"].iloc[0] > dots["n"].median()
    text: dict[str, Any] = {
        "dy": -17,
        "fontSize": 13,
        "fontWeight": 600,
        "limit": 300,
        "align": "right" if right else "left",
    }
    base = alt.Chart().transform_filter("datum.chosen").encode(x=x, y=y, text=alt.Text("name:N"))
    return [
        base.mark_text(**text, stroke=colours.ground, strokeWidth=5),
        base.mark_text(**text, color=colours.ink),
    ]


def _colour(band: str, colours: Palette) -> str:
    return {"above": colours.higher, "below": colours.lower}.get(band, colours.plain)
