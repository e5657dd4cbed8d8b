"""Why two groups' scores differ: where they are treated, who they are, and what remains."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.results.sides import Sides, asked_gap, sides_of
from analysis.store import Policy, Workspace
from analysis.store.decomposed import Decomposed, Gap, parts
from analysis.survey import Dimension, Population, Question, dimension, level

REMAINS = "remains"
TRUST = "trust"
_WEIGHTS = "Scores and all parts use the survey's weights; intervals allow for them."


@dataclass(frozen=True)
class GapParts:
    """The gap between two groups and its parts.

    Attributes
    ----------
    question, population
        What was asked, of whom.
    dimension : Dimension
        The breakdown that the groups are of.
    sides : Sides
        The groups and their gap.
    frame : DataFrame
        One row a part, in order: ``part`` ("trust", ids of dimensions, and last "remains"),
        ``label``, ``estimate``, ``lower``, ``upper`` (95%; proportions -1 to 1 or points of the
        rating) and ``share`` of the gap (1 is all of it; below 0 where a part pulls the other way;
        missing where the gap is not clear of 0). Estimates add up to the gap.
    policy : Policy
        The disclosure rules applied.
    notes : tuple of str
        What a reader must know about these figures.
    """

    question: Question
    population: Population
    dimension: Dimension
    sides: Sides
    frame: pd.DataFrame
    policy: Policy
    notes: tuple[str, ...] = ()

    @property
    def remains(self) -> pd.Series:
        """The last row of the parts."""
        return self.frame.iloc[-1]

    @property
    def explained(self) -> pd.DataFrame:
        """The parts but for what remains."""
        return self.frame.iloc[:-1]


def gap(
    workspace: Workspace,
    population: Population,
    question: Question,
    by: Dimension,
    group: str,
    reference: str | None = None,
) -> GapParts:
    """Return the gap between two groups and its parts.

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
    group : str
        Id of a group.
    reference : str, optional
        Id of the group to compare with, or "others" for everyone else; the breakdown's own by
        default.

    Returns
    -------
    GapParts

    Raises
    ------
    Unavailable
        For official results, and where the answers of a group are hidden or too few.
    UnknownChoice
        If the breakdown has no such group.
    InputError
        If both groups are the same.

    Notes
    -----
    The Blinder-Oaxaca decomposition with the coefficients of both groups together and an effect of
    the group beside them (Jann 2008; `analysis.statistics.pooled_split`). Parts are associations:
    a part says what goes with the gap, not what causes it. `analysis.results.gap_checks` has the
    same by other methods.
    """
    asked = asked_gap(workspace, population, by, group, reference)
    found = parts_of(parts(workspace, population, question, asked), population, question, by, asked)
    return replace(found, notes=(_WEIGHTS,)) if workspace.weighted(population.dataset) else found


def parts_of(
    found: Decomposed, population: Population, question: Question, by: Dimension, asked: Gap
) -> GapParts:
    """Return what the store found of a gap, as `gap` does.

    Raises
    ------
    Unavailable
        As from `gap`.
    """
    sides = sides_of(found.released, question, by, asked, found.why)
    return GapParts(question, population, by, sides, _parts(found, sides), found.released.policy)


def _parts(found: Decomposed, sides: Sides) -> pd.DataFrame:
    split = found.split
    assert split is not None
    rows = [
        (name, _label(name), part.value, part.lower, part.upper)
        for name, part in zip(found.variables, split.by_variable, strict=True)
    ]
    rest = split.remains
    rows.append((REMAINS, "What remains", rest.value, rest.lower, rest.upper))
    frame = pd.DataFrame(rows, columns=["part", "label", "estimate", "lower", "upper"])
    shares = frame["estimate"] / sides.gap if sides.is_clear else np.nan
    return frame.assign(share=shares)


def _label(part: str) -> str:
    return (
        f"{level(TRUST).label} (where they are treated)" if part == TRUST else dimension(part).label
    )
