"""Sums of hidden cells that several rows and columns together give away.

The hidden cells of a crossed table without its margins are a network: every row and every column
is a node, and a cell leads from its row to its column and holds as many as it has people.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Nodes = NDArray[np.intp]


def small_cuts(hidden: Sequence[Mask], people: Sequence[Counts], minimum: int) -> list[Mask]:
    """Return the cells across a cut whose hidden cells are known to be 1 to ``minimum - 1`` people.

    Some rows minus some columns can leave such a sum, however many people each of them has: if no
    hidden cell is in these columns and not in these rows, it is the hidden cells that are in these
    rows and not in these columns. Such a sum is a cut of the network, with these rows and columns
    on its near side. And so can all the rows together whose totals are hidden.

    Parameters
    ----------
    hidden : sequence of ndarray of bool, shape (rows + 1, columns + 1)
        The hidden cells of each table.
    people : sequence of ndarray of int, same shapes
        People.
    minimum : int
        Fewest that may be known.

    Returns
    -------
    list of ndarray of bool, same shapes
        True for the cells between the near rows and the far columns, or the far rows and the near
        columns: hiding one of those that are shown does away with the sum. All False if there is
        no such sum.

    Notes
    -----
    The tables are one network in parts that nothing joins.
    """
    if not hidden:
        return []
    turned = [mask.shape[0] > mask.shape[1] for mask in hidden]
    masks = [mask.T if turn else mask for mask, turn in zip(hidden, turned, strict=True)]
    counts = [n.T if turn else n for n, turn in zip(people, turned, strict=True)]
    first = np.cumsum([0, *(sum(mask.shape) for mask in masks)])
    nodes = [_nodes(mask, start) for mask, start in zip(masks, first[:-1].tolist(), strict=True)]
    cells = [_cells(mask, n, ends) for mask, n, ends in zip(masks, counts, nodes, strict=True)]
    start, end, inside = map(np.concatenate, zip(*cells, strict=True))
    near = _one_side(start, end, inside, first, minimum)
    across = [np.zeros_like(mask) for mask in hidden]
    for found, (rows, columns), turn in zip(across, nodes, turned, strict=True):
        inner = (found.T if turn else found)[:-1, :-1]
        inner[:] = near[rows, np.newaxis] != near[columns]
    return across


def _nodes(hidden: Mask, first: int) -> tuple[Nodes, Nodes]:
    """Return the nodes of a table's rows and columns, which begin with number `first`.

    Only the sum of all the rows whose total is hidden is known: they are one node.
    """
    rows, columns = (
        np.where(margin, margin.size, np.arange(margin.size))
        for margin in (hidden[:-1, -1], hidden[-1, :-1])
    )
    return rows + first, columns + first + hidden.shape[0]


def _cells(hidden: Mask, people: Counts, nodes: tuple[Nodes, Nodes]) -> tuple[Nodes, Nodes, Counts]:
    """Return where each hidden cell of somebody leads from and to, and its people."""
    row, column = np.nonzero(hidden[:-1, :-1] & (people[:-1, :-1] > 0))
    return nodes[0][row], nodes[1][column], people[row, column]


def _one_side(start: Nodes, end: Nodes, inside: Counts, first: Nodes, minimum: int) -> Mask:
    """Return the nodes on one side of a cut of 1 to ``minimum - 1`` people, or none, of each table.

    Cells lead from rows to columns and hold so many people; the way back is closed to any cut. It
    is enough to look between one row of each connected part and every other, both ways: a cut that
    has all rows on one side leaves whole columns, which are looked at by themselves. `first` is
    the first node of each table and, at the end, the number of all nodes.
    """
    table = np.repeat(np.arange(first.size - 1), np.diff(first))
    near = np.zeros(table.size, dtype=bool)
    of_node = np.bincount(np.r_[start, end], np.r_[inside, inside], minlength=near.size)
    few = np.flatnonzero((of_node > 0) & (of_node < minimum))
    done, smallest = np.unique(table[few], return_index=True)
    near[few[smallest]] = True
    left = ~np.isin(table[start], done)
    start, end, inside = start[left], end[left], inside[left]
    arcs = np.r_[start, end], np.r_[end, start]
    limits = np.r_[np.minimum(inside, minimum), np.full(inside.size, minimum)]
    capacity, group = _contracted(csr_array((limits, arcs), shape=(near.size, near.size)), minimum)
    _, part = connected_components(capacity, directed=False)
    roots: dict[int, int] = {}
    cut: set[int] = set()
    names, member = np.unique(group[start], return_index=True)
    for node, of in zip(names.tolist(), table[start[member]].tolist(), strict=True):
        root = roots.setdefault(int(part[node]), node)
        for source, sink in ((root, node), (node, root)) if node != root else ():
            if of in cut:
                break
            found = maximum_flow(capacity, source, sink)
            if found.flow_value < minimum:
                near |= np.isin(group, _reached(csr_array(capacity - found.flow), source))
                cut.add(of)
    return near


def _reached(left: csr_array, source: int) -> Nodes:
    left.eliminate_zeros()
    return np.asarray(breadth_first_order(left, source)[0])


def _contracted(capacity: csr_array, minimum: int) -> tuple[csr_array, Nodes]:
    """Return the network with nodes made one that no cut below the minimum parts, and their groups.

    These are the strongly connected components of the arcs that hold the minimum: a cut between
    two nodes of one breaks such an arc. Arcs side by side then add up, which can make more such.
    Groups are in the order of their first nodes, so that what is found in a table does not hang on
    the others.
    """
    group = np.arange(capacity.shape[0])
    while True:
        count, part = connected_components(csr_array(capacity >= minimum), connection="strong")
        if count == capacity.shape[0]:
            return csr_array(capacity, dtype=np.int32), group
        _, first = np.unique(part, return_index=True)
        part = np.argsort(np.argsort(first))[part]
        group = part[group]
        arcs = capacity.tocoo()
        tail, head = part[arcs.row], part[arcs.col]
        kept = tail != head
        capacity = csr_array((arcs.data[kept], (tail[kept], head[kept])), shape=(count, count))
        capacity.sum_duplicates()
        capacity.data = np.minimum(capacity.data, minimum)
