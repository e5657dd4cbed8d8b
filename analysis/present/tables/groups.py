"""Tables of the Groups page."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.tables import cells
from analysis.results import Comparison, Scores


def groups(comparison: Comparison) -> pd.DataFrame:
    """Return the Groups table for the screen; differences in points."""
    q, frame = comparison.scores.question, comparison.frame
    table: dict[str, object] = {}
    if "panel" in frame:
        table[comparison.scores.by[1].label] = frame["panel_label"]
    table["Group"] = frame["label"]
    rows = cells.records(frame)
    table["Answers"] = [cells.base(r) for r in rows]
    table["Score"] = [cells.score(q, r) for r in rows]
    table["95% interval"] = [cells.span(q, r["lower"], r["upper"]) for r in rows]
    table[f"Difference from: {comparison.reference.label} (points)"] = [
        cells.gap(q, r) for r in rows
    ]
    if "significant" in frame and frame["significant"].notna().any():
        words = {True: "significant", False: "not significant"}
        tested = frame["significant"].where(frame["difference"].notna())
        table["Publisher's test"] = tested.map(words).fillna("–")
    return pd.DataFrame(table)


def overall(scores: Scores) -> pd.DataFrame:
    """Return a table of the whole population for the screen."""
    rows = cells.records(scores.frame)
    q = scores.question
    return pd.DataFrame(
        {
            "Group": scores.frame["label"],
            "Answers": [cells.base(r) for r in rows],
            "Score": [cells.score(q, r) for r in rows],
            "95% interval": [cells.span(q, r["lower"], r["upper"]) for r in rows],
        }
    )


def plain_groups(comparison: Comparison) -> pd.DataFrame:
    """Return the Groups result for a file: percent 0-100 (or the rating), points."""
    q = comparison.scores.question
    frame = units.scale_frame(q, comparison.frame, [*cells.LIMITS, *cells.GAPS])
    panel = ["panel", "panel_label"] if "panel" in frame else []
    flags = ["significant"] if "significant" in frame else []
    columns = [*panel, "group", "label", "n", *cells.LIMITS, *cells.GAPS, *flags, "hidden"]
    return frame.assign(reference=comparison.reference.id)[[*columns, "reference"]]


def plain_scores(scores: Scores) -> pd.DataFrame:
    """Return scores without a comparison for a file: percent 0-100 (or the rating)."""
    frame = units.scale_frame(scores.question, scores.frame, cells.LIMITS)
    panel = ["panel", "panel_label"] if "panel" in frame else []
    return frame[[*panel, "group", "label", "n", *cells.LIMITS, "hidden"]]
