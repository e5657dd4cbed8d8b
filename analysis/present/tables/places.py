"""Tables of the Places page."""

from __future__ import annotations

import pandas as pd

from analysis.present import sentences, units
from analysis.present.tables import cells
from analysis.results import Lowest, Neighbours, PlaceScores
from analysis.survey import Question

_LIKELIHOOD = "In the lowest fifth (probability)"


def places(result: PlaceScores, lowest: Lowest) -> pd.DataFrame:
    """Return the table of places for the screen."""
    q, frame = result.question, result.frame
    rows = cells.records(frame)
    score = "Score (adjusted)" if result.adjusted else "Score"
    table = {
        result.level.label: frame["name"],
        "Compared with expected": frame["band"].map(sentences.BANDS).fillna("–"),
        score: [cells.score(q, r) for r in rows],
        "95% interval": [cells.span(q, r["lower"], r["upper"]) for r in rows],
        "Expected range": [cells.span(q, r["expected_lower"], r["expected_upper"]) for r in rows],
        _LIKELIHOOD: [sentences.probability(lowest.of(code)) for code in frame["code"]],
        "Answers": [cells.base(r) for r in rows],
    }
    if "as_answered" in frame:
        table["Score as answered"] = [cells.score(q, r | {"score": r["as_answered"]}) for r in rows]
    return pd.DataFrame(table | {"Code": frame["code"]})


def plain_places(result: PlaceScores, lowest: Lowest) -> pd.DataFrame:
    """Return the places for a file: percent 0-100 (or the rating).

    ``probability_lowest_fifth`` is in percent too; ``score_as_answered`` is there where scores
    are adjusted for case mix here.
    """
    columns = [*cells.LIMITS, *cells.RANGE, "as_answered"]
    frame = units.scale_frame(result.question, result.frame, columns)
    frame["probability_lowest_fifth"] = [100 * lowest.of(code) for code in frame["code"]]
    kept = ["code", "name", "n", *cells.LIMITS, *cells.RANGE, "band", "probability_lowest_fifth"]
    raw = ["as_answered"] if "as_answered" in frame else []
    return frame[[*kept, *raw, "hidden"]].rename(columns={"as_answered": "score_as_answered"})


def alliance(result: PlaceScores, lowest: Lowest, found: Neighbours) -> pd.DataFrame:
    """Return the table of a place and the others of its Cancer Alliance, by name."""
    wanted = {found.place.code, *found.alliance}
    frame = result.frame[result.frame["code"].isin(wanted)]
    return _beside(result, lowest, found, frame["code"].tolist())


def similar(result: PlaceScores, lowest: Lowest, found: Neighbours) -> pd.DataFrame:
    """Return the table of a place and those with the most similar case mix, nearest first."""
    present = set(result.frame["code"])
    apart = {code: units.percent(share) for code, share in found.similar if code in present}
    table = _beside(result, lowest, found, [found.place.code, *apart])
    table.insert(1, "Patients differ by", ["–", *apart.values()])
    return table


def _score(q: Question, row: cells.Row) -> str:
    """Return a score with its 95% interval, e.g. "8.80 (8.72 to 8.89)"."""
    shown, limits = cells.score(q, row), cells.span(q, row["lower"], row["upper"])
    return shown if units.is_missing(row["lower"]) else f"{shown} ({limits})"


def _beside(
    result: PlaceScores, lowest: Lowest, found: Neighbours, codes: list[str]
) -> pd.DataFrame:
    """Return places in this order, the place itself first."""
    order = sorted(codes, key=lambda code: code != found.place.code)
    rows = result.frame.set_index("code").loc[order]
    q = result.question
    return pd.DataFrame(
        {
            result.level.label: rows["name"].tolist(),
            "Compared with expected": rows["band"].map(sentences.BANDS).fillna("–").tolist(),
            "Score (adjusted)" if result.adjusted else "Score": [
                _score(q, row) for row in cells.records(rows)
            ],
            _LIKELIHOOD: [sentences.probability(lowest.of(code)) for code in order],
        }
    )
