"""The parts of a gap by other methods, and whether they tell the same story."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.results.gap import REMAINS, TRUST, GapParts, parts_of
from analysis.results.sides import asked_gap
from analysis.statistics.decomposition import PlaceShares
from analysis.statistics.pooled_split import Basis
from analysis.store import Workspace
from analysis.store.decomposed import Otherwise, otherwise
from analysis.survey import Dimension, Population, Question

_NEAR = 0.2
"""How much of the gap, at most, a part may differ between two methods that tell one story."""

_MEANINGS: tuple[Basis, ...] = ("both", "second", "first", "everyone")


@dataclass(frozen=True)
class GapChecks:
    """The parts of a gap by other methods.

    Attributes
    ----------
    parts : GapParts
        The gap and its parts by the main method.
    places : PlaceShares or None
        The gap between trusts and within them, nothing else considered; None if a filter leaves
        one trust.
    methods : DataFrame
        ``part`` ("trust", "who", "remains"), ``estimate`` by the main method, and the same by Das
        Gupta's: ``second``, ``second_lower``, ``second_upper`` (95%). Empty when nothing but the
        groups differs.
    alone : float
        Share of people (0-1) whom Das Gupta's method finds nobody in the other group to compare
        with.
    bases : DataFrame
        One row a choice of whose answers say what a characteristic is worth: ``basis`` ("both" is
        the main one), ``explained``, ``explained_lower``, ``explained_upper``, ``remains``,
        ``remains_lower``, ``remains_upper``, and ``why`` when it can't be had.
    """

    parts: GapParts
    places: PlaceShares | None
    methods: pd.DataFrame
    alone: float
    bases: pd.DataFrame

    @property
    def agrees(self) -> bool:
        """Whether both methods tell one story.

        They do when no part differs by more than a fifth of the gap, or by more than chance alone
        can move what remains.
        """
        rest = self.parts.remains
        reach = max(_NEAR * abs(self.parts.sides.gap), (rest["upper"] - rest["lower"]) / 2)
        return bool(((self.methods["estimate"] - self.methods["second"]).abs() <= reach).all())


def gap_checks(
    workspace: Workspace,
    population: Population,
    question: Question,
    by: Dimension,
    group: str,
    reference: str | None = None,
) -> GapChecks:
    """Return the parts of the gap between two groups by other methods too.

    Parameters
    ----------
    workspace, population, question, by, group, reference
        As for `analysis.results.gap.gap`.

    Returns
    -------
    GapChecks

    Raises
    ------
    Unavailable, UnknownChoice, InputError
        As from `analysis.results.gap.gap`.

    Notes
    -----
    Das Gupta's decomposition (1993; `analysis.statistics.decomposition`), Kitagawa's (1955) by
    trust alone, and the Blinder-Oaxaca one at the coefficients of either group or of everybody.
    """
    asked = asked_gap(workspace, population, by, group, reference)
    found = otherwise(workspace, population, question, asked)
    parts = parts_of(found.parts, population, question, by, asked)
    return GapChecks(parts, found.places, _methods(found, parts.frame), found.alone, _bases(found))


def _methods(found: Otherwise, frame: pd.DataFrame) -> pd.DataFrame:
    """Return where, who and what remains, by both methods."""
    columns = ["part", "estimate", "second", "second_lower", "second_upper"]
    if found.crossed is None:
        return pd.DataFrame(columns=columns)
    who = ~frame["part"].isin([TRUST, REMAINS])
    sums = frame["estimate"].groupby(frame["part"].mask(who, "who")).sum()
    second = {**found.crossed.composition, REMAINS: found.crossed.rate}
    rows = [(part, sums[part], e.value, e.lower, e.upper) for part, e in second.items()]
    return pd.DataFrame(rows, columns=columns)


def _bases(found: Otherwise) -> pd.DataFrame:
    rows = []
    for basis in _MEANINGS:
        split = found.splits[basis]
        row: dict[str, object] = {"basis": basis, "why": split.gap.why}
        for name, part in (("explained", split.explained), (REMAINS, split.remains)):
            row |= {name: part.value, f"{name}_lower": part.lower, f"{name}_upper": part.upper}
        rows.append(row)
    return pd.DataFrame(rows)
