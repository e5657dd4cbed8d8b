"""The disclosure gate: the only way out for anything computed from respondents.

Every function here returns a `Released` table in which cells that could expose a few people hold
no number at all. Nothing else in the project reads the respondents.
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
from analysis.store.axis import ALL, YEAR, axis
from analysis.store.counting import Breakdown, count
from analysis.store.respondents import respondents, worth_of
from analysis.store.suppression import Counts, Mask, Policy, suppress, too_few
from analysis.store.workspace import Workspace
from analysis.survey import InputError, Population, Question, dimensions

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


_KINDS = {"positive": 0, "negative": 1, "excluded": -1}


def _hidden(question: Question, tables: Sequence[Floats], policy: Policy) -> Mask:
    """Return the cells to hide in several tables, one after the other, by people per option.

    They are the same for scores and for options. A table without a small cell hides nothing.
    """
    kinds = np.array(
        [o.code if question.is_rating else _KINDS[o.polarity] for o in question.options]
    )
    options = len(question.options)
    counts = [table.astype(np.int64) for table in tables]
    hidden = too_few(np.concatenate([c.reshape(-1, options) for c in counts]), policy, kinds)
    ends = np.cumsum([c.size // options for c in counts])
    for table, end in zip(counts, ends, strict=True):
        cells = slice(end - table.size // options, end)
        if hidden[cells].any():
            hidden[cells] = suppress(table, policy, kinds).ravel()
    return hidden


def _strictest(policy: Policy | None) -> Policy:
    """Return the operator's policy, or the one that is asked for where that is tighter."""
    operator = Policy.of_operator()
    return max(operator, policy or operator, key=lambda p: p.minimum)


def _count(
    workspace: Workspace,
    population: Population,
    breakdowns: Sequence[Breakdown],
    questions: Sequence[Question],
) -> list[list[dict[str, Floats]]]:
    """Return counts by breakdown of people and, for weighted data, of weights and their squares."""
    people = respondents(workspace, population.dataset)
    rows = people.rows(population)
    powers = (0,) if people.weight is None else (0, 1, 2)
    return [count(people, rows, breakdowns, questions, power=power) for power in powers]


def _moments(weight: Floats, worth: Floats, base: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard deviation (n - 1) of the answers in each cell.

    `weight` is the sum of weights by option that counts (people, if there are none), `base` the
    people.
    """
    total = weight.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = weight @ worth / total
        square = weight @ worth**2 / total
        sd = np.sqrt(np.maximum(square - mean**2, 0) * base / (base - 1))
    return mean, np.where(base > 1, sd, np.nan)


def _scored(question: Question, counts: Sequence[Floats]) -> dict[str, Floats]:
    """Return the numbers of each cell from its counts: people, weights, squares of weights."""
    counting, worth = worth_of(question)
    base, weights = counts[0] @ counting, counts[min(1, len(counts) - 1)] * counting
    mean, sd = _moments(weights, worth, base)
    weight = weights.sum(axis=-1)
    effective = base if len(counts) == 1 else effective_base(weight, counts[2] @ counting)
    return {"n": base, "n_effective": effective, "weight": weight, "score": mean, "sd": sd}


Sheet = tuple[str | int, dict[str, Floats], Mask]


def _frame(keys: dict[str, list[str]], name: str, sheets: Sequence[Sheet]) -> pd.DataFrame:
    """Return the cells of several sheets under each other, without any number where hidden.

    `keys` says what each cell of a sheet is about. A sheet is its key in the column `name`, its
    numbers by column, and which of its cells are hidden.
    """
    cells = sheets[0][2].size if sheets else 0
    hidden = np.concatenate([mask.ravel() for _, _, mask in sheets] or [np.zeros(0, bool)])
    columns: dict[str, Any] = {name: np.repeat([key for key, _, _ in sheets], cells)}
    columns |= {
        key: np.tile(np.array(values, dtype=object), len(sheets)) for key, values in keys.items()
    }
    for column in sheets[0][1] if sheets else ():
        values = np.concatenate([np.ravel(numbers[column]) for _, numbers, _ in sheets])
        columns[column] = np.where(hidden, np.nan, values)
    return pd.DataFrame(columns | {"hidden": hidden})


def _crossed(breakdown: Breakdown) -> dict[str, list[str]]:
    """Return the key of every cell of a breakdown on each of its axes."""
    cells = list(product(*((*a.keys, ALL) for a in breakdown)))
    return {a.name: [cell[i] for cell in cells] for i, a in enumerate(breakdown)}


def _score_sheets(
    counts: list[list[dict[str, Floats]]], questions: Sequence[Question], policy: Policy
) -> list[Sheet]:
    """Return a sheet a question: the cells of all breakdowns, one after the other."""
    sheets: list[Sheet] = []
    for q in questions:
        found = [[cells[q.code] for cells in power] for power in counts]
        flat = [np.concatenate([c.reshape(-1, c.shape[-1]) for c in power]) for power in found]
        sheets.append((q.code, _scored(q, flat), _hidden(q, found[0], policy)))
    return sheets


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
        Up to two ids of dimensions, or of levels of place below England, or "year".
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
    dataset = workspace.dataset(population.dataset)
    breakdown = tuple(axis(dataset, name) for name in by)
    counts = _count(workspace, population, [breakdown], questions)
    sheets = _score_sheets(counts, questions, policy)
    return Released(_frame(_crossed(breakdown), "question", sheets), policy)


def _refuse_finer_lists(by: Sequence[str]) -> None:
    for found in (d for d in dimensions() if d.id in by and d.parent in by):
        msg = f"'{found.id}' is a finer list of '{found.parent}': ask for them one at a time."
        raise InputError(msg)


def sheet(
    workspace: Workspace,
    population: Population,
    questions: Sequence[Question],
    by: Sequence[str],
    *,
    policy: Policy | None = None,
) -> Released:
    """Return scores of a population by several breakdowns, each by itself, in one pass.

    Parameters
    ----------
    workspace, population, questions, policy
        As for `scores`.
    by : sequence of str
        Any number of breakdowns, not crossed with each other.

    Returns
    -------
    Released
        As from `scores`, with ``breakdown`` (its id) and ``group`` instead of a column a
        breakdown. Each breakdown has its own total.

    Raises
    ------
    UnknownChoice
        If the dataset or a breakdown does not exist.
    InputError
        If one breakdown is a finer list of another: groups of one are sums of groups of the other.
    """
    policy = _strictest(policy)
    _refuse_finer_lists(by)
    dataset = workspace.dataset(population.dataset)
    axes = [axis(dataset, name) for name in by]
    counts = _count(workspace, population, [(a,) for a in axes], questions)
    sheets = _score_sheets(counts, questions, policy)
    keys = {
        "breakdown": [a.name for a in axes for _ in (*a.keys, ALL)],
        "group": [key for a in axes for key in (*a.keys, ALL)],
    }
    return Released(_frame(keys, "question", sheets), policy)


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
    dataset = workspace.dataset(population.dataset)
    breakdown = tuple(axis(dataset, name) for name in by)
    counts = _count(workspace, population, [breakdown], [question])
    counted, *weighted = (power[0][question.code] for power in counts)
    shared = weighted[0] if weighted else counted
    hidden = _hidden(question, [counted], policy)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = shared / shared.sum(axis=-1, keepdims=True)
    sheets: list[Sheet] = [
        (o.code, {"n": counted.sum(axis=-1), "share": shares[..., i]}, hidden)
        for i, o in enumerate(question.options)
    ]
    return Released(_frame(_crossed(breakdown), "option", sheets), policy)


__all__ = ["ALL", "YEAR", "Counts", "Policy", "Released", "options", "scores", "sheet"]
