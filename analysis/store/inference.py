"""What can be worked out about hidden cells from the shown ones.

A table is a network: every row and every column is a node, and a cell is an edge between its row
and its column, in the direction in which it grows; a margin points backwards, as it grows with its
parts. Rows and columns add up, so the counts of hidden cells can only change along cycles of hidden
cells. A cell through which no cycle runs, or only cycles that would make a count negative or empty
a cell, is known exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, depth_first_order, dijkstra

from analysis.store.lists import can_shrink, tells

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Nodes = NDArray[np.intp]

_HARDLY_ANYTHING = 1e-3


@lru_cache(maxsize=128)
def _ends(shape: tuple[int, ...]) -> tuple[Nodes, Nodes]:
    """Return the node that each cell leads from, and the one that it leads to."""
    rows, columns = shape
    row, column = np.divmod(np.arange(rows * columns), columns)
    is_margin = (row == rows - 1) != (column == columns - 1)
    return np.where(is_margin, rows + column, row), np.where(is_margin, row, rows + column)


def _graph(start: Nodes, end: Nodes, nodes: int) -> csr_array:
    return csr_array((np.ones(start.size), (start, end)), shape=(nodes, nodes))


def _bridges(start: Nodes, end: Nodes, nodes: int) -> Mask:
    """Return the edges without which their two ends would not be joined, whatever the directions.

    If every edge of a depth-first tree leads away from its root and every other edge back, the
    bridges are those that lead from one strongly connected component to another (Robbins'
    theorem). No two edges may have the same ends.
    """
    _, part = connected_components(_graph(start, end, nodes), directed=False)
    _, first = np.unique(part, return_index=True)
    root = np.full(first.size, nodes)  # one tree for all parts
    joined = _graph(np.r_[start, root], np.r_[end, first], nodes + 1)
    order, before = depth_first_order(joined, nodes, directed=False)
    rank = np.argsort(order)
    in_tree = (before[start] == end) | (before[end] == start)
    kept = in_tree == (rank[start] < rank[end])
    turned = _graph(np.where(kept, start, end), np.where(kept, end, start), nodes)
    _, part = connected_components(turned, connection="strong")
    return np.asarray(part[start] != part[end])


def _on_cycles(start: Nodes, end: Nodes, shrinks: Mask, nodes: int) -> Mask:
    """Return the edges that some cycle runs through, which may go backwards where they can shrink.

    That is an edge whose ends are in one strongly connected component C, and which is no bridge of
    C. Going there and back in one edge is no cycle, so a bridge is on none. For any other edge
    u-v, were there no way from u to v nor from v to u but the edge, what either reaches without it
    would make up C and have nothing in common (a node in both has a way to u or to v); nothing
    but the edge would join the two, and it would be a bridge.
    """
    arcs = _graph(np.r_[start, end[shrinks]], np.r_[end, start[shrinks]], nodes)
    _, part = connected_components(arcs, connection="strong")
    found = np.asarray(part[start] == part[end])
    found[found] = ~_bridges(start[found], end[found], nodes)
    return found


def _can_change(hidden: Sequence[Mask], shrinks: Sequence[Mask]) -> list[Mask]:
    """Tell which hidden cells could hold one answer more, or one fewer, and all sums be the same.

    `shrinks` and what is returned have shape (hidden cells, answers), of each table. Every answer
    of every table is a network of its own.
    """
    nodes, starts, ends = 0, [], []
    for mask, shrink in zip(hidden, shrinks, strict=True):
        own_network = nodes + sum(mask.shape) * np.arange(shrink.shape[1])
        start, end = (ends_[mask.ravel(), np.newaxis] for ends_ in _ends(mask.shape))
        starts.append((start + own_network).ravel())
        ends.append((end + own_network).ravel())
        nodes += sum(mask.shape) * shrink.shape[1]
    going_down = np.concatenate([shrink.ravel() for shrink in shrinks])
    found = _on_cycles(np.concatenate(starts), np.concatenate(ends), going_down, nodes)
    parts = np.split(found, np.cumsum([shrink.size for shrink in shrinks])[:-1])
    return [part.reshape(shrink.shape) for part, shrink in zip(parts, shrinks, strict=True)]


def fixed_cells(
    hidden: Sequence[Mask], answers: Sequence[Counts], kinds: Sequence[NDArray[np.int64]]
) -> list[list[int]]:
    """Return the hidden cells of tables whose base or score follows from what is shown.

    Parameters
    ----------
    hidden : sequence of ndarray of bool, shape (rows + 1, columns + 1)
        The hidden cells of each table, each known to have at least one person in it.
    answers : sequence of ndarray of int, shape (cells, answers)
        People by answer.
    kinds : sequence of ndarray of int, shape (answers,)
        What each answer means for the score: the same number means the same; -1 does not count.

    Returns
    -------
    list of list of int
        Flat positions in each table.
    """
    cells = [np.flatnonzero(mask) for mask in hidden]
    inside = [table[at] for table, at in zip(answers, cells, strict=True)]
    moves = _can_change(hidden, [can_shrink(people) for people in inside])
    return [
        at[~(move & tells(people, kind)).any(axis=1)].tolist()
        for at, move, people, kind in zip(cells, moves, inside, kinds, strict=True)
    ]


def _path(before: Nodes, start: int, end: int, shape: tuple[int, ...]) -> list[int]:
    """Return the cells on the way to `start`, walked backwards until `end`."""
    cells, node = [], start
    while node != end:
        row, column = sorted((node, int(before[node])))
        cells.append(row * shape[1] + column - shape[0])
        node = int(before[node])
    return cells


def _ways_back(
    cells: Nodes, shape: tuple[int, ...], cost: NDArray[np.float64], shrinks: Mask
) -> list[tuple[float, list[int]]]:
    """Return the length of the shortest way from the end of each cell to its start, and its cells.

    All cells that cost anything can grow. A cell is no way back for itself.
    """
    start, end = _ends(shape)
    grow, shrink = np.flatnonzero(cost), np.flatnonzero(shrinks)
    arcs = np.r_[start[grow], end[shrink]], np.r_[end[grow], start[shrink]]
    network = csr_array((cost[np.r_[grow, shrink]], arcs), shape=(sum(shape), sum(shape)))
    sources, number = np.unique(end[cells], return_inverse=True)
    lengths, before = dijkstra(network, indices=sources, return_predecessors=True)
    found = []
    for cell, source in zip(cells.tolist(), number.tolist(), strict=True):
        goal, length, back = int(start[cell]), lengths[source], before[source]
        if shrinks[cell]:
            others = network.copy()
            others[end[cell], goal] = np.inf
            length, back = dijkstra(others, indices=end[cell], return_predecessors=True)
        reached = np.isfinite(length[goal])
        path = _path(back, goal, int(end[cell]), shape) if reached else []
        found.append((float(length[goal]), path))
    return found


def cheapest_partners(
    fixed: list[int], hidden: Mask, answers: Counts, kinds: NDArray[np.int64]
) -> Mask:
    """Return the shown cells to hide so that each fixed cell is on a cycle.

    They are the shortest way back from its end to its start, in a network in which a shown cell
    is as long as it has people and a hidden one next to nothing (the shortest-path heuristic for
    complementary suppression: Kelly, Golden and Assad, Networks 22, 1992). A cell that has no
    answer to tell it from others, as when all answers mean the same, has no partners.

    Parameters
    ----------
    fixed : list of int
        Flat positions, from `fixed_cells`.
    hidden, answers, kinds
        As for `fixed_cells`, of one table.

    Returns
    -------
    ndarray of bool, shape as `hidden`
    """
    cells = np.array(fixed, dtype=np.intp)
    telling, shrinks = tells(answers[cells], kinds), can_shrink(answers)
    cost = np.where(hidden.ravel(), _HARDLY_ANYTHING, answers.sum(axis=1))
    best: dict[int, tuple[float, list[int]]] = {}
    for option in range(kinds.size):
        of_option = cells[telling[:, option]]
        ways = _ways_back(of_option, hidden.shape, cost, shrinks[:, option])
        for cell, way in zip(of_option.tolist(), ways, strict=True):
            best[cell] = min(way, best.get(cell, way))
    found = np.zeros(hidden.size, dtype=bool)
    found[[cell for _, path in best.values() for cell in path]] = True
    return found.reshape(hidden.shape) & ~hidden
