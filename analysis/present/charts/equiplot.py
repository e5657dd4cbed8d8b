"""Equiplots: a line a question or year, a mark a group, so that the length of a line is the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from analysis.present import sentences, units
from analysis.present.picture import Picture
from analysis.present.style import FRAME, Palette, by_verdict, layered
from analysis.results.inequality import Inequality
from analysis.results.inequality_section import SectionInequality
from analysis.results.inequality_years import InequalityByYear
from analysis.survey import Dimension, Group, Question, question

_ROW = 62
_LEAST = 0.2
_MANY = 8
_BOTH = "percent; the rating times 10"
_BETWEEN, _LOWEST, _HIGHEST = "Groups between", "Lowest group", "Highest group"


@dataclass(frozen=True)
class _Line:
    """One line of an equiplot.

    Attributes
    ----------
    title : str
        What it is about.
    question : Question
        In whose unit the scores are.
    first, last : str
        Ids of the groups at its ends.
    gap : str
        The gap in words.
    """

    title: str
    question: Question
    first: str
    last: str
    gap: str


def equiplot(found: Inequality, colours: Palette) -> Picture:
    """Return the groups' scores on one question on a line."""
    q = found.question
    gap = sentences.gap_of(q, found.headline)
    line = _Line(q.title, q, found.first.id, found.last.id, gap)
    ends = (found.first, found.last) if found.directed else None
    marks = found.groups.assign(line=0)
    return _plot([line], marks, found.dimension, ends, colours, sentences.inequality(found))


def equiplot_years(found: InequalityByYear, colours: Palette) -> Picture:
    """Return the groups' scores on one question, a line a year."""
    q, rows = found.question, found.rows
    lines = [_Line(str(r["year"]), q, r["first"], r["last"], sentences.gap_of(q, r)) for r in rows]
    place = {row["year"]: i for i, row in enumerate(rows)}
    marks = found.groups.assign(line=found.groups["year"].map(place))
    by = found.dimension
    ends = (by.group(rows[0]["first"]), by.group(rows[0]["last"])) if found.directed else None
    return _plot(lines, marks, by, ends, colours, sentences.inequality_years(found))


def equiplot_section(
    found: SectionInequality, codes: Sequence[str], colours: Palette
) -> Picture | None:
    """Return the groups' scores on several questions, a line each in this order.

    Questions on which fewer than two groups have a score have no line; None if none has.
    """
    rows = found.rows
    shown = [code for code in codes if rows[code]["verdict"] != "not shown"]
    if not shown:
        return None
    lines = [
        _Line(
            (q := question(code)).title,
            q,
            rows[code]["first"],
            rows[code]["last"],
            sentences.gap_of(q, rows[code]),
        )
        for code in shown
    ]
    place = {code: i for i, code in enumerate(shown)}
    kept = found.groups[found.groups["question"].isin(shown)]
    marks = kept.assign(line=kept["question"].map(place))
    ends = found.ends if found.directed else None
    words = sentences.section_inequality(found)
    return _plot(lines, marks, found.dimension, ends, colours, words)


def _plot(
    lines: list[_Line],
    marks: pd.DataFrame,
    dimension: Dimension,
    ends: tuple[Group, Group] | None,
    colours: Palette,
    words: str,
) -> Picture:
    """Return the lines; among percents, a rating stands at ten times its value."""
    label = {group.id: group.label for group in dimension.groups}
    names = (ends[0].label, ends[1].label) if ends else (_LOWEST, _HIGHEST)
    marks = marks[["line", "group", "label", "n", "score"]].copy()
    told = [lines[i] for i in marks["line"]]
    rating = 1 if all(one.question.is_rating for one in lines) else 10
    marks["at"] = [
        score * (rating if one.question.is_rating else 100)
        for one, score in zip(told, marks["score"], strict=True)
    ]
    marks["shown"] = [_score(one, s) for one, s in zip(told, marks["score"], strict=True)]
    marks["role"] = [
        names[0] if g == one.first else names[1] if g == one.last else _BETWEEN
        for one, g in zip(told, marks["group"], strict=True)
    ]
    marks["answers"] = [
        "not published" if units.is_missing(n) else units.whole(n) for n in marks["n"]
    ]
    spans = marks.groupby("line")["at"].agg(["min", "max"]).reset_index()
    score = marks.set_index(["line", "group"])["shown"]
    spans["title"] = [lines[i].title for i in spans["line"]]
    spans["words"] = [
        f"Gap {lines[i].gap}: {_ends(lines[i], label, score, i)}" for i in spans["line"]
    ]
    top = 10.0 if rating == 1 else 100.0
    unit = units.unit(lines[0].question) if len({o.question.measure for o in lines}) == 1 else _BOTH
    layers = _layers(marks, spans, names, (unit, top), colours)
    chart = layered(layers, colours, height=FRAME + _ROW * len(lines))
    return Picture(chart, words)


def _scale(spans: pd.DataFrame, top: float) -> alt.Scale:
    """Return an axis that holds every mark, wide enough for a small gap to look small.

    It need not begin at 0, but is at least a fifth of the whole scale, 0 to `top`.
    """
    low, high = float(spans["min"].min()), float(spans["max"].max())
    room = max(0.04 * (high - low), 0.02 * top, (_LEAST * top - (high - low)) / 2)
    start = min(max(0.0, low - room), (1 - _LEAST) * top)
    end = min(top, max(high + room, start + _LEAST * top))
    return alt.Scale(domain=[start, end], nice=False, zero=False)


def _ends(line: _Line, label: dict[str, str], score: pd.Series, at: int) -> str:
    return ", ".join(f"{label[g]} {score[(at, g)]}" for g in (line.first, line.last))


def _score(line: _Line, score: float) -> str:
    digits = units.digits(line.question, table=True)
    return units.score(line.question, score, decimals=digits).removesuffix(" out of 10")


def _layers(
    marks: pd.DataFrame,
    spans: pd.DataFrame,
    names: tuple[str, str],
    axis: tuple[str, float],
    colours: Palette,
) -> list[alt.Chart]:
    """Return titles, words, lines and marks, from back to front."""
    unit, top = axis
    x: dict[str, Any] = {
        "title": f"Score ({unit})",
        "scale": _scale(spans, top),
        "axis": alt.Axis(tickCount=5, orient="top" if len(spans) > _MANY else "bottom"),
    }
    y = alt.Y("line:O", axis=None, scale=alt.Scale(type="band", paddingInner=0.1))
    lines = alt.Chart().encode(y=y)
    text: dict[str, Any] = {"x": 0, "align": "left", "limit": alt.ExprRef("width")}
    text |= {"color": colours.ink}
    entries = [
        (names[0], "triangle-down", colours.lower),
        (names[1], "triangle-up", colours.higher),
        (_BETWEEN, "circle", colours.excluded[1]),
    ]
    entries = [entry for entry in entries if entry[0] in set(marks["role"])]
    ends = marks["role"] != _BETWEEN
    looks = by_verdict("role", entries)
    tooltip = [
        alt.Tooltip("label:N", title="Group"),
        alt.Tooltip("shown:N", title="Score"),
        alt.Tooltip("answers:N", title="Answers"),
    ]
    keep = ["line", "label", "at", "shown", "role", "answers"]
    dots = [
        _of(
            part[keep],
            alt.Chart()
            .mark_point(filled=True, size=size, yOffset=17, opacity=1)
            .encode(x=alt.X("at:Q", **x), y=y, tooltip=tooltip, **looks),
        )
        for part, size in ((marks[~ends], 60), (marks[ends], 150))
        if len(part)
    ]
    words = [
        lines.mark_text(dy=-18, fontSize=13, fontWeight=600, **text).encode(
            text=alt.Text("title:N")
        ),
        lines.mark_text(dy=-1, fontSize=12, **text).encode(text=alt.Text("words:N")),
    ]
    rule = lines.mark_rule(strokeWidth=4, yOffset=17, color=colours.faint).encode(
        x=alt.X("min:Q", **x), x2=alt.X2("max:Q")
    )
    return [*(_of(spans, layer) for layer in (*words, rule)), *dots]


def _of(frame: pd.DataFrame, layer: alt.Chart) -> alt.Chart:
    """Give a layer its rows, which hold no missing values, last: each step copies the rest."""
    values: list[Any] = frame.to_dict("records")
    layer.data = alt.InlineData(values=values)
    return layer
