import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.store.lists import fixed_cells, partners, suppress_lists
from analysis.store.suppression import Policy, suppress

from .adversary import with_totals
from .hidden_tables import THREE, answers, many_hidden, mask, searched

KINDS = np.array([0, 1])


def fixed(table, hidden, kinds=KINDS):
    found = fixed_cells(hidden[np.newaxis], table[np.newaxis], kinds[np.newaxis, np.newaxis])
    return np.flatnonzero(found[0]).tolist()


def beside(cells, table, kinds=KINDS):
    """The partners of fixed cells of one list."""
    is_fixed = np.zeros((1, len(table)), dtype=bool)
    is_fixed[0, cells] = True
    return partners(is_fixed, table[np.newaxis], kinds[np.newaxis, np.newaxis])[0]


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


@given(many_hidden(axes=1))
@settings(max_examples=200, deadline=None)
def test_the_fixed_cells_are_those_that_a_search_from_each_finds(made):
    table, hidden = made
    assert fixed(table, hidden, THREE) == searched(hidden, table, THREE)


# Partners


@given(many_hidden(axes=1))
@settings(max_examples=200, deadline=None)
def test_with_its_partners_no_cell_is_fixed_that_was(made):
    table, hidden = made
    was = fixed(table, hidden, THREE)
    found = beside(was, table, THREE)
    assert not (found & hidden).any()
    assert (table.sum(axis=-1)[found] > 0).all()
    left = set(was) & set(fixed(table, hidden | found, THREE))
    assert all(not beside([cell], table, THREE).any() for cell in left)


def test_a_partner_is_the_smallest_cell_that_can_help_and_not_the_smallest():
    """Everyone in the third group is content too, which says nothing of the first two."""
    table = answers([9, 9, 15, 40, 90], [0, 0, 0, 2, 5])
    assert beside([0, 1], table).astype(int).tolist() == [0, 0, 0, 1, 0, 0]


def test_where_all_answers_mean_the_same_there_are_no_partners():
    assert not beside([0], answers([4, 30], [4, 30]), np.array([0, 0])).any()


# Many lists


@st.composite
def many_lists(draw):
    """Lists of one length, each with up to four answers, padded to four."""
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    count, groups = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    mean = draw(st.sampled_from([1, 3, 9]))
    tables = np.zeros((count, groups + 1, 4), dtype=np.int64)
    kinds = np.full((count, 1, 4), -1)
    widths = rng.integers(1, 5, count)
    for table, kind, width in zip(tables, kinds, widths, strict=True):
        table[:, :width] = with_totals(rng.poisson(mean, (groups, width)))
        kind[0, :width] = rng.integers(-1, 3, width)
    return tables, kinds, widths


@given(many_lists())
@settings(max_examples=200, deadline=None)
def test_lists_together_are_hidden_as_each_is_by_itself(made):
    tables, kinds, widths = made
    together = suppress_lists(tables, 10, kinds)
    for table, kind, width, hidden in zip(tables, kinds[:, 0], widths, together, strict=True):
        alone = suppress(table[:, :width], Policy(), kind[:width])
        assert hidden.tolist() == alone.tolist()
