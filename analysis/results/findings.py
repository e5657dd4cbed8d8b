"""Who fares worse, most important first: the gaps that stand out after allowing for the search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.official import TESTED_PAIRS
from analysis.results.sheets import RATING, Sheet, gaps
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
    usable = sheet.frame[sheet.frame["score"].notna() & (sheet.frame["n"] > 0)]
    ours = ~usable["group"].isin([NOT_GIVEN.id, "all"]) & ~usable["breakdown"].isin(references)
    comparisons = int(ours.sum())
    strict = gaps(sheet, references, confidence=1 - FAMILY_LEVEL / max(comparisons, 1))
    frame = gaps(sheet, references)
    by_publisher = frame["breakdown"].isin(references)
    beyond = (strict["difference_lower"] > 0) | (strict["difference_upper"] < 0)
    clear = beyond.where(~by_publisher, frame["significant"].fillna(value=False).astype(bool))
    sure = np.minimum(strict["difference_lower"].abs(), strict["difference_upper"].abs())
    sure = 100 * sure / np.where(frame["question"] == RATING, _RATING_SCALE, 1)
    worse = clear & (frame["difference"] < 0)
    frame = frame.assign(
        clear=clear,
        importance=(sure * np.sqrt(frame["n"])).where(worse),
        reach=(strict["difference_upper"] - strict["difference_lower"]) / 2,
    )
    first = _official_firsts(references)
    pairs = frame["group"].eq(frame["breakdown"].map(first)) | ~by_publisher
    kept = frame[frame["difference"].notna() & pairs]
    return Compared(kept.reset_index(drop=True), comparisons)


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
    percents = frame[frame["question"] != RATING]
    counted = _counts(frame)
    counts = percents[_KEYS].join(_counts(percents), on=_KEYS)
    usual = (percents["difference"] < 0) == (counts["lower"] > counts["higher"])
    pool = percents.assign(counts=percents["clear"] & usual, size=percents["difference"].abs())
    ranked = pool.sort_values(["counts", "size"], ascending=False, kind="stable")
    widest = ranked.drop_duplicates(_KEYS).set_index(_KEYS)[["question", "difference"]]
    table = counted.join(widest.rename(columns={"question": "widest"})).reset_index()
    table["widest"] = table["widest"].fillna(RATING)
    table = table.rename(columns={"breakdown": "dimension"})
    labels = [
        dimension(d).group(g).label for d, g in zip(table["dimension"], table["group"], strict=True)
    ]
    table.insert(2, "label", labels)
    return table.assign(by_publisher=table["reference"] != OTHERS.id)


def _counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Return questions compared, clearly lower and clearly higher, by group in its own order."""
    marked = frame.assign(
        compared=1,
        lower=frame["clear"] & (frame["difference"] < 0),
        higher=frame["clear"] & (frame["difference"] > 0),
    )
    return marked.groupby(_KEYS, sort=False)[["compared", "lower", "higher"]].sum().astype(int)


def findings(found: Compared) -> tuple[Finding, ...]:
    """Return the most important findings, at most `MOST_FINDINGS`.

    For each breakdown the group and question with the greatest importance; pairs that the
    publisher tested without giving bases come last, widest first.
    """
    frame = found.frame[found.frame["clear"] & (found.frame["difference"] < 0)]
    order = frame.assign(size=frame["difference"].abs()).sort_values(
        ["importance", "size"], ascending=False, kind="stable", na_position="last"
    )
    of_shares = order["importance"].notna() | (order["question"] != RATING)
    top = order[of_shares].drop_duplicates("breakdown").head(MOST_FINDINGS)
    counts = _counts(found.frame)
    return tuple(_finding(row, counts) for _, row in top.iterrows())


def _finding(row: pd.Series, counts: pd.DataFrame) -> Finding:
    found = dimension(row["breakdown"])
    reference = row["reference"]
    number = counts.loc[[(row["breakdown"], row["group"], reference)]].iloc[0].to_dict()
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
