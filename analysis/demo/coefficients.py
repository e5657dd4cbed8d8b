"""How likely each person is to give each answer: the coefficients of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.demo.people import TRUSTS, People, in_london
from analysis.demo.tables import QUESTIONS, YEARS, Codes, Floats, read_table
from analysis.survey import dimension

WIDE = ("ethnicity", "deprivation")
"""Dimensions in which some trusts have a gap of their own."""


@dataclass(frozen=True)
class Coefficients:
    """Effects on the log odds of a positive answer.

    The overall rating has log odds too: of a standard logistic scale that its answers, 0 to
    10, cut into pieces.

    Attributes
    ----------
    effects : dict of str to ndarray, shape (groups, questions)
        Dimension -> effect of each group; 0 for the reference group. ``"all"`` has one row:
        a person of every reference group in an average trust in 2018.
    trust : ndarray, shape (trusts, questions)
        Effect of each trust, but for its being in London.
    wide : dict of str to ndarray, shape (trusts, groups, questions)
        Dimension -> what a trust adds to the effect of a group; nearly all 0.
    """

    effects: dict[str, Floats]
    trust: Floats
    wide: dict[str, Floats]

    @classmethod
    def read(cls) -> Coefficients:
        """Return what ``truths.csv`` and ``trust_effects.csv`` say."""
        trusts = read_table("trust_effects").set_index("trust").loc[list(TRUSTS), list(QUESTIONS)]
        truths = read_table("truths", dtype={"group": str})
        general = truths[truths["trust"].isna()]
        effects = {
            name: _effects(general[general["dimension"] == name], name) for name in DIMENSIONS
        }
        wide: dict[str, Floats] = {
            name: np.zeros((len(TRUSTS), len(groups(name)), len(QUESTIONS))) for name in WIDE
        }
        for row in truths[truths["trust"].notna()].to_dict("records"):
            trust, group = TRUSTS.index(row["trust"]), groups(row["dimension"]).index(row["group"])
            wide[row["dimension"]][trust, group] = row["effect"]
        return cls(effects, trusts.to_numpy(float), wide)

    def for_year(self, year: int) -> Equation:
        """Return the equation for one year's survey."""
        return Equation(self, YEARS.index(year))


_OWN_GROUPS = {
    "all": ("all",),
    "year": tuple(str(year) for year in YEARS),
    "london": ("elsewhere", "london"),
}
DIMENSIONS = (
    *_OWN_GROUPS,
    "tumour",
    "sex",
    "deprivation",
    "age",
    "ethnicity",
    "ethnicity-detail",
    "orientation",
    "conditions",
    "language",
)


def groups(name: str) -> tuple[str, ...]:
    """Return the groups of a dimension of effects."""
    return _OWN_GROUPS.get(name) or dimension(name).ids


def _effects(rows: pd.DataFrame, name: str) -> Floats:
    table = rows.pivot_table(index="group", columns="question", values="effect")
    table = table.reindex(index=list(groups(name)), columns=list(QUESTIONS))
    return table.fillna(0).to_numpy(float)


class Equation:
    """The coefficients, added up beforehand for groups that a person has together.

    Parameters
    ----------
    coefficients : Coefficients
        What to add up.
    year : int
        Position of the year.
    """

    def __init__(self, coefficients: Coefficients, year: int) -> None:
        effect = coefficients.effects
        start = effect["all"] + effect["year"][year]
        trust = coefficients.trust + effect["london"][in_london()]
        wide = coefficients.wide
        place = trust[:, None, None] + wide["ethnicity"][:, :, None] + wide["deprivation"][:, None]
        detail = dimension("ethnicity-detail").groups
        parents = [dimension("ethnicity").ids.index(g.parent or "") for g in detail]
        origin = effect["ethnicity"][parents] + effect["ethnicity-detail"]
        self._tables = [
            _by_question(place),
            _by_question(effect["tumour"][:, None] + effect["sex"] + start),
            _by_question(effect["age"][:, None] + effect["deprivation"]),
            _by_question(origin[:, None] + effect["language"]),
            _by_question(effect["orientation"][:, None] + effect["conditions"]),
        ]

    @staticmethod
    def cells(people: People) -> list[Codes]:
        """Return for each table of the equation the row that each person reads."""
        code = people.codes
        return [
            (code["trust"] * 5 + code["ethnicity"]) * 5 + code["deprivation"],
            code["tumour"] * 2 + code["sex"],
            code["age"] * 5 + code["deprivation"],
            code["ethnicity_detail"] * 2 + code["language"],
            code["orientation"] * 7 + code["conditions"],
        ]

    def propensity(self, question: int, cells: list[Codes]) -> Floats:
        """Return everyone's log odds (or standard deviations) for one question."""
        total = np.take(self._tables[0][question], cells[0])
        for table, cell in zip(self._tables[1:], cells[1:], strict=True):
            total += np.take(table[question], cell)
        return total


def _by_question(table: Floats) -> Floats:
    """Return a table with one contiguous row a question."""
    return np.ascontiguousarray(table.reshape(-1, len(QUESTIONS)).T, dtype=np.float32)
