"""Tables of the Places page."""

from __future__ import annotations

import pandas as pd

from analysis.present import sentences, units
from analysis.present.tables import cells
from analysis.results import PlaceScores


def places(result: PlaceScores) -> pd.DataFrame:
    """Return the table of places for the screen."""
    q, frame = result.question, result.frame
    rows = [row for _, row in frame.iterrows()]
    return pd.DataFrame(
        {
            result.level.label: frame["name"],
            "Compared with expected": frame["band"].map(sentences.BANDS).fillna("–"),
            "Score (adjusted)" if result.adjusted else "Score": [cells.score(q, r) for r in rows],
            "95% interval": [cells.span(q, r["lower"], r["upper"]) for r in rows],
            "Expected range": [
                cells.span(q, r["expected_lower"], r["expected_upper"]) for r in rows
            ],
            "Answers": [cells.base(r) for r in rows],
            "Code": frame["code"],
        }
    )


def plain_places(result: PlaceScores) -> pd.DataFrame:
    """Return the places for a file: percent 0-100 (or the rating)."""
    frame = units.scale_frame(result.question, result.frame, [*cells.LIMITS, *cells.RANGE])
    return frame[["code", "name", "n", *cells.LIMITS, *cells.RANGE, "band", "hidden"]]
