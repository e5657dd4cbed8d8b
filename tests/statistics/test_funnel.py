import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.bench.oracles import funnels
from analysis.statistics.expected import expected_range
from analysis.statistics.funnel import (
    count_ratio_points,
    limits,
    mean_points,
    proportion_points,
    rate_points,
    standardised_points,
)
from analysis.statistics.overdispersion import overdispersion

Z = 1.959963984540054


@pytest.mark.real
def test_funnels_agree_with_the_reference_packages(oracles):
    rows = funnels.rows(oracles)
    assert len(rows) >= 150
    assert [row for row in rows if not row.agrees] == []
    assert all("CQC" in r.name or "RC" in r.name for r in rows if r.note)


def test_a_funnel_of_proportions_by_hand():
    """160 of 200 in all: P = 0.8, and 0.8 -/+ 1.96 sqrt(0.16 / n)."""
    points = proportion_points([90, 70], [100, 100])
    np.testing.assert_allclose(points.z, [2.5, -2.5])
    low, high = limits(points)
    np.testing.assert_allclose(low, 0.8 - Z * 0.04)
    np.testing.assert_allclose(high, 0.8 + Z * 0.04)


def test_the_variance_between_places_widens_the_funnel():
    points = proportion_points([90, 70], [100, 100])
    wanted = expected_range(0.8, 0.0016, 0.0009, confidence=0.998)
    np.testing.assert_allclose(np.array(limits(points, 0.0009, 0.998))[:, 0], wanted)


def test_a_funnel_of_means_by_hand():
    points = mean_points([8, 9], [30, 10], 2.0)
    assert points.centre == 8.25
    low, high = limits(points)
    np.testing.assert_allclose(high - 8.25, Z * 2 / np.sqrt([30, 10]))
    np.testing.assert_allclose(8.25 - low, Z * 2 / np.sqrt([30, 10]))


def test_a_standardised_ratio_by_hand():
    """121 observed, 100 expected: log 1.21 / 0.1 and (1.1 - 1) / 0.05."""
    np.testing.assert_allclose(standardised_points(121, 100).z, np.log(1.21) / 0.1)
    np.testing.assert_allclose(standardised_points(121, 100, "root").z, 2.0)
    low, high = limits(standardised_points(121, 100, "root"))
    np.testing.assert_allclose([low, high], [(1 - Z * 0.05) ** 2, (1 + Z * 0.05) ** 2])
    low, high = limits(standardised_points(121, 100))
    np.testing.assert_allclose([low, high], np.exp([-Z * 0.1, Z * 0.1]))


def test_a_rate_over_the_expected_number_is_a_standardised_ratio():
    observed, expected = np.array([120, 80, 100]), np.array([100.0, 90, 110])
    rate, ratio = rate_points(observed, expected), standardised_points(observed, expected, "root")
    np.testing.assert_allclose(rate.value, ratio.value)
    np.testing.assert_allclose(limits(rate), limits(ratio))


FORMS = {
    "plain": lambda x, n: proportion_points(x, n),
    "arcsine": lambda x, n: proportion_points(x, n, "arcsine"),
    "log": lambda x, n: standardised_points(x, n * 0.8),
    "root": lambda x, n: standardised_points(x, n * 0.8, "root"),
    "counts": lambda x, n: count_ratio_points(x, n),
    "rate": lambda x, n: rate_points(x, n),
    "mean": lambda x, n: mean_points(x / n, n, 0.4),
}
forms = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())


@forms
@given(seed=st.integers(0, 10_000), tau2=st.floats(0, 0.01))
def test_a_place_beyond_its_z_is_beyond_its_limits(form, seed, tau2):
    """But where the variance is that of the place's own count (counts), or clipped."""
    rng = np.random.default_rng(seed)
    n = rng.integers(50, 2000, 12)
    points = form(rng.binomial(n, 0.8), n)
    low, high = limits(points, tau2)
    assert (low < high).all()
    value = points.scale.back(points.value)
    distance = np.abs(points.value - points.centre) / np.sqrt(points.expected_variance + tau2)
    clear = np.abs(distance - Z) > 1e-6
    outside = (value < low) | (value > high)
    np.testing.assert_array_equal(outside[clear], (distance > Z)[clear])


@forms
@given(seed=st.integers(0, 10_000))
def test_the_order_of_places_does_not_matter(form, seed):
    rng = np.random.default_rng(seed)
    n = rng.integers(50, 2000, 12)
    x, mixed = rng.binomial(n, 0.8), rng.permutation(12)
    one, other = form(x, n), form(x[mixed], n[mixed])
    np.testing.assert_allclose(other.z, one.z[mixed], atol=1e-8)
    np.testing.assert_allclose(np.array(limits(other)), np.array(limits(one))[:, mixed], rtol=1e-9)


@forms
def test_with_very_many_answers_the_funnel_closes_on_the_centre(form):
    n = np.full(5, 1e12)
    low, high = limits(form(0.8 * n, n))
    np.testing.assert_allclose(high, low, rtol=1e-5)


@forms
def test_more_doubt_is_wider(form):
    n = np.array([20, 60, 200, 700])
    points = form(np.array([15, 50, 150, 600]), n)
    one, sure = limits(points), limits(points, 0.0, 0.998)
    spread = limits(points, 0.004)
    for wider in (sure, spread):
        assert (wider.upper >= one.upper).all()
        assert (wider.lower <= one.lower).all()


@forms
def test_chance_alone_is_outside_as_often_as_the_level_says(form):
    rng = np.random.default_rng(11)
    n = np.full(20_000, 400)
    x = rng.poisson(320, 20_000) if form in POISSON else rng.binomial(n, 0.8)
    second = rng.poisson(400, 20_000) if form is FORMS["counts"] else n
    points = form(x, second)
    low, high = limits(points)
    value = points.scale.back(points.value)
    assert 0.04 < np.mean((value < low) | (value > high)) < 0.06
    found = overdispersion(points.z, points.variance, 0.0)
    assert found.phi == pytest.approx(1, abs=0.05)


POISSON = [FORMS[name] for name in ("log", "root", "rate", "counts")]


def test_a_place_without_answers_has_no_limits_and_moves_nobody():
    for form in FORMS.values():
        with np.errstate(all="ignore"):
            points = form(np.array([15.0, 0, 40]), np.array([20.0, 0, 60]))
            alone = form(np.array([15.0, 40]), np.array([20.0, 60]))
        low, high = limits(points)
        assert list(np.isnan(low)) == [False, True, False]
        np.testing.assert_allclose(np.delete(high, 1), limits(alone).upper)
        assert np.isnan(points.z[1])


def test_a_place_without_events_has_limits_but_no_log():
    points = standardised_points([0, 10], [5, 9])
    assert np.isnan(points.z[0])
    assert np.isfinite(limits(points).lower).all()


def test_limits_of_a_tiny_place_do_not_turn_back():
    points = proportion_points([1, 900], [1, 1000], "arcsine")
    low, high = limits(points, confidence=0.998)
    assert high[0] == 1
    assert 0 <= low[0] < low[1]
    assert limits(standardised_points(1, 0.2, "root")).lower == 0


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        (proportion_points([], []), "any answers"),
        (proportion_points([0], [0]), "any answers"),
        (proportion_points([5, 9], [5, 9]), "Everybody everywhere"),
        (proportion_points([0, 0], [5, 9], "arcsine"), "Everybody everywhere"),
        (mean_points([], [], 1.0), "any answers"),
        (mean_points([np.nan], [3], 1.0), "any answers"),
        (mean_points([7, 7], [3, 4], 0.0), "answered alike"),
        (standardised_points([3], [0]), "any answers"),
        (count_ratio_points([0, 0], [4, 5]), "any answers"),
        (rate_points([0, 0], [4, 5]), "any event"),
        (rate_points([3], [0]), "any answers"),
    ],
)
def test_a_funnel_that_cannot_be_had_says_why(points, reason):
    assert reason in points.why
    assert np.isnan(limits(points)).all()
