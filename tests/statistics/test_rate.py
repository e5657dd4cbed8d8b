import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.exact import poisson_interval
from analysis.statistics.rate import byar, count_interval, rate_interval


def close(found, wanted, tolerance=1e-12):
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance)


def test_byar_by_hand():
    """100 events: 100 (1 - 1/900 - 1.96/30)^3 and 101 (1 - 1/909 + 1.96/(3 sqrt 101))^3."""
    z = 1.959963984540054
    low = 100 * (1 - 1 / 900 - z / 30) ** 3
    high = 101 * (1 - 1 / 909 + z / (3 * np.sqrt(101))) ** 3
    close(byar(100), [low, high])
    close([low, high], [81.36, 121.63], 0.005)


@given(st.integers(10, 100_000), st.sampled_from([0.9, 0.95, 0.998]))
def test_byar_is_close_to_the_exact_interval_from_ten_on(count, confidence):
    found, exact = byar(count, confidence), poisson_interval(count, confidence)
    close(found.lower / exact.lower, 1, 0.02)
    close(found.upper / exact.upper, 1, 0.01)


def test_no_lower_limit_is_below_zero():
    assert byar(1, 0.998).lower == 0
    assert byar(0).lower == 0
    assert byar(0).upper > 3


@given(st.integers(0, 3000), st.sampled_from([0.95, 0.998]))
def test_more_events_have_higher_limits(count, confidence):
    here, next_one = count_interval(count, confidence), count_interval(count + 1, confidence)
    assert here.lower < next_one.lower or count == 0
    assert here.upper < next_one.upper


def test_nine_events_are_exact_and_ten_are_byars():
    close(
        count_interval([9, 10]),
        [[v[0], w[1]] for v, w in zip(poisson_interval([9, 10]), byar([9, 10]), strict=True)],
    )


@given(st.integers(0, 500), st.floats(0.01, 1e6), st.floats(0.01, 100))
def test_the_unit_of_exposure_only_changes_the_unit_of_the_rate(count, exposure, unit):
    one, other = rate_interval(count, exposure), rate_interval(count, exposure * unit)
    np.testing.assert_allclose(np.array(other) * unit, one, rtol=1e-12)


def test_very_many_events_leave_no_doubt():
    low, high = rate_interval(1e12, 2e12)
    close([low, high], [0.5, 0.5], 1e-5)


@pytest.mark.parametrize("pair", [(3, 0), (3, -1), (-1, 10), (np.nan, 10), (3, np.nan)])
def test_an_impossible_rate_has_no_limits(pair):
    assert np.isnan(rate_interval(*pair)).all()
