"""Why two groups' scores differ: where they are treated, who they are, and what remains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.sides import Sides, asked_gap, sides_of
from analysis.statistics.decomposition import PlaceShares
from analysis.statistics.pooled_split import Basis
from analysis.store import Policy, Workspace
from analysis.store.decomposed import Decomposed, parts
from analysis.survey import Dimension, Population, Question, dimension, level

REMAINS = "remains"
TRUST = "trust"
_NEAR = 0.2
"""How much of the gap, at most, a part may differ between two methods that tell one story."""

_MEANINGS: tuple[Basis, ...] = ("both", "second", "first", "everyone")


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
    places : PlaceShares or None
        The gap between trusts and within them, nothing else considered; None if a filter leaves
        one trust.
    methods : DataFrame
        ``part`` ("trust", "who", "remains"), ``estimate`` by the main method, and the same by Das
        Gupta's: ``second``, ``second_lower``, ``second_upper``. Empty when nothing but the groups
        differs.
    alone : float
        Share of people (0-1) whom Das Gupta's method finds nobody in the other group to compare
        with.
    bases : DataFrame
        One row a choice of whose answers say what a characteristic is worth: ``basis`` ("both" is
        the main one), ``explained``, ``explained_lower``, ``explained_upper``, ``remains``,
        ``remains_lower``, ``remains_upper``, and ``why`` when it can't be had.
    policy : Policy
        The disclosure rules applied.
    """

    question: Question
    population: Population
    dimension: Dimension
    sides: Sides
    frame: pd.DataFrame
    places: PlaceShares | None
    methods: pd.DataFrame
    alone: float
    bases: pd.DataFrame
    policy: Policy

    @property
    def remains(self) -> pd.Series:
        """The last row of the parts."""
        return self.frame.iloc[-1]

    @property
    def explained(self) -> pd.DataFrame:
        """The parts but for what remains."""
        return self.frame.iloc[:-1]

    @property
    def agrees(self) -> bool:
        """Whether both methods tell one story.

        They do when no part differs by more than a fifth of the gap, or by more than chance alone
        can move what remains.
        """
        chance = (self.remains["upper"] - self.remains["lower"]) / 2
        reach = max(_NEAR * abs(self.sides.gap), chance)
        return bool(((self.methods["estimate"] - self.methods["second"]).abs() <= reach).all())


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
    the group beside them (Jann 2008; `analysis.statistics.pooled_split`), and beside it Das
    Gupta's (1993; `analysis.statistics.decomposition`). Parts are associations: a part says what
    goes with the gap, not what causes it.
    """
    asked = asked_gap(workspace, population, by, group, reference)
    found = parts(workspace, population, question, asked)
    sides = sides_of(found.released, question, by, asked, found.why)
    frame = _parts(found, sides)
    return GapParts(
        question,
        population,
        by,
        sides,
        frame,
        found.places,
        _methods(found, frame),
        found.alone,
        _bases(found),
        found.released.policy,
    )


def _parts(found: Decomposed, sides: Sides) -> pd.DataFrame:
    split = found.splits["both"]
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


def _methods(found: Decomposed, frame: pd.DataFrame) -> pd.DataFrame:
    """Return where, who and what remains, by both methods."""
    columns = ["part", "estimate", "second", "second_lower", "second_upper"]
    if found.crossed is None:
        return pd.DataFrame(columns=columns)
    who = ~frame["part"].isin([TRUST, REMAINS])
    sums = frame["estimate"].groupby(frame["part"].mask(who, "who")).sum()
    second = {**found.crossed.composition, REMAINS: found.crossed.rate}
    rows = [(part, sums[part], e.value, e.lower, e.upper) for part, e in second.items()]
    return pd.DataFrame(rows, columns=columns)


def _bases(found: Decomposed) -> pd.DataFrame:
    rows = []
    for basis in _MEANINGS:
        split = found.splits[basis]
        row: dict[str, object] = {"basis": basis, "why": split.gap.why}
        for name, part in (("explained", split.explained), (REMAINS, split.remains)):
            row |= {name: part.value, f"{name}_lower": part.lower, f"{name}_upper": part.upper}
        rows.append(row)
    return pd.DataFrame(rows)
