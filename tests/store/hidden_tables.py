"""Tables with some cells hidden, and what is fixed in them by definition."""

import numpy as np
from hypothesis import strategies as st

from .adversary import with_totals

THREE = np.array([0, 1, -1])


def mask(rows) -> np.ndarray:
    return np.array(rows, dtype=bool)


def answers(for_, against) -> np.ndarray:
    return with_totals(np.stack([np.array(for_), np.array(against)], axis=-1))


def edges(hidden) -> dict[int, tuple[str, str]]:
    """Each hidden cell as an edge in the direction in which it grows."""
    found = {}
    for at in np.argwhere(hidden).tolist():
        nodes = (f"row {at[0]}", f"column {at[1]}") if len(at) > 1 else ("line", "elsewhere")
        totals = sum(i == size - 1 for i, size in zip(at, hidden.shape, strict=True))
        found[int(np.ravel_multi_index(at, hidden.shape))] = nodes[:: -1 if totals == 1 else 1]
    return found


def leads(arcs, start, goal, without) -> bool:
    seen = {start}
    while more := {b for a, b, cell in arcs if a in seen and cell != without} - seen:
        seen |= more
    return goal in seen


def searched(hidden, people, kinds) -> list[int]:
    """What is fixed by definition: looking, from each cell, for a way back without the cell."""
    found = edges(hidden)
    free = set()
    for option, kind in enumerate(kinds):
        shrinks = {c for c in found if people[c, option] > 0 and people[c].sum() > 1}
        arcs = [(a, b, c) for c, (a, b) in found.items()]
        arcs += [(b, a, c) for c, (a, b) in found.items() if c in shrinks]
        for cell, (start, end) in found.items():
            scored = people[cell, kinds >= 0].sum()
            if scored and (kind < 0 or people[cell, kinds == kind].sum() == scored):
                continue
            if leads(arcs, end, start, cell) or (cell in shrinks and leads(arcs, start, end, cell)):
                free.add(cell)
    return [cell for cell in found if cell not in free]


@st.composite
def many_hidden(draw, axes, largest=5):
    """A table of three answers, many of them nobody's, and some cells hidden at random."""
    shape = tuple(draw(st.integers(1, largest)) for _ in range(axes))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    mean = draw(st.sampled_from([0.3, 1, 3]))
    table = with_totals(rng.poisson([mean, mean / 4, mean / 8], size=(*shape, 3)))
    hidden = rng.random(table.shape[:-1]) < draw(st.sampled_from([0.3, 0.6, 0.9]))
    return table, hidden & (table.sum(axis=-1) > 0)
