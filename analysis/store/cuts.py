"""Sums of hidden cells that several rows and columns together give away.

The hidden cells of a crossed table without its margins are a network: every row and every column
is a node, and a cell leads from its row to its column and holds as many as it has people.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Nodes = NDArray[np.intp]


def small_cut(hidden: Mask, people: Counts, minimum: int) -> Mask:
    """Return the cells across a cut whose hidden cells are known to be 1 to ``minimum - 1`` people.

    Some rows minus some columns can leave such a sum, however many people each of them has: if no
    hidden cell is in these columns and not in these rows, it is the hidden cells that are in these
    rows and not in these columns. Such a sum is a cut of the network, with these rows and columns
    on its near side. And so can all the rows together whose totals are hidden.

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
    ndarray of bool, same shape
        True for the cells between the near rows and the far columns, or the far rows and the near
        columns: hiding one of those that are shown does away with the sum. All False if there is
        no such sum.
    """
    if hidden.shape[0] > hidden.shape[1]:
        return small_cut(hidden.T, people.T, minimum).T
    rows, columns = (
        np.where(margin, margin.size, np.arange(margin.size))
        for margin in (hidden[:-1, -1], hidden[-1, :-1])
    )  # only the sum of all the rows whose total is hidden is known: they are one node
    columns = columns + hidden.shape[0]
    row, column = np.nonzero(hidden[:-1, :-1] & (people[:-1, :-1] > 0))
    near = _one_side(rows[row], columns[column], people[row, column], sum(hidden.shape), minimum)
    across = np.zeros_like(hidden)
    across[:-1, :-1] = near[rows, np.newaxis] != near[columns]
    return across


def _one_side(start: Nodes, end: Nodes, inside: Counts, nodes: int, minimum: int) -> Mask:
    """Return the nodes on one side of a cut of 1 to ``minimum - 1`` people, or none.

    Cells lead from rows to columns and hold so many people; the way back is closed to any cut. It
    is enough to look between one row of each connected part and every other, both ways: a cut that
    has all rows on one side leaves whole columns, which are looked at by themselves.
    """
    of_node = np.bincount(np.r_[start, end], np.r_[inside, inside], minlength=nodes)
    few = np.flatnonzero((of_node > 0) & (of_node < minimum))
    if few.size:
        return np.asarray(np.arange(nodes) == few[0])
    arcs = np.r_[start, end], np.r_[end, start]
    limits = np.r_[np.minimum(inside, minimum), np.full(inside.size, minimum)]
    capacity, group = _contracted(csr_array((limits, arcs), shape=(nodes, nodes)), minimum)
    _, part = connected_components(capacity, directed=False)
    roots: dict[int, int] = {}
    for node in np.unique(group[start]).tolist():
        root = roots.setdefault(int(part[node]), node)
        for source, sink in ((root, node), (node, root)) if node != root else ():
            found = maximum_flow(capacity, source, sink)
            if found.flow_value < minimum:
                return np.isin(group, _reached(csr_array(capacity - found.flow), source))
    return np.zeros(nodes, dtype=bool)


def _reached(left: csr_array, source: int) -> Nodes:
    left.eliminate_zeros()
    return np.asarray(breadth_first_order(left, source)[0])


def _contracted(capacity: csr_array, minimum: int) -> tuple[csr_array, Nodes]:
    """Return the network with nodes made one that no cut below the minimum parts, and their groups.

    These are the strongly connected components of the arcs that hold the minimum: a cut between
    two nodes of one breaks such an arc. Arcs side by side then add up, which can make more such.
    """
    group = np.arange(capacity.shape[0])
    while True:
        count, part = connected_components(csr_array(capacity >= minimum), connection="strong")
        if count == capacity.shape[0]:
            return csr_array(capacity, dtype=np.int32), group
        group = part[group]
        arcs = capacity.tocoo()
        tail, head = part[arcs.row], part[arcs.col]
        kept = tail != head
        capacity = csr_array((arcs.data[kept], (tail[kept], head[kept])), shape=(count, count))
        capacity.sum_duplicates()
        capacity.data = np.minimum(capacity.data, minimum)
