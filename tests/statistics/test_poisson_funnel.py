import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from analysis.statistics.poisson_funnel import poisson_curve, poisson_limits


def test_limits_by_hand():
    """Chi-square quantiles in every table: 2.5% at 30 is 16.791, 97.5% at 32 is 49.480."""
    low, high = poisson_limits(15)
    assert (low, high) == pytest.approx((16.791 / 30, 49.480 / 30), abs=1e-4)


@given(st.integers(0, 2000), st.floats(0.001, 1000), st.sampled_from([0.95, 0.998]))
def test_on_the_curve_so_few_or_so_many_are_just_as_rare_as_the_level_says(
    count, centre, confidence
):
    curve = poisson_curve(count, centre, confidence)
    tail = (1 - confidence) / 2
    assert poisson.cdf(count, curve.lower_exposure * centre) == pytest.approx(tail, rel=1e-6)
    assert curve.lower * curve.lower_exposure == pytest.approx(count)
    if count:
        assert poisson.sf(count - 1, curve.upper_exposure * centre) == pytest.approx(tail, rel=1e-6)
        assert curve.lower < centre < curve.upper


@given(st.integers(1, 2000), st.floats(0.001, 1000))
def test_the_unit_of_the_rate_only_changes_the_unit(count, unit):
    one, other = poisson_curve(count), poisson_curve(count, unit)
    np.testing.assert_allclose(other.lower, one.lower * unit)
    np.testing.assert_allclose(other.upper_exposure, one.upper_exposure / unit)


def test_no_events_are_never_too_many():
    curve = poisson_curve([0, 5])
    assert np.isnan([curve.upper[0], curve.upper_exposure[0]]).all()
    assert curve.lower[0] == 0
    assert np.isfinite([curve.upper[1], curve.upper_exposure[1]]).all()


def test_very_many_events_close_the_funnel():
    curve = poisson_curve(1e12, 0.3)
    np.testing.assert_allclose([curve.lower, curve.upper], 0.3, rtol=1e-5)
    np.testing.assert_allclose(poisson_limits(1e12), 1, rtol=1e-5)


@pytest.mark.parametrize("expected", [0, -1, np.nan])
def test_nothing_expected_has_no_limits(expected):
    assert np.isnan(poisson_limits(expected)).all()


@pytest.mark.parametrize("centre", [0, -1, np.nan])
def test_a_centre_that_is_not_above_zero_is_an_error(centre):
    with pytest.raises(ValueError, match="above 0"):
        poisson_curve(3, centre)
