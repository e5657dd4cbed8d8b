"""How many people gave each answer, for any number of breakdowns and questions at once.

Every person's answers to three or four questions are one byte (`respondents.Pack`), and their
groups in two or three breakdowns are one number. One pass over such a pair counts all
combinations; the counts by single breakdown and question are sums of those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.store.axis import Axis
from analysis.store.respondents import PACK_SIZE, Pack, Respondents, Rows, taken
from analysis.survey import Question

Floats = NDArray[np.float64]
Breakdown = tuple[Axis, ...]

_MOST_GROUPS = 500


@dataclass(frozen=True)
class _Together:
    """Breakdowns that are counted in one pass: positions in what was asked, and their sizes."""

    positions: list[int]
    sizes: list[int]

    @property
    def combinations(self) -> int:
        return int(np.prod(self.sizes))


def _grouped(sizes: Sequence[int]) -> list[_Together]:
    """Return breakdowns gathered so that no pass has more combinations than it is worth."""
    passes: list[_Together] = []
    for position in sorted(range(len(sizes)), key=lambda i: sizes[i]):
        size = sizes[position]
        if passes and passes[-1].combinations * size <= _MOST_GROUPS:
            passes[-1].positions.append(position)
            passes[-1].sizes.append(size)
        else:
            passes.append(_Together([position], [size]))
    return passes


def _belongs(parts: Sequence[tuple[NDArray[np.intp], int]], combinations: int) -> csr_array:
    """Return which levels each combination belongs to, shape (sum of levels, combinations).

    Each part is the level of every combination and the number of levels; a level beyond those
    belongs nowhere.
    """
    start, rows, columns = 0, [], []
    for level, levels in parts:
        inside = np.flatnonzero(level < levels)
        rows.append(start + level[inside])
        columns.append(inside)
        start += levels
    where = (np.concatenate(rows), np.concatenate(columns))
    return csr_array((np.ones(where[0].size), where), shape=(start, combinations))


def _by_answer(pack: Pack, wanted: Sequence[Question]) -> tuple[list[Question], csr_array]:
    """Return the wanted questions of a pack, and which of their options each combination holds."""
    found = [(q, level) for q, level in pack.levels() if q in wanted]
    parts = [(level, len(q.options)) for q, level in found]
    return [q for q, _ in found], _belongs(parts, PACK_SIZE)


def _by_group(together: _Together) -> csr_array:
    """Return which groups of the single breakdowns each combination is in."""
    levels = np.unravel_index(np.arange(together.combinations), together.sizes)
    return _belongs(list(zip(levels, together.sizes, strict=True)), together.combinations)


def _with_totals(counts: Floats, breakdown: Breakdown) -> Floats:
    """Return counts with a total at the last position of each axis."""
    cells = counts.reshape(*(len(axis.keys) for axis in breakdown), -1)
    for i in range(len(breakdown)):
        cells = np.concatenate([cells, cells.sum(axis=i, keepdims=True)], axis=i)
    return cells


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
    wanted = set(questions)
    packs = [p for p in respondents.packs if wanted & set(p.questions)]
    belonging = [_by_answer(p, questions) for p in packs]
    answers = [taken(p.codes, rows) for p in packs]
    weights = None
    if power and respondents.weight is not None:
        weights = taken(respondents.weight, rows) ** power
    sizes = [int(np.prod([len(axis.keys) for axis in b])) for b in breakdowns]
    out: list[dict[str, Floats]] = [{} for _ in breakdowns]
    for together in _grouped(sizes):
        group = _combined(respondents, rows, breakdowns, together)
        in_group = _by_group(together)
        for answer, (found, holds) in zip(answers, belonging, strict=True):
            sums = in_group @ (holds @ _joint(answer, group, together, weights)).T
            _share_out(sums, found, breakdowns, together, out)
    return out


def _combined(
    respondents: Respondents,
    rows: Rows | None,
    breakdowns: Sequence[Breakdown],
    together: _Together,
) -> NDArray[np.intp]:
    """Return which combination of all groups each person is in."""
    people = respondents.people if rows is None else rows.size
    group = np.zeros(people, dtype=np.intp)
    for axis in (axis for position in together.positions for axis in breakdowns[position]):
        group *= len(axis.keys)
        group += respondents.group(axis.name, rows)
    return group


def _joint(
    answer: NDArray[np.uint8],
    group: NDArray[np.intp],
    together: _Together,
    weights: Floats | None,
) -> Floats:
    """Return people by combination of answers and of groups."""
    key = answer.astype(np.intp)
    key *= together.combinations
    key += group
    counts = np.bincount(key, weights, minlength=PACK_SIZE * together.combinations)
    return counts.reshape(PACK_SIZE, -1).astype(np.float64)


def _share_out(
    sums: Floats,
    found: Sequence[Question],
    breakdowns: Sequence[Breakdown],
    together: _Together,
    out: list[dict[str, Floats]],
) -> None:
    """Put the counts of one pass where they belong, by breakdown and question."""
    ends = np.cumsum([len(q.options) for q in found])[:-1]
    groups = np.split(sums, np.cumsum(together.sizes)[:-1])
    for position, cells in zip(together.positions, groups, strict=True):
        parts = np.split(_with_totals(cells, breakdowns[position]), ends, axis=-1)
        out[position] |= {q.code: part for q, part in zip(found, parts, strict=True)}
