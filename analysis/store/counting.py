"""How many people gave each answer, for any number of breakdowns and questions at once.

Every person's answers to about three questions are one byte (`analysis.store.packing`), and their
groups in about three breakdowns are one number. One pass over such a pair counts all combinations,
and the counts by single breakdown and question are sums of those: 52 questions by 9 breakdowns
are 51 passes instead of 468.

A pass builds a table by adding up a sparse matrix with one entry a person, which is faster than
`numpy.bincount` and needs no product of the two numbers. The sums are sparse products too: they
run in one thread, where dense products of such small matrices wait for the threads of BLAS.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from analysis.store.axis import Axis
from analysis.store.packing import Pack, belonging, first_fit
from analysis.store.respondents import Respondents, Rows, taken
from analysis.survey import Question

Floats = NDArray[np.float64]
Positions = NDArray[np.int32]
Breakdown = tuple[Axis, ...]

_MOST_GROUPS = 500


def count(
    respondents: Respondents,
    rows: Rows | None,
    breakdowns: Sequence[Breakdown],
    questions: Sequence[Question],
    *,
    power: int = 0,
) -> list[dict[str, Floats]]:
    """Return how many people gave each answer, by group.

    Parameters
    ----------
    respondents : Respondents
        The people.
    rows : ndarray of int, or None
        Which of them; None means everybody.
    breakdowns : sequence of tuple of Axis
        What to count by; an empty tuple counts everybody.
    questions : sequence of Question
        What they answered.
    power : int
        0 counts people, 1 sums their weights, 2 the squares of their weights.

    Returns
    -------
    list of dict
        For each breakdown, question code -> counts of shape (groups + 1 of each axis, options).
        The last position of each axis is the total; blanks and people who were not asked are in
        no option.
    """
    wanted = {q.code for q in questions}
    packs = [p for p in respondents.packs if not wanted.isdisjoint(q.code for q in p.questions)]
    if not packs:
        return [{} for _ in breakdowns]
    answers = [(p, taken(p.codes, rows).astype(np.int32)) for p in packs]
    sizes = [prod(len(axis.keys) for axis in b) for b in breakdowns]
    entries = _entries(respondents, rows, power)
    found: dict[int, dict[str, Floats]] = {}
    for positions in first_fit(sizes, _MOST_GROUPS):
        together = tuple(sizes[i] for i in positions)
        axes = [axis for i in positions for axis in breakdowns[i]]
        group = _combined(respondents, rows, axes)
        sums = np.concatenate([_sums(p, codes, group, together, entries) for p, codes in answers])
        for i, part in zip(positions, np.split(sums.T, np.cumsum(together)[:-1]), strict=True):
            cells = _with_totals(part.astype(np.float64), breakdowns[i])
            found[i] = _by_question(cells, packs, wanted)
    return [found[i] for i in range(len(breakdowns))]


def _entries(respondents: Respondents, rows: Rows | None, power: int) -> NDArray[np.generic]:
    """Return what each person adds to a count."""
    if power and respondents.weight is not None:
        return taken(respondents.weight, rows) ** power
    return np.ones(respondents.people if rows is None else rows.size, dtype=np.int32)


def _combined(respondents: Respondents, rows: Rows | None, axes: Sequence[Axis]) -> Positions:
    """Return which combination of groups each person is in; the first axis varies slowest."""
    group = np.zeros(respondents.people if rows is None else rows.size, dtype=np.int32)
    for axis in axes:
        group *= len(axis.keys)
        group += respondents.group(axis.name, rows)
    return group


def _sums(
    pack: Pack,
    codes: Positions,
    group: Positions,
    sizes: tuple[int, ...],
    entries: NDArray[np.generic],
) -> NDArray[np.generic]:
    """Return counts by level of each question of a pack and by group, from one pass over people.

    `group` is each person's combination of groups of breakdowns of these sizes.
    """
    people = coo_array((entries, (group, codes)), shape=(prod(sizes), prod(pack.sizes)))
    by_group = belonging(sizes) @ people.toarray()
    return np.asarray(belonging(pack.sizes) @ by_group.T)


def _with_totals(counts: Floats, breakdown: Breakdown) -> Floats:
    """Return counts with a total at the last position of each axis."""
    cells = counts.reshape(*(len(axis.keys) for axis in breakdown), -1)
    for i in range(len(breakdown)):
        cells = np.concatenate([cells, cells.sum(axis=i, keepdims=True)], axis=i)
    return cells


def _by_question(cells: Floats, packs: Sequence[Pack], wanted: set[str]) -> dict[str, Floats]:
    """Return the wanted questions' counts by option, without blanks."""
    found, start = {}, 0
    for question in (q for pack in packs for q in pack.questions):
        end = start + len(question.options)
        if question.code in wanted:
            found[question.code] = cells[..., start:end]
        start = end + 1
    return found
