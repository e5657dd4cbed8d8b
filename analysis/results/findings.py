"""Who fares worse, most important first: the gaps that stand out after allowing for the search."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.results.gaps import gaps
from analysis.results.official import TESTED_PAIRS
from analysis.results.sheets import RATING, Sheet
from analysis.store import ALL
from analysis.survey import (
    NOT_GIVEN,
    OTHERS,
    Dimension,
    Group,
    Question,
    dimension,
    question,
)

MOST_FINDINGS = 5
FAMILY_LEVEL = 0.05
"""Chance of any false finding that is allowed for all comparisons together."""

_RATING_SCALE = 10
_KEYS = ["breakdown", "group", "reference"]


@dataclass(frozen=True)
class Finding:
    """A group that fares worse than others, on the question where that matters most.

    Attributes
    ----------
    question, dimension, group : Question, Dimension, Group
        Where, and who.
    reference : Group
        Whom the group is compared with.
    n : float
        Answers of the group; NaN where the publisher gave none.
    score, difference, lower, upper : float
        The group's score, its difference from the reference and that difference's 95% limits
        (0-1, or points of the rating); limits are NaN without a base.
    lower_on, higher_on, compared : int
        On how many questions the group is clearly lower, clearly higher, and compared at all.
    importance : float
        The difference we can be sure of in points of 100 (the limit nearest to zero, allowing for
        all comparisons) times the square root of the answers; NaN without a base.
    """

    question: Question
    dimension: Dimension
    group: Group
    reference: Group
    n: float
    score: float
    difference: float
    lower: float
    upper: float
    lower_on: int
    higher_on: int
    compared: int
    importance: float


@dataclass(frozen=True)
class Compared:
    """Every group beside its reference on every question.

    Attributes
    ----------
    frame : DataFrame
        Rows of `analysis.results.sheets.gaps` that have a difference, with ``clear`` (it stands
        out after allowing for all comparisons, or by the publisher's own test) and
        ``importance`` (as in `Finding`; missing where the group is not clearly lower) and
        ``reach`` (the smallest difference that would have been clear, about; missing without a
        base).
    comparisons : int
        How many comparisons of ours the limits allow for; 0 where all tests are the publisher's.
    """

    frame: pd.DataFrame
    comparisons: int


def compared(sheet: Sheet) -> Compared:
    """Return every group beside everyone else, or beside the group the publisher tested against.

    A difference is clear when its interval leaves out zero at a level that allows for all
    comparisons made (Bonferroni, 5% for the family); or by the publisher's own test for pairs that
    were published without bases.
    """
    references = _official_references(sheet)
    comparisons = comparisons_of(sheet, references)
    frame = gaps(sheet, references, strict=family_confidence(comparisons))
    by_publisher = frame["breakdown"].isin(references)
    beyond = (frame["strict_lower"] > 0) | (frame["strict_upper"] < 0)
    clear = beyond.where(~by_publisher, frame["significant"].fillna(value=False).astype(bool))
    sure = np.minimum(frame["strict_lower"].abs(), frame["strict_upper"].abs())
    sure = 100 * sure / np.where(frame["question"] == RATING, _RATING_SCALE, 1)
    worse = clear & (frame["difference"] < 0)
    frame = frame.assign(
        clear=clear,
        importance=(sure * np.sqrt(frame["n"])).where(worse),
        reach=(frame["strict_upper"] - frame["strict_lower"]) / 2,
    )
    first = _official_firsts(references)
    pairs = frame["group"].eq(frame["breakdown"].map(first)) | ~by_publisher
    kept = frame[frame["difference"].notna() & pairs]
    return Compared(kept.reset_index(drop=True), comparisons)


def comparisons_of(sheet: Sheet, without: Collection[str] = ()) -> int:
    """Return how many groups are compared with others on how many questions, all together.

    Breakdowns of `without` are not counted.
    """
    frame = sheet.frame
    usable = (frame["score"].notna() & (frame["n"] > 0)).tolist()
    rows = zip(usable, frame["group"].tolist(), frame["breakdown"].tolist(), strict=True)
    return sum(
        there and group not in (NOT_GIVEN.id, ALL) and breakdown not in without
        for there, group, breakdown in rows
    )


def family_confidence(comparisons: int) -> float:
    """Return the level of intervals that allow for so many comparisons (Bonferroni)."""
    return 1 - FAMILY_LEVEL / max(comparisons, 1)


def _official_references(sheet: Sheet) -> dict[str, str]:
    """Return whom the publisher tested groups against, where it gave no bases."""
    if not sheet.official:
        return {}
    return {b: pair[1] for b, pair in TESTED_PAIRS.items() if b in sheet.breakdowns}


def _official_firsts(references: Mapping[str, str]) -> dict[str, str]:
    return {b: TESTED_PAIRS[b][0] for b in references}


def by_group(found: Compared) -> pd.DataFrame:
    """Return on how many questions each group differs.

    Returns
    -------
    DataFrame
        One row a group, in the groups' own order: ``dimension``, ``group``, ``label``,
        ``reference``, ``compared`` (questions), ``lower``, ``higher`` (questions on which it
        clearly differs), ``widest`` (code of the percent question with the widest clear gap in
        the more usual direction), ``difference`` on it, ``by_publisher``.
    """
    frame = found.frame
    keys = list(zip(*(frame[c].tolist() for c in _KEYS), strict=True))
    groups = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    code = np.array([groups[key] for key in keys], dtype=np.intp)
    difference, clear = frame["difference"].to_numpy(), frame["clear"].to_numpy(bool)
    shares = (frame["question"] != RATING).to_numpy()
    lower, higher = clear & (difference < 0), clear & (difference > 0)

    def counted(rows: NDArray[np.bool_]) -> NDArray[np.intp]:
        return np.bincount(code[rows], minlength=len(groups))

    down = counted(lower & shares) > counted(higher & shares)
    usual = clear & ((difference < 0) == down[code])
    widest = _first_of_each(code, shares, usual, np.abs(difference))
    at = [widest.get(i) for i in range(len(groups))]
    asked = frame["question"].tolist()
    return pd.DataFrame(
        {
            "dimension": [d for d, _, _ in groups],
            "group": [g for _, g, _ in groups],
            "label": [dimension(d).group(g).label for d, g, _ in groups],
            "reference": [r for _, _, r in groups],
            "compared": counted(np.ones_like(clear)),
            "lower": counted(lower),
            "higher": counted(higher),
            "widest": [RATING if i is None else asked[i] for i in at],
            "difference": [np.nan if i is None else difference[i] for i in at],
            "by_publisher": [r != OTHERS.id for _, _, r in groups],
        }
    )


def _first_of_each(
    code: NDArray[np.intp],
    rows: NDArray[np.bool_],
    preferred: NDArray[np.bool_],
    size: NDArray[np.float64],
) -> dict[int, int]:
    """Return for each code its row of the greatest size, a preferred one if there is any."""
    order = np.lexsort((-size, ~preferred))
    order = order[rows[order]]
    codes, first = np.unique(code[order], return_index=True)
    return dict(zip(codes.tolist(), order[first].tolist(), strict=True))


def findings(found: Compared, groups: pd.DataFrame) -> tuple[Finding, ...]:
    """Return the most important findings, at most `MOST_FINDINGS`.

    For each breakdown the group and question with the greatest importance; pairs that the
    publisher tested without giving bases come last, widest first. `groups` is from `by_group`.
    """
    frame = found.frame[found.frame["clear"] & (found.frame["difference"] < 0)]
    order = frame.assign(size=frame["difference"].abs()).sort_values(
        ["importance", "size"], ascending=False, kind="stable", na_position="last"
    )
    of_shares = order["importance"].notna() | (order["question"] != RATING)
    top = order[of_shares].drop_duplicates("breakdown").head(MOST_FINDINGS)
    counts = {(row["dimension"], row["group"]): row for row in groups.to_dict("records")}
    return tuple(_finding(row, counts[row["breakdown"], row["group"]]) for row in _records(top))


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(c): value for c, value in row.items()} for row in frame.to_dict("records")]


def _finding(row: dict[str, Any], number: dict[Hashable, Any]) -> Finding:
    found = dimension(row["breakdown"])
    reference = row["reference"]
    return Finding(
        question=question(row["question"]),
        dimension=found,
        group=found.group(row["group"]),
        reference=OTHERS if reference == OTHERS.id else found.group(reference),
        n=float(row["n"]),
        score=float(row["score"]),
        difference=float(row["difference"]),
        lower=float(row["difference_lower"]),
        upper=float(row["difference_upper"]),
        lower_on=int(number["lower"]),
        higher_on=int(number["higher"]),
        compared=int(number["compared"]),
        importance=float(row["importance"]),
    )
