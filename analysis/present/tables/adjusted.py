"""Tables of scores as answered beside scores adjusted for case mix."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.tables import cells
from analysis.present.tables.groups import groups, plain_groups
from analysis.results import Adjusted
from analysis.results.adjustment import ADJUSTED


def adjusted(result: Adjusted) -> pd.DataFrame:
    """Return the Groups table for the screen with adjusted scores beside; differences in points."""
    q, after = result.comparison.scores.question, result.after
    rows = cells.records(after)
    known = after["hidden"] | after["score"].notna()
    table = groups(result.comparison)
    added = {
        "Adjusted score": [
            cells.score(q, row) if k else "–" for row, k in zip(rows, known, strict=True)
        ],
        "Adjusted 95% interval": [cells.span(q, row["lower"], row["upper"]) for row in rows],
        "Adjusted difference (points)": [cells.gap(q, row) for row in rows],
    }
    *plain, difference = table.columns
    scores, intervals, gaps = added
    return table.assign(**added)[[*plain, scores, intervals, difference, gaps]]


def plain_adjusted(result: Adjusted) -> pd.DataFrame:
    """Return both for a file: percent 0-100 (or the rating), points.

    ``adjusted_for`` says what was allowed for beside the breakdown itself.
    """
    q, names = result.comparison.scores.question, list(ADJUSTED.values())
    plain = plain_groups(result.comparison)
    added = units.scale_frame(q, result.frame, names)[names]
    mix = [*result.allowed_for, *([result.within.label.lower()] if result.within else [])]
    return pd.concat([plain, added], axis=1).assign(adjusted_for="; ".join(mix))
