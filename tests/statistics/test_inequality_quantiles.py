import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.inequality import quantile_indices

LIMITS = np.array([[0.30, 0.25, 0.2, 0.15], [0.28, 0.23, 0.18, 0.13], [0.32, 0.27, 0.22, 0.17]])
PEOPLE = np.ones(4)


def close(found, wanted, tolerance=1e-10):
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance)


def all_of(estimate):
    return np.array([estimate.value, estimate.lower, estimate.upper])


def test_a_straight_line_by_hand():
    """Steps of 0.05 a quarter are 0.2 from end to end, from 0.325 down to 0.125."""
    found = quantile_indices(*LIMITS, PEOPLE)
    close(found.slope.value, -0.2)
    close(found.intercept, 0.325)
    close(found.ratio.value, 0.125 / 0.325)


def test_the_interval_of_a_straight_slope_is_the_weighted_sum_of_the_errors():
    """Slope = sum (rank - 1/2) y / sum (rank - 1/2)^2, so its error is 0.02/1.96 / sqrt(0.3125)."""
    found = quantile_indices(*LIMITS, PEOPLE)
    half = 0.02 / np.sqrt(0.3125)
    close(all_of(found.slope), [-0.2, -0.2 - half, -0.2 + half], 1e-8)


def test_a_negative_multiplier_turns_everything():
    plain = quantile_indices(*LIMITS, PEOPLE, kind="proportion")
    turned = quantile_indices(*LIMITS, PEOPLE, kind="proportion", multiplier=-100)
    close(all_of(turned.slope), -100 * all_of(plain.slope)[[0, 2, 1]])
    close(all_of(turned.ratio), 1 / all_of(plain.ratio)[[0, 2, 1]])


def test_a_line_on_the_log_scale_is_exact_for_a_geometric_series():
    """Each quarter 0.8 times the one before: end to end 0.8^4."""
    value = 10 * 0.8 ** np.arange(4)
    limits = value, 0.95 * value, 1.05 * value
    found = quantile_indices(*limits, PEOPLE, kind="rate", transformed=True)
    close(found.ratio.value, 0.8**4)
    close(found.intercept, 10 * 0.8**-0.5)


@pytest.mark.parametrize("level", [0.95, 0.98, 0.998])
def test_more_confidence_is_a_wider_interval_in_the_normal_ratio(level):
    from scipy.stats import norm

    usual = all_of(quantile_indices(*LIMITS, PEOPLE).slope)
    other = all_of(quantile_indices(*LIMITS, PEOPLE, confidence=level).slope)
    ratio = norm.ppf((1 + level) / 2) / norm.ppf(0.975)
    close(other[2] - other[1], ratio * (usual[2] - usual[1]))


@pytest.mark.parametrize(
    ("columns", "kind", "why"),
    [
        ([[0.2, 0.3], [0.1, 0.2], [0.3, 0.4], [1, 1]], "mean", "at least 3"),
        ([[0.2, np.nan, 0.3], [0.1] * 3, [0.4] * 3, [1] * 3], "mean", "Every quantile needs a"),
        ([[0.2, 0.3, 0.3], [0.1] * 3, [0.4] * 3, [1, 0, 1]], "mean", "people"),
        ([[0.2, 0.3, 0.5], [0.1] * 3, [0.4] * 3, [1] * 3], "mean", "outside"),
        ([[0.2, 0.0, 0.3], [0.0] * 3, [0.4] * 3, [1] * 3], "rate", "above 0"),
        ([[0.2, 0.3, 0.9], [0.1] * 3, [1.0] * 3, [1] * 3], "proportion", "below 1"),
    ],
)
def test_what_can_not_be_had_says_why(columns, kind, why):
    found = quantile_indices(*columns, kind=kind)
    assert found.slope.value is None
    assert found.intercept is None
    assert why in found.slope.why
    assert found.ratio.why == found.slope.why


def test_a_line_through_zero_has_a_slope_but_no_ratio():
    value = np.array([0.1, 1.0, 9.0])
    found = quantile_indices(value, value - 0.1, value + 0.1, np.ones(3))
    assert found.slope.is_known
    assert "ratio" in found.ratio.why


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["rate", "proportion"]), st.booleans())
def test_neither_the_scale_of_people_nor_the_order_of_reading_matters(seed, kind, transformed):
    rng = np.random.default_rng(seed)
    value, people = rng.uniform(0.2, 0.8, 5), rng.uniform(10, 99, 5)
    limits = value, 0.9 * value, np.minimum(1.1 * value, 0.95)
    there = quantile_indices(*limits, people, kind=kind, transformed=transformed)
    more = quantile_indices(*limits, 1000 * people, kind=kind, transformed=transformed)
    close(all_of(more.slope), all_of(there.slope))
    back = quantile_indices(
        *(a[::-1] for a in limits), people[::-1], kind=kind, transformed=transformed
    )
    close(all_of(back.slope), -all_of(there.slope)[[0, 2, 1]], 1e-7)
