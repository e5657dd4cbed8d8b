import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from analysis.statistics.contingency import two_proportions

groups = st.tuples(*[st.integers(1, 80)] * 2).flatmap(
    lambda n: st.tuples(st.integers(0, n[0]), st.just(n[0]), st.integers(0, n[1]), st.just(n[1]))
)


def test_the_lady_tasting_tea():
    """Fisher (1935): three of four cups told right on either side, p = 34/70."""
    assert two_proportions(3, 4, 1, 4).exact_p_value == pytest.approx(34 / 70)


def test_chi_square_is_the_squared_pooled_z():
    pooled = (20 + 35) / 210
    z = (20 / 100 - 35 / 110) / np.sqrt(pooled * (1 - pooled) * (1 / 100 + 1 / 110))
    found = two_proportions(20, 100, 35, 110)
    assert found.statistic == pytest.approx(z**2)
    assert found.p_value == pytest.approx(2 * norm.sf(abs(z)))


@settings(max_examples=30)
@given(groups)
def test_neither_order_nor_side_matters(table):
    x1, n1, x2, n2 = table
    found = two_proportions(*table)
    for other in (two_proportions(x2, n2, x1, n1), two_proportions(n1 - x1, n1, n2 - x2, n2)):
        assert other.why == found.why
        if not found.why:
            assert other.statistic == pytest.approx(found.statistic, abs=1e-9)
            assert other.exact_p_value == pytest.approx(found.exact_p_value, abs=1e-9)


@settings(max_examples=30)
@given(groups)
def test_people_counted_twice_double_chi_square(table):
    once, twice = two_proportions(*table), two_proportions(*(2 * v for v in table))
    if not once.why:
        assert twice.statistic == pytest.approx(2 * once.statistic, abs=1e-9)


@pytest.mark.parametrize(
    ("table", "reason"),
    [((0, 0, 3, 9), "nobody"), ((9, 9, 4, 4), "alike"), ((0, 9, 0, 4), "alike")],
)
def test_what_cannot_be_tested_says_why(table, reason):
    found = two_proportions(*table)
    assert (found.statistic, found.p_value, found.exact_p_value) == (None, None, None)
    assert reason in found.why


@pytest.mark.parametrize("table", [(5, 4, 1, 4), (-1, 4, 1, 4), (1, 4, 5, 4)])
def test_more_than_were_asked_is_an_error(table):
    with pytest.raises(ValueError, match="between 0"):
        two_proportions(*table)
