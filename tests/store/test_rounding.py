"""What is said of a combination is the same for all numbers of people that round alike."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.store.rounding import Rounded
from analysis.store.strata import SUMS

MINIMUM = 10
STRATA = np.array([400.0, 250.0, 90.0])
MEAN = np.array([0.9, 0.8, 0.7])


def sums(people: float, short: float, *shuffled: float) -> np.ndarray:
    """Return sums over three strata of a group spread over them in one proportion."""
    members = people * np.array([0.5, 0.3, 0.2])
    spread = MEAN * (1 - MEAN)
    squares = members**2 / STRATA
    parts = [members.sum(), members @ MEAN, members @ spread, squares @ spread, squares.sum()]
    return np.array([*parts, short, *shuffled])[:, np.newaxis]


def columns(table: np.ndarray, *, single: bool = False, best: float = 1.0) -> pd.DataFrame:
    return pd.DataFrame(Rounded.of(table, np.array([single]), MINIMUM, best).columns())


@given(st.integers(36, 44), st.integers(36, 44), st.sampled_from([0.125, 0.25, 0.375]))
def test_people_who_round_alike_can_not_be_told_apart(one, other, share):
    first, second = (columns(sums(n, share * n, share * n)) for n in (one, other))
    pd.testing.assert_frame_equal(first, second, rtol=1e-9)
    assert first["n"].item() == 40


@given(st.integers(8, 12), st.integers(8, 12))
def test_answers_that_round_alike_can_not_be_told_apart(one, other):
    first, second = (columns(sums(100, short, 20)) for short in (one, other))
    pd.testing.assert_frame_equal(first, second)
    assert first["score"].item() == 0.9


def test_single_characteristics_are_exact_as_elsewhere():
    found = columns(sums(43, 7), single=True)
    assert (found["n"].item(), found["score"].item()) == (43, pytest.approx(36 / 43))


@given(st.integers(40, 250), st.floats(0, 1))
def test_rounding_makes_nothing_look_less_likely_than_it_is(people, share):
    short = np.round(people * share)
    base = MINIMUM * np.round(people / MINIMUM)
    rounded = columns(sums(people, short))["p"].item()
    least = columns(sums(base, short * base / people), single=True)["p"].item()
    assert rounded >= least * (1 - 1e-9)


def test_the_error_has_that_of_rounding():
    exact, rounded = (columns(sums(100, 10), single=single) for single in (True, False))
    weight = exact["weight"].item()
    extra = rounded["difference_se"].item() ** 2 - exact["difference_se"].item() ** 2
    assert extra == pytest.approx(2 / weight**2)


def test_a_few_people_can_not_stand_for_everyone_else():
    near = sums(150, 20)
    assert near[0] - near[SUMS - 1] >= 30
    assert columns(near)["p"].notna().all()
    near[SUMS - 1] = near[0] - 29
    assert columns(near)[["difference", "p"]].isna().all(axis=None)


def test_an_operator_with_a_higher_minimum_gets_coarser_numbers():
    found = Rounded.of(sums(100, 10), np.array([False]), 25, 1.0)
    assert found.base.item() == 100
    assert found.step.item() == 12
    assert found.short.item() == 12
