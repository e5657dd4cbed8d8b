"""The groups of a breakdown as the measures of inequality take them, and a row for each measure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics.estimate import Estimate
from analysis.statistics.inequality import MEASURES, Groups, Summary, summarise
from analysis.statistics.inequality.gradient import inverted, turned
from analysis.survey import Dimension, Question

HEADLINE = "d"
"""The measure in the first sentence: the gap between the two ends, in points."""

MAIN = (HEADLINE, "r", "sii", "rii", "bgsd", "cov")
"""The measures shown first: of the ends, of an order, and of all groups together."""

Floats = NDArray[np.float64]

_ENDS = (HEADLINE, "r")
_ROUNDING = 0.01 / np.sqrt(12)
_MOST_MISSING = 0.15
_BY_CHANCE = "It needs numbers of answers, to tell inequality from chance."


def records(frame: pd.DataFrame, key: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a frame by the text in a column that names each once."""
    rows: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    return {str(row[key]): row for row in rows}


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


def measures_of(groups: Groups, dimension: Dimension, missing: int, *, every: bool) -> pd.DataFrame:
    """Return the measures, a row each; see `analysis.results.inequality.Inequality.measures`.

    Parameters
    ----------
    groups : Groups
        Those with a score.
    dimension : Dimension
        What the groups are of.
    missing : int
        How many groups have no score.
    every : bool
        Whether to work out all of them or the main ones only.
    """
    names = [name for name in MEASURES if every or name in MAIN]
    rows = {name: one_measure(summarise(groups, name), groups) for name in names}
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
