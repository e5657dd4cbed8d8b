"""Tables of the Questions page."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.present import units
from analysis.present.tables import cells
from analysis.results.matrix import Matrix
from analysis.survey import question

_MARKS = {"lower": " ▼", "higher": " ▲", "untested": " (not tested)"}
_WORDS = {
    "hidden": units.HIDDEN,
    "no answers": units.NO_ANSWERS,
    "not compared": "–",
}


def matrix(found: Matrix, codes: Sequence[str]) -> pd.DataFrame:
    """Return the gaps for the screen: one row a question, one column a group, in points.

    The reference groups are left out.

    Parameters
    ----------
    found : Matrix
        The gaps.
    codes : sequence of str
        Codes of the questions, in the order of the rows.
    """
    frame = found.frame[found.frame["group"] != found.frame["reference"]]
    several = len(found.dimensions) > 1
    names = {d.id: f"{d.label}: " if several else "" for d in found.dimensions}
    column = frame["breakdown"].map(names) + frame["label"]
    heads = column.tolist()
    told = dict(zip(zip(frame["question"], heads, strict=True), _texts(frame), strict=True))
    asked = [question(code) for code in codes]
    wide = {head: [told.get((code, head)) for code in codes] for head in dict.fromkeys(heads)}
    return pd.DataFrame(
        {
            "Question": [q.title for q in asked],
            **wide,
            "Section": [q.section for q in asked],
        }
    )


def _texts(frame: pd.DataFrame) -> list[str]:
    asked = {code: question(code) for code in frame["question"].unique()}
    rows = zip(frame["question"], frame["verdict"], frame["difference"], strict=True)
    return [
        _WORDS.get(verdict) or f"{units.signed(asked[code], gap)}{_MARKS.get(verdict, '')}"
        for code, verdict, gap in rows
    ]


def plain_matrix(found: Matrix) -> pd.DataFrame:
    """Return the gaps for a file, one row a cell: percent 0-100 (or the rating), points."""
    frame = found.frame
    times = frame["question"].map(
        {code: 1 if question(code).is_rating else 100 for code in frame["question"].unique()}
    )
    numbers = ["score", *cells.GAPS]
    return frame.assign(**{c: frame[c] * times for c in numbers})
