from __future__ import annotations

import made
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.store.respondents import respondents
from analysis.store.told import _orders, _suppressed, told
from analysis.survey import Population, dimensions

MINIMUM = 10


def alike(columns: list[np.ndarray], may: list[np.ndarray]) -> np.ndarray:
    """Return how many people there are of each kind, by all that is told of them."""
    seen = [np.where(m, c, -1) for c, m in zip(columns, may, strict=True)]
    return np.unique(np.array(seen), axis=1, return_counts=True)[1]


@given(
    st.integers(1, 5),
    st.integers(0, 300),
    st.lists(st.integers(1, 12), min_size=5, max_size=5),
    st.integers(0, 2**32 - 1),
)
def test_nobody_is_one_of_few_in_all_that_is_told(depth, people, values, seed):
    rng = np.random.default_rng(seed)
    columns = [(rng.random(people) ** 3 * v).astype(np.int64) for v in values[:depth]]
    may = _suppressed(columns, MINIMUM)
    if people < MINIMUM:
        assert not any(m.any() for m in may)
    else:
        assert alike(columns, may).min() >= MINIMUM


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ([50, 50], [50, 50]),
        ([95, 5], []),
        ([80, 12, 8], [80]),
        ([80, 12, 9, 1], [80, 12]),
        ([10, 10, 10], [10, 10, 10]),
        ([5, 5], []),
        ([9], []),
    ],
)
def test_as_much_is_told_as_leaves_enough_over(sizes, shown):
    column = np.repeat(np.arange(len(sizes)), sizes)
    (may,) = _suppressed([column], MINIMUM)
    assert np.bincount(column[may])[np.bincount(column[may]) > 0].tolist() == shown


def test_every_breakdown_comes_early_for_some():
    orders = _orders(1_000_000)
    assert {frozenset(order) for order in orders} == {frozenset(orders[0])}
    assert {d.id for d in dimensions()} | {"year", "trust", "ccg", "stp", "alliance"} == set(
        orders[0]
    )
    assert {o[0] for o in orders} == {"year"} | {d.id for d in dimensions() if d.parent is None}
    assert sum(o[0] == "year" for o in orders) * 2 == len(orders)


@pytest.mark.parametrize("writers", [0, 9, 4_000, 20_000])
def test_few_people_are_dealt_to_few_orders_half_of_which_begin_with_the_year(writers):
    orders = _orders(writers)
    assert len(orders) == max(2, writers // 2_500)
    assert sum(order[0] == "year" for order in orders) * 2 == len(orders)


@pytest.fixture
def crowd(fill):
    return respondents(fill(made.crowd(3000)), "made")


def test_only_who_wrote_is_shown_under_a_filter(crowd):
    writers = np.arange(0, 3000, 2)
    found = told(crowd, writers, MINIMUM)
    silent = np.setdiff1d(np.arange(3000), writers)
    assert not any(may[silent].any() for may in found.by.values())
    assert found.by["year"].sum() > 1000


def test_no_filter_shows_everyone_and_each_filter_those_it_may(crowd):
    found = told(crowd, np.arange(3000), MINIMUM)
    assert found.fits(crowd, Population.of("made")).all()
    population = Population.of("made", years=[2018], groups={"sex": ["female"]})
    expected = np.zeros(3000, dtype=bool)
    expected[crowd.rows(population)] = True
    expected &= found.by["year"] & found.by["sex"]
    assert np.array_equal(found.fits(crowd, population), expected)
    assert 50 < expected.sum() < crowd.rows(population).size
    here = Population.of("made", at=made.TRUSTS[0])
    assert not found.fits(crowd, here)[~found.by["trust"]].any()


def test_a_stricter_policy_tells_of_nobody_in_small_groups(crowd):
    strict = told(crowd, np.arange(3000), 200)
    columns = [crowd.columns[name].astype(np.int64) for name in strict.by]
    assert alike(columns, list(strict.by.values())).min() >= 200
