import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.stats.contingency_tables import StratifiedTable, Table

from analysis.bench.oracles.association import BERKELEY, rows
from analysis.statistics.association import independence_test, mantel_haenszel, trend_test

TABLES = arrays(np.int64, (4, 2), elements=st.integers(1, 200))
STRATA = arrays(np.int64, (3, 2, 2), elements=st.integers(1, 100))


@pytest.mark.real
def test_it_agrees_with_base_r(oracles):
    found = rows(oracles)
    assert len(found) == 9
    assert [row for row in found if not row.agrees] == []


def test_berkeley_did_not_admit_fewer_women_once_departments_are_kept_apart():
    found = mantel_haenszel(BERKELEY)
    assert round(found.odds_ratio.value, 4) == 0.9047
    assert round(found.test.p, 4) == 0.2323
    together = mantel_haenszel([BERKELEY.sum(axis=0)])
    assert round(together.odds_ratio.value, 2) == 1.84


@given(TABLES)
def test_the_trend_is_that_of_statsmodels_but_for_one_person(table):
    x, n = table[:, 0], table.sum(axis=1)
    other = Table(table, shift_zeros=False).test_ordinal_association()
    wanted = other.zscore**2 * n.sum() / (n.sum() - 1)
    assert trend_test(x, n).statistic == pytest.approx(wanted, abs=1e-9)


@given(TABLES, st.floats(-5, 5), st.floats(0.1, 9))
def test_the_trend_depends_on_neither_origin_nor_unit_nor_direction(table, origin, unit):
    x, n = table[:, 0], table.sum(axis=1)
    one = trend_test(x, n).statistic
    scored = trend_test(x, n, origin + unit * np.arange(4)).statistic
    assert scored == pytest.approx(one, rel=1e-6, abs=1e-9)
    assert trend_test(x[::-1], n[::-1]).statistic == pytest.approx(one, abs=1e-9)


@given(TABLES, st.integers(2, 5))
def test_more_people_alike_multiply_the_statistics(table, times):
    x, n = table[:, 0], table.sum(axis=1)
    one, many = trend_test(x, n), trend_test(times * x, times * n)
    assert many.statistic == pytest.approx(times * one.statistic, abs=1e-8)
    one, many = independence_test(table), independence_test(times * table)
    assert many.statistic == pytest.approx(times * one.statistic, abs=1e-8)


@given(TABLES)
def test_a_trend_is_part_of_the_whole_difference(table):
    whole = independence_test(table)
    assert trend_test(table[:, 0], table.sum(axis=1)).statistic <= whole.statistic + 1e-9
    assert whole.freedom == 3


def test_empty_groups_are_left_out():
    assert trend_test([3, 0, 5, 9], [10, 0, 10, 10], [1, 2, 3, 4]) == trend_test(
        [3, 5, 9], [10, 10, 10], [1, 3, 4]
    )
    assert independence_test([[3, 5], [0, 0], [8, 2]]) == independence_test([[3, 5], [8, 2]])


@given(STRATA)
def test_the_common_odds_ratio_turns_over_with_the_rows(tables):
    one, turned = mantel_haenszel(tables), mantel_haenszel(tables[:, ::-1])
    assert turned.odds_ratio.value == pytest.approx(1 / one.odds_ratio.value)
    assert turned.odds_ratio.lower == pytest.approx(1 / one.odds_ratio.upper)
    assert turned.test.statistic == pytest.approx(one.test.statistic, abs=1e-9)


@given(STRATA)
def test_the_common_test_is_that_of_statsmodels_where_the_difference_exceeds_its_correction(tables):
    apart = tables[:, 0, 0] - tables.sum(axis=2)[:, 0] * tables.sum(axis=1)[:, 0] / tables.sum(
        axis=(1, 2)
    )
    assume(abs(apart.sum()) > 0.5)
    other = StratifiedTable(np.moveaxis(tables, 0, 2).astype(float)).test_null_odds(correction=True)
    assert mantel_haenszel(tables).test.statistic == pytest.approx(other.statistic, abs=1e-9)


def test_equal_groups_have_no_association():
    same = [[[10, 20], [10, 20]], [[5, 5], [5, 5]]]
    found = mantel_haenszel(same)
    assert found.test.statistic == 0
    assert found.odds_ratio.value == pytest.approx(1)


def test_strata_without_a_comparison_are_left_out():
    silent = [[[0, 0], [5, 7]], [[6, 0], [4, 0]]]
    assert mantel_haenszel([*silent, *BERKELEY]) == mantel_haenszel(BERKELEY)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (trend_test([1, 2], [5, 5]), "three ordered groups"),
        (trend_test([1, 2, 0], [5, 5, 0]), "three ordered groups"),
        (trend_test([5, 5, 5], [5, 5, 5]), "answered alike"),
        (trend_test([0, 0, 0], [5, 5, 5]), "answered alike"),
        (trend_test([], []), "three ordered groups"),
        (independence_test([[1, 2]]), "two rows"),
        (independence_test([[1, 0], [2, 0]]), "two rows"),
        (mantel_haenszel([[[0, 0], [3, 4]]]).test, "answers that differ"),
        (mantel_haenszel([[[0, 0], [3, 4]]]).odds_ratio, "answers that differ"),
        (mantel_haenszel([[[3, 0], [3, 4]]]).odds_ratio, "infinite"),
        (mantel_haenszel([[[0, 3], [3, 4]]]).odds_ratio, "odds ratio of 0"),
    ],
)
def test_what_can_not_be_tested_says_why(found, reason):
    assert reason in found.why


@pytest.mark.parametrize(
    "call",
    [
        lambda: trend_test([6, 1, 1], [5, 5, 5]),
        lambda: trend_test([np.nan, 1, 1], [5, 5, 5]),
        lambda: independence_test([[1, -2], [3, 4]]),
        lambda: mantel_haenszel([[[1, -2], [3, 4]]]),
        lambda: mantel_haenszel([[1, 2], [3, 4]]),
    ],
)
def test_what_are_no_counts_is_refused(call):
    with pytest.raises(ValueError, match="must be"):
        call()
