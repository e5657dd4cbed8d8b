"""Who answered and who wrote by group, and what the silent could make of a gap."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from analysis.present import sentences, units
from analysis.present.charts.axis import LEFT
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.style import FRAME, Palette, by_verdict, layered
from analysis.results.survival import Survival
from analysis.results.voices import Voices
from analysis.results.writers import Writers
from analysis.survey import NOT_GIVEN

_ROW = 46
_RATE = "Answered, of those asked"
_WROTE = "Wrote a comment, of those who answered"
_LOWER, _HIGHER, _SAME = (
    "Clearly below everyone's",
    "Clearly above everyone's",
    "No clear difference",
)
_UNTESTED = "Not compared"


def _rows(order: list[str]) -> alt.Y:
    scale = alt.Scale(type="band", paddingInner=0.1)
    return alt.Y("row:N", sort=order, axis=None, scale=scale)


def _domain(low: float, high: float, step: float) -> list[float]:
    ends = [step * float(np.floor(low / step)), step * float(np.ceil(high / step))]
    return ends if ends[0] < ends[1] else [ends[0] - step, ends[1] + step]


def response(result: Voices, by: str, colours: Palette) -> Picture | None:
    """Return dots of the response rates of a breakdown's groups, or None if all are hidden."""
    frame = result.groups(by).reset_index(drop=True)
    clear = (frame["difference_upper"] < 0) | (frame["difference_lower"] > 0)
    about = f"{_RATE} (percent)", "Response rates by group"
    return _rates(frame.assign(clear=clear), result.everyone["rate"], about, colours)


def writers(result: Writers, colours: Palette) -> Picture | None:
    """Return dots of the shares of groups who wrote comments, or None if all are hidden."""
    about = f"{_WROTE} (percent)", "Who wrote a comment, by group"
    return _rates(result.frame, result.whole["rate"], about, colours)


def _rates(
    frame: pd.DataFrame, everyone: float, about: tuple[str, str], colours: Palette
) -> Picture | None:
    """Return dots of rates, their intervals and a line for everyone's, or None if all are hidden.

    `about` says what the axis is, and what the picture is, in words.
    """
    known = frame["rate"].notna()
    if not known.any():
        return None
    numbers = ["rate", "lower", "upper"]
    data = frame.assign(**{c: 100 * frame[c] for c in numbers})
    data["row"] = np.where(known, data["label"], data["label"] + " (hidden)")
    clear = frame["clear"].fillna(value=False).astype(bool)
    data["verdict"] = np.select(
        [
            frame["difference"].isna() | (frame["group"] == NOT_GIVEN.id),
            clear & (frame["difference"] < 0),
            clear,
        ],
        [_UNTESTED, _LOWER, _HIGHER],
        _SAME,
    )
    data["shown"] = ["" if r["hidden"] else sentences.rate(r) for _, r in frame.iterrows()]
    whole = 100 * everyone
    keep = ["row", "label", *numbers, "verdict", "shown"]
    reach = [*data[numbers].to_numpy().ravel(), whole]
    domain = _domain(float(np.nanmin(reach)), float(np.nanmax(reach)), 10.0)
    x = alt.X("rate:Q", title=about[0], scale=alt.Scale(domain=domain), axis=alt.Axis(tickCount=6))
    layers = _dots(data, x, about[0], colours)
    if not units.is_missing(whole):
        line = alt.Chart(alt.InlineData(values=[{"rate": whole}]))
        dashes = line.mark_rule(strokeDash=[5, 4], color=colours.ink, aria=False)
        layers.insert(0, dashes.encode(x=x))
    told = [f"{r['label']} {sentences.rate(r)}" for _, r in frame[known].iterrows()]
    chart = layered(layers, colours, height=FRAME + _ROW * len(data), data=data[keep])
    return Picture(chart, f"{about[1]}: {phrases.listing(told)}.")


def _dots(data: pd.DataFrame, x: alt.X, title: str, colours: Palette) -> list[alt.Chart]:
    """Return the layers of names, intervals and dots."""
    looks = [
        (_LOWER, "triangle-down", colours.lower),
        (_SAME, "circle", colours.plain),
        (_HIGHER, "triangle-up", colours.higher),
        (_UNTESTED, "square", colours.plain),
    ]
    drawn = set(data.loc[data["rate"].notna(), "verdict"])
    base = alt.Chart().encode(y=_rows(list(data["row"])))
    names = base.mark_text(align="left", dy=-11, fontSize=13, color=colours.ink)
    known = base.transform_filter("isValid(datum.rate)")
    bars = known.mark_rule(strokeWidth=3, yOffset=8, color=colours.accent, opacity=0.65)
    return [
        names.encode(x=LEFT, text=alt.Text("row:N")),
        bars.encode(x=alt.X("lower:Q", title=title), x2=alt.X2("upper:Q")),
        known.mark_point(filled=True, size=130, yOffset=8, opacity=1).encode(
            x=x,
            **by_verdict("verdict", [look for look in looks if look[0] in drawn]),
            tooltip=[
                alt.Tooltip("label:N", title="Group"),
                alt.Tooltip("shown:N", title=title.split(",")[0]),
            ],
        ),
    ]


def survival(result: Survival, colours: Palette) -> Picture:
    """Return the gap as answered, re-weighted, and its bounds, above each other."""
    q, sides = result.question, result.sides
    rows: list[tuple[str, float | None, float | None, float | None]] = [
        ("As answered", sides.gap, sides.lower, sides.upper),
        (
            "Weighted to be like those asked",
            result.weighted.value,
            result.weighted.lower,
            result.weighted.upper,
        ),
        (
            "If the silent had scored like other groups",
            None,
            result.bounds.lower,
            result.bounds.upper,
        ),
    ]
    data = pd.DataFrame(rows, columns=["row", "gap", "lower", "upper"])
    numbers = ["gap", "lower", "upper"]
    data[numbers] = data[numbers].astype(float)
    data["shown"] = [
        "not known"
        if units.is_missing(r["lower"])
        else " to ".join(units.signed(q, r[c]) for c in ("lower", "upper"))
        for _, r in data.iterrows()
    ]
    told = [f"{r['row'].lower()}: {r['shown']} points" for _, r in data.iterrows()]
    data = units.scale_frame(q, data, numbers)
    data["row"] = data["row"].where(data["lower"].notna(), data["row"] + " (not known)")
    reach = data[["lower", "upper"]].to_numpy()
    step = 0.2 if q.is_rating else 2.0
    domain = _domain(min(0.0, float(np.nanmin(reach))), max(0.0, float(np.nanmax(reach))), step)
    title = "Points lower (below 0) or higher (above)"
    x = alt.X(
        "gap:Q",
        title=title,
        scale=alt.Scale(domain=domain),
        axis=alt.Axis(tickCount=6),
    )
    base = alt.Chart().encode(y=_rows(list(data["row"])))
    tips = [alt.Tooltip("row:N", title="The gap"), alt.Tooltip("shown:N", title="Points")]
    zero = alt.Chart(alt.InlineData(values=[{"gap": 0}]))
    bars = base.transform_filter("isValid(datum.lower)")
    layers = [
        zero.mark_rule(color=colours.ink, strokeDash=[5, 4], aria=False).encode(x=x),
        base.mark_text(align="left", dy=-11, fontSize=13, color=colours.ink).encode(
            x=LEFT, text=alt.Text("row:N")
        ),
        bars.transform_filter("isValid(datum.gap)")
        .mark_rule(strokeWidth=3, yOffset=8, color=colours.accent)
        .encode(x=alt.X("lower:Q", title=title), x2=alt.X2("upper:Q"), tooltip=tips),
        bars.transform_filter("!isValid(datum.gap)")
        .mark_bar(height=12, yOffset=8, color=colours.plain, opacity=0.5)
        .encode(x=alt.X("lower:Q", title=title), x2=alt.X2("upper:Q"), tooltip=tips),
        base.transform_filter("isValid(datum.gap)")
        .mark_point(filled=True, shape="diamond", size=130, yOffset=8, opacity=1)
        .encode(x=x, color=alt.ColorValue(colours.plain), tooltip=tips),
    ]
    words = (
        f"The gap between {sides.group.people} and {sides.reference.people}: "
        f"{phrases.listing(told)}."
    )
    return Picture(layered(layers, colours, height=FRAME + _ROW * len(data), data=data), words)
