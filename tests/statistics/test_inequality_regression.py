import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.inequality import Groups, gradient
from analysis.statistics.inequality.delta import delta_error, delta_interval
from analysis.statistics.inequality.regression import (
    line_ends,
    logistic_ends,
    relative_index,
    slope_index,
)


def close(found, wanted, tolerance=1e-10):
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance)


def ordered(values, n=400, **options):
    return Groups.of_proportions(values, np.full(len(values), n), ordered=True, **options)


def test_the_line_by_hand():
    """Thirds at ranks 1/6, 1/2, 5/6: slope 0.3 / (2/3) = 0.45 around a mean of 0.6."""
    bottom, top = line_ends(np.array([0.45, 0.6, 0.75]), np.ones(3), np.array([1, 3, 5]) / 6)
    close([bottom, top], [0.375, 0.825])


def test_the_line_is_that_of_statsmodels():
    import statsmodels.api as sm

    rng = np.random.default_rng(4)
    y, weight, rank = rng.uniform(0, 9, 7), rng.uniform(1, 5, 7), np.sort(rng.uniform(0, 1, 7))
    fit = sm.WLS(y, sm.add_constant(rank), weights=weight).fit()
    close(line_ends(y, weight, rank), [fit.params[0], fit.params.sum()])


def test_the_curve_is_that_of_statsmodels():
    import statsmodels.api as sm

    y = np.array([0.55, 0.7, 0.68, 0.8, 0.93])
    weight, rank = np.array([90.0, 200, 150, 120, 60]), np.array([0.05, 0.3, 0.5, 0.7, 0.95])
    model = sm.GLM(y, sm.add_constant(rank), sm.families.Binomial(), freq_weights=weight)
    fit = model.fit(tol=1e-14)
    wanted = 1 / (1 + np.exp(-np.array([fit.params[0], fit.params.sum()])))
    close(logistic_ends(y, weight, rank), wanted, 1e-9)


@pytest.mark.parametrize("values", [[0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
def test_a_curve_without_finite_fit_is_not_known(values):
    found = logistic_ends(np.array(values), np.ones(3), np.array([1, 3, 5]) / 6)
    assert np.isnan(found.bottom)


def test_one_hopeless_curve_does_not_spoil_the_others():
    values = np.array([[0.0, 0.0, 0.0], [0.4, 0.5, 0.6]])
    slopes = slope_index(values, np.full(3, 1 / 3), 1.0)
    assert np.isnan(slopes[0])
    close(slopes[1], slope_index(values[1], np.full(3, 1 / 3), 1.0))


def test_without_a_scale_the_line_is_straight():
    values, share = np.array([2.0, 3.0, 4.0]), np.full(3, 1 / 3)
    close(slope_index(values, share), 3.0)
    close(relative_index(values, share), 4.5 / 1.5)


def test_a_line_that_crosses_zero_has_no_ratio():
    assert np.isnan(relative_index(np.array([0.0, 0.1, 5.0]), np.full(3, 1 / 3)))


def test_the_worse_end_is_named():
    assert gradient(ordered([0.6, 0.7, 0.8])).worse == "first"
    assert gradient(ordered([0.8, 0.7, 0.6])).worse == "last"
    assert gradient(ordered([0.6, 0.7, 0.8], favourable=False)).worse == "last"
    assert gradient(ordered([0.7, 0.7, 0.7])).worse == "neither"


def test_a_steep_gradient_is_clear_and_a_faint_one_is_not():
    assert gradient(ordered([0.6, 0.7, 0.8])).is_clear
    assert not gradient(ordered([0.70, 0.705, 0.71])).is_clear


def test_two_groups_have_no_gradient_and_it_says_so():
    found = gradient(ordered([0.6, 0.8]))
    assert found.worse == "unknown"
    assert not found.is_clear
    assert found.absolute.value is None
    assert "at least 3" in found.absolute.why


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_reversing_the_groups_changes_only_the_end(seed, favourable):
    rng = np.random.default_rng(seed)
    values, n = rng.uniform(0.2, 0.9, 5), rng.integers(50, 900, 5)
    options = {"ordered": True, "favourable": favourable}
    there = gradient(Groups.of_proportions(values, n, **options))
    back = gradient(Groups.of_proportions(values[::-1], n[::-1], **options))
    assert {there.worse, back.worse} == {"first", "last"}
    assert there.absolute.value >= 0
    assert there.relative.value >= 1
    for one, other in ((there.absolute, back.absolute), (there.relative, back.relative)):
        close([one.value, one.lower, one.upper], [other.value, other.lower, other.upper], 1e-6)


def test_the_delta_error_of_a_sum_is_pythagoras():
    close(
        delta_error(lambda y: y.sum(axis=-1), np.array([3.0, 5.0]), np.array([3.0, 4.0])), 5.0, 1e-6
    )


def test_the_delta_interval_of_a_ratio_is_even_on_the_log_scale():
    se = np.array([0.1, 0.2])
    found = delta_interval(lambda y: y[..., 0] / y[..., 1], np.array([2.0, 1.0]), se, ratio=True)
    half = 1.959964 * np.hypot(0.1 / 2, 0.2)
    close([found.value, found.lower, found.upper], 2 * np.exp([0, -half, half]), 1e-5)


def test_without_errors_there_is_a_value_but_no_interval():
    found = delta_interval(lambda y: y.sum(axis=-1), np.ones(2), np.array([0.1, np.nan]))
    assert found.value == 2
    assert found.lower is None
    assert found.why
