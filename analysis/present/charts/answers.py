"""Every response option as a stacked bar."""

from __future__ import annotations

import altair as alt
import pandas as pd

from analysis.present import sentences
from analysis.present.picture import Picture
from analysis.present.style import FRAME, Palette, styled
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


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue < 150


def answers(result: Answers, colours: Palette) -> Picture | None:
    """Return stacked bars of all options by group, or None where nothing can be shown."""
    frame = result.frame
    known = frame[frame["share"].notna()]
    if known.empty:
        return None
    shades = _shades(result.question, colours)
    order = list(shades)
    bars = pd.DataFrame(
        {
            "group": known["label"],
            "answer": known["answer"],
            "percent": 100 * known["share"],
            "order": known["answer"].map(order.index),
            "text": [f"{100 * s:.0f}%" if s >= _LEAST_LABELLED else "" for s in known["share"]],
            "ink": ["#ffffff" if _is_dark(shades[a]) else "#0b0c0c" for a in known["answer"]],
        }
    )
    rows = list(dict.fromkeys(bars["group"]))
    y = alt.Y("group:N", sort=rows, axis=None, scale=alt.Scale(paddingInner=0.1))
    base = alt.Chart(bars).encode(
        y=y,
        x=alt.X("percent:Q", stack="zero", title="Percent of everyone who answered"),
        order="order:Q",
    )
    blocks = base.mark_bar(height=22, yOffset=10).encode(
        color=alt.Color(
            "answer:N",
            title=None,
            sort=order,
            scale=alt.Scale(domain=order, range=[shades[a] for a in order]),
        ),
        tooltip=["group:N", "answer:N", alt.Tooltip("percent:Q", format=".1f")],
    )
    numbers = base.mark_text(fontSize=12, yOffset=10).encode(
        x=alt.X("percent:Q", stack="zero", bandPosition=0.5),
        text="text:N",
        color=alt.Color("ink:N", scale=None),
        detail="answer:N",
    )
    names = (
        alt.Chart(pd.DataFrame({"group": rows}))
        .mark_text(align="left", dy=-14, fontSize=13, color=colours.ink)
        .encode(y=y, x=alt.value(0), text="group:N")
    )
    chart = alt.layer(blocks, numbers, names).resolve_scale(color="independent")
    chart = chart.properties(height=FRAME + _ROW * len(rows), width="container")
    return Picture(styled(chart, colours), sentences.answers(result))
