"""The people of two groups that are compared: for the store alone, as nothing here is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.pattern import Patterns, gather
from analysis.store.axis import ALL
from analysis.store.gate import Released
from analysis.store.respondents import Respondents, Rows, taken, worth_of
from analysis.survey import OTHERS, Population, Question, dimension

FEWEST = 100
"""The fewest answers of each group that a gap is split with."""

_EXPLAINING = ("trust", "tumour", "age", "sex", "ethnicity", "deprivation", "conditions")

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True)
class Gap:
    """Which gap is meant.

    Attributes
    ----------
    by : str
        Id of a dimension.
    group, reference : str
        Ids of two of its groups; the reference may be "others", for everyone else.
    """

    by: str
    group: str
    reference: str


@dataclass(frozen=True)
class Sample:
    """The people of both groups who answered.

    Attributes
    ----------
    rows : ndarray of int
        Their positions among the respondents.
    second : ndarray of int, shape (people,)
        0 in the group, 1 in the reference.
    answers : ndarray, shape (people,)
        1 or 0, or 0-10.
    weights : ndarray or None
    """

    rows: Rows
    second: Codes
    answers: Floats
    weights: Floats | None


def worth(people: Respondents, question: Question, rows: Rows | None) -> Floats:
    """Return what each answer is worth; NaN where it does not count."""
    counts, worth = worth_of(question)
    value = np.append(np.where(counts > 0, worth, np.nan), np.nan)
    return np.asarray(value[people.answer(question, rows)])


def sample_of(people: Respondents, population: Population, question: Question, gap: Gap) -> Sample:
    """Return the people of both groups in a population whose answer counts."""
    rows = people.rows(population)
    code, keys = people.group(gap.by, rows), people.axes[gap.by].keys
    first = code == keys.index(gap.group)
    second = ~first if gap.reference == OTHERS.id else code == keys.index(gap.reference)
    answers = worth(people, question, rows)
    used = (first | second) & np.isfinite(answers)
    if people.weight is not None:
        used &= taken(people.weight, rows) > 0
    kept = np.flatnonzero(used) if rows is None else rows[used]
    weights = None if people.weight is None else people.weight[kept]
    return Sample(kept, second[used].astype(np.intp), answers[used], weights)


def why_not(released: Released, question: Question, gap: Gap) -> str:
    """Return why a question can't be used: the gate hides a side, or one has too few answers."""
    frame = released.frame
    cells = frame[frame["question"] == question.code].set_index("group")
    other = ALL if gap.reference == OTHERS.id else gap.reference
    sides = cells.loc[[gap.group, other]]
    if sides["hidden"].any():
        return "hidden"
    n, n_other = sides["n"]
    return "few" if min(n, n_other - n * (other == ALL)) < FEWEST else ""


def varying(
    people: Respondents, population: Population, sample: Sample, gap: Gap, fewest: int
) -> tuple[str, ...]:
    """Return what might explain the gap: what the filters and the people leave to differ.

    A variable in which nearly everybody of either group is alike would speak of the few who are
    not: both the most common level and the others must be nobody or at least `fewest` of a group.
    """
    taken_up = {gap.by, dimension(gap.by).parent, population.where.level}
    names = [n for n in _EXPLAINING if n not in taken_up and len(population.kept(n)) != 1]
    codes = {n: people.columns[n][sample.rows] for n in names}
    return tuple(n for n in names if _varies(codes[n], sample.second, fewest))


def _varies(code: NDArray[np.uint16], second: Codes, fewest: int) -> bool:
    """Tell whether levels differ, by enough people to speak of in either group."""
    usual = code == np.bincount(code).argmax()
    sizes = np.bincount(2 * second + usual, minlength=4)
    return bool((~usual).sum() >= fewest and not ((sizes > 0) & (sizes < fewest)).any())


def gathered(people: Respondents, sample: Sample, variables: Sequence[str]) -> Patterns:
    """Return the sample gathered by group and then by these variables."""
    return gather(
        [sample.second, *(people.columns[name][sample.rows] for name in variables)],
        [2, *(len(people.axes[name].keys) for name in variables)],
        sample.answers,
        sample.weights,
    )
