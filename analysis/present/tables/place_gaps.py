"""Tables of the gap between two groups, place by place."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.present import sentences, units
from analysis.present.tables import cells
from analysis.results import PlaceGaps


def place_gaps(result: PlaceGaps) -> pd.DataFrame:
    """Return the table of gaps for the screen; differences in points."""
    q, frame = result.question, result.frame
    rows = cells.records(frame)
    group, reference = result.group.label, result.reference.label
    return pd.DataFrame(
        {
            result.level.label: frame["name"],
            "Compared with expected": frame["band"].map(sentences.gap_bands(result)).fillna("–"),
            "Gap (points)": [units.HIDDEN if row["hidden"] else cells.gap(q, row) for row in rows],
            "Expected range": [_range(result, row) for row in rows],
            f"Score: {group}": [cells.score(q, row) for row in rows],
            f"Answers: {group}": [cells.base(row) for row in rows],
            f"Score: {reference}": [cells.score(q, row) for row in _of_reference(rows)],
            f"Answers: {reference}": [cells.base(row) for row in _of_reference(rows)],
            "Code": frame["code"],
        }
    )


def _of_reference(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"hidden": r["hidden"], "score": r["score_reference"], "n": r["n_reference"]} for r in rows
    ]


def _range(result: PlaceGaps, row: cells.Row) -> str:
    if units.is_missing(row["expected_lower"]):
        return "–"
    low, high = (units.signed(result.question, row[end]) for end in cells.RANGE)
    return f"{low} to {high}"


def plain_place_gaps(result: PlaceGaps) -> pd.DataFrame:
    """Return the gaps for a file: percent 0-100 (or the rating), differences in points."""
    columns = ["score", "score_reference", *cells.GAPS, *cells.RANGE]
    frame = units.scale_frame(result.question, result.frame, columns)
    frame = frame.assign(group=result.group.id, reference=result.reference.id)
    counts = ["n", "n_reference"]
    return frame[
        ["code", "name", *cells.GAPS, *cells.RANGE, "band", *counts, "score", "score_reference",
         "hidden", "group", "reference"]
    ]  # fmt: skip
