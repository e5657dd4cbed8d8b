"""Scores of all questions by several breakdowns, each by itself, from either kind of dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.compare import difference_of, rest_of
from analysis.results.official import (
    BREAKDOWN_YEAR,
    RATING_SD,
    ROUNDING_SLACK,
    TESTED_PAIRS,
    refuse_filters,
    with_interval,
    year_of,
)
from analysis.results.scores import add_interval
from analysis.results.unavailable import Unavailable
from analysis.statistics.change import change_p_value
from analysis.statistics.significance import mean_p_value
from analysis.store import ALL, Policy, Workspace, gate, published
from analysis.survey import (
    NOT_GIVEN,
    OTHERS,
    Dimension,
    Population,
    dimensions,
    question,
    questions,
)

RATING = "Q59"
"""The one question that is scored as a mean of 0-10."""

_NUMBERS = ["n", "n_effective", "weight", "score", "sd", "lower", "upper"]


@dataclass(frozen=True)
class Sheet:
    """Scores of all questions by several breakdowns.

    Attributes
    ----------
    population : Population
        Whose answers.
    breakdowns : tuple of str
        Ids of the dimensions (or levels of place, or "year") that are there.
    frame : DataFrame
        One row a question, breakdown and group, in that order, each breakdown's total ("all")
        last: ``question``, ``breakdown``, ``group``, ``n``, ``n_effective``, ``weight``,
        ``score`` (0-1, or 0-10 for the rating), ``sd``, ``lower``, ``upper`` (95%), ``hidden``,
        and ``significant`` (the publisher's own test; missing for respondents).
    whole : DataFrame
        The same for everyone together, one row a question.
    policy : Policy or None
        The disclosure rules applied; None for official results.
    """

    population: Population
    breakdowns: tuple[str, ...]
    frame: pd.DataFrame
    whole: pd.DataFrame
    policy: Policy | None

    @property
    def official(self) -> bool:
        """Whether these are published results."""
        return self.policy is None


def main_breakdowns(population: Population) -> tuple[Dimension, ...]:
    """Return the dimensions that can still tell groups apart; finer lists are left out."""
    return tuple(d for d in dimensions() if d.parent is None and len(population.kept(d.id)) != 1)


def sheet(workspace: Workspace, population: Population, breakdowns: Sequence[str]) -> Sheet:
    """Return scores of all questions by several breakdowns.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose answers.
    breakdowns : sequence of str
        Ids of dimensions, levels of place below England, or "year". Of official results those
        that were not published are left out.

    Raises
    ------
    Unavailable
        If official results have nothing for this population.
    """
    if workspace.dataset(population.dataset).kind == "published":
        return _official(workspace, population, breakdowns)
    whole = gate.scores(workspace, population, questions())
    released = gate.sheet(workspace, population, questions(), list(breakdowns))
    frame = _with_intervals(_untested(released.frame))
    return Sheet(
        population, tuple(breakdowns), frame, _with_intervals(whole.frame), released.policy
    )


def _untested(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame without any test of the publisher's."""
    return frame.assign(significant=pd.array([pd.NA] * len(frame), dtype="boolean"))


def _with_intervals(frame: pd.DataFrame) -> pd.DataFrame:
    rating = frame["question"] == RATING
    parts = [
        add_interval(frame[rows], question(code))
        for rows, code in ((~rating, "Q1"), (rating, RATING))
    ]
    return pd.concat(parts).sort_index()


def _official(workspace: Workspace, population: Population, breakdowns: Sequence[str]) -> Sheet:
    refuse_filters(population)
    if population.where.level == "stp":
        msg = "The official results have no figures for STPs."
        raise Unavailable(msg)
    year = year_of(workspace, population)
    variant = "unadjusted" if year == BREAKDOWN_YEAR else "year-on-year"
    rows = published(
        workspace, population.dataset, place=population.place, year=year, variant=variant
    ).astype({"group": str, "question": str, "dimension": str})
    if rows.empty:
        msg = f"The official results have no figures for {population.where.name} in {year}."
        raise Unavailable(msg)
    rows = _in_order(_as_released(rows))
    total = rows[rows["breakdown"] == ALL]
    there = [b for b in breakdowns if (rows["breakdown"] == b).any()]
    parts = [
        part
        for b in there
        for part in (rows[rows["breakdown"] == b], _untested(total.assign(breakdown=b)))
    ]
    frame = _in_order(pd.concat(parts)) if parts else rows[:0]
    return Sheet(population, tuple(there), frame, total.reset_index(drop=True), None)


def _as_released(rows: pd.DataFrame) -> pd.DataFrame:
    """Return official rows in the shape of released ones."""
    rating = rows["question"] == RATING
    rows = pd.concat(
        [
            with_interval(rows[~rating], question("Q1")),
            with_interval(rows[rating], question(RATING)),
        ]
    )
    rows = rows.rename(columns={"dimension": "breakdown"}).assign(
        n_effective=rows["n"],
        weight=rows["n"],
        sd=np.where(rows["question"] == RATING, RATING_SD, np.nan),
    )
    return rows[["question", "breakdown", "group", *_NUMBERS, "hidden", "significant"]]


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows by question, breakdown and group, all in their own order, totals last."""
    asked = {q.code: i for i, q in enumerate(questions())}
    groups = [*(i for d in dimensions() for i in d.ids), NOT_GIVEN.id, ALL]
    order = {
        "question": asked,
        "breakdown": {d.id: i for i, d in enumerate(dimensions())} | {ALL: -1},
        "group": {key: i for i, key in reversed(list(enumerate(groups)))},
    }
    return rows.sort_values(
        list(order), key=lambda column: column.map(order[str(column.name)]), ignore_index=True
    )


def gaps(
    sheet: Sheet, references: Mapping[str, str] | None = None, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Return how far each group is from its reference on every question.

    Parameters
    ----------
    sheet : Sheet
        The scores.
    references : mapping of str to str, optional
        Breakdown -> id of the group to compare with; everyone else ("others") where there is none.
    confidence : float
        Level of the limits.

    Returns
    -------
    DataFrame
        The sheet's frame without totals, with ``reference``, ``difference`` (score minus the
        reference's: -1 to 1, or points of the rating), ``difference_lower``,
        ``difference_upper`` and ``p`` (two-sided, unadjusted). Missing for the reference itself,
        "Not given", and where either side is hidden or there is no base. Limits and p-values of
        official scores allow for their rounding.
    """
    chosen = references or {}
    frame = sheet.frame.assign(
        reference=[chosen.get(b, OTHERS.id) for b in sheet.frame["breakdown"]]
    )
    others = frame["reference"] == OTHERS.id
    against = _looked_up(frame, frame["reference"].where(~others, ALL))
    against = rest_of(frame, against).where(others, against[["score", "sd", "n_effective"]])
    slack = ROUNDING_SLACK if sheet.official else 0.0
    rating = frame["question"] == RATING
    found = frame.join(score_gaps(frame, against, rating, slack=slack, confidence=confidence))
    numbers = ["difference", "difference_lower", "difference_upper", "p"]
    compared = ~frame["group"].isin([ALL, NOT_GIVEN.id]) & (frame["group"] != frame["reference"])
    found[numbers] = found[numbers].where(compared & found["difference"].notna())
    rival = pd.Series([_tested_against(b, g) for b, g in _pairs(found)], found.index, dtype=object)
    tested = found["reference"] == rival
    found["significant"] = found["significant"].astype("boolean").mask(~tested)
    return found[found["group"] != ALL].reset_index(drop=True)


def _pairs(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(frame["breakdown"], frame["group"], strict=True))


def _tested_against(breakdown: str, group: str) -> str:
    """Return the group that the publisher tested a group against; "" if none."""
    pair = TESTED_PAIRS.get(breakdown, ())
    return next((other for other in pair if group in pair and other != group), "")


def _looked_up(frame: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Return for each row the numbers of another group on the same question and breakdown."""
    keys = ["question", "breakdown"]
    numbers = frame.set_index([*keys, "group"])[_NUMBERS]
    wanted = pd.MultiIndex.from_arrays([frame["question"], frame["breakdown"], group])
    return numbers.reindex(wanted).set_axis(frame.index)


def score_gaps(
    first: pd.DataFrame,
    second: pd.DataFrame,
    rating: pd.Series,
    *,
    slack: float = 0.0,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return how far scores are from others, row by row.

    Parameters
    ----------
    first, second : DataFrame
        ``score``, ``sd``, ``n_effective``, with one index.
    rating : Series of bool
        Which rows are means of 0-10; the others are proportions.
    slack : float
        How far rounding can put a difference of proportions out; limits and p-values allow for it.
    confidence : float
        Level of the limits.

    Returns
    -------
    DataFrame
        ``difference`` (first minus second), ``difference_lower``, ``difference_upper``, ``p``.
    """
    parts = [
        _gap(first[rows], second[rows], rating=is_rating, slack=slack, confidence=confidence)
        for rows, is_rating in ((~rating, False), (rating, True))
    ]
    return pd.concat(parts).reindex(first.index)


def _gap(
    first: pd.DataFrame, second: pd.DataFrame, *, rating: bool, slack: float, confidence: float
) -> pd.DataFrame:
    """Return difference, limits and p-value row by row."""
    gap = difference_of(first, second, rating=rating, confidence=confidence)
    n1, n2 = first["n_effective"].fillna(0), second["n_effective"].fillna(0)
    if rating:
        p = mean_p_value(first["score"], first["sd"], n1, second["score"], second["sd"], n2)
        slack = 0.0
    else:
        nearer = np.sign(gap.value) * np.minimum(np.abs(gap.value), slack)
        p = change_p_value(second["score"], n2, first["score"] - nearer, n1)
    return pd.DataFrame(
        {
            "difference": gap.value,
            "difference_lower": gap.lower - slack,
            "difference_upper": gap.upper + slack,
            "p": p,
        },
        index=first.index,
    )
