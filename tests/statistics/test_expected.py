import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics import band, expected_range, pooled, spread


def close(found, wanted, tolerance=1e-10):
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance)


@st.composite
def places(draw, smallest=2):
    size = draw(st.integers(smallest, 40))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    n = rng.integers(20, 2000, size)
    return np.clip(rng.normal(0.8, 0.05, size), 0.01, 0.99), n


def by_chance(score, n):
    centre = pooled(score, n)
    return centre, centre * (1 - centre) / n


def test_pooled_is_the_share_of_all_answers():
    close(pooled([0.5, 0.9], [30, 10]), 0.6)


def test_pooled_of_nobody_is_not_known():
    assert np.isnan(pooled([], []))
    assert np.isnan(pooled([0.5], [0]))


def test_a_place_without_answers_does_not_move_the_pool():
    close(pooled([0.5, 0.9, 0.1], [30, 10, 0]), 0.6)


def test_spread_by_hand():
    """Ten z-scores, of which two at each end are pulled in to the next one."""
    z = np.array([-9, -8, -2, -1.5, -1, 1, 1.5, 2, 8, 9.0])
    found = spread(0.5 + 0.01 * z, np.full(10, 0.0001), 0.5)
    phi = (6 * 4 + 2 * 1.5**2 + 2) / 10
    close([found.phi, found.tau2], [phi, (10 * phi - 9) / (9 / 0.0001)])
    assert found.places == 10


def test_the_order_of_the_scores_does_not_matter_by_hand_either():
    z = np.array([9, -9, 8, -8, 2, -2, 1.5, -1.5, 1, -1.0])
    assert spread(0.5 + 0.01 * z, np.full(10, 0.0001), 0.5).phi == pytest.approx(3.05)


@given(places(), st.randoms(use_true_random=False))
def test_the_order_of_places_does_not_matter(found, random):
    score, n = found
    centre, variance = by_chance(score, n)
    mixed = list(range(len(n)))
    random.shuffle(mixed)
    one, other = spread(score, variance, centre), spread(score[mixed], variance[mixed], centre)
    close([one.phi, one.tau2], [other.phi, other.tau2])


@given(places(), st.floats(0.1, 100))
def test_the_unit_of_the_score_does_not_matter(found, unit):
    score, n = found
    centre, variance = by_chance(score, n)
    one = spread(score, variance, centre)
    other = spread(score * unit, variance * unit**2, centre * unit)
    close(other.phi, one.phi, 1e-8)
    np.testing.assert_allclose(other.tau2, one.tau2 * unit**2, rtol=1e-6, atol=1e-12 * unit**2)


def test_places_that_differ_by_less_than_chance_have_no_spread():
    score = 0.8 + 0.001 * np.array([-1, 1, -1, 1, 0])
    assert spread(score, np.full(5, 0.0004), 0.8).tau2 == 0


def test_chance_alone_gives_about_no_spread():
    rng = np.random.default_rng(3)
    n = rng.integers(50, 500, 150)
    found = []
    for _ in range(200):
        score = rng.binomial(n, 0.8) / n
        found.append(spread(score, *by_chance(score, n)[::-1]))
    assert np.median([f.tau2 for f in found]) == 0
    assert max(np.sqrt(f.tau2) for f in found) < 0.015


def test_true_spread_is_found_but_for_what_winsorising_takes():
    rng = np.random.default_rng(4)
    n = np.full(150, 2000)
    score = rng.binomial(n, np.clip(rng.normal(0.8, 0.05, 150), 0, 1)) / n
    centre, variance = by_chance(score, n)
    assert 0.025 < np.sqrt(spread(score, variance, centre).tau2) < 0.05


@pytest.mark.parametrize("scores", [[], [0.7]])
def test_fewer_than_two_places_have_no_spread(scores):
    found = spread(scores, np.full(len(scores), 0.001), 0.8)
    assert found.tau2 == 0
    assert found.places == len(scores)
    assert np.isnan(found.centre) == (not scores)


def test_hidden_places_take_their_share_of_the_ends():
    z = np.array([-9, -2, -1, 0, 1, 2, 9.0])
    score, variance = 0.5 + 0.01 * z, np.full(7, 0.0001)
    plain = spread(score, variance, 0.5)  # one at each end of seven is pulled in
    counted = spread(score, variance, 0.5, hidden=1)  # 8 places: still one, less its share
    assert counted.phi == pytest.approx((2 * (2 + 0.2 * 7) ** 2 + 2 * 4 + 2) / 7)
    assert plain.phi == pytest.approx((4 * 4 + 2) / 7)


@given(places(), st.integers(0, 30))
def test_hidden_places_never_break_the_spread(found, hidden):
    score, n = found
    centre, variance = by_chance(score, n)
    made = spread(score, variance, centre, hidden=hidden)
    z2 = (score - centre) ** 2 / variance
    assert 0 <= made.phi <= z2.mean() + 1e-9
    assert made.tau2 >= 0
    assert made.places == len(n)


def test_range_is_clipped_to_the_scale():
    close(expected_range(0.97, [0.01, 0.0001]), ([0.774004, 0.950400], [1, 0.989600]), 1e-6)
    close(expected_range(9.8, 0.25, bounds=(0, 10)), (8.820018, 10), 1e-6)
    close(expected_range(0.02, 0.01)[0], 0)


@given(places(), st.floats(0, 0.01))
def test_range_grows_with_spread_and_with_confidence(found, tau2):
    score, n = found
    centre, variance = by_chance(score, n)
    plain, wide = expected_range(centre, variance), expected_range(centre, variance, tau2)
    sure = expected_range(centre, variance, tau2, confidence=0.998)
    assert (sure[0] <= wide[0]).all()
    assert (wide[0] <= plain[0]).all()
    assert (plain[1] <= wide[1]).all()
    assert (wide[1] <= sure[1]).all()


def test_range_is_the_normal_one():
    half = 1.959964 * np.sqrt(0.0016 + 0.0009)
    close(expected_range(0.5, 0.0016, 0.0009), (0.5 - half, 0.5 + half), 1e-6)


def test_a_score_on_its_limit_is_as_expected():
    scores = [0.7, 0.7 - 1e-12, 0.8, 0.9, 0.9 + 1e-12]
    assert band(scores, 0.7, 0.9).tolist() == ["expected", "below", "expected", "expected", "above"]


def test_each_score_has_its_own_limits():
    assert band([0.5, 0.5], [0.6, 0.1], [0.9, 0.4]).tolist() == ["below", "above"]
