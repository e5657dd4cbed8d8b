"""The disclosure gate: the only way out for anything computed from respondents.

Every function here returns a `Released` table in which cells that could expose a few people hold
no number at all. Nothing else in the project reads the respondents' tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics import effective_base
from analysis.store.schema import LEVEL_COLUMNS, quoted
from analysis.store.suppression import Counts, Mask, Policy, suppress
from analysis.store.workspace import Workspace
from analysis.survey import NOT_GIVEN, Population, Question, UnknownChoice, dimension, places

ALL = "all"
"""Key of a total in a released table."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Released:
    """Numbers that may be shown.

    Attributes
    ----------
    frame : DataFrame
        One row a cell, totals included (key "all"), in a fixed order. ``hidden`` is True where
        the policy shows nothing; every number in such a row is missing. A base of 0 means that
        nobody answered.
    policy : Policy
        The rules that were applied.
    """

    frame: pd.DataFrame
    policy: Policy


@dataclass(frozen=True)
class _Axis:
    """One breakdown: its column in the store and the keys of its groups, in order."""

    name: str
    column: str
    keys: tuple[str, ...]


def _axis(name: str) -> _Axis:
    if name in LEVEL_COLUMNS:
        return _Axis(name, name, (*(p.code for p in places(name)), NOT_GIVEN.id))
    if name in ("national", ALL):
        raise UnknownChoice("breakdown", name, LEVEL_COLUMNS)
    found = dimension(name)
    return _Axis(name, found.column, (*found.ids, NOT_GIVEN.id))


def _where(population: Population) -> tuple[str, list[Any]]:
    """Return the population's filters as SQL and its parameters."""
    clauses = ["true"]
    values: list[Any] = []
    if population.years:
        clauses.append(f"year IN ({', '.join('?' * len(population.years))})")
        values += population.years
    if population.where.level != "national":
        clauses.append(f"{population.where.level} = ?")
        values.append(population.place)
    for name, kept in population.groups:
        column = quoted(dimension(name).column)
        named = [k for k in kept if k != NOT_GIVEN.id]
        either = [f"{column} IN ({', '.join('?' * len(named))})"] if named else []
        either += [f"{column} IS NULL"] if NOT_GIVEN.id in kept else []
        clauses.append("(" + " OR ".join(either) + ")")
        values += named
    return " AND ".join(clauses), values


def _tally(
    workspace: Workspace, population: Population, axes: Sequence[_Axis], sums: Sequence[str]
) -> Floats:
    """Return sums over respondents by group, with totals at the last position of each axis."""
    where, values = _where(population)
    table = quoted(workspace.dataset(population.dataset).table)
    keys = [f"coalesce({quoted(a.column)}::VARCHAR, '{NOT_GIVEN.id}')" for a in axes]
    rows = workspace._rows(
        f"SELECT {', '.join([*keys, *sums])} FROM {table} WHERE {where}"
        + (f" GROUP BY {', '.join(keys)}" if keys else ""),
        values,
    )
    index = [{key: i for i, key in enumerate(a.keys)} for a in axes]
    out = np.zeros((*(len(a.keys) + 1 for a in axes), len(sums)))
    for row in rows:
        at = tuple(codes[key] for codes, key in zip(index, row, strict=False))
        out[at] = [value or 0 for value in row[len(axes) :]]
    for i in range(len(axes)):
        np.moveaxis(out, i, 0)[-1] = np.moveaxis(out, i, 0)[:-1].sum(axis=0)
    return out


def _is_in(question: Question, codes: Sequence[int]) -> str:
    return f"({quoted(question.code)} IN ({', '.join(map(str, codes))}))"


def _answer_sets(question: Question) -> list[tuple[int, ...]]:
    """Return the sets of options that a score is made from: each rating, or positive, negative."""
    if question.is_rating:
        return [(o.code,) for o in question.options]
    return [question.codes("positive"), question.codes("negative")]


_KINDS = {"positive": 0, "negative": 1, "excluded": -1}


def _hidden(question: Question, answers: Floats, policy: Policy) -> Mask:
    """Return the cells to hide, by people per option: the same for scores and for options."""
    kinds = [o.code if question.is_rating else _KINDS[o.polarity] for o in question.options]
    return suppress(answers.astype(np.int64), policy, np.array(kinds))


def _strictest(policy: Policy | None) -> Policy:
    """Return the operator's policy, or the one that is asked for where that is tighter."""
    operator = Policy.of_operator()
    return max(operator, policy or operator, key=lambda p: p.minimum)


def _options(question: Question) -> list[tuple[int, ...]]:
    return [(o.code,) for o in question.options]


def _by_set(question: Question, answers: Floats) -> Floats:
    """Return people by set of answers, from people by option."""
    sets = _answer_sets(question)
    belongs = np.array([[o.code in s for s in sets] for o in question.options], dtype=np.float64)
    return np.asarray(answers @ belongs)


def _values(question: Question) -> Floats:
    """Return what an answer of each set is worth: 0-10, or 1 and 0."""
    if question.is_rating:
        return np.array([o.value for o in question.options], dtype=np.float64)
    return np.array([1.0, 0.0])


def _counting(question: Question, sets: Sequence[Sequence[int]], weight: str) -> list[str]:
    factor = {"": "::INT", "weight": "::INT * weight", "square": "::INT * weight * weight"}[weight]
    return [f"sum({_is_in(question, codes)}{factor})" for codes in sets]


def _frame(
    axes: Sequence[_Axis], sheet: str, sheets: Sequence[tuple[str | int, dict[str, Floats], Mask]]
) -> pd.DataFrame:
    """Return the cells of several sheets under each other, without any number where hidden.

    Each sheet is its name, its numbers by column, and which of its cells are hidden.
    """
    keys = list(product(*((*a.keys, ALL) for a in axes)))
    hidden = np.concatenate([mask.ravel() for _, _, mask in sheets])
    columns: dict[str, Any] = {sheet: np.repeat([name for name, _, _ in sheets], len(keys))}
    columns |= {a.name: [key[i] for key in keys] * len(sheets) for i, a in enumerate(axes)}
    for name in sheets[0][1]:
        values = np.concatenate([np.ravel(numbers[name]) for _, numbers, _ in sheets])
        columns[name] = np.where(hidden, np.nan, values)
    return pd.DataFrame(columns | {"hidden": hidden})


def _moments(weight: Floats, values: Floats, base: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation (n - 1) of the answers in each cell.

    `weight` is the sum of weights by answer (people, if there are none), `base` the people.
    """
    total = weight.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = weight @ values / total
        square = weight @ values**2 / total
        sd = np.sqrt(np.maximum(square - mean**2, 0) * base / (base - 1))
    return mean, np.where(base > 1, sd, np.nan)


def _scored(
    question: Question, counted: Floats, sums: Floats | None, squares: Floats | None
) -> dict[str, Floats]:
    base = counted.sum(axis=-1)
    weights = counted if sums is None else sums
    mean, sd = _moments(weights, _values(question), base)
    weight = weights.sum(axis=-1)
    effective = base if squares is None else effective_base(weight, squares.sum(axis=-1))
    return {"n": base, "n_effective": effective, "weight": weight, "score": mean, "sd": sd}


def scores(
    workspace: Workspace,
    population: Population,
    questions: Sequence[Question],
    by: Sequence[str] = (),
    *,
    policy: Policy | None = None,
) -> Released:
    """Return scores of a population, by up to two breakdowns.

    Parameters
    ----------
    workspace : Workspace
        Where the respondents are.
    population : Population
        Whose answers to take.
    questions : sequence of Question
        The questions to score.
    by : sequence of str
        Up to two ids of dimensions, or of levels of place below England.
    policy : Policy, optional
        The operator's by default, and wherever that is tighter.

    Returns
    -------
    Released
        Columns ``question``, one per breakdown, ``n`` (answers that count), ``n_effective``
        (n unless weighted), ``weight`` (sum of weights; n unless weighted), ``score`` (proportion
        0-1 or mean 0-10), ``sd`` of the answers, ``hidden``. ``score`` is missing where `n` is 0.

    Raises
    ------
    UnknownChoice
        If the dataset or a breakdown does not exist.
    """
    policy = _strictest(policy)
    axes = [_axis(name) for name in by]
    weights = ("weight", "square") if workspace.weighted(population.dataset) else ()
    wanted = [
        part
        for q in questions
        for part in (
            _counting(q, _options(q), ""),
            *(_counting(q, _answer_sets(q), w) for w in weights),
        )
    ]
    tally = _tally(workspace, population, axes, [s for part in wanted for s in part])
    parts = iter(np.split(tally, np.cumsum([len(part) for part in wanted])[:-1], axis=-1))
    sheets = []
    for q in questions:
        answers, (sums, squares) = next(parts), [next(parts) for _ in weights] or (None, None)
        columns = _scored(q, _by_set(q, answers), sums, squares)
        sheets.append((q.code, columns, _hidden(q, answers, policy)))
    return Released(_frame(axes, "question", sheets), policy)


def options(
    workspace: Workspace,
    population: Population,
    question: Question,
    by: Sequence[str] = (),
    *,
    policy: Policy | None = None,
) -> Released:
    """Return how the answers to a question are spread over its options.

    Parameters
    ----------
    workspace, population, by, policy
        As for `scores`.
    question : Question
        The question.

    Returns
    -------
    Released
        One row a cell and option: one column per breakdown, ``n`` (everyone who answered,
        excluded options included, the same for each option of a cell), ``share`` (proportion 0-1
        of n), ``hidden``, ``option`` (code). ``share`` is missing where `n` is 0.
    """
    policy = _strictest(policy)
    axes = [_axis(name) for name in by]
    sets = _options(question)
    weight = "weight" if workspace.weighted(population.dataset) else ""
    sums = _counting(question, sets, "") + (_counting(question, sets, weight) if weight else [])
    tally = _tally(workspace, population, axes, sums)
    counted, shared = tally[..., : len(sets)], tally[..., -len(sets) :]
    hidden = _hidden(question, counted, policy)
    base, total = counted.sum(axis=-1), shared.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = shared / total[..., np.newaxis]
    sheets = [
        (o.code, {"n": base, "share": shares[..., i]}, hidden)
        for i, o in enumerate(question.options)
    ]
    return Released(_frame(axes, "option", sheets), policy)


__all__ = ["ALL", "Counts", "Policy", "Released", "options", "scores"]
