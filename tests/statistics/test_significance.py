"""P-values agree with scipy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.statistics.significance import mean_p_value, normal_p_value

means = st.floats(0, 10)
sds = st.floats(0.1, 4)
bases = st.integers(2, 5000)


@given(means, sds, bases, means, sds, bases)
def test_means_as_scipy_tests_them(m1, s1, n1, m2, s2, n2):
    expected = stats.ttest_ind_from_stats(m1, s1, n1, m2, s2, n2, equal_var=False).pvalue
    assert mean_p_value(m1, s1, n1, m2, s2, n2) == pytest.approx(expected, abs=1e-12)


def test_means_that_do_not_vary():
    p = mean_p_value([5, 5], [0, 0], [20, 20], [5, 6], [0, 0], [20, 20])
    assert p.tolist() == [1.0, 0.0]


def test_one_answer_is_too_few():
    assert np.isnan(mean_p_value(5, np.nan, 1, 6, 1, 20))


@given(st.floats(-5, 5), st.floats(0.01, 3))
def test_a_difference_with_its_error(difference, se):
    expected = 2 * stats.norm.sf(abs(difference) / se)
    assert normal_p_value(difference, se) == pytest.approx(expected, abs=1e-12)


def test_a_difference_without_its_error():
    assert np.isnan(normal_p_value([0.1, np.nan], [np.nan, np.nan])).all()
    assert normal_p_value(0.0, 0.0) == 1.0
