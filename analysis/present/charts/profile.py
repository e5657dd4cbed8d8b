"""The Cancer Dashboard's questions of one place, beside what is expected and England."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from analysis.present import sentences, units
from analysis.present.charts.axis import LEFT, score_domain
from analysis.present.picture import Chart, Picture
from analysis.present.sentences import phrases
from analysis.present.style import FRAME, Palette, by_verdict, layered
from analysis.results import Profile
from analysis.survey import ENGLAND, Question, question

_ROW = 40
_BAR, _TICK = "M-1,-0.5H1V0.5H-1Z", "M-0.14,-1.5H0.14V1.5H-0.14Z"
_RANGE = "Range expected"
_SHAPES = {"above": "triangle-up", "expected": "circle", "below": "triangle-down", "": "circle"}
_NUMBERS = ["score", "lower", "upper", "expected_lower", "expected_upper", "parent", "england"]


def profile(result: Profile, colours: Palette) -> Picture | None:
    """Return the Dashboard's percent questions as dots with intervals, or None if none is known.

    Each row has the place's score with its 95% interval, the range expected of it, and the scores
    of its parent and of England. The overall rating, on a scale of its own, is not drawn.
    """
    rows = result.dashboard
    rows = rows[[not question(code).is_rating for code in rows["question"]]]
    rows = rows[rows["score"].notna()]
    if rows.empty:
        return None
    asked = question(rows["question"].iloc[0])
    drawn = units.scale_frame(asked, rows, _NUMBERS)
    drawn["row"] = [question(code).label for code in rows["question"]]
    drawn["verdict"] = [_verdict(result, band) for band in rows["band"]]
    drawn["shown"] = [
        units.score_interval(asked, r["score"], r["lower"], r["upper"]) for _, r in rows.iterrows()
    ]
    return Picture(_chart(result, asked, drawn, colours), _words(result, rows))


def _verdict(result: Profile, band: str | None) -> str:
    return sentences.BANDS.get(band or "", result.population.where.name)


def _chart(result: Profile, asked: Question, drawn: pd.DataFrame, colours: Palette) -> Chart:
    title = f"Score ({units.unit(asked)})"
    scale = alt.Scale(domain=score_domain(asked, drawn[_NUMBERS]), nice=False)
    y = alt.Y(
        "row:N",
        sort=list(drawn["row"]),
        axis=None,
        scale=alt.Scale(type="band", paddingInner=0.1),
    )
    x = alt.X("score:Q", title=title, scale=scale, axis=alt.Axis(tickCount=6))
    base = alt.Chart().encode(y=y)
    names = base.mark_text(align="left", dy=-11, fontSize=13, limit=460, color=colours.ink).encode(
        x=LEFT, text=alt.Text("row:N")
    )
    layers = [names]
    if drawn["expected_lower"].notna().any():
        layers.append(
            base.transform_filter("isValid(datum.expected_lower)")
            .mark_rule(strokeWidth=14, yOffset=8, color=colours.faint, opacity=0.6)
            .encode(
                x=alt.X("expected_lower:Q", title=title, scale=scale), x2=alt.X2("expected_upper:Q")
            )
        )
    layers.append(
        base.mark_rule(strokeWidth=3, yOffset=8, color=colours.accent, opacity=0.75).encode(
            x=alt.X("lower:Q", title=title, scale=scale), x2=alt.X2("upper:Q")
        )
    )
    layers.append(_marks(result, drawn, colours, y, x))
    return layered(
        layers,
        colours,
        height=FRAME + 5 + _ROW * len(drawn),
        data=drawn[["row", *_NUMBERS]],
    )


def _marks(result: Profile, drawn: pd.DataFrame, colours: Palette, y: alt.Y, x: alt.X) -> alt.Chart:
    """Return the marks of the place and of those beside it, with one legend in words."""
    marks, entries = _beside(result, drawn, colours)
    for band, shape in _SHAPES.items():
        name = _verdict(result, band)
        if name in set(drawn["verdict"]) and name not in [entry[0] for entry in entries]:
            shade = {"above": colours.higher, "below": colours.lower}.get(band, colours.plain)
            entries.append((name, shape, shade))
    if drawn["expected_lower"].notna().any():
        entries.append((_RANGE, _BAR, colours.faint))
    own = drawn.rename(columns={"verdict": "what"})[["row", "what", "score", "shown"]]
    drawing: alt.Chart = (
        alt.Chart(pd.concat([*marks, own]))
        .mark_point(filled=True, size=150, yOffset=8, opacity=1)
        .encode(
            y=y,
            x=x,
            **by_verdict("what", entries),
            tooltip=[
                alt.Tooltip("row:N", title="Question"),
                alt.Tooltip("what:N", title="Whose"),
                alt.Tooltip("shown:N", title="Score"),
            ],
        )
    )
    return drawing


def _beside(
    result: Profile, drawn: pd.DataFrame, colours: Palette
) -> tuple[list[pd.DataFrame], list[tuple[str, str, str]]]:
    """Return the marks of England and of the parent, and their entries in the legend."""
    parent: Any = result.ranges.parent
    if parent is None:
        return [], []
    beside = [("england", ENGLAND.name, _TICK, colours.ink)]
    if parent != ENGLAND:
        beside.append(("parent", parent.name, "diamond", colours.ink))
    marks, entries = [], []
    for column, name, shape, shade in beside:
        known = drawn[drawn[column].notna()]
        shown = [f"{units.rounded(v, 0)}%" for v in known[column]]
        marks.append(
            pd.DataFrame(
                {"row": known["row"], "what": name, "score": known[column], "shown": shown}
            )
        )
        entries.append((name, shape, shade))
    return marks, entries


def _words(result: Profile, rows: pd.DataFrame) -> str:
    said = []
    for _, row in rows.iterrows():
        asked = question(row["question"])
        text = f"{asked.label} {units.score(asked, row['score'])}"
        beside = [sentences.BANDS[row["band"]].lower()] if row["band"] in sentences.BANDS else []
        if not units.is_missing(row["england"]):
            beside.append(f"England {units.score(asked, row['england'])}")
        said.append(f"{text} ({', '.join(beside)})" if beside else text)
    return f"{result.population.where.name}: {phrases.listing(said)}."
