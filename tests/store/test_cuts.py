from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.store.cuts import small_cuts

from .adversary import with_totals


def mask(rows) -> np.ndarray:
    return np.array(rows, dtype=bool)


def small_cut(hidden, people, minimum) -> np.ndarray:
    return small_cuts([hidden], [people], minimum)[0]


def small_rest(hidden, people, minimum=10) -> list[int]:
    return np.flatnonzero(hidden & small_cut(hidden, people, minimum)).tolist()


SQUARES = np.array([[6, 6, 3, 0], [6, 6, 0, 4], [0, 0, 9, 8]])


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0]])
def test_the_smallest_sum_of_some_rows_less_some_columns_is_found(turned, order):
    people = with_totals(SQUARES[order][..., None])[..., 0]
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


def sums_of_some_rows_less_some_columns(hidden, people) -> list[int]:
    """Every known sum of hidden cells: of the rows chosen, without the columns they fill."""
    size = people.shape
    rows = [i if not hidden[i, -1] else -1 for i in range(size[0] - 1)]
    columns = [j if not hidden[-1, j] else -1 for j in range(size[1] - 1)]
    cells = [(rows[i], columns[j], people[i, j]) for i, j in np.argwhere(hidden[:-1, :-1])]
    cells = [cell for cell in cells if cell[2] > 0]
    return [
        sum(n for r, c, n in cells if r in near_rows and c not in near_columns)
        for near_rows in subsets(set(rows))
        for near_columns in subsets(set(columns))
        if all(r in near_rows for r, c, _ in cells if c in near_columns)
    ]


def subsets(of):
    return [set(some) for size in range(len(of) + 1) for some in combinations(of, size)]


@st.composite
def sparse_tables(draw):
    shape = (draw(st.integers(1, 5)), draw(st.integers(1, 5)))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    people = with_totals(rng.integers(0, draw(st.sampled_from([6, 12, 30])), (*shape, 1)))[..., 0]
    hidden = rng.random(people.shape) < draw(st.sampled_from([0.5, 0.8, 1]))
    hidden[-1] &= rng.random(shape[1] + 1) < 0.3
    hidden[:, -1] &= rng.random(shape[0] + 1) < 0.3
    return people, hidden


@given(sparse_tables())
@settings(max_examples=200, deadline=None)
def test_a_small_sum_is_found_whenever_there_is_one(made):
    people, hidden = made
    possible = sums_of_some_rows_less_some_columns(hidden, people)
    small = [n for n in possible if 0 < n < 10]
    found = people.ravel()[small_rest(hidden, people)].sum()
    assert found in small if small else found == 0


@given(sparse_tables())
@settings(max_examples=200, deadline=None)
def test_a_shown_cell_across_the_cut_does_away_with_the_sum(made):
    people, hidden = made
    across = small_cut(hidden, people, 10)
    for cell in np.argwhere(across & ~hidden & (people >= 10)):
        more = hidden.copy()
        more[tuple(cell)] = True
        assert (small_cut(more, people, 10) != across).any()


@given(st.lists(sparse_tables(), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_what_is_found_in_a_table_does_not_hang_on_the_others(made):
    people, hidden = zip(*made, strict=True)
    together = small_cuts(hidden, people, 10)
    for across, mask, n in zip(together, hidden, people, strict=True):
        assert (across == small_cut(mask, n, 10)).all()
