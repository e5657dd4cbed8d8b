import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.store.inference import cheapest_partners, fixed_cells

from .adversary import Adversary, seen, with_totals

KINDS = np.array([0, 1])


def mask(rows) -> np.ndarray:
    return np.array(rows, dtype=bool)


def answers(for_, against) -> np.ndarray:
    return with_totals(np.stack([np.array(for_), np.array(against)], axis=-1))


def fixed(table, hidden, kinds=KINDS):
    return fixed_cells(hidden, table.reshape(-1, table.shape[-1]), kinds)


def test_a_cell_hidden_by_itself_is_fixed():
    assert fixed(answers([9, 20, 30], [9, 20, 30]), mask([1, 0, 0, 0])) == [0]


def test_two_hidden_cells_of_a_line_are_free():
    assert fixed(answers([9, 20, 30], [9, 20, 30]), mask([1, 1, 0, 0])) == []


def test_a_cell_hidden_with_its_total_is_free():
    assert fixed(answers([9, 20, 30], [9, 20, 30]), mask([1, 0, 0, 1])) == []


def test_a_cell_can_grow_with_its_total():
    assert fixed(answers([1, 0], [0, 0]), mask([1, 0, 1])) == []


def test_two_people_in_two_cells_are_one_in_each():
    assert fixed(answers([1, 0, 30], [0, 1, 30]), mask([1, 1, 0, 0])) == [0, 1]


def test_cells_that_nobody_is_against_are_fixed_by_their_score():
    assert fixed(answers([9, 9, 30], [0, 0, 30]), mask([1, 1, 0, 0])) == [0, 1]


def test_answers_that_do_not_count_do_not_change_a_score():
    table = with_totals(np.array([[9, 0, 5], [9, 0, 5], [30, 30, 0]]))
    assert fixed(table, mask([1, 1, 0, 0]), np.array([0, 1, -1])) == [0, 1]
    assert fixed(table, mask([1, 1, 0, 0]), np.array([0, 1, 2])) == []


def test_a_cell_on_no_cycle_is_fixed():
    """Five cells: four in a square and one beside them."""
    table = answers(np.full((3, 3), 9), np.full((3, 3), 9))
    hidden = mask([[1, 1, 0, 0], [1, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    assert fixed(table, hidden) == [6]


@st.composite
def hidden_tables(draw):
    shape = (draw(st.integers(2, 4)), draw(st.integers(2, 4)))
    size = int(np.prod(shape))
    counts = st.lists(st.integers(0, 3), min_size=size, max_size=size)
    table = answers(
        np.reshape(draw(counts), shape),
        np.reshape(draw(counts), shape),
    )
    size = int(np.prod(table.shape[:-1]))
    hidden = np.reshape(
        draw(st.lists(st.booleans(), min_size=size, max_size=size)), table.shape[:-1]
    )
    return table, hidden & (table.sum(axis=-1) > 0)


@given(hidden_tables())
@settings(max_examples=60, deadline=None)
def test_whatever_linear_programming_finds_is_found(made):
    table, hidden = made
    attacked = {cell for cell, _ in Adversary(seen(table, hidden)).pinned()}
    assert attacked <= set(fixed(table, hidden))


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


THREE = np.array([0, 1, -1])


@st.composite
def many_hidden(draw, largest=5):
    """A table of three answers, many of them nobody's, and some cells hidden at random."""
    shape = tuple(draw(st.lists(st.integers(1, largest), min_size=1, max_size=2)))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    mean = draw(st.sampled_from([0.3, 1, 3]))
    table = with_totals(rng.poisson([mean, mean / 4, mean / 8], size=(*shape, 3)))
    hidden = rng.random(table.shape[:-1]) < draw(st.sampled_from([0.3, 0.6, 0.9]))
    return table, hidden & (table.sum(axis=-1) > 0)


@given(many_hidden())
@settings(max_examples=200, deadline=None)
def test_the_fixed_cells_are_those_that_a_search_from_each_finds(made):
    table, hidden = made
    assert fixed(table, hidden, THREE) == searched(hidden, table.reshape(-1, 3), THREE)


# Partners


@given(many_hidden())
@settings(max_examples=200, deadline=None)
def test_with_its_partners_no_cell_is_fixed_that_was(made):
    table, hidden = made
    people = table.reshape(-1, 3)
    was = fixed(table, hidden, THREE)
    partners = cheapest_partners(was, hidden, people, THREE)
    assert not (partners & hidden).any()
    assert (table.sum(axis=-1)[partners] > 0).all()
    assert not set(was) & set(fixed(table, hidden | partners, THREE))


def test_a_partner_is_the_smallest_cell_that_can_help_and_not_the_smallest():
    """Everyone in the third group is content too, which says nothing of the first two."""
    table = answers([9, 9, 15, 40, 90], [0, 0, 0, 2, 5])
    hidden = mask([1, 1, 0, 0, 0, 0])
    partners = cheapest_partners([0, 1], hidden, table, KINDS)
    assert partners.astype(int).tolist() == [0, 0, 0, 1, 0, 0]


def test_a_crossed_cell_takes_the_three_smallest_others_of_a_square():
    table = answers([[4, 30, 20], [30, 30, 30], [60, 20, 11]], np.full((3, 3), 5))
    hidden = mask([[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    partners = cheapest_partners([0], hidden, table.reshape(-1, 2), KINDS)
    assert np.argwhere(partners).tolist() == [[0, 2], [1, 0], [1, 2]]


def test_where_all_answers_mean_the_same_there_are_no_partners():
    table = answers([4, 30], [4, 30])
    hidden = mask([1, 0, 0])
    assert not cheapest_partners([0], hidden, table, np.array([0, 0])).any()
