"""Scores of groups as dots with intervals, against the score of everyone."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from analysis.present import sentences, units
from analysis.present.charts.axis import LEFT, score_domain
from analysis.present.picture import Picture
from analysis.present.sentences import phrases
from analysis.present.style import FRAME, Palette, by_verdict, layered
from analysis.results import Comparison
from analysis.survey import NOT_GIVEN, Question

_ROW, _ROW_IN_PANEL = 46, 38
_REFERENCE = "Reference group"
_LOWER, _HIGHER, _SAME = "Clearly lower", "Clearly higher", "No clear difference"
_UNTESTED = "Not compared"
_SHAPES = {
    _LOWER: "triangle-down",
    _HIGHER: "triangle-up",
    _SAME: "circle",
    _REFERENCE: "diamond",
    _UNTESTED: "square",
}


@dataclass(frozen=True)
class _Shared:
    """What the panels of a picture have in common.

    Attributes
    ----------
    domain : list of float
        Ends of the score axis.
    verdicts : list of str
        Those in the legend, in order.
    row : int
        Height of a group in pixels.
    """

    domain: list[float]
    verdicts: list[str]
    row: int


def _verdicts(comparison: Comparison, frame: pd.DataFrame) -> pd.Series:
    flagged = frame["significant"].fillna(False).astype(bool) if "significant" in frame else False
    lower = (frame["difference_upper"] < 0) | (flagged & (frame["difference"] < 0))
    higher = (frame["difference_lower"] > 0) | (flagged & (frame["difference"] > 0))
    tested = frame["difference_lower"].notna() | (
        frame["significant"].notna() if "significant" in frame else False
    )
    choices = [
        (frame["group"] == comparison.reference.id, _REFERENCE),
        (lower & (frame["group"] != NOT_GIVEN.id), _LOWER),
        (higher & (frame["group"] != NOT_GIVEN.id), _HIGHER),
        (tested & frame["difference"].notna(), _SAME),
    ]
    chosen = np.select([c for c, _ in choices], [v for _, v in choices], _UNTESTED)
    return pd.Series(chosen, frame.index)


def groups(comparison: Comparison, colours: Palette) -> list[tuple[str, Picture]]:
    """Return a picture of the groups' scores; one for each panel when two breakdowns cross.

    Returns
    -------
    list of (str, Picture)
        Title and picture; the title is empty without panels. No picture where nothing can be
        shown.
    """
    q = comparison.scores.question
    frame = units.scale_frame(q, comparison.frame, ["score", "lower", "upper"])
    frame = frame.assign(verdict=_verdicts(comparison, comparison.frame))
    if frame["score"].notna().sum() == 0:
        return []
    shared = _Shared(
        score_domain(q, frame[["score", "lower", "upper"]]),
        _present(frame),
        _ROW_IN_PANEL if "panel" in frame else _ROW,
    )
    if "panel" not in frame:
        return [("", _one(comparison, frame, shared, colours, sentences.groups(comparison)))]
    return [
        (
            title := sentences.panel(comparison.scores.by[1], str(key)),
            _one(comparison, part, shared, colours, f"{title}: {_scores(q, part)}."),
        )
        for key, part in frame.groupby("panel", sort=False)
        if part["score"].notna().any()
    ]


def _scores(question: Question, part: pd.DataFrame) -> str:
    known = part[part["score"].notna()]
    factor = 1 if question.is_rating else 100
    said = [
        f"{r['label']} {units.score(question, r['score'] / factor)}" for _, r in known.iterrows()
    ]
    return phrases.listing(said)


def _present(frame: pd.DataFrame) -> list[str]:
    """Return the verdicts that are drawn."""
    rows = frame[~frame["total"] & frame["score"].notna()]
    return [verdict for verdict in _SHAPES if verdict in set(rows["verdict"])]


def _one(
    comparison: Comparison, frame: pd.DataFrame, shared: _Shared, colours: Palette, words: str
) -> Picture:
    q = comparison.scores.question
    rows = frame[~frame["total"]].copy()
    total = frame[frame["total"] & frame["score"].notna()]
    rows["shown"] = [_tooltip(q, r) for _, r in rows.iterrows()]
    rows["row"] = np.where(
        rows["score"].isna(),
        rows["label"] + np.where(rows["hidden"], " (hidden)", " (no answers)"),
        rows["label"],
    )
    keep = ["row", "label", "score", "lower", "upper", "verdict", "shown"]
    base = alt.Chart().encode(
        y=alt.Y(
            "row:N",
            sort=list(rows["row"]),
            axis=None,
            scale=alt.Scale(type="band", paddingInner=0.1),
        )
    )
    title = f"Score ({units.unit(q)})"
    x_axis = alt.X(
        "score:Q",
        title=title,
        scale=alt.Scale(domain=shared.domain, nice=False),
        axis=alt.Axis(tickCount=6),
    )
    names = base.mark_text(align="left", dy=-11, fontSize=13, color=colours.ink).encode(
        x=LEFT, text=alt.Text("row:N")
    )
    limits = base.mark_rule(strokeWidth=3, yOffset=8, color=colours.accent, opacity=0.65).encode(
        x=alt.X("lower:Q", title=title), x2=alt.X2("upper:Q")
    )
    entries = [(v, _SHAPES[v], _colour(v, colours)) for v in shared.verdicts]
    dots = (
        base.transform_filter("isValid(datum.score)")
        .mark_point(filled=True, size=130, yOffset=8, opacity=1)
        .encode(
            x=x_axis,
            **by_verdict("verdict", entries),
            tooltip=[alt.Tooltip("label:N", title="Group"), alt.Tooltip("shown:N", title="Score")],
        )
    )
    layers = [names, *([limits] if rows["lower"].notna().any() else []), dots]
    if len(total):
        line = alt.Chart(alt.InlineData(values=[{"score": s} for s in total["score"]]))
        dashes = line.mark_rule(strokeDash=[5, 4], color=colours.ink, aria=False)
        layers.insert(0, dashes.encode(x=x_axis))
    height = FRAME + shared.row * len(rows)
    return Picture(layered(layers, colours, height=height, data=rows[keep]), words)


def _colour(verdict: str, colours: Palette) -> str:
    return {_LOWER: colours.lower, _HIGHER: colours.higher}.get(verdict, colours.plain)


def _tooltip(question: Question, row: pd.Series) -> str:
    if row["hidden"]:
        return units.HIDDEN
    if units.is_missing(row["score"]):
        return units.NO_ANSWERS
    factor = 1 if question.is_rating else 100
    return units.score_interval(
        question, row["score"] / factor, row["lower"] / factor, row["upper"] / factor
    )
