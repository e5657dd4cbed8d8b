"""Pictures of what people write about: by tone, and by group."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.present import sentences, units
from analysis.present.charts.axis import LEFT
from analysis.present.charts.heat import CELL, NAMES, NARROW, ROW, heat, row_names, wrapped_heads
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.sentences.themes import SHARE
from analysis.present.style import FRAME, Palette, by_verdict, ink_on, layered, mixed
from analysis.results.theme_groups import ThemeGroups
from analysis.results.themes import Themes

PRAISED, CRITICISED = "Praised", "Criticised"
_MARKS = {"lower": "▼", "higher": "▲", "unclear": "·", "untested": "·", "reference": "="}
_MORE, _FEWER, _SAME = "▲  Clearly more often", "▼  Clearly less often", "·  No clear difference"
_OWN, _HIDDEN = "=  Compared with", "–  Hidden"
_KINDS = {
    "higher": _MORE,
    "lower": _FEWER,
    "unclear": _SAME,
    "untested": _SAME,
    "reference": _OWN,
    "not compared": _SAME,
}
_GROUP_ROW = 46


def themes(found: Themes, said: str, colours: Palette) -> Picture | None:
    """Return bars of the people who criticise a theme (left) and praise it (right), or None.

    Parameters
    ----------
    found : Themes
        The themes; the most mentioned comes first, "Not assigned" last.
    said : str
        The page's first sentence, which stands in for the picture.
    colours : Palette
        Light or dark.
    """
    frame = found.ranked
    frame = frame[frame["any"].notna()]
    if frame.empty:
        return None
    sides = pd.concat([_side(frame, "criticism", -1), _side(frame, "praise", 1)])
    names = pd.DataFrame({"row": frame["theme"], "name": frame["name"], "head": False})
    bands = alt.Scale(type="band", domain=frame["theme"].tolist(), paddingInner=0)
    y = alt.Y("theme:N", axis=None, scale=bands)
    low, high = float(sides["to"].min()), float(sides["to"].max())
    room = 0.14 * (high - low) or 1.0
    x = alt.X(
        "value:Q",
        title="← criticise it · Percent of people who wrote · praise it →",
        scale=alt.Scale(
            domain=[low - room, high + room],
            nice=False,
            range=[alt.expr(f"{NARROW} ? 0 : {NAMES}"), alt.expr("width")],
        ),
        axis=alt.Axis(labelExpr="abs(datum.value)", tickCount=6),
    )
    drop = alt.expr(f"{NARROW} ? 7 : 0")
    base = alt.Chart().encode(y=y)
    picked = alt.selection_point(name=CELL, fields=["theme", "tone"])
    bars = (
        base.mark_bar(height=alt.expr(f"{NARROW} ? 11 : 17"), yOffset=drop, cursor="pointer")
        .encode(
            x=x,
            color=alt.Color(
                "side:N",
                title=None,
                scale=alt.Scale(
                    domain=[CRITICISED, PRAISED], range=[colours.lower, colours.higher]
                ),
            ),
            tooltip=[
                alt.Tooltip("name:N", title="Theme"),
                alt.Tooltip("shown:N", title="People who wrote"),
            ],
        )
        .add_params(picked)
    )
    limits = base.mark_rule(color=colours.ink, strokeWidth=1.5, yOffset=drop, aria=False).encode(
        x=alt.X("from:Q"), x2=alt.X2("to:Q")
    )
    text: dict[str, Any] = {"yOffset": drop, "fontSize": 11, "color": colours.ink, "aria": False}
    left = base.transform_filter("datum.tone == 'criticism'").mark_text(
        align="right", dx=-4, **text
    )
    right = base.transform_filter("datum.tone == 'praise'").mark_text(align="left", dx=4, **text)
    ends = [side.encode(x=alt.X("to:Q"), text="percent:N") for side in (left, right)]
    chart = layered(
        [*row_names(names, alt.Y("row:N", axis=None, scale=bands), colours), bars, limits, *ends],
        colours,
        height=FRAME + ROW * len(frame),
        data=sides,
    )
    return Picture(chart, said)


def _side(frame: pd.DataFrame, tone: str, sign: int) -> pd.DataFrame:
    """Return the bars of one tone, in percent; those to the left below zero."""
    lower, upper = (100 * sign * frame[f"{tone}_{end}"] for end in ("lower", "upper"))
    return pd.DataFrame(
        {
            "theme": frame["theme"],
            "name": frame["name"],
            "tone": tone,
            "side": PRAISED if sign > 0 else CRITICISED,
            "value": 100 * sign * frame[tone],
            "from": lower,
            "to": upper,
            "percent": [sentences.share(v) for v in frame[tone]],
            "shown": [
                f"{sentences.share(v)} ({units.limits(SHARE, low, high, table=True)})"
                for v, low, high in zip(
                    frame[tone], frame[f"{tone}_lower"], frame[f"{tone}_upper"], strict=True
                )
            ],
        }
    )


def theme_groups(found: ThemeGroups, said: str, colours: Palette) -> Picture | None:
    """Return every theme by every group as a heat map, or None where nothing can be shown.

    Parameters
    ----------
    found : ThemeGroups
        The shares.
    said : str
        The page's first sentence, which stands in for the picture.
    colours : Palette
        Light or dark.
    """
    frame = found.frame
    if frame["score"].isna().all():
        return None
    shades = {
        _MORE: mixed(colours.ground, colours.more, 0.55),
        _FEWER: mixed(colours.ground, colours.fewer, 0.55),
        _SAME: mixed(colours.ground, colours.ink, 0.05),
        _OWN: mixed(colours.ground, colours.ink, 0.12),
        _HIDDEN: mixed(colours.ground, colours.ink, 0.3),
    }
    kinds = [_KINDS.get(verdict, _HIDDEN) for verdict in frame["verdict"]]
    edges = {_MORE: colours.more, _FEWER: colours.fewer}
    percents = [
        "–" if units.is_missing(v) else sentences.share(v).removesuffix("%") for v in frame["score"]
    ]
    marks = [_MARKS.get(verdict, "–") for verdict in frame["verdict"]]
    data = pd.DataFrame(
        {
            "row": frame["theme"],
            "column": frame["group"],
            "theme": frame["theme"],
            "group": frame["group"],
            "text": [
                f"{number} {mark}" if mark in "▼▲" else number
                for number, mark in zip(percents, marks, strict=True)
            ],
            "short": marks,
            "kind": kinds,
            "ink": [ink_on(shades[kind]) for kind in kinds],
            "edge": [edges.get(kind, colours.ground) for kind in kinds],
            "asked": frame["name"],
            "people": frame["label"],
            "told": [_told(row) for _, row in frame.iterrows()],
        }
    )
    rows = frame[["theme", "name"]].drop_duplicates().rename(columns={"theme": "row"})
    labels = dict(zip(frame["group"], frame["label"], strict=True))
    legend = [kind for kind in shades if kind in set(kinds)]
    picked = {"theme": "", "group": "", "asked": "Theme", "people": "Group", "told": "Share"}
    chart = heat(
        rows.assign(head=False), wrapped_heads(labels), data, shades, legend, picked, colours
    )
    return Picture(chart, said)


def _told(row: pd.Series) -> str:
    """Return a share with its difference in words, or why there is none."""
    if units.is_missing(row["score"]):
        return units.HIDDEN if row["hidden"] else units.NO_ANSWERS
    text = sentences.share(row["score"])
    if not units.is_missing(row["lower"]):
        text += f" ({units.limits(SHARE, row['lower'], row['upper'], table=True)})"
    if units.is_missing(row["difference"]):
        return text
    return f"{text}; {sentences.theme_points(row)}"


def one_theme(found: ThemeGroups, theme: str, colours: Palette) -> Picture | None:
    """Return the groups' shares of one theme as dots with intervals, or None if all are hidden."""
    rows = found.of_theme(theme)
    if rows["score"].isna().all():
        return None
    rows = rows.assign(
        kind=[_KINDS.get(v, _HIDDEN) for v in rows["verdict"]],
        told=[_told(row) for _, row in rows.iterrows()],
        row=rows["label"].where(rows["score"].notna(), rows["label"] + " (hidden)"),
        **{c: 100 * rows[c] for c in ("score", "lower", "upper", "everyone")},
    )
    base = alt.Chart().encode(
        y=alt.Y("row:N", sort=rows["row"].tolist(), axis=None, scale=alt.Scale(type="band"))
    )
    x = alt.X(
        "score:Q",
        title=sentences.share_axis(found.tone),
        scale=alt.Scale(zero=True),
        axis=alt.Axis(tickCount=6),
    )
    names = base.mark_text(align="left", dy=-11, fontSize=13, color=colours.ink).encode(
        x=LEFT, text="row:N"
    )
    limits = base.mark_rule(strokeWidth=3, yOffset=8, color=colours.accent, opacity=0.65).encode(
        x=alt.X("lower:Q"), x2=alt.X2("upper:Q")
    )
    looks = {
        _MORE: ("triangle-up", colours.more),
        _FEWER: ("triangle-down", colours.fewer),
        _SAME: ("circle", colours.plain),
        _OWN: ("diamond", colours.plain),
    }
    entries = [(kind, *look) for kind, look in looks.items() if kind in set(rows["kind"])]
    dots = (
        base.transform_filter("isValid(datum.score)")
        .mark_point(filled=True, size=130, yOffset=8, opacity=1, cursor="pointer")
        .encode(
            x=x,
            **by_verdict("kind", entries),
            tooltip=[alt.Tooltip("label:N", title="Group"), alt.Tooltip("told:N", title="Share")],
        )
        .add_params(alt.selection_point(name=CELL, fields=["theme", "group"]))
    )
    line = alt.Chart(alt.InlineData(values=[{"score": rows["everyone"].iloc[0]}]))
    layers = [
        line.mark_rule(strokeDash=[5, 4], color=colours.ink, aria=False).encode(x=x),
        names,
        *([limits] if rows["lower"].notna().any() else []),
        dots,
    ]
    keep = ["theme", "group", "row", "label", "score", "lower", "upper", "kind", "told"]
    height = FRAME + _GROUP_ROW * len(rows)
    words = [f"{r['label']}: {r['told']}" for _, r in rows.iterrows()]
    chart = layered(layers, colours, height=height, data=rows[keep])
    return Picture(chart, f"{sentences.one_theme(found, theme)} {phrases.listing(words)}.")
