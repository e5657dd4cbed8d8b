import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.marginal import standardise_groups
from analysis.statistics.pattern import gather
from analysis.statistics.regression import linear, logistic


def made(seed, rows=600, effect=-0.6):
    rng = np.random.default_rng(seed)
    age = rng.integers(0, 3, rows)
    group = (rng.random(rows) < 0.2 + 0.2 * age).astype(int)
    p = 1 / (1 + np.exp(-(0.2 + 0.5 * age + effect * group)))
    return group, age, (rng.random(rows) < p).astype(float)


def adjusted(group, age, y, groups=2, fit=logistic, **options):
    patterns = gather([group, age], [groups, 3], y)
    return standardise_groups(patterns, fit(patterns), 0, **options)


def test_without_other_variables_standardised_scores_are_the_raw_ones():
    group, _, y = made(0)
    patterns = gather([group], [2], y)
    found = standardise_groups(patterns, logistic(patterns), 0)
    for g in (0, 1):
        own = y[group == g]
        assert found.mean[g] == pytest.approx(own.mean(), abs=1e-10)
        assert found.covariance[g, g] == pytest.approx(own.var() / own.size, rel=1e-6)
    assert found.covariance[0, 1] == pytest.approx(0, abs=1e-12)


def test_linear_standardised_groups_differ_by_the_coefficient():
    group, age, y = made(1)
    patterns = gather([group, age], [2, 3], y)
    regression = linear(patterns, [0, 0])
    found = standardise_groups(patterns, regression, 0, bounds=(-9, 9))
    gap = found.difference(1, 0)
    assert gap.value == pytest.approx(regression.coefficients[2], abs=1e-12)
    half = 1.959964 * regression.standard_errors()[2]
    assert gap.upper - gap.value == pytest.approx(half, rel=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_the_delta_method_agrees_with_numerical_derivatives(seed):
    group, age, y = made(seed)
    patterns = gather([group, age], [2, 3], y)
    regression = logistic(patterns)
    found = standardise_groups(patterns, regression, 0)
    kept = np.flatnonzero(regression.standard_errors())

    def mean(b, g):
        predictor = b[0] + b[1 + g] + b[3:][patterns.codes[:, 1]]
        return np.average(1 / (1 + np.exp(-predictor)), weights=patterns.weight)

    b = regression.coefficients
    slopes = np.array(
        [[(mean(b + h, g) - mean(b - h, g)) / 2e-6 for h in 1e-6 * np.eye(b.size)] for g in (0, 1)]
    )
    v = regression.covariance
    wanted = slopes[:, kept] @ v[np.ix_(kept, kept)] @ slopes[:, kept].T
    np.testing.assert_allclose(found.covariance, wanted, rtol=1e-5)
    np.testing.assert_allclose(found.mean, [mean(b, 0), mean(b, 1)], atol=1e-12)


def test_groups_that_differ_only_by_age_are_alike_once_adjusted():
    group, age, y = made(2, rows=200_000, effect=0)
    raw = y[group == 1].mean() - y[group == 0].mean()
    gap = adjusted(group, age, y).difference(1, 0)
    assert raw > 0.04
    assert gap.lower < 0 < gap.upper
    assert gap.upper - gap.lower < 0.02


def test_nominal_95_percent_intervals_of_a_difference_hold_the_truth():
    age_shares = np.array([1, 1, 1]) / 3
    p = 1 / (1 + np.exp(-(0.2 + 0.5 * np.arange(3)[:, None] + np.array([0, -0.6]))))
    truth = age_shares @ (p[:, 1] - p[:, 0])
    held = 0
    for seed in range(300):
        gap = adjusted(*made(seed, rows=500)).difference(1, 0)
        held += gap.lower <= truth <= gap.upper
    assert 0.92 <= held / 300 <= 0.98


def test_order_of_groups_and_twice_the_people_do_not_matter():
    group, age, y = made(3)
    found, turned = adjusted(group, age, y), adjusted(1 - group, age, y)
    np.testing.assert_allclose(turned.mean, found.mean[::-1], atol=1e-10)
    assert turned.difference(0, 1).value == pytest.approx(found.difference(1, 0).value)
    twice = adjusted(*(np.tile(v, 2) for v in (group, age, y)))
    np.testing.assert_allclose(twice.mean, found.mean, atol=1e-9)
    np.testing.assert_allclose(2 * twice.covariance, found.covariance, rtol=1e-6, atol=1e-15)


def test_with_the_place_as_a_further_term_only_gaps_within_places_remain():
    rng = np.random.default_rng(5)
    place = rng.integers(0, 2, 40_000)
    group = (rng.random(40_000) < 0.1 + 0.6 * place).astype(int)
    y = (rng.random(40_000) < 0.8 - 0.3 * place).astype(float)
    patterns = gather([group, place], [2, 2], y)
    gap = standardise_groups(patterns, logistic(patterns), 0).difference(1, 0)
    assert y[group == 1].mean() - y[group == 0].mean() < -0.1
    assert gap.lower < 0 < gap.upper


def test_intervals_stay_on_the_scale():
    found = adjusted([0] * 6 + [1] * 6, [0, 1, 2] * 4, [1] * 5 + [0] + [1] * 3 + [0] * 3)
    assert found.group(0).upper == 1
    assert found.group(0, 0.5).upper < 1


def test_a_group_that_nobody_is_in_says_so():
    found = adjusted(*made(4), groups=3)
    assert found.group(2).why == "Nobody in this group answered."
    assert found.difference(0, 2).why == found.group(2).why
    assert found.difference(2, 0).value is None
    assert found.group(0).is_known


def test_a_group_that_other_variables_give_away_says_so():
    group, age, y = made(5)
    patterns = gather([age, group, group], [3, 2, 2], y)
    for variable in (1, 2):
        found = standardise_groups(patterns, logistic(patterns), variable)
        assert "already say" in found.group(0).why
        assert "already say" in found.difference(0, 1).why
    assert standardise_groups(patterns, logistic(patterns), 0).group(0).is_known


def test_without_a_regression_every_group_says_why():
    found = adjusted([0, 1, 0], [0, 1, 2], [1, 1, 1])
    assert found.group(0).why == found.group(1).why == "Everybody gave the same answer."


def test_a_comparison_that_can_be_followed_by_hand():
    cells = {(0, 0): (100, 60), (0, 1): (300, 240), (1, 0): (60, 30), (1, 1): (40, 28)}
    group, old, y = [], [], []
    for (g, a), (n, yes) in cells.items():
        group, old = group + [g] * n, old + [a] * n
        y += [1] * yes + [0] * (n - yes)
    found = adjusted(group, old, y)
    wanted = [(160 * 0.6053 + 340 * 0.7982) / 500, (160 * 0.4911 + 340 * 0.7134) / 500]
    np.testing.assert_allclose(found.mean, wanted, atol=1e-4)
    gap = found.difference(0, 1)
    np.testing.assert_allclose([gap.value, gap.lower, gap.upper], [0.094, -0.010, 0.198], atol=5e-4)
