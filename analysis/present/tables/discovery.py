"""Tables of the page about the worst-off groups."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.present.sentences.discovery import answers, combination
from analysis.results.discovery import Discovery
from analysis.results.discovery import rows as rows_of
from analysis.survey import question

_TINY = 0.001


def discovery(found: Discovery) -> pd.DataFrame:
    """Return the findings for the screen, worst first, numbered as in the picture."""
    rows = rows_of(found.findings)
    asked = [question(row["question"]) for row in rows]
    columns = {
        "No.": [str(i + 1) for i in range(len(rows))],
        "Question": [q.title for q in asked],
        "Who": [phrases.capital(combination(row)) for row in rows],
        "Answers": [answers(row) for row in rows],
        "Score": [
            units.score(q, r["score"], decimals=units.digits(q, table=True))
            for q, r in zip(asked, rows, strict=True)
        ],
        "Difference (points)": [
            units.signed_interval(q, row["value"], row["lower"], row["upper"])
            for q, row in zip(asked, rows, strict=True)
        ],
        "People more than expected": [
            "–" if units.is_missing(row["extra"]) else units.whole(row["extra"]) for row in rows
        ],
        "p, adjusted": [_p(row["p_adjusted"]) for row in rows],
        "Among the worst tenth": [_probability(row["probability"]) for row in rows],
    }
    if len(found.questions) == 1:
        del columns["Question"]
    return pd.DataFrame(columns)


def _p(value: float) -> str:
    return "below 0.001" if value < _TINY else units.rounded(value, 3)


def _probability(value: float) -> str:
    if value > 0.99:
        return "over 99%"
    return "under 1%" if value < 0.01 else units.percent(value)


def plain_discovery(found: Discovery) -> pd.DataFrame:
    """Return the findings for a file: percents, points, and ids."""
    frame = found.findings
    factor = pd.Series(
        [1.0 if question(code).is_rating else 100.0 for code in frame["question"]],
        index=frame.index,
        dtype=float,
    )
    scaled = frame[["score", "value", "lower", "upper"]].mul(factor, axis=0)
    plain = frame.assign(**{str(c): scaled[c] for c in scaled})
    plain.insert(3, "who", [combination(row) for row in rows_of(frame)])
    names = {"value": "difference", "extra": "more_than_expected", "probability": "worst_tenth"}
    return plain.rename(columns=names)
