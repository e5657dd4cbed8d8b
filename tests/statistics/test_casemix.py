import numpy as np
import pytest

from analysis.statistics.casemix import standardise_places
from analysis.statistics.pattern import gather
from analysis.statistics.regression import linear, logistic


def made(seed=0, rows=3000, places=6):
    rng = np.random.default_rng(seed)
    ill, place = rng.integers(0, 2, rows), rng.integers(0, places, rows)
    y = (rng.random(rows) < np.where(ill, 0.5, 0.8)).astype(float)
    return gather([ill], [2], y), ill, y, place


def test_a_place_with_harder_case_mix_is_adjusted_by_what_was_expected():
    # 60% of the ill and 90% of the others are content everywhere; place 0 treats 80 ill of 100.
    def people(ill, well):
        yes = [1] * round(0.6 * ill) + [0] * round(0.4 * ill)
        return yes + [1] * round(0.9 * well) + [0] * round(0.1 * well)

    ill = np.array([1] * 80 + [0] * 20 + [1] * 20 + [0] * 80)
    y = np.array(people(80, 20) + people(20, 80), dtype=float)
    patterns = gather([ill], [2], y)
    found = standardise_places(patterns, logistic(patterns), y, np.repeat([0, 1], 100), 2)
    np.testing.assert_allclose(found.unadjusted, [0.66, 0.84])
    np.testing.assert_allclose(found.expected, [66, 84])
    np.testing.assert_allclose(found.adjusted, 0.75)
    np.testing.assert_allclose(found.z, 0, atol=1e-9)
    np.testing.assert_allclose(found.variance, [80 * 0.24 + 20 * 0.09, 20 * 0.24 + 80 * 0.09])


def test_expected_answers_add_up_to_those_that_were_given():
    patterns, _, y, place = made()
    found = standardise_places(patterns, logistic(patterns), y, place, 6)
    assert found.expected.sum() == pytest.approx(y.sum(), abs=1e-8)
    assert found.n @ found.adjusted / found.n.sum() == pytest.approx(y.mean(), abs=1e-10)


def test_order_of_places_and_twice_the_people_change_no_score():
    patterns, ill, y, place = made()
    found = standardise_places(patterns, logistic(patterns), y, place, 6)
    turned = standardise_places(patterns, logistic(patterns), y, 5 - place, 6)
    np.testing.assert_allclose(turned.adjusted, found.adjusted[::-1])
    double = gather([np.tile(ill, 2)], [2], np.tile(y, 2))
    twice = standardise_places(double, logistic(double), np.tile(y, 2), np.tile(place, 2), 6)
    np.testing.assert_allclose(twice.adjusted, found.adjusted, atol=1e-9)
    np.testing.assert_allclose(twice.z, np.sqrt(2) * found.z, atol=1e-6)


def test_z_of_places_that_differ_by_chance_alone_is_standard_normal():
    patterns, _, y, place = made(rows=20_000, places=400)
    z = standardise_places(patterns, logistic(patterns), y, place, 400).z
    assert abs(z.mean()) < 0.15
    assert 0.9 < z.std() < 1.1


def test_adjusted_scores_stay_on_the_scale():
    patterns = gather([[0] * 4 + [1] * 4], [2], [1, 1, 1, 0, 0, 0, 0, 1])
    y = patterns.total[patterns.of_row] * 0 + np.array([1.0, 1, 1, 0, 0, 0, 0, 1])
    found = standardise_places(patterns, logistic(patterns), y, [0, 1, 1, 1, 1, 1, 1, 2], 3)
    assert found.adjusted[2] == 1
    assert ((found.adjusted >= 0) & (found.adjusted <= 1)).all()


def test_weights_count_people_as_often_as_they_say():
    patterns, ill, y, place = made()
    w = np.full(y.size, 2.0)
    weighted = gather([ill], [2], y, w)
    found = standardise_places(weighted, logistic(weighted), y, place, 6, weights=w)
    plain = standardise_places(patterns, logistic(patterns), y, place, 6)
    np.testing.assert_allclose(found.adjusted, plain.adjusted)
    np.testing.assert_allclose(found.z, plain.z)
    np.testing.assert_allclose(found.n, 2 * plain.n)


def test_ratings_are_adjusted_by_linear_regression():
    rng = np.random.default_rng(4)
    ill, place = rng.integers(0, 2, 2000), rng.integers(0, 3, 2000)
    y = np.clip(np.round(9 - 2 * ill + rng.normal(size=2000)), 0, 10)
    patterns = gather([ill], [2], y)
    found = standardise_places(patterns, linear(patterns), y, place, 3, bounds=(0, 10))
    gap = y - np.array([y[ill == 0].mean(), y[ill == 1].mean()])[ill]
    expected = [y.mean() + gap[place == i].mean() for i in range(3)]
    np.testing.assert_allclose(found.adjusted, expected, atol=1e-10)
    np.testing.assert_allclose(found.variance / found.n, gap @ gap / 1998)


def test_a_place_where_nobody_answered_has_no_score():
    patterns, _, y, place = made()
    found = standardise_places(patterns, logistic(patterns), y, place, 7)
    assert found.n[6] == 0
    assert np.isnan([found.adjusted[6], found.unadjusted[6], found.z[6]]).all()


def test_without_a_regression_only_unadjusted_scores_remain_and_it_says_why():
    patterns = gather([[0, 1]], [2], [1, 1])
    found = standardise_places(patterns, logistic(patterns), [1, 1], [0, 1], 2)
    assert found.why == "Everybody gave the same answer."
    assert found.unadjusted.tolist() == [1, 1]
    assert np.isnan(found.adjusted).all()


def test_no_people_at_all_leave_places_empty():
    patterns = gather([[]], [2], [])
    found = standardise_places(patterns, logistic(patterns), [], [], 2)
    assert found.why == "Nobody answered."
    assert found.n.tolist() == [0, 0]


def test_places_outside_their_number_are_refused():
    patterns, _, y, place = made()
    with pytest.raises(ValueError, match="outside 0 to 4"):
        standardise_places(patterns, logistic(patterns), y, place, 5)
