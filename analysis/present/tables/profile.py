"""Tables of the Place profile page."""

from __future__ import annotations

import pandas as pd

from analysis.present import sentences, units
from analysis.present.sentences import phrases
from analysis.present.sentences.profile import MOST_LISTED, gap_of
from analysis.present.tables import cells
from analysis.results import Profile
from analysis.survey import ENGLAND, OTHERS, Question, dimension, question

_CHANGE = ["change", "change_lower", "change_upper"]
_ANSWERS = "Answers"
_UNBROKEN = "\u00a0"
_MOVED = {"up": "rise", "down": "fall"}


def profile(result: Profile, rows: pd.DataFrame) -> pd.DataFrame:
    """Return questions of a place for the screen, beside its parent, England and last year.

    Parameters
    ----------
    result : Profile
        The place.
    rows : DataFrame
        Rows of ``result.questions``.
    """
    asked = [(question(row["question"]), row) for row in cells.records(rows)]
    adjusted = ", adjusted" if result.ranges.official else ""
    table = {
        "Question": [q.title for q, _ in asked],
        f"Score{adjusted} (95% interval)": [_score(q, row) for q, row in asked],
    }
    parent = result.ranges.parent
    if parent is not None:
        table["Expected range"] = [
            cells.span(q, row["expected_lower"], row["expected_upper"]) for q, row in asked
        ]
        table["Compared with expected"] = [
            sentences.BANDS.get(row["band"], "–") for _, row in asked
        ]
        if parent != ENGLAND:
            table[parent.name] = [_beside(q, row["parent"]) for q, row in asked]
        table[ENGLAND.name] = [_beside(q, row["england"]) for q, row in asked]
    if result.years is not None:
        table[f"Change from {result.years[0]} to {result.years[1]}"] = [
            _change(result, q, row) for q, row in asked
        ]
    table[_ANSWERS] = [cells.base(row) for _, row in asked]
    return pd.DataFrame(table)


def dashboard(result: Profile) -> pd.DataFrame:
    """Return the Cancer Dashboard's questions for the screen, narrow enough for paper."""
    return profile(result, result.dashboard).drop(columns=_ANSWERS)


def outside_expected(result: Profile) -> pd.DataFrame:
    """Return the questions farthest outside the range expected for the screen, below first."""
    rows = [result.outside(band).head(MOST_LISTED) for band in ("below", "above")]
    table = profile(result, pd.concat(rows)).drop(columns=_ANSWERS)
    return table.loc[:, : ENGLAND.name]


def _score(q: Question, row: cells.Row) -> str:
    text = cells.score(q, row)
    if units.is_missing(row["score"]) or units.is_missing(row["lower"]):
        return text
    span = cells.span(q, row["lower"], row["upper"]).replace(" ", _UNBROKEN)
    return f"{text} ({span})"


def _beside(q: Question, score: float) -> str:
    if units.is_missing(score):
        return "–"
    return units.rounded(units.scaled(q, score), units.digits(q, table=True))


def _change(result: Profile, q: Question, row: cells.Row) -> str:
    moved = {gap: row[change] for gap, change in zip(cells.GAPS, _CHANGE, strict=True)}
    size, *limits = cells.gap(q, moved).split(" ")
    gap = f"{size} {_UNBROKEN.join(limits)}".strip()
    if not row["moved"]:
        return gap
    word = _MOVED[row["moved"]]
    return f"{gap}, {word} (publisher)" if result.tested_by_publisher else f"{gap}, clear {word}"


def widest_inside(result: Profile) -> pd.DataFrame:
    """Return the widest inequalities inside the place for the screen."""
    rows = cells.records(result.widest)
    table = {
        "Group": [_group(row["breakdown"], row["group"]) for row in rows],
        "Widest clear gap": [gap_of(row) for row in rows],
        "Compared with": [
            OTHERS.label
            if row["reference"] == OTHERS.id
            else dimension(row["breakdown"]).group(row["reference"]).label
            for row in rows
        ],
        "On": [question(row["question"]).title for row in rows],
        "Clearly lower on": [phrases.many(int(row["lower_on"]), "question") for row in rows],
    }
    if result.widest["by_publisher"].any():
        table["Tested by"] = ["the publisher" if row["by_publisher"] else "us" for row in rows]
    return pd.DataFrame(table)


def _group(breakdown: str, group: str) -> str:
    return f"{dimension(breakdown).label}: {dimension(breakdown).group(group).label}"


def changed_since(result: Profile) -> pd.DataFrame:
    """Return the clear changes for the screen, falls first, the largest of either."""
    found = result.changed
    rows = pd.concat(
        [found[found["fall"]].head(MOST_LISTED), found[~found["fall"]].head(MOST_LISTED)]
    )
    asked = [(question(row["question"]), row) for row in cells.records(rows)]
    before, after = result.years or ("", "")
    return pd.DataFrame(
        {
            "Question": [q.title for q, _ in asked],
            "Change": ["Fall" if row["fall"] else "Rise" for _, row in asked],
            f"{before}": [_beside(q, row["score_before"]) for q, row in asked],
            f"{after}": [_beside(q, row["score"]) for q, row in asked],
            "Points (95% interval)": [cells.gap(q, row) for q, row in asked],
        }
    )


def plain_profile(result: Profile) -> pd.DataFrame:
    """Return all questions of a place for a file: percent 0-100 (or the rating), points."""
    frame = result.questions
    asked = [question(code) for code in frame["question"]]
    factor = pd.Series([1 if q.is_rating else 100 for q in asked], frame.index)
    numbers = [*cells.LIMITS, *cells.RANGE, "parent", "england", *_CHANGE]
    scaled = frame.assign(**{c: frame[c].astype(float) * factor for c in numbers})
    scaled = scaled.assign(
        label=[q.label for q in asked],
        parent_code=result.ranges.parent.code if result.ranges.parent else None,
        change_from=result.years[0] if result.years else None,
        change_to=result.years[1] if result.years else None,
    )
    beside = ["parent_code", "parent", "england"]
    change = ["change_from", "change_to", *_CHANGE, "moved"]
    first = ["question", "label", "n", *cells.LIMITS, *cells.RANGE, "band"]
    return scaled[[*first, *beside, *change, "hidden"]]
