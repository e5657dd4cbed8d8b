import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.store.inference import cheapest_partners, fixed_cells

from .adversary import Adversary, seen
from .hidden_tables import THREE, answers, many_hidden, mask, searched

KINDS = np.array([0, 1])


def fixed(table, hidden, kinds=KINDS):
    return fixed_cells([hidden], [table.reshape(-1, table.shape[-1])], [kinds])[0]


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


@given(many_hidden(axes=2))
@settings(max_examples=200, deadline=None)
def test_the_fixed_cells_are_those_that_a_search_from_each_finds(made):
    table, hidden = made
    assert fixed(table, hidden, THREE) == searched(hidden, table.reshape(-1, 3), THREE)


# Partners


@given(many_hidden(axes=2))
@settings(max_examples=200, deadline=None)
def test_with_its_partners_no_cell_is_fixed_that_was(made):
    table, hidden = made
    people = table.reshape(-1, 3)
    was = fixed(table, hidden, THREE)
    partners = cheapest_partners(was, hidden, people, THREE)
    assert not (partners & hidden).any()
    assert (table.sum(axis=-1)[partners] > 0).all()
    assert not set(was) & set(fixed(table, hidden | partners, THREE))


def test_a_crossed_cell_takes_the_three_smallest_others_of_a_square():
    table = answers([[4, 30, 20], [30, 30, 30], [60, 20, 11]], np.full((3, 3), 5))
    hidden = mask([[1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    partners = cheapest_partners([0], hidden, table.reshape(-1, 2), KINDS)
    assert np.argwhere(partners).tolist() == [[0, 2], [1, 0], [1, 2]]


def test_where_all_answers_mean_the_same_there_are_no_partners():
    table = answers([[4, 30], [20, 30]], [[4, 30], [20, 30]])
    hidden = mask([[1, 0, 0], [0, 0, 0], [0, 0, 0]])
    assert not cheapest_partners([0], hidden, table.reshape(-1, 2), np.array([0, 0])).any()
