"""Why two groups' scores differ: where they are treated, who they are, and what remains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.compare import difference_of, rest_of
from analysis.results.references import check_reference
from analysis.results.unavailable import Unavailable
from analysis.statistics.decomposition import PlaceShares
from analysis.statistics.pooled_split import Basis
from analysis.store import ALL, Dataset, Policy, Released, Workspace
from analysis.store.decomposed import FEWEST, Decomposed, Gap, parts
from analysis.survey import (
    OTHERS,
    Dimension,
    Group,
    InputError,
    Population,
    Question,
    UnknownChoice,
    dimension,
    level,
)

REMAINS = "remains"
TRUST = "trust"
_OFFICIAL = (
    "Official results can't show why two groups differ: there are no single people in them, only "
    "totals. Choose a dataset with single respondents."
)
_NEAR = 0.2
"""How much of the gap, at most, a part may differ between two methods that tell one story."""

_MEANINGS: tuple[Basis, ...] = ("both", "second", "first", "everyone")


@dataclass(frozen=True)
class Sides:
    """The scores of two groups, as answered.

    Attributes
    ----------
    group, reference : Group
        The two; the reference may be `OTHERS`.
    n, n_reference : float
        Their answers that count.
    score, score_reference : float
        Proportions 0-1, or mean ratings 0-10.
    gap, lower, upper : float
        The first less the second, with its 95% interval (Newcombe's; Welch's for ratings).
    """

    group: Group
    reference: Group
    n: float
    n_reference: float
    score: float
    score_reference: float
    gap: float
    lower: float
    upper: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval of the gap leaves out zero."""
        return not self.lower <= 0 <= self.upper


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


def check_people(dataset: Dataset) -> None:
    """Refuse official results, which hold no single people.

    Raises
    ------
    Unavailable
        Saying why, and what to choose instead.
    """
    if dataset.kind == "published":
        raise Unavailable(_OFFICIAL)


def asked_gap(
    workspace: Workspace, population: Population, by: Dimension, group: str, reference: str | None
) -> Gap:
    """Return which gap is meant, or say why it can't be had; see `gap`."""
    check_people(workspace.dataset(population.dataset))
    if group not in by.ids:
        raise UnknownChoice(f"group of {by.label.lower()}", group, by.ids)
    check_reference([by], reference)
    against = reference or by.reference
    if group == against:
        msg = "A gap needs two different groups."
        raise InputError(msg)
    return Gap(by.id, group, against)


def sides_of(released: Released, question: Question, by: Dimension, asked: Gap, why: str) -> Sides:
    """Return both groups' scores and their gap, or say why there is none.

    Raises
    ------
    Unavailable
        If there is a reason why not: "hidden", "few", or a sentence.
    """
    group = by.group(asked.group)
    reference = OTHERS if asked.reference == OTHERS.id else by.group(asked.reference)
    both = f"{group.people} and {reference.people}"
    if why == "hidden":
        msg = f"Too few people answered to show the scores of {both}, so there is no gap to split."
        raise Unavailable(msg)
    if why == "few":
        msg = (
            f"Splitting the gap between {both} needs at least {FEWEST} answers of each, and one "
            "has fewer. Choose larger groups, more years or a larger place."
        )
        raise Unavailable(msg)
    if why:
        msg = f"The gap between {both} can't be split. {why}"
        raise Unavailable(msg)
    first, second = (side.loc[[question.code]] for side in both_sides(released, asked))
    made = difference_of(first, second, rating=question.is_rating)
    numbers = [float(side[name].iloc[0]) for name in ("n", "score") for side in (first, second)]
    limits = [float(np.ravel(v)[0]) for v in (made.value, made.lower, made.upper)]
    return Sides(group, reference, *numbers, *limits)


def both_sides(released: Released, asked: Gap) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the scores of the group and of its reference, a row a question, by its code."""
    sides = {key: rows.set_index("question") for key, rows in released.frame.groupby("group")}
    first = sides[asked.group]
    if asked.reference != OTHERS.id:
        return first, sides[asked.reference]
    whole = sides[ALL]
    rest = pd.DataFrame(rest_of(first, whole), index=first.index)
    return first, rest.assign(n=whole["n"] - first["n"])


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
