"""Results as tables: for the screen in words, for files in plain columns."""

from __future__ import annotations

import pandas as pd

from analysis.present import sentences, units
from analysis.results import OTHERS, Answers, Comparison, Overview, PlaceScores, Scores
from analysis.survey import Question, question

_LIMITS = ["score", "lower", "upper"]
_GAPS = ["difference", "difference_lower", "difference_upper"]
_RANGE = ["expected_lower", "expected_upper"]


def _score(q: Question, row: pd.Series) -> str:
    if row["hidden"]:
        return units.HIDDEN
    if units.is_missing(row["score"]):
        return units.NO_ANSWERS
    digits = 2 if q.is_rating else 1
    return units.score(q, row["score"], decimals=digits).removesuffix(" out of 10")


def _span(q: Question, low: float, high: float) -> str:
    if units.is_missing(low) or units.is_missing(high):
        return "–"
    digits = 2 if q.is_rating else 1
    return f"{units.scaled(q, low):.{digits}f} to {units.scaled(q, high):.{digits}f}"


def _base(row: pd.Series) -> str:
    if row["hidden"]:
        return units.HIDDEN
    return "not published" if units.is_missing(row["n"]) else f"{row['n']:,.0f}"


def _gap(q: Question, row: pd.Series) -> str:
    if units.is_missing(row["difference"]):
        return "–"
    text, low, high = (units.signed(q, row[c]) for c in _GAPS)
    return text if units.is_missing(row["difference_lower"]) else f"{text} ({low} to {high})"


def groups(comparison: Comparison) -> pd.DataFrame:
    """Return the Groups table for the screen; differences in points."""
    q, frame = comparison.scores.question, comparison.frame
    table: dict[str, object] = {}
    if "panel" in frame:
        table[comparison.scores.by[1].label] = frame["panel_label"]
    table["Group"] = frame["label"]
    rows = [row for _, row in frame.iterrows()]
    table["Answers"] = [_base(r) for r in rows]
    table["Score"] = [_score(q, r) for r in rows]
    table["95% interval"] = [_span(q, r["lower"], r["upper"]) for r in rows]
    table[f"Difference from: {comparison.reference.label} (points)"] = [_gap(q, r) for r in rows]
    if "significant" in frame and frame["significant"].notna().any():
        words = {True: "significant", False: "not significant"}
        tested = frame["significant"].where(frame["difference"].notna())
        table["Publisher's test"] = tested.map(words).fillna("–")
    return pd.DataFrame(table)


def overall(scores: Scores) -> pd.DataFrame:
    """Return a table of the whole population for the screen."""
    rows = [row for _, row in scores.frame.iterrows()]
    q = scores.question
    return pd.DataFrame(
        {
            "Group": scores.frame["label"],
            "Answers": [_base(r) for r in rows],
            "Score": [_score(q, r) for r in rows],
            "95% interval": [_span(q, r["lower"], r["upper"]) for r in rows],
        }
    )


def answers(result: Answers) -> pd.DataFrame:
    """Return the table of all response options for the screen, one column an option."""
    frame = result.frame
    text = [
        units.HIDDEN if hidden else (units.NO_ANSWERS if pd.isna(share) else f"{100 * share:.1f}%")
        for hidden, share in zip(frame["hidden"], frame["share"], strict=True)
    ]
    keys = [c for c in ("panel_label", "label") if c in frame]
    options = result.question.options
    cells = frame[frame["option"] == options[0].code]
    table = cells[keys].rename(columns={"label": "Group", "panel_label": _second(result)})
    table["Everyone who answered"] = [_base(r) for _, r in cells.iterrows()]
    for i, option in enumerate(options):
        table[option.label] = text[i :: len(options)]
    return table.reset_index(drop=True)


def _second(result: Answers) -> str:
    return result.by[1].label if len(result.by) > 1 else ""


def places(result: PlaceScores) -> pd.DataFrame:
    """Return the table of places for the screen."""
    q, frame = result.question, result.frame
    rows = [row for _, row in frame.iterrows()]
    return pd.DataFrame(
        {
            result.level.label: frame["name"],
            "Compared with expected": frame["band"].map(sentences.BANDS).fillna("–"),
            "Score (adjusted)" if result.adjusted else "Score": [_score(q, r) for r in rows],
            "95% interval": [_span(q, r["lower"], r["upper"]) for r in rows],
            "Expected range": [_span(q, r["expected_lower"], r["expected_upper"]) for r in rows],
            "Answers": [_base(r) for r in rows],
            "Code": frame["code"],
        }
    )


def questions(
    frame: pd.DataFrame, beside: pd.DataFrame | None = None, name: str = ""
) -> pd.DataFrame:
    """Return a table of questions and scores for the screen, optionally beside another place."""
    asked = [question(code) for code in frame["question"]]
    rows = [row for _, row in frame.iterrows()]
    table = pd.DataFrame(
        {
            "Question": [q.title for q in asked],
            "Score": [_score(q, r) for q, r in zip(asked, rows, strict=True)],
            "95% interval": [
                _span(q, r["lower"], r["upper"]) for q, r in zip(asked, rows, strict=True)
            ],
            "Answers": [_base(r) for r in rows],
        }
    )
    if beside is not None:
        other = {row["question"]: row for _, row in beside.iterrows()}
        table[name] = [_score(q, other[q.code]) for q in asked]
    return table


def gaps(overview: Overview) -> pd.DataFrame:
    """Return the table of groups that differ for the screen."""
    frame = overview.gaps
    widest = [question(code) for code in frame["widest"]]
    against = [
        "" if r == OTHERS.id else f" (against {overview.dimension(d).group(r).label})"
        for d, r in zip(frame["dimension"], frame["reference"], strict=True)
    ]
    return pd.DataFrame(
        {
            "Group": [
                f"{overview.dimension(d).label}: {label}{other}"
                for d, label, other in zip(frame["dimension"], frame["label"], against, strict=True)
            ],
            "Clearly lower on": frame["lower"],
            "Clearly higher on": frame["higher"],
            "Of questions": frame["compared"],
            "Widest clear gap": [
                f"{units.points(q, d)} {units.direction(d)} on {q.code}" if clear else "none"
                for q, d, clear in zip(
                    widest, frame["difference"], frame["lower"] + frame["higher"] > 0, strict=True
                )
            ],
        }
    )


def plain_groups(comparison: Comparison) -> pd.DataFrame:
    """Return the Groups result for a file: percent 0-100 (or the rating), points."""
    q = comparison.scores.question
    frame = units.scale_frame(q, comparison.frame, [*_LIMITS, *_GAPS])
    panel = ["panel", "panel_label"] if "panel" in frame else []
    flags = ["significant"] if "significant" in frame else []
    columns = [*panel, "group", "label", "n", *_LIMITS, *_GAPS, *flags, "hidden"]
    return frame.assign(reference=comparison.reference.id)[[*columns, "reference"]]


def plain_scores(scores: Scores) -> pd.DataFrame:
    """Return scores without a comparison for a file: percent 0-100 (or the rating)."""
    frame = units.scale_frame(scores.question, scores.frame, _LIMITS)
    panel = ["panel", "panel_label"] if "panel" in frame else []
    return frame[[*panel, "group", "label", "n", *_LIMITS, "hidden"]]


def plain_answers(result: Answers) -> pd.DataFrame:
    """Return all response options for a file; ``percent`` is 0-100 of ``n``."""
    frame = result.frame.assign(percent=100 * result.frame["share"])
    panel = ["panel", "panel_label"] if "panel" in frame else []
    return frame[
        [*panel, "group", "label", "option", "answer", "polarity", "n", "percent", "hidden"]
    ]


def plain_places(result: PlaceScores) -> pd.DataFrame:
    """Return the places for a file: percent 0-100 (or the rating)."""
    frame = units.scale_frame(result.question, result.frame, [*_LIMITS, *_RANGE])
    return frame[["code", "name", "n", *_LIMITS, *_RANGE, "band", "hidden"]]


def plain_gaps(overview: Overview) -> pd.DataFrame:
    """Return the groups that differ for a file; ``difference`` in points on the question named."""
    factor = [1 if question(code).is_rating else 100 for code in overview.gaps["widest"]]
    return overview.gaps.assign(difference=overview.gaps["difference"] * factor)
