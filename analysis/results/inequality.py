"""How unequal a question is between groups, by every standard measure, chance allowed for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.results.official import TESTED_PAIRS
from analysis.results.scores import Scores, scores
from analysis.results.unavailable import Unavailable
from analysis.statistics.estimate import Estimate
from analysis.statistics.inequality import MEASURES, Groups, Summary, summarise
from analysis.statistics.inequality.gradient import inverted, turned
from analysis.store import Policy, Workspace
from analysis.survey import Dimension, Group, Population, Question

HEADLINE = "d"
"""The measure in the first sentence: the gap between the two ends, in points."""

Floats = NDArray[np.float64]

_ENDS = (HEADLINE, "r")
_ROUNDING = 0.01 / np.sqrt(12)
_MOST_MISSING = 0.15
_WITHOUT_BASE = (
    "Without numbers of answers there are only the measures that don't need them, as they are: no "
    "interval, no noise floor, and chance is still in them."
)
_ROUNDED = "Published scores are rounded (percents to whole ones); standard errors allow for that."
_BY_CHANCE = "It needs numbers of answers, to tell inequality from chance."


@dataclass(frozen=True)
class Inequality:
    """How unequal a question is between the groups of a dimension.

    Attributes
    ----------
    question, population, dimension
        What was asked, of whom, and between which groups.
    groups : DataFrame
        Groups with a score, in their own order: ``group``, ``label``, ``n``, ``score`` (0-1, or
        0-10 for a rating), ``se`` (its standard error), ``weight`` (people, or their weights).
        Base and error are missing where they were not published.
    unshown : tuple of Group
        Groups that are hidden, or have no answers: no measure counts them.
    directed : bool
        Whether the ends are named beforehand: the groups have an order, or there are just two.
    first, last : Group
        The ends of that order; otherwise the groups that score lowest and highest here.
    measures : DataFrame
        Index: id of the measure, all 21 of the World Health Organization. ``estimate``,
        ``lower``, ``upper`` (95%) corrected for chance and turned so that more is a wider gap;
        ``floor``, what chance alone would show; ``worse``: "first" or "last" where the measure
        tells which end is worse off, else ""; ``beyond``: whether the interval leaves out no
        inequality (missing if not known); ``printed``, what WHO's toolkit HEAT prints, neither
        corrected nor turned; ``why`` an estimate is missing. Units as in `MEASURES`, scores being
        0-1 or 0-10.
    published_test : bool or None
        The publisher's own test of the two ends; None where there is none.
    policy : Policy or None
        The disclosure rules applied; None for official results.
    notes : tuple of str
        What a reader must know about these figures.
    """

    question: Question
    population: Population
    dimension: Dimension
    groups: pd.DataFrame
    unshown: tuple[Group, ...]
    directed: bool
    first: Group
    last: Group
    measures: pd.DataFrame
    published_test: bool | None
    policy: Policy | None
    notes: tuple[str, ...]

    @property
    def has_bases(self) -> bool:
        """Whether numbers of answers are known, so that chance can be allowed for."""
        return bool(self.groups["se"].notna().all())

    @property
    def headline(self) -> dict[str, Any]:
        """The gap between the two ends: a row of the measures."""
        return self.rows[HEADLINE]

    @property
    def rows(self) -> dict[str, dict[str, Any]]:
        """The measures by id, a row each."""
        return records(self.measures.rename_axis("id").reset_index(), "id")

    @property
    def gap(self) -> float:
        """The size of that gap, corrected where it can be; otherwise as published."""
        row = self.headline
        return abs(float(row["printed"] if np.isnan(row["estimate"]) else row["estimate"]))


def records(frame: pd.DataFrame, key: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a frame by the text in a column that names each once."""
    rows: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    return {str(row[key]): row for row in rows}


def inequality(
    workspace: Workspace, population: Population, question: Question, dimension: Dimension
) -> Inequality:
    """Return how unequal a question is between groups, by every standard measure.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose answers.
    question : Question
        Which question.
    dimension : Dimension
        Between which groups.

    Returns
    -------
    Inequality
        Measures and intervals as in `analysis.statistics.inequality`; people of a group are those
        who answered, or their weights.

    Raises
    ------
    Unavailable
        If fewer than two groups can be shown, or official results don't have what is asked for.
    """
    found = scores(workspace, population, question, [dimension])
    shown, unshown = split(found)
    groups = groups_of(shown, question, dimension, official=found.policy is None)
    measures = _frame(groups, dimension, len(unshown))
    first, last = _ends(shown, dimension, directed=groups.ordered)
    return Inequality(
        question,
        population,
        dimension,
        shown.assign(se=groups.se)[["group", "label", "n", "score", "se", "weight"]],
        unshown,
        groups.ordered,
        first,
        last,
        measures,
        _published_test(found, first, last),
        found.policy,
        found.notes if groups.has_errors else (*found.notes[:1], _WITHOUT_BASE, *found.notes[1:]),
    )


def split(found: Scores) -> tuple[pd.DataFrame, tuple[Group, ...]]:
    """Return the groups that have a score, and the others.

    Raises
    ------
    Unavailable
        If fewer than two have one.
    """
    by = found.by[0]
    rows = found.groups
    shown = rows[rows["score"].notna()].reset_index(drop=True)
    if len(shown) < 2:
        msg = (
            f"Inequality needs two groups with a score, and fewer can be shown here by "
            f"{by.label.lower()}. Choose a larger place, more years or another breakdown."
        )
        raise Unavailable(msg)
    return shown, tuple(by.group(key) for key in rows.loc[rows["score"].isna(), "group"])


def groups_of(
    shown: pd.DataFrame, question: Question, dimension: Dimension, *, official: bool
) -> Groups:
    """Return groups for the measures of inequality.

    Parameters
    ----------
    shown : DataFrame
        Groups with a score, in their own order: ``group``, ``score``, ``sd``, ``n_effective``,
        ``weight``; bases are missing where they were not published.
    question : Question
        Which question.
    dimension : Dimension
        What the groups are of.
    official : bool
        Whether scores are published ones: errors then allow for their rounding.

    Returns
    -------
    Groups
        Two groups count as ordered, as it is known beforehand which are compared.
    """
    base = shown["n_effective"].astype(float)
    score = shown["score"].astype(float)
    reference = shown.index[shown["group"] == dimension.reference]
    facts = {
        "ordered": dimension.ordered or len(dimension.groups) == 2,
        "reference": int(reference[0]) if len(reference) else None,
    }
    if question.is_rating:
        error: Floats = (shown["sd"].astype(float) / np.sqrt(base)).to_numpy()
    else:
        error = Groups.of_proportions(score, base.fillna(0)).se
    se = np.hypot(error, _ROUNDING if official else 0.0)
    people = shown["weight"].astype(float).fillna(1.0)
    top = 10.0 if question.is_rating else 1.0
    return Groups.of(score, people, se, scale=top, **facts)  # type: ignore[arg-type]


def _ends(shown: pd.DataFrame, dimension: Dimension, *, directed: bool) -> tuple[Group, Group]:
    rows = [0, -1] if directed else [shown["score"].argmin(), shown["score"].argmax()]
    first, last = (dimension.group(shown["group"].iloc[i]) for i in rows)
    return first, last


def _published_test(found: Scores, first: Group, last: Group) -> bool | None:
    """Return the publisher's own test of two groups, if it tested them."""
    if (first.id, last.id) != TESTED_PAIRS.get(found.by[0].id) or found.policy is not None:
        return None
    flags = found.groups.loc[found.groups["group"] == first.id, "significant"].dropna()
    return bool(flags.iloc[0]) if len(flags) else None


def _frame(groups: Groups, dimension: Dimension, missing: int) -> pd.DataFrame:
    """Return the measures, a row each; see `Inequality.measures`."""
    rows = {name: one_measure(summarise(groups, name), groups) for name in MEASURES}
    for name in _ENDS:
        rows[name]["printed"] = _as_printed(name, rows[name]["printed"], dimension)
    frame = pd.DataFrame.from_dict(rows, orient="index")
    if missing > _MOST_MISSING * (missing + groups.value.size):
        frame["printed"] = np.nan
    return frame.astype({"beyond": "boolean"})


def _as_printed(measure: str, value: float, dimension: Dimension) -> float:
    """Return a figure of the ends as HEAT has it: without an order, highest beside lowest."""
    if dimension.ordered:
        return value
    return abs(value) if measure == HEADLINE else max(value, 1 / value if value else np.inf)


def one_measure(summary: Summary, groups: Groups) -> dict[str, Any]:
    """Return a measure as a row of `Inequality.measures`."""
    measure, found = summary.measure, summary.estimate
    printed = _number(summary.printed.value)
    if not groups.has_errors and measure.uses_shares:
        return _row(Estimate.missing(_BY_CHANCE), None, np.nan, "")
    sided = measure.is_signed and (measure.needs_order or groups.ordered)
    value = printed if found.value is None else found.value
    below = sided and value < measure.none
    if below:
        found = inverted(found) if measure.unit == "ratio" else turned(found)
    worse = ("last" if below else "first") if sided and value != measure.none else ""
    row = _row(found, summary.floor, printed, worse)
    if found.lower is not None and found.upper is not None:
        row["beyond"] = not found.lower <= measure.none <= found.upper
    return row


def _row(found: Estimate, floor: float | None, printed: float, worse: str) -> dict[str, Any]:
    return {
        "estimate": _number(found.value),
        "lower": _number(found.lower),
        "upper": _number(found.upper),
        "floor": _number(floor),
        "worse": worse,
        "beyond": pd.NA,
        "printed": printed,
        "why": found.why,
    }


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)
