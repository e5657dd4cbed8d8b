"""How a score changes from year to year, and whether the gap between groups is closing."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.results.compare import differences, reference_group
from analysis.results.gaps import score_gaps
from analysis.results.official import ROUNDING_SLACK
from analysis.results.unavailable import Unavailable
from analysis.results.yearly import yearly_scores
from analysis.statistics import Difference
from analysis.statistics.change import change_in_gap, gap_movement
from analysis.statistics.interval import Floats
from analysis.statistics.multiplicity import adjust
from analysis.store import Policy, Workspace
from analysis.survey import NOT_GIVEN, Dimension, Group, Population, Question

_GAP = ["difference", "difference_lower", "difference_upper"]
_CHANGE = dict(
    zip([*_GAP, "p"], ["change", "change_lower", "change_upper", "p_value"], strict=True)
)


@dataclass(frozen=True)
class Trend:
    """Scores of one question by comparable year.

    Attributes
    ----------
    question : Question
        What was asked.
    population : Population
        Of whom; its years are those shown.
    by : Dimension or None
        The breakdown.
    reference : Group or None
        The group that others are compared with, or `OTHERS`; None without a breakdown.
    years : tuple of int
        Comparable years, in order.
    left_out : tuple of int
        Years in which the question was asked differently, which can't be compared.
    frame : DataFrame
        One row a group and year, groups in their own order, everyone last: ``group``,
        ``label``, ``total``, ``year``, ``n``, ``n_effective``, ``weight``, ``score`` (0-1, or
        0-10 for a rating), ``sd``, ``lower``, ``upper`` (95%), ``hidden``; ``previous`` (the
        comparable year before), ``change`` since then (score minus the one before, 0 for none),
        ``change_lower``, ``change_upper`` (95%), ``p_value``, ``p_adjusted`` and ``stands_out``
        (after adjustment, at 0.05); ``difference``, ``difference_lower``, ``difference_upper``
        (95%), the score minus the reference's; ``official``, the publisher's own flag of the
        change ("up", "unchanged", "down"). Missing where either side is hidden or not there.
    ends : DataFrame
        One row a group, from the first to the last year in which everyone's score is shown:
        ``group``, ``label``, ``total``, ``before``, ``after`` (scores), ``hidden_before``,
        ``hidden_after``, ``change`` to ``stands_out`` and ``official`` as in `frame`;
        ``gap_before``, ``gap_after`` and ``gap_change``, each with ``_lower`` and ``_upper``:
        the difference from the reference, and how it changed; ``movement`` ("narrower",
        "wider", "reversed", "no clear change", or "not known").
    first, last : int
        The years at the ends.
    policy : Policy or None
        The disclosure rules applied; None for official results.
    notes : tuple of str
        What a reader must know about these figures.
    """

    question: Question
    population: Population
    by: Dimension | None
    reference: Group | None
    years: tuple[int, ...]
    left_out: tuple[int, ...]
    frame: pd.DataFrame
    ends: pd.DataFrame
    first: int
    last: int
    policy: Policy | None
    notes: tuple[str, ...] = ()

    @property
    def overall(self) -> pd.Series:
        """The row of `ends` for everyone."""
        return self.ends[self.ends["total"]].iloc[0]

    @property
    def tested(self) -> tuple[int, int]:
        """How many changes were adjusted for each other: in `frame`, and in `ends`."""
        return int(self.frame["p_value"].notna().sum()), int(self.ends["p_value"].notna().sum())

    @property
    def gaps(self) -> pd.DataFrame:
        """The rows of `ends` whose gap to the reference is known at either end."""
        return self.ends[self.ends["movement"] != "not known"]


def trends(
    workspace: Workspace,
    population: Population,
    question: Question,
    by: Dimension | None = None,
    reference: str | None = None,
) -> Trend:
    """Return the scores of a question in all comparable years.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose answers; its years are not a filter here.
    question : Question
        Which question.
    by : Dimension, optional
        A breakdown; official results have none by year.
    reference : str, optional
        Id of a group, or "others"; the breakdown's own reference by default.

    Returns
    -------
    Trend
        Intervals of changes are Newcombe's (proportions) or Welch's (ratings), of changes in gaps
        by variance recovery; p-values by the two-proportion z-test or Welch's, adjusted by
        Benjamini and Hochberg. For official percents, which are rounded, limits and p-values
        allow for what rounding can do.

    Raises
    ------
    Unavailable
        If there are not two comparable years, or official results don't have what is asked for.
    UnknownChoice
        If the breakdown has no such group.
    """
    dataset = workspace.dataset(population.dataset)
    years = tuple(y for y in dataset.years if y in question.years)
    left_out = tuple(y for y in dataset.years if y not in question.years)
    if len(years) < 2:
        msg = (
            f"{dataset.name} has no two years in which {question.code} can be compared, so there "
            "is no trend to show. Choose another question, or import another year."
        )
        raise Unavailable(msg)
    cells, policy, notes = yearly_scores(workspace, replace(population, years=years), question, by)
    chosen = reference_group(by, cells, reference) if by else None
    if chosen:
        cells = differences(cells, chosen.id, "year", rating=question.is_rating)
    else:
        cells = cells.assign(**dict.fromkeys(_GAP, np.nan))
    slack = 0.0 if policy else ROUNDING_SLACK
    shown = cells[cells["total"] & cells["score"].notna()]["year"]
    first, last = (int(shown.min()), int(shown.max())) if len(shown) else (years[0], years[-1])
    there = tuple(sorted(cells["year"].unique().tolist()))
    return Trend(
        question=question,
        population=replace(population, years=there),
        by=by,
        reference=chosen,
        years=there,
        left_out=left_out,
        frame=_adjusted(_yearly(cells, question, slack)),
        ends=_adjusted(_ends(cells, question, slack, first, last)),
        first=first,
        last=last,
        policy=policy,
        notes=(*_years_shown(question, population, there, left_out), *notes),
    )


def _years_shown(
    question: Question,
    population: Population,
    years: tuple[int, ...],
    left_out: tuple[int, ...],
) -> list[str]:
    notes = []
    if population.years and population.years != years:
        notes.append("All comparable years are shown: the choice of year does not apply here.")
    if left_out:
        which = " and ".join(map(str, left_out))
        notes.append(f"{question.code} was asked differently in {which}, so that is left out.")
    return notes


def _changes(
    before: pd.DataFrame, after: pd.DataFrame, question: Question, slack: float
) -> pd.DataFrame:
    """Return the change between rows of two frames with one index."""
    rating = np.full(len(after), question.is_rating)
    gap = score_gaps(after, before, rating, slack=slack)
    found = pd.DataFrame(gap, index=after.index).rename(columns=_CHANGE)
    return found.where(found["change"].notna() & (after["group"] != NOT_GIVEN.id))


def _yearly(cells: pd.DataFrame, question: Question, slack: float) -> pd.DataFrame:
    """Return the cells with the change since the comparable year before."""
    cells = cells.drop(columns="official_overall")
    before = cells.groupby("group", sort=False)[["year", "score", "sd", "n_effective"]].shift(1)
    found = _changes(before, cells, question, slack)
    return cells.assign(previous=before["year"].astype("Int64")).join(found)


def _ends(
    cells: pd.DataFrame, question: Question, slack: float, first: int, last: int
) -> pd.DataFrame:
    """Return the change of each group, and of its gap, between two years."""
    before, after = (
        cells[cells["year"] == year].set_index("group", drop=False) for year in (first, last)
    )
    gaps = [Difference(*(side[c].to_numpy() for c in _GAP)) for side in (before, after)]
    columns: dict[str, Floats] = {}
    for name, gap in zip(
        ("gap_before", "gap_after", "gap_change"), (*gaps, change_in_gap(*gaps)), strict=True
    ):
        columns |= {name: gap.value, f"{name}_lower": gap.lower, f"{name}_upper": gap.upper}
    found = _changes(before, after, question, slack)
    ends = after[["group", "label", "total"]].assign(
        before=before["score"],
        after=after["score"],
        hidden_before=before["hidden"],
        hidden_after=after["hidden"],
        official=after["official_overall"],
        **columns,
        movement=gap_movement(*gaps),
    )
    return ends.join(found).reset_index(drop=True)


def _adjusted(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its p-values adjusted for each other."""
    family = adjust(frame["p_value"], "changes")
    flag = pd.Series(family.stands_out(), frame.index).astype("boolean")
    return frame.assign(p_adjusted=family.adjusted, stands_out=flag.mask(frame["p_value"].isna()))
