"""Scores of groups as they would be if all groups had the same case mix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.compare import Comparison, compare
from analysis.results.scores import Scores, scores
from analysis.results.unavailable import Unavailable
from analysis.statistics import critical_value
from analysis.store import Dataset, Workspace, adjusted
from analysis.survey import (
    ENGLAND,
    LEVELS,
    Dimension,
    Level,
    Population,
    Question,
    UnknownChoice,
    dimension,
    level,
)

INSIDE = tuple(level.id for level in LEVELS if level.id != ENGLAND.level)
"""Levels of place inside which people can be compared."""

_OFFICIAL = (
    "Published scores by group are not adjusted for case mix, and can't be adjusted here: there "
    "are no single people in these results, only totals. Look at the scores as published."
)
_CROSSED = (
    "With two breakdowns crossed, scores are as answered. Remove the second one to see them "
    "adjusted for case mix."
)
_HIDDEN = "Groups with too few answers are hidden, as answered and adjusted."
_SHORT = {"age": "age", "deprivation": "deprivation"}


ADJUSTED = {
    "score": "adjusted",
    "lower": "adjusted_lower",
    "upper": "adjusted_upper",
    "difference": "adjusted_difference",
    "difference_lower": "adjusted_difference_lower",
    "difference_upper": "adjusted_difference_upper",
}
"""Columns of a comparison, and of the same numbers once adjusted."""


@dataclass(frozen=True)
class Adjusted:
    """Scores of groups as answered and adjusted for case mix, side by side.

    Attributes
    ----------
    comparison : Comparison
        The scores as answered and their differences, as `compare` gives them.
    frame : DataFrame
        As ``comparison.frame``, with ``adjusted``, ``adjusted_lower``, ``adjusted_upper`` (0-1, or
        0-10 for a rating; 95%) and ``adjusted_difference``, ``adjusted_difference_lower``,
        ``adjusted_difference_upper`` (-1 to 1, or points of the rating). Missing for hidden
        groups, totals, and where nothing could be adjusted; differences also for the reference
        itself, from a hidden reference and for "Not given".
    allowed_for : tuple of str
        What else people were alike in, in words, e.g. "age". What the filters make the same for
        everybody is not among them.
    within : Level or None
        The level of place inside which people are compared.
    notes : tuple of str
        What a reader must know about these figures.
    why : str
        Why nothing could be adjusted, in a sentence; empty if something could.
    """

    comparison: Comparison
    frame: pd.DataFrame
    allowed_for: tuple[str, ...]
    within: Level | None
    notes: tuple[str, ...]
    why: str = ""

    @property
    def after(self) -> pd.DataFrame:
        """The rows with the adjusted numbers in the columns of a `Comparison`."""
        return self.frame.assign(**{plain: self.frame[name] for plain, name in ADJUSTED.items()})


def why_not_adjusted(dataset: Dataset, by: Sequence[Dimension]) -> str:
    """Return why scores of a dataset by these breakdowns can't be adjusted; empty if they can."""
    if dataset.kind == "published":
        return _OFFICIAL
    return _CROSSED if len(by) > 1 else ""


def adjust(
    workspace: Workspace,
    population: Population,
    question: Question,
    by: Dimension,
    reference: str | None = None,
    within: str | None = None,
) -> Adjusted:
    """Return the scores of groups as answered and adjusted for case mix.

    Parameters
    ----------
    workspace : Workspace
        Where the respondents are.
    population : Population
        Whose answers.
    question : Question
        Which question.
    by : Dimension
        The breakdown.
    reference : str, optional
        As for `compare`.
    within : str, optional
        A level of place, e.g. "trust": people are then compared inside the same place.

    Returns
    -------
    Adjusted
        One row a group, in the groups' own order.

    Raises
    ------
    Unavailable
        For official results, which hold no single people.
    UnknownChoice
        If there is no such reference group or level of place.

    Notes
    -----
    Marginal standardisation with delta-method intervals, normal at 95%, clipped to the scale
    (`analysis.statistics.marginal`); the regression holds age, sex, ethnic group, deprivation,
    tumour group, the breakdown itself and the level of place.
    """
    why = why_not_adjusted(workspace.dataset(population.dataset), [by])
    if why:
        raise Unavailable(why)
    if within is not None and within not in INSIDE:
        raise UnknownChoice("level of place", within, INSIDE)
    comparison = compare(scores(workspace, population, question, [by]), reference)
    references = {by.id: comparison.reference.id}
    released = adjusted.groups(workspace, population, [question], references, within=within)
    cells = comparison.frame[["group"]].merge(released.frame, on="group", how="left")
    nothing = bool(cells["adjusted"].isna().all())
    return Adjusted(
        comparison,
        _side_by_side(comparison, cells),
        _allowed_for(population, by, within),
        level(within) if within else None,
        (*comparison.scores.notes, *_notes(comparison.scores, nothing=nothing)),
        next(filter(None, cells.loc[cells["n"] > 0, "why"]), "") if nothing else "",
    )


def _side_by_side(comparison: Comparison, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the compared scores with adjusted ones, row by row."""
    top = 10.0 if comparison.scores.question.is_rating else 1.0
    value, gap = (cells[name].to_numpy(dtype=float) for name in ("adjusted", "difference"))
    half, reach = (
        critical_value(0.95) * cells[name].to_numpy(dtype=float)
        for name in ("adjusted_se", "difference_se")
    )
    limits = np.maximum(value - half, 0.0), np.minimum(value + half, top)
    found = (value, *limits, gap, gap - reach, gap + reach)
    return comparison.frame.assign(**dict(zip(ADJUSTED.values(), found, strict=True)))


def _allowed_for(population: Population, by: Dimension, within: str | None) -> tuple[str, ...]:
    names = [name for name in adjusted.variables(by.id, within) if name not in (by.id, within)]
    varied = [name for name in names if len(population.kept(name)) != 1]
    return tuple(_SHORT.get(name, dimension(name).label.lower()) for name in varied)


def _notes(found: Scores, *, nothing: bool) -> list[str]:
    used = [f"Adjusted with the answers of {found.overall['n']:,.0f} people."]
    hidden = [_HIDDEN] if found.frame["hidden"].any() else []
    return hidden if nothing or found.overall["hidden"] else used + hidden
