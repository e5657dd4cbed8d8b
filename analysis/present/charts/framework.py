"""Pictures of the CCG framework: the four indicators of a CCG, or all CCGs by category."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from analysis.dashboard import CATEGORIES, Framework
from analysis.present.charts.axis import LEFT
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.sentences.framework import (
    CATEGORY,
    MEASURE_BANDS,
    framework,
    measure_label,
    measured,
    signed,
)
from analysis.present.style import FRAME, Palette, by_verdict, layered
from analysis.statistics import critical_value
from analysis.survey import place

_ROW = 56
_STEP = 0.1
_DOTS = 300
_SHAPES = {"top": "triangle-up", "well": "diamond", "needs": "circle", "greatest": "triangle-down"}
_BAND_SHAPES = {"better": "triangle-up", "expected": "circle", "worse": "triangle-down"}


def framework_place(found: Framework, code: str, colours: Palette) -> Picture | None:
    """Return the indicators of a CCG as z-scores beside the range expected, or None."""
    half = critical_value(found.rule.confidence)
    rows = []
    for measure in found.measures:
        row = measure.of(code)
        if row["band"] is None or not np.isfinite(row["z"]):
            continue
        against = "standard" if measure.standard else "England"
        shown = measured(measure, row["value"]).removesuffix(" out of 10")
        reference = measured(measure, measure.reference).removesuffix(" out of 10")
        move = critical_value() * row["error"]
        rows.append(
            {
                "row": measure_label(measure),
                "label": f"{measure_label(measure)}: {shown} ({against} {reference})",
                "z": row["z"],
                "low": row["z"] - move,
                "high": row["z"] + move,
                "from": -half,
                "to": half,
                "verdict": MEASURE_BANDS[row["band"]],
                "band": row["band"],
                "shown": shown,
            }
        )
    if not rows:
        return None
    data = pd.DataFrame(rows)
    reach = 0.4 + max(half, float(np.abs(data[["low", "high"]].to_numpy(dtype=float)).max()))
    y = alt.Y(
        "row:N", sort=list(data["row"]), axis=None, scale=alt.Scale(type="band", paddingInner=0.1)
    )
    scale = alt.Scale(domain=[-reach, reach], nice=False)
    title = "← worse · usual steps between CCGs · better →"
    x = alt.X("z:Q", title=title, scale=scale, axis=alt.Axis(tickCount=6))
    base = alt.Chart().encode(y=y)
    present = [b for b in _BAND_SHAPES if b in set(data["band"])]
    entries = [(MEASURE_BANDS[b], _BAND_SHAPES[b], _band_colour(b, colours)) for b in present]
    layers = [
        base.mark_text(align="left", dy=-14, fontSize=13, limit=460, color=colours.ink).encode(
            x=LEFT, text=alt.Text("label:N")
        ),
        base.mark_rule(strokeWidth=14, yOffset=10, color=colours.faint, opacity=0.6).encode(
            x=alt.X("from:Q", title=title, scale=scale), x2=alt.X2("to:Q")
        ),
        alt.Chart(alt.InlineData(values=[{"z": 0}]))
        .mark_rule(color=colours.ink, opacity=0.6, strokeDash=[4, 4])
        .encode(x=x),
        base.mark_rule(strokeWidth=3, yOffset=10, color=colours.accent, opacity=0.75).encode(
            x=alt.X("low:Q", title=title, scale=scale), x2=alt.X2("high:Q")
        ),
        base.mark_point(filled=True, size=150, yOffset=10, opacity=1).encode(
            x=x,
            **by_verdict("verdict", entries),
            tooltip=[
                alt.Tooltip("row:N", title="Indicator"),
                alt.Tooltip("shown:N", title="Figure"),
                alt.Tooltip("verdict:N", title="Beside the range expected"),
            ],
        ),
    ]
    chart = layered(layers, colours, height=FRAME + _ROW * len(data), data=data)
    each = [f"{r['label']} {r['verdict'].lower()}, z {signed(r['z'])}" for r in rows]
    return Picture(chart, f"{framework(found, code)} {'; '.join(each)}.")


def framework_places(found: Framework, at: str, colours: Palette) -> Picture | None:
    """Return a dot a CCG by its average, stacked; an area's stand out. None if none is rated."""
    rated = found.frame[found.frame["average"].notna()]
    if rated.empty:
        return None
    inside = set(found.within(at)["code"]) or set(rated["code"])
    middle = _STEP * (np.floor(rated["average"] / _STEP) + 0.5)
    data = pd.DataFrame(
        {
            "name": rated["name"],
            "average": middle.round(2),
            "shown": [signed(a) for a in rated["average"]],
            "category": [CATEGORY[c] for c in rated["category"]],
            "group": rated["category"],
            "own": rated["code"].isin(inside),
        }
    ).sort_values(["own", "name"], ascending=[False, True])
    by = ["average", "group"]
    data = data.assign(height=data.groupby("average").cumcount() + 1).sort_values(by)
    top = max(int(data["height"].max()) + 1, 6)
    ends = [float(data["average"].min()) - 0.3, float(data["average"].max()) + 0.3]
    x = alt.X(
        "average:Q",
        title="← worse · average of the indicators (z) · better →",
        scale=alt.Scale(domain=ends, nice=False),
    )
    y = alt.Y("height:Q", axis=None, scale=alt.Scale(domain=[0, top], nice=False))
    present = [c for c in CATEGORIES if c in set(data["group"])]
    entries = [(CATEGORY[c], _SHAPES[c], _colour(c, colours)) for c in present]
    cuts = [found.rule.greatest, found.rule.well, found.rule.top]
    lines = (
        alt.Chart(alt.InlineData(values=[{"average": c} for c in cuts if ends[0] < c < ends[1]]))
        .mark_rule(color=colours.ink, opacity=0.6, strokeDash=[4, 4])
        .encode(x=x)
    )
    dots = (
        alt.Chart()
        .mark_point(filled=True, size=60)
        .encode(
            x=x,
            y=y,
            opacity=alt.OpacityValue(0.25, condition={"test": "datum.own", "value": 1}),
            **by_verdict("category", entries),
            tooltip=[
                alt.Tooltip("name:N", title="CCG"),
                alt.Tooltip("category:N", title="Category"),
                alt.Tooltip("shown:N", title="Average"),
            ],
        )
    )
    shown = data.drop(columns="group")
    chart = layered([lines, dots], colours, height=FRAME + _DOTS, data=shown)
    where = place(at)
    others = " CCGs elsewhere are drawn faintly." if set(rated["code"]) - inside else ""
    limits = phrases.listing([signed(c) for c in sorted(cuts)])
    words = f"{framework(found, where.code)} Dashed lines at the cuts {limits}.{others}"
    return Picture(chart, words)


def _colour(category: str, colours: Palette) -> str:
    shades = {"top": colours.higher, "well": colours.higher, "greatest": colours.lower}
    return shades.get(category, colours.plain)


def _band_colour(band: str, colours: Palette) -> str:
    return {"better": colours.higher, "worse": colours.lower}.get(band, colours.plain)
