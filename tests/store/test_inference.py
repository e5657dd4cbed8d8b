import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.store.inference import fixed_cells, small_cut

from .adversary import Adversary, seen, with_totals

KINDS = np.array([0, 1])


def mask(rows) -> np.ndarray:
    return np.array(rows, dtype=bool)


def answers(for_, against) -> np.ndarray:
    return with_totals(np.stack([np.array(for_), np.array(against)], axis=-1))


def fixed(table, hidden, kinds=KINDS):
    return fixed_cells(hidden, table.reshape(-1, table.shape[-1]), kinds)


def small_rest(hidden, people, minimum=10) -> list[int]:
    return np.flatnonzero(hidden & small_cut(hidden, people, minimum)).tolist()


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


SQUARES = np.array([[6, 6, 3, 0], [6, 6, 0, 4], [0, 0, 9, 8]])


@pytest.mark.parametrize("turned", [False, True])
def test_the_smallest_sum_of_some_rows_less_some_columns_is_found(turned):
    people = with_totals(SQUARES[..., None])[..., 0]
    hidden = mask(people > 0)
    hidden[-1] = hidden[:, -1] = False
    if turned:
        people, hidden = people.T, hidden.T
    found = small_rest(hidden, people)
    assert sorted(people.ravel()[found].tolist()) == [3, 4]
    assert small_rest(hidden, people, 7) == []


def test_rows_whose_totals_are_hidden_can_be_few_together():
    people = with_totals(np.array([[3, 4], [4, 13], [10, 1], [1, 0], [5, 8]])[..., None])[..., 0]
    hidden = mask([[1, 1, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0], [0, 0, 0]])
    assert sorted(people.ravel()[small_rest(hidden, people)].tolist()) == [1, 1, 3, 4]


def test_rows_whose_totals_are_hidden_are_only_known_together():
    people = with_totals(SQUARES[..., None])[..., 0]
    hidden = mask(people > 0)
    hidden[-1] = hidden[:, -1] = False
    hidden[0, -1] = hidden[2, -1] = True
    assert small_rest(hidden, people) == []
