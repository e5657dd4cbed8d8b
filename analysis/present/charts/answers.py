"""Every response option as a stacked bar."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.present import sentences, units
from analysis.present.charts.axis import LEFT
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.style import FRAME, OWN_COLOURS, Palette, ink_on, layered
from analysis.results import Answers
from analysis.survey import Question

_ROW = 52
_LEAST_LABELLED = 0.07


def _shades(question: Question, colours: Palette) -> dict[str, str]:
    """Return answer -> colour; a rating runs from the worst shade to the best."""
    if question.is_rating:
        ramp = [*reversed(colours.negative), *colours.excluded[:2], *reversed(colours.positive)]
        steps = [ramp[round(i * (len(ramp) - 1) / 10)] for i in range(11)]
        return {o.label: c for o, c in zip(question.options, steps, strict=True)}
    shades: dict[str, str] = {}
    for polarity in ("positive", "negative", "excluded"):
        pool = getattr(colours, polarity)
        labels = [o.label for o in question.options if o.polarity == polarity]
        shades |= {label: pool[min(i, len(pool) - 1)] for i, label in enumerate(labels)}
    return shades


def answers(result: Answers, colours: Palette) -> list[tuple[str, Picture]]:
    """Return stacked bars of all options by group; one picture a panel when two breakdowns cross.

    Returns
    -------
    list of (str, Picture)
        Title and picture; the title is empty without panels. None where nothing can be shown.
    """
    known = result.frame[result.frame["share"].notna()]
    if "panel" not in known:
        return [("", _one(result, known, colours, sentences.answers(result)))] if len(known) else []
    return [
        (
            title := sentences.panel(result.by[1], str(key)),
            _one(result, part, colours, f"{title}: {_commonest(part)}"),
        )
        for key, part in known.groupby("panel", sort=False)
    ]


def _commonest(part: pd.DataFrame) -> str:
    said = [
        f"{label} {' and '.join(f'“{answer}”' for answer in top['answer'])} "
        f"{units.percent(top['share'].iloc[0])}"
        for label, rows in part.groupby("label", sort=False)
        for top in [sentences.commonest(rows)]
    ]
    return f"most common answers: {phrases.listing(said)}."


def _one(result: Answers, known: pd.DataFrame, colours: Palette, words: str) -> Picture:
    shades = _shades(result.question, colours)
    order = list(shades)
    bars = pd.DataFrame(
        {
            "group": known["label"],
            "answer": known["answer"],
            "percent": 100 * known["share"],
            "shown": [units.percent(s, 1) for s in known["share"]],
            "order": known["answer"].map(order.index),
            "text": [units.percent(s) if s >= _LEAST_LABELLED else "" for s in known["share"]],
            "ink": [ink_on(shades[a]) for a in known["answer"]],
        }
    )
    rows = list(dict.fromkeys(bars["group"]))
    y = alt.Y("group:N", sort=rows, axis=None, scale=alt.Scale(type="band", paddingInner=0.1))
    base = alt.Chart().encode(
        y=y,
        x=alt.X(
            "percent:Q",
            stack="zero",
            title="Percent of everyone who answered",
            scale=alt.Scale(domain=[0, 100]),
        ),
        order=alt.Order("order:Q"),
    )
    blocks = base.mark_bar(height=22, yOffset=10, stroke=colours.ground, strokeWidth=1).encode(
        color=alt.Color(
            "answer:N",
            title=None,
            sort=order,
            scale=alt.Scale(domain=order, range=[shades[a] for a in order]),
        ),
        tooltip=[
            alt.Tooltip("group:N"),
            alt.Tooltip("answer:N"),
            alt.Tooltip("shown:N", title="percent"),
        ],
    )
    numbers = base.mark_text(fontSize=12, yOffset=10).encode(
        x=alt.X("percent:Q", stack="zero", bandPosition=0.5),
        text=alt.Text("text:N"),
        color=alt.Color("ink:N", scale=None),
        detail=alt.Detail("answer:N"),
    )
    names = (
        alt.Chart(pd.DataFrame({"group": rows}))
        .mark_text(align="left", dy=-14, fontSize=13, color=colours.ink)
        .encode(y=y, x=LEFT, text=alt.Text("group:N"))
    )
    chart = layered(
        [blocks, numbers, names],
        colours,
        height=FRAME + _ROW * len(rows),
        data=bars,
        resolve=OWN_COLOURS,
    )
    return Picture(chart, words)
