"""How unequal several questions are between the same groups: a section, or all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.results.inequality_measures import HEADLINE, groups_of, one_measure, records
from analysis.results.official import TESTED_PAIRS
from analysis.results.references import kept_groups, there
from analysis.results.sheets import Sheet, sheet
from analysis.results.unavailable import Unavailable
from analysis.statistics.inequality import summarise
from analysis.statistics.multiplicity import adjust
from analysis.statistics.shrinkage import heterogeneity
from analysis.store import Policy, Workspace
from analysis.survey import (
    Dimension,
    Group,
    Population,
    Question,
    UnknownChoice,
    question,
    questions,
    sections,
)

Floats = NDArray[np.float64]

EVERY_SECTION = "all"

LEVEL = 0.05
"""Share of chance findings to expect among the questions called unequal."""


@dataclass(frozen=True)
class SectionInequality:
    """The gap between the ends of a dimension on several questions.

    Attributes
    ----------
    population, dimension
        Of whom, and between which groups.
    directed : bool
        Whether the ends are named beforehand, as in `analysis.results.inequality.Inequality`.
    ends : tuple of Group
        First and last of the groups that the filters leave, in their own order.
    groups : DataFrame
        One row a question and group with a score, in their own order: ``question``, ``group``,
        ``label``, ``n``, ``score``.
    frame : DataFrame
        One row a question: ``question``, ``first`` and ``last`` (ids of the groups at the ends
        here; "" if none), the gap between them as in the rows of `Inequality.measures`, ``p``
        (two-sided), ``p_adjusted`` (in the family of these questions), ``verdict``: "worse" or
        "better" (of the first end, beyond chance), "unequal" (beyond chance, without named
        ends), "unclear", "untested" or "not shown"; ``unshown`` (labels of groups without a
        score), ``by_publisher`` (True where the verdict is the publisher's own test).
    family : int
        How many comparisons the verdicts allow for; 0 where they are the publisher's.
    policy : Policy or None
        None for official results.
    """

    population: Population
    dimension: Dimension
    directed: bool
    ends: tuple[Group, Group]
    groups: pd.DataFrame
    frame: pd.DataFrame
    family: int
    policy: Policy | None

    @property
    def rows(self) -> dict[str, dict[str, Any]]:
        """The rows of the frame, by question."""
        return records(self.frame, "question")

    @property
    def shown(self) -> pd.DataFrame:
        """The questions on which at least two groups have a score."""
        return self.frame[self.frame["verdict"] != "not shown"]

    def count(self, verdict: str) -> int:
        """Return on how many questions the verdict is this one."""
        return int((self.frame["verdict"] == verdict).sum())


def questions_of(section: str) -> tuple[Question, ...]:
    """Return the questions of a section in order; of "all" every one. Letter case doesn't matter.

    Raises
    ------
    UnknownChoice
        If there is no such section.
    """
    asked = tuple(q for q in questions() if section.lower() in (EVERY_SECTION, q.section.lower()))
    if not asked:
        raise UnknownChoice("section", section, [*sections(), EVERY_SECTION])
    return asked


def order(found: SectionInequality, sort: str) -> list[str]:
    """Return the codes of the questions in an order.

    Parameters
    ----------
    found : SectionInequality
        The gaps.
    sort : {"questionnaire", "gap", "lowest"}
        As in the questionnaire; widest gap first; or lowest score of any group first. The rating,
        which has another scale, comes last, and after it questions without a gap.
    """
    rows, frame = found.rows, found.frame.set_index("question")
    if sort == "questionnaire":
        return list(rows)
    lowest = found.groups.groupby("question")["score"].min()
    gap = frame["estimate"].fillna(frame["printed"].abs())
    rank = -gap if sort == "gap" else lowest.reindex(frame.index)

    def place(code: str) -> tuple[bool, bool, float]:
        return not rows[code]["first"], question(code).is_rating, float(rank[code])

    return sorted(rows, key=place)


def section_inequality(
    workspace: Workspace,
    population: Population,
    asked: Sequence[Question],
    dimension: Dimension,
) -> SectionInequality:
    """Return the gap between the ends of a dimension on several questions.

    Parameters
    ----------
    workspace, population, dimension
        As for `analysis.results.inequality.inequality`.
    asked : sequence of Question
        Which questions, in the order wanted.

    Returns
    -------
    SectionInequality
        Measures are not averaged over questions, which have different people and different
        chance; they are counted instead.

    Raises
    ------
    Unavailable
        If official results don't have what is asked for, or nothing can be shown.

    Notes
    -----
    With named ends p is that of their gap (normal); otherwise Cochran's (1954) of all groups being
    the same. P-values are adjusted by Benjamini and Hochberg (1995).
    """
    cells = sheet(workspace, population, [dimension.id])
    there(cells, [dimension])
    kept = kept_groups(population, dimension)
    if len(kept) < 2:
        msg = "The filters leave one group. Remove the filter on it, or choose another breakdown."
        raise Unavailable(msg)
    rows = cells.frame[cells.frame["group"].isin(kept)]
    parts = dict(list(rows.groupby("question", sort=False)))
    found = [_one(parts[q.code], q, dimension, cells) for q in asked if q.code in parts]
    if not any(row["first"] for row in found):
        msg = (
            "None of these questions has two groups with a score that may be shown here. Choose a "
            "larger place, more years or another breakdown."
        )
        raise Unavailable(msg)
    frame, family = _judged(pd.DataFrame(found))
    scored = rows[rows["question"].isin(frame["question"]) & rows["score"].notna()]
    label = scored["group"].map({g.id: g.label for g in dimension.groups})
    return SectionInequality(
        population,
        dimension,
        dimension.ordered or len(dimension.groups) == 2,
        (dimension.group(kept[0]), dimension.group(kept[-1])),
        scored.assign(label=label)[["question", "group", "label", "n", "score"]],
        frame,
        family,
        cells.policy,
    )


def _one(
    part: pd.DataFrame, question: Question, dimension: Dimension, cells: Sheet
) -> dict[str, Any]:
    """Return the row of a question, not yet judged."""
    shown = part[part["score"].notna()].reset_index(drop=True)
    gone = part.loc[part["score"].isna(), "group"]
    row: dict[str, Any] = {
        "question": question.code,
        "unshown": tuple(dimension.group(key).label for key in gone),
        "first": "",
        "last": "",
        "p": np.nan,
        "tested": pd.NA,
    }
    if len(shown) < 2:
        return row
    groups = groups_of(shown, question, dimension, official=cells.official)
    ends = [0, -1] if groups.ordered else [shown["score"].argmin(), shown["score"].argmax()]
    first, last = (shown["group"].iloc[i] for i in ends)
    row |= {"first": first, "last": last}
    row |= one_measure(summarise(groups, HEADLINE), groups)
    if groups.has_errors:
        row["p"] = _p_value(groups.value, groups.se, ordered=groups.ordered)
    elif (first, last) == TESTED_PAIRS.get(dimension.id):
        row["tested"] = shown["significant"].iloc[0]
    return row


def _p_value(value: Floats, se: Floats, *, ordered: bool) -> float:
    """Return how likely chance makes groups, or with an order its ends, differ so much."""
    tested = [0, -1] if ordered else slice(None)
    p = heterogeneity(value[tested], se[tested] ** 2, "dersimonian-laird").p_value
    return np.nan if p is None else p


def _judged(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the questions with verdicts, and how many comparisons these allow for."""
    family = adjust(frame["p"], "these questions")
    published = frame["tested"].notna()
    beyond = pd.Series(family.stands_out(LEVEL), frame.index) | (
        published & frame["tested"].fillna(value=False).astype(bool)
    )
    choices = {
        "not shown": frame["first"] == "",
        "untested": frame["p"].isna() & ~published,
        "worse": beyond & (frame["worse"] == "first"),
        "better": beyond & (frame["worse"] == "last"),
        "unequal": beyond & (frame["p"].notna()),
    }
    verdict = np.select(list(choices.values()), list(choices), "unclear")
    judged = frame.assign(p_adjusted=family.adjusted, verdict=verdict, by_publisher=published).drop(
        columns="tested"
    )
    return judged.astype({"beyond": "boolean"}), family.size
