"""What can be worked out about hidden cells from the shown ones.

A table is a network: every row and every column is a node, and a cell is an edge between its row
and its column (a table with one axis has one column). Rows and columns add up, so the counts of
hidden cells can only change along cycles of hidden cells. A cell through which no cycle runs, or
only cycles that would make a count negative or empty a cell, is known exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Arcs = dict[int, list[tuple[int, int]]]

_NO_LIMIT = 2**30


@dataclass(frozen=True)
class _Edge:
    """A hidden cell: its row and its column, in the direction in which it grows."""

    cell: int
    start: int
    end: int


def _edges(hidden: Mask) -> list[_Edge]:
    """Return the hidden cells as edges; a margin points backwards, as it grows with its parts."""
    rows, columns = hidden.shape[0], hidden.shape[-1]
    found = []
    for cell in np.flatnonzero(hidden).tolist():
        row, column = divmod(cell, columns) if hidden.ndim > 1 else (0, cell)
        is_margin = (hidden.ndim > 1 and row == rows - 1) != (column == columns - 1)
        far = rows + column if hidden.ndim > 1 else 1
        found.append(_Edge(cell, far, row) if is_margin else _Edge(cell, row, far))
    return found


def _arcs(edges: list[_Edge], can_shrink: Mask) -> Arcs:
    """Return node -> where one answer more can be passed on to, and in which cell."""
    arcs: Arcs = {}
    for edge in edges:
        arcs.setdefault(edge.start, []).append((edge.end, edge.cell))
        if can_shrink[edge.cell]:
            arcs.setdefault(edge.end, []).append((edge.start, edge.cell))
    return arcs


def _leads(arcs: Arcs, start: int, goal: int, without: int) -> bool:
    seen, todo = {start}, [start]
    while todo:
        for node, cell in arcs.get(todo.pop(), ()):
            if cell != without and node not in seen:
                if node == goal:
                    return True
                seen.add(node)
                todo.append(node)
    return False


def _can_change(arcs: Arcs, edge: _Edge, can_shrink: Mask) -> bool:
    """Tell whether the cell could hold one answer more, or one fewer, and all sums be the same."""
    return _leads(arcs, edge.end, edge.start, edge.cell) or (
        bool(can_shrink[edge.cell]) and _leads(arcs, edge.start, edge.end, edge.cell)
    )


def fixed_cells(hidden: Mask, answers: Counts, kinds: NDArray[np.int64]) -> list[int]:
    """Return the hidden cells whose base or score follows from what is shown.

    Parameters
    ----------
    hidden : ndarray of bool, shape (groups + 1,) or (rows + 1, columns + 1)
        The hidden cells, each known to have at least one person in it.
    answers : ndarray of int, shape (cells, answers)
        People by answer.
    kinds : ndarray of int, shape (answers,)
        What each answer means for the score: the same number means the same; -1 does not count.

    Returns
    -------
    list of int
        Flat positions.
    """
    alone = answers.sum(axis=1, keepdims=True) == 1
    scored = (answers @ (kinds >= 0))[:, np.newaxis]
    alike = answers @ np.equal.outer(kinds, kinds)
    telling = (scored == 0) | ((kinds >= 0) & (alike < scored))  # one more changes the score
    left = edges = _edges(hidden)
    for can_shrink, tells in zip(((answers > 0) & ~alone).T, telling.T, strict=True):
        if not left:
            break
        arcs = _arcs(edges, can_shrink)
        left = [e for e in left if not (tells[e.cell] and _can_change(arcs, e, can_shrink))]
    return [e.cell for e in left]


def small_rest(hidden: Mask, people: Counts, minimum: int) -> list[int]:
    """Return hidden cells that together are known to be 1 to ``minimum - 1`` people.

    Some rows minus some columns can leave such a sum, however many people each of them has: the
    smallest is found as the minimum cut between two rows. And so can all the rows together whose
    totals are hidden.

    Parameters
    ----------
    hidden : ndarray of bool, shape (rows + 1, columns + 1)
        The hidden cells.
    people : ndarray of int, same shape
        People.
    minimum : int
        Fewest that may be known.

    Returns
    -------
    list of int
        Flat positions; empty if there are no such cells.
    """
    if hidden.shape[0] > hidden.shape[1]:
        turned = small_rest(hidden.T, people.T, minimum)
        return [c % hidden.shape[0] * hidden.shape[1] + c // hidden.shape[0] for c in turned]
    rows, columns = (
        np.where(margin, margin.size, np.arange(margin.size))
        for margin in (hidden[:-1, -1], hidden[-1, :-1])
    )  # only the sum of all the rows whose total is hidden is known: they are one node
    row, column = np.nonzero(hidden[:-1, :-1])
    start, end, inside = rows[row], rows.size + 1 + columns[column], people[row, column]
    places = row * hidden.shape[1] + column
    for node in np.unique(np.r_[start, end]):
        of_node = (start == node) | (end == node)
        if 0 < inside[of_node].sum() < minimum:
            return list(map(int, places[of_node]))
    capacity = np.zeros((rows.size + columns.size + 2,) * 2, dtype=np.int32)
    np.add.at(capacity, (start, end), inside)
    capacity[end, start] = _NO_LIMIT
    reached = _small_cut(csr_array(capacity), np.unique(start), minimum)
    cut = np.isin(start, reached) & ~np.isin(end, reached)
    return list(map(int, places[cut]))


def _small_cut(capacity: csr_array, ends: NDArray[np.int64], minimum: int) -> NDArray[np.int64]:
    """Return the nodes on the near side of a cut of 1 to ``minimum - 1`` people, or none."""
    _, part = connected_components(capacity, directed=False)
    for source, sink in permutations(ends.tolist(), 2):
        if part[source] == part[sink]:
            found = maximum_flow(capacity, source, sink)
            if 0 < found.flow_value < minimum:
                left = csr_array(capacity - found.flow)
                left.eliminate_zeros()
                return np.asarray(breadth_first_order(left, source)[0])
    return np.array([], dtype=np.int64)
