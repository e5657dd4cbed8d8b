import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.runs import seven_on_one_side, trend_of_seven, two_of_three

SIDES = st.lists(st.sampled_from([-1, 0, 1]), max_size=40)
SERIES = st.lists(st.integers(0, 9), max_size=40)


@pytest.mark.parametrize(
    ("side", "marked"),
    [
        ([1] * 6, 0),
        ([1] * 6 + [-1], 0),
        ([1] * 7, 7),
        ([1] * 8 + [-1], 8),
        ([-1] * 9 + [1] * 6, 9),
        ([1, 1, 1, 0, 1, 1, 1, 1], 0),
        ([0] * 9, 0),
        ([], 0),
    ],
)
def test_seven_on_one_side_marks_the_whole_run_and_nothing_else(side, marked):
    found = seven_on_one_side(side)
    assert found.tolist() == [True] * marked + [False] * (len(side) - marked)


@pytest.mark.parametrize(
    ("series", "wanted"),
    [
        ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
        ([1, 2, 3, 4, 5, 6], [0] * 6),
        ([1, 2, 3, 4, 5, 6, 7], [1] * 7),
        ([7, 6, 5, 4, 3, 2, 1, 1], [-1] * 7 + [0]),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0] + [1] * 7 + [0]),
        ([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1], [1] * 6 + [-1] * 7),
    ],
)
def test_a_trend_is_seven_points_without_a_break(series, wanted):
    assert trend_of_seven(series).tolist() == wanted


def test_the_last_point_of_a_rising_run_rises_whatever_comes_next():
    # NHSRplotthedots 0.2.2 calls the seventh point falling in both series.
    assert trend_of_seven([1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13]).tolist() == [1] * 14
    assert trend_of_seven([1, 2, 3, 4, 5, 6, 7, 3, 4, 5, 6, 7, 8, 9]).tolist() == [1] * 14


@pytest.mark.parametrize(
    ("near", "side", "wanted"),
    [
        ([1, 0, 1], [1, 1, 1], [1, 1, 1]),
        ([1, 0, 1], [1, -1, 1], [0, 0, 0]),
        ([1, 0, 1], [1, 0, 1], [0, 0, 0]),
        ([1, 1], [1, 1], [0, 0]),
        ([0, 0, 1, 0, 0, 1], [1] * 6, [0] * 6),
        ([0, 1, 1, 0, 0], [-1] * 5, [1, 1, 1, 1, 0]),
    ],
)
def test_two_of_three_need_the_same_side(near, side, wanted):
    assert two_of_three(near, side).astype(int).tolist() == wanted


@given(SIDES)
def test_rules_are_blind_to_which_side_is_up(side):
    assert (seven_on_one_side(side) == seven_on_one_side([-s for s in side])).all()
    near = [s != 0 for s in side]
    assert (two_of_three(near, side) == two_of_three(near, [-s for s in side])).all()


@given(SERIES)
def test_a_series_turned_over_has_its_trends_turned_over(series):
    assert (trend_of_seven([-s for s in series]) == -trend_of_seven(series)).all()


@given(SERIES)
def test_read_backwards_the_same_points_are_in_a_trend(series):
    assert ((trend_of_seven(series[::-1]) != 0)[::-1] == (trend_of_seven(series) != 0)).all()


@given(SIDES)
def test_a_marked_point_has_seven_in_a_row_around_it(side):
    for at in np.flatnonzero(seven_on_one_side(side)):
        alike = [abs(sum(side[i : i + 7])) == 7 for i in range(max(0, at - 6), at + 1)]
        assert any(alike)
