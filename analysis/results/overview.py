"""The whole survey at a glance: the headline, where it falls short, and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.compare import differences
from analysis.results.official import (
    BREAKDOWN_YEAR,
    RATING_SD,
    ROUNDING_SLACK,
    TESTED_PAIRS,
    refuse_filters,
    with_interval,
    year_of,
)
from analysis.results.scores import Scores, add_interval, scores
from analysis.results.unavailable import Unavailable
from analysis.store import ALL, Policy, Workspace, gate, published
from analysis.survey import (
    NOT_GIVEN,
    OTHERS,
    Dimension,
    Population,
    dimension,
    dimensions,
    question,
    questions,
)

_SHORTFALLS = 5
_FAMILY_LEVEL = 0.05


@dataclass(frozen=True)
class Overview:
    """The whole survey at a glance.

    Attributes
    ----------
    headline : Scores
        The overall rating of care.
    dashboard : DataFrame
        The Cancer Dashboard's questions: ``question``, ``n``, ``score``, ``lower``, ``upper``,
        ``hidden``.
    shortfalls : DataFrame
        The percent questions with the lowest scores, lowest first, with the same columns.
    gaps : DataFrame
        One row a group: ``dimension``, ``group``, ``label``, ``reference`` (a group's id, or
        "others"), ``compared`` (questions), ``lower`` and ``higher`` (questions on which it
        clearly differs), ``widest`` (question code), ``difference`` on it (group minus
        reference), ``by_publisher`` (True where "clearly" is the publisher's own test).
    comparisons : int
        How many comparisons of ours the confidence level allows for (Bonferroni); 0 where all
        tests are the publisher's.
    policy : Policy or None
        The disclosure rules applied; None for official results.
    """

    headline: Scores
    dashboard: pd.DataFrame
    shortfalls: pd.DataFrame
    gaps: pd.DataFrame
    comparisons: int
    policy: Policy | None

    def dimension(self, id: str) -> Dimension:
        """Return a dimension by its id."""
        return dimension(id)


def overview(workspace: Workspace, population: Population) -> Overview:
    """Return the whole survey at a glance for a population.

    Each group is compared with everyone else in the population on every question. A difference is
    clear when its interval, at a level that allows for all comparisons made (Bonferroni, 5% for
    the family), leaves out zero. Finer lists of groups are left to the Groups page.

    Raises
    ------
    Unavailable
        If official results don't have what is asked for.
    """
    headline = scores(workspace, population, question("Q59"))
    official = workspace.dataset(population.dataset).kind == "published"
    sheets = _official_sheets if official else _respondent_sheets
    whole, by_group = sheets(workspace, population)
    whole = whole.assign(section=[question(c).section for c in whole["question"]])
    gaps, comparisons = _gaps(by_group, ROUNDING_SLACK if official else 0.0)
    if official:
        gaps = pd.concat([gaps, _official_gaps(workspace, population)], ignore_index=True)
    shown = whole[whole["score"].notna() & (whole["question"] != "Q59")]
    return Overview(
        headline,
        whole[[question(c).dashboard for c in whole["question"]]].reset_index(drop=True),
        shown.nsmallest(_SHORTFALLS, "score").reset_index(drop=True),
        gaps,
        comparisons,
        headline.policy,
    )


Sheets = tuple[pd.DataFrame, dict[str, pd.DataFrame]]


def _respondent_sheets(workspace: Workspace, population: Population) -> Sheets:
    """Return all questions for everyone, and by group for each dimension."""
    asked = questions()
    by_group = {}
    for d in dimensions():
        if d.parent is None and len(population.kept(d.id)) != 1:
            frame = gate.scores(workspace, population, asked, [d.id]).frame
            by_group[d.id] = frame.rename(columns={d.id: "group"})
    whole = gate.scores(workspace, population, asked).frame
    return _with_intervals(whole), by_group


def _with_intervals(frame: pd.DataFrame) -> pd.DataFrame:
    rating = frame["question"] == "Q59"
    parts = [
        add_interval(frame[rows], question(code))
        for rows, code in ((~rating, "Q1"), (rating, "Q59"))
    ]
    return pd.concat(parts).sort_index()


def _official_sheets(workspace: Workspace, population: Population) -> Sheets:
    refuse_filters(population)
    if population.where.level == "stp":
        msg = "The official results have no figures for STPs."
        raise Unavailable(msg)
    year = year_of(workspace, population)
    rows = published(
        workspace,
        population.dataset,
        place=population.place,
        year=year,
        variant="unadjusted" if year == BREAKDOWN_YEAR else "year-on-year",
    ).astype({"group": str, "question": str, "dimension": str})
    rows = rows.assign(
        n_effective=rows["n"],
        weight=rows["n"],
        sd=np.where(rows["question"] == "Q59", RATING_SD, np.nan),
    )
    order = {q.code: i for i, q in enumerate(questions())}
    rows = rows.sort_values("question", key=lambda codes: codes.map(order), kind="stable")
    total = rows[rows["dimension"] == "all"]
    tumour = pd.concat([rows[rows["dimension"] == "tumour"], total], ignore_index=True)
    whole = [with_interval(total[total["question"] == q.code], q) for q in questions()]
    return pd.concat(whole, ignore_index=True), {"tumour": tumour}


def _official_gaps(workspace: Workspace, population: Population) -> pd.DataFrame:
    """Return the gaps that the publisher tested: women with men, quintile 1 with quintile 5."""
    if population.where.level not in ("national", "alliance"):
        return pd.DataFrame()
    if year_of(workspace, population) != BREAKDOWN_YEAR:
        return pd.DataFrame()
    found = []
    for key, (group, against) in TESTED_PAIRS.items():
        rows = published(
            workspace, population.dataset, place=population.place, dimension=key
        ).astype({"group": str, "question": str})
        wide = rows.pivot_table(index="question", columns="group", values="score", observed=True)
        if not {group, against} <= set(wide.columns):
            continue
        tested = rows[rows["group"] == group].set_index("question")["significant"]
        gap = (wide[group] - wide[against]).dropna()
        clear = tested.reindex(gap.index).fillna(False).astype(bool)
        found.append(_gap_row(key, group, against, gap, clear))
    return pd.DataFrame(found).assign(by_publisher=True)


def _gap_row(
    key: str, group: str, against: str, gap: pd.Series, clear: pd.Series
) -> dict[str, object]:
    """Return one row of ``gaps`` from differences by question and whether each is clear."""
    percents = gap.drop("Q59", errors="ignore")
    certain = percents[clear.reindex(percents.index)]
    worse = int((certain < 0).sum()) > int((certain > 0).sum())
    usual = certain[(certain < 0) == worse]
    pool = usual if len(usual) else percents
    widest = str(pool.abs().idxmax()) if len(pool) else "Q59"
    return {
        "dimension": key,
        "group": group,
        "label": dimension(key).group(group).label,
        "reference": against,
        "compared": len(gap),
        "lower": int((clear & (gap < 0)).sum()),
        "higher": int((clear & (gap > 0)).sum()),
        "widest": widest,
        "difference": float(gap[widest]) if len(gap) else float("nan"),
    }


def _usable(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["score"].notna() & ~frame["group"].isin([NOT_GIVEN.id, ALL])]


def _gaps(by_group: dict[str, pd.DataFrame], slack: float) -> tuple[pd.DataFrame, int]:
    comparisons = sum(len(_usable(frame)) for frame in by_group.values())
    level = 1 - _FAMILY_LEVEL / max(comparisons, 1)
    rows = [
        row for key, frame in by_group.items() for row in _dimension_gaps(key, frame, level, slack)
    ]
    columns = ["dimension", "group", "label", "reference", "compared", "lower", "higher", "widest"]
    made = pd.DataFrame(rows, columns=[*columns, "difference"]).assign(by_publisher=False)
    numbers = {"compared": int, "lower": int, "higher": int, "difference": float}
    return made.astype(numbers), comparisons


def _dimension_gaps(
    key: str, frame: pd.DataFrame, level: float, slack: float
) -> Iterable[dict[str, object]]:
    rating = frame["question"] == "Q59"
    compared = pd.concat(
        differences(part, OTHERS.id, "question", rating=is_rating, confidence=level, slack=slack)
        for part, is_rating in ((frame[~rating], False), (frame[rating], True))
    )
    compared = _usable(compared)
    for group in dimension(key).ids:
        rows = compared[compared["group"] == group].set_index("question")
        rows = rows[rows["difference"].notna()]
        if len(rows):
            clear = (rows["difference_lower"] > 0) | (rows["difference_upper"] < 0)
            yield _gap_row(key, group, OTHERS.id, rows["difference"], clear)
