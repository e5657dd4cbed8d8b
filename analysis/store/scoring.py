"""The scores of many questions at once, and which of them must be hidden.

Tables of several questions are one array, padded to the questions with the most options.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.statistics import effective_base
from analysis.store.lists import are_few, bases_of, suppress_lists
from analysis.store.respondents import worth_of
from analysis.store.suppression import Counts, Mask, Policy, suppress_tables
from analysis.survey import Question, is_about_comments

Floats = NDArray[np.float64]

_KINDS = {"positive": 0, "negative": 1, "excluded": -1}

_LIST = 3
"""Axes of stacked lists: questions, cells, options."""


def _widest(questions: Sequence[Question]) -> int:
    return max((len(q.options) for q in questions), default=0)


def stacked(cells: Mapping[str, Floats], questions: Sequence[Question]) -> Floats:
    """Return counts of several questions as one array.

    Parameters
    ----------
    cells : mapping of str to ndarray, shape (..., options)
        Question code -> counts by cell of a table and option.
    questions : sequence of Question
        Which, in order.

    Returns
    -------
    ndarray, shape (questions, ..., options)
        Options that a question does not have hold 0.
    """
    shape = next(iter(cells.values())).shape[:-1] if cells else (1,)
    found = np.zeros((len(questions), *shape, _widest(questions)))
    for i, q in enumerate(questions):
        found[i, ..., : len(q.options)] = cells[q.code]
    return found


def in_line(table: Floats) -> Floats:
    """Return a stacked table with its cells one after the other: (questions, cells, options)."""
    return table.reshape(table.shape[0], -1, table.shape[-1])


def _kinds(questions: Sequence[Question]) -> NDArray[np.int64]:
    """Return what each option means for the score: shape (questions, options)."""
    found = np.full((len(questions), _widest(questions)), -1, dtype=np.int64)
    for i, q in enumerate(questions):
        kinds = [o.code if _is_of_many(q) else _KINDS[o.polarity] for o in q.options]
        found[i, : len(kinds)] = kinds
    return found


def _is_of_many(question: Question) -> bool:
    """Tell whether more than one score is made of the same answers."""
    return question.is_rating or is_about_comments(question)


def hidden_cells(
    tables: Sequence[Floats], questions: Sequence[Question], policy: Policy
) -> list[Mask]:
    """Return the cells to hide, the same for scores and for options.

    Parameters
    ----------
    tables : sequence of ndarray, shape (questions, ..., options)
        People, stacked, with up to two axes of groups that end in their total.
    questions : sequence of Question
        Whose they are.
    policy : Policy
        The rules, for each question of each table by itself.

    Returns
    -------
    list of ndarray of bool, shape (questions, cells)
        The cells of each table one after the other.
    """
    kinds = _kinds(questions)
    counts = [table.astype(np.int64) for table in tables]
    crossed = iter(_hidden_crossed([c for c in counts if c.ndim > _LIST], questions, kinds, policy))
    return [next(crossed) if c.ndim > _LIST else _hidden_in_lists(c, kinds, policy) for c in counts]


def _hidden_in_lists(counts: Counts, kinds: NDArray[np.int64], policy: Policy) -> Mask:
    """Return the cells to hide of everybody, or of one list a question."""
    if counts.ndim < _LIST:
        few = are_few(bases_of(counts, kinds), policy.minimum)
        return np.asarray(few.any(axis=0, keepdims=True).T)
    return suppress_lists(counts, policy.minimum, kinds[:, np.newaxis])


def _hidden_crossed(
    counts: Sequence[Counts],
    questions: Sequence[Question],
    kinds: NDArray[np.int64],
    policy: Policy,
) -> Iterator[Mask]:
    """Yield the cells to hide of each table with two axes."""
    options = [len(q.options) for q in questions]
    tables = [c[i, ..., :size] for c in counts for i, size in enumerate(options)]
    hidden = suppress_tables(
        tables, policy, [k[:size] for k, size in zip(kinds, options, strict=True)] * len(counts)
    )
    for i in range(len(counts)):
        of_table = hidden[i * len(questions) : (i + 1) * len(questions)]
        yield np.array([mask.ravel() for mask in of_table])


def scored(questions: Sequence[Question], counts: Sequence[Floats]) -> dict[str, Floats]:
    """Return the numbers of each cell from its counts.

    Parameters
    ----------
    questions : sequence of Question
        Whose they are.
    counts : sequence of ndarray, shape (questions, cells, options)
        People and, for weighted data, weights and their squares; as from `stacked`.

    Returns
    -------
    dict of str to ndarray, shape (questions, cells)
        ``n``, ``n_effective``, ``weight``, ``score``, ``sd``, as from `analysis.store.gate.scores`.
    """
    counting, worth = np.zeros((2, len(questions), 1, counts[0].shape[-1]))
    for i, q in enumerate(questions):
        counting[i, 0, : len(q.options)], worth[i, 0, : len(q.options)] = worth_of(q)
    base = (counts[0] * counting).sum(axis=-1)
    weights = counts[min(1, len(counts) - 1)] * counting
    weight = weights.sum(axis=-1)
    effective = base
    if len(counts) > 1:
        effective = effective_base(weight, (counts[2] * counting).sum(axis=-1))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (weights * worth).sum(axis=-1) / weight
        square = (weights * worth**2).sum(axis=-1) / weight
        sd = np.sqrt(np.maximum(square - mean**2, 0) * base / (base - 1))
    sd = np.where(base > 1, sd, np.nan)
    return {"n": base, "n_effective": effective, "weight": weight, "score": mean, "sd": sd}
