"""Tables of questions."""

from __future__ import annotations

import pandas as pd

from analysis.present.tables import cells
from analysis.survey import question


def questions(
    frame: pd.DataFrame, beside: pd.DataFrame | None = None, name: str = ""
) -> pd.DataFrame:
    """Return a table of questions and scores for the screen, optionally beside another place."""
    asked = [question(code) for code in frame["question"]]
    rows = cells.records(frame)
    table = pd.DataFrame(
        {
            "Question": [q.title for q in asked],
            "Score": [cells.score(q, r) for q, r in zip(asked, rows, strict=True)],
            "95% interval": [
                cells.span(q, r["lower"], r["upper"]) for q, r in zip(asked, rows, strict=True)
            ],
            "Answers": [cells.base(r) for r in rows],
        }
    )
    if beside is not None:
        other = {row["question"]: row for row in cells.records(beside)}
        table[name] = [cells.score(q, other[q.code]) for q in asked]
    return table
