import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from analysis.statistics.ranking import worst
from analysis.statistics.shrinkage import Heterogeneity, heterogeneity

SEEDS = st.integers(0, 1000)


def made(seed, count=30, sd=1.0):
    random = np.random.default_rng(seed)
    v = random.uniform(0.05, 1, count)
    return random.normal(random.normal(0, sd, count), np.sqrt(v)), v


def test_of_two_units_the_worse_is_as_likely_as_the_normal_distribution_says():
    y, v = np.array([0.0, 1.0]), np.array([0.5, 0.5])
    spread = Heterogeneity(0.5, 0.0, 1.0, None, None, 2)
    own = 1 / 1.5
    wanted = norm.cdf(own / np.sqrt(2 * own * 0.5))
    found = worst(y, v, spread, 0.5, draws=40_000)
    assert found.size == 1
    assert found.probability[0] == pytest.approx(wanted, abs=0.01)


def test_not_knowing_the_mean_does_not_blur_the_ranking_around_it():
    y, v = np.array([0.0, 10.0]), np.array([4.0, 4.0])
    own = 0.1 / 4.1
    wanted = norm.cdf(10 * own / np.sqrt(2 * own * 4))
    found = worst(y, v, Heterogeneity(5.0, 5.0, 0.1, None, None, 2), 0.5, draws=20_000)
    assert found.probability[0] == pytest.approx(wanted, abs=0.02)


@given(SEEDS, st.sampled_from([0.1, 0.2]))
def test_probabilities_sum_to_the_number_of_worst_units(seed, share):
    y, v = made(seed)
    found = worst(y, v, heterogeneity(y, v), share, draws=200)
    assert found.size == round(share * 30)
    assert found.probability.sum() == pytest.approx(found.size)


@given(SEEDS)
def test_the_order_of_units_changes_nothing_at_all(seed):
    y, v = made(seed)
    spread = heterogeneity(y, v)
    order = np.random.default_rng(seed).permutation(30)
    one, two = worst(y, v, spread, draws=200), worst(y[order], v[order], spread, draws=200)
    np.testing.assert_array_equal(two.probability, one.probability[order])


@given(SEEDS, st.floats(0.01, 100))
def test_scale_and_direction_can_be_turned_together(seed, scale):
    y, v = made(seed)
    spread = heterogeneity(y, v)
    turned = heterogeneity(-scale * y, scale**2 * v)
    one = worst(y, v, spread, draws=2000).probability
    two = worst(-scale * y, scale**2 * v, turned, lowest=False, draws=2000).probability
    np.testing.assert_allclose(one, two, atol=0.08)


def test_the_same_call_gives_the_same_answer():
    y, v = made(1)
    one, two = (worst(y, v, heterogeneity(y, v)).probability for _ in range(2))
    np.testing.assert_array_equal(one, two)


def test_with_huge_bases_the_lowest_are_certain():
    y, v = np.arange(20.0), np.full(20, 1e-9)
    found = worst(y, v, heterogeneity(y, v))
    np.testing.assert_array_equal(found.probability, [1, 1] + [0] * 18)


def test_stated_probabilities_come_true_as_often_as_they_say():
    random = np.random.default_rng(3)
    said, came = [], []
    for _ in range(60):
        truth = random.normal(0, 1, 40)
        v = random.uniform(0.1, 1, 40)
        y = random.normal(truth, np.sqrt(v))
        said.append(worst(y, v, heterogeneity(y, v), draws=500).probability)
        came.append(truth <= np.sort(truth)[3])
    said, came = np.ravel(said), np.ravel(came)
    for low, high in ((0, 0.1), (0.1, 0.3), (0.3, 0.6), (0.6, 1.01)):
        among = (low <= said) & (said < high)
        assert came[among].mean() == pytest.approx(said[among].mean(), abs=0.08)


def test_without_variance_all_are_as_likely_and_it_says_why():
    y, v = [1.0, 1.0, 1.0, np.nan], [1.0, 1.0, 1.0, 1.0]
    found = worst(y, v, heterogeneity(y, v), 0.1)
    np.testing.assert_array_equal(found.probability, [1 / 3, 1 / 3, 1 / 3, np.nan])
    assert "no more than chance" in found.why


def test_one_unit_can_not_be_ranked():
    found = worst([1.0], [1.0], heterogeneity([1.0], [1.0]))
    assert np.isnan(found.probability).all()
    assert "two units" in found.why


@pytest.mark.parametrize("share", [0, 1, -0.1])
def test_a_share_of_nobody_or_everybody_is_refused(share):
    with pytest.raises(ValueError, match="share"):
        worst([1.0, 2.0], [1.0, 1.0], heterogeneity([1.0, 2.0], [1.0, 1.0]), share)
