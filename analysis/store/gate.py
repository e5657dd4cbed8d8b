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

from analysis.store.axis import ALL, YEAR, axis
from analysis.store.comments import answering
from analysis.store.counting import Breakdown, count
from analysis.store.scoring import hidden_cells, in_line, scored, stacked
from analysis.store.suppression import Counts, Mask, Policy
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
    people = answering(workspace, population.dataset, questions)
    rows = people.rows(population)
    powers = (0,) if people.weight is None else (0, 1, 2)
    return [count(people, rows, breakdowns, questions, power=power) for power in powers]


def _frame(
    names: dict[str, list[Any]],
    keys: dict[str, list[str]],
    numbers: dict[str, Floats],
    hidden: Mask,
) -> pd.DataFrame:
    """Return the cells of several sheets under each other, without any number where hidden.

    `names` says what each sheet is about, `keys` each cell of a sheet; numbers and what is hidden
    have shape (sheets, cells).
    """
    sheets, cells = hidden.shape
    columns: dict[str, Any] = {name: np.repeat(values, cells) for name, values in names.items()}
    columns |= {
        key: np.tile(np.array(values, dtype=object), sheets) for key, values in keys.items()
    }
    columns |= {
        column: np.where(hidden, np.nan, values).ravel() for column, values in numbers.items()
    }
    return pd.DataFrame(columns | {"hidden": hidden.ravel()})


def _crossed(breakdown: Breakdown) -> dict[str, list[str]]:
    """Return the key of every cell of a breakdown on each of its axes."""
    cells = list(product(*((*a.keys, ALL) for a in breakdown)))
    return {a.name: [cell[i] for cell in cells] for i, a in enumerate(breakdown)}


def _score_frame(
    keys: dict[str, list[str]],
    counts: list[list[dict[str, Floats]]],
    questions: Sequence[Question],
    policy: Policy,
) -> pd.DataFrame:
    """Return the scores of a sheet a question: the cells of all breakdowns, one after the other."""
    tables = [[stacked(cells, questions) for cells in power] for power in counts]
    hidden = np.concatenate(hidden_cells(tables[0], questions, policy), axis=1)
    flat = [np.concatenate([in_line(t) for t in power], axis=1) for power in tables]
    names = {"question": [q.code for q in questions]}
    return _frame(names, keys, scored(questions, flat), hidden)


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
    return Released(_score_frame(_crossed(breakdown), counts, questions, policy), policy)


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
    keys = {
        "breakdown": [a.name for a in axes for _ in (*a.keys, ALL)],
        "group": [key for a in axes for key in (*a.keys, ALL)],
    }
    return Released(_score_frame(keys, counts, questions, policy), policy)


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
    (hidden,) = hidden_cells([counted[np.newaxis]], [question], policy)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = shared / shared.sum(axis=-1, keepdims=True)
    options = len(question.options)
    numbers = {
        "n": np.tile(counted.sum(axis=-1).ravel(), (options, 1)),
        "share": shares.reshape(-1, options).T,
    }
    names = {"option": [o.code for o in question.options]}
    frame = _frame(names, _crossed(breakdown), numbers, np.tile(hidden, (options, 1)))
    return Released(frame, policy)


__all__ = ["ALL", "YEAR", "Counts", "Policy", "Released", "options", "scores", "sheet"]
