"""Groups beside everyone else of their stratum, against shuffling and exact distributions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import hypergeom

from analysis.statistics.stratified import Expected, expected, tail_p_value

PEOPLE = 600


@pytest.fixture(scope="module")
def crowd():
    rng = np.random.default_rng(4)
    stratum = rng.integers(0, 5, PEOPLE)
    group = rng.random(PEOPLE) < 0.1 + 0.1 * stratum
    answer = (rng.random(PEOPLE) < 0.5 + 0.08 * stratum).astype(float)
    return stratum, group, answer


def sums_of(members, mean, spread, people):
    """Return the sums over strata that `expected` takes."""
    inside, means, spreads, size = (
        np.asarray(v, dtype=float) for v in (members, mean, spread, people)
    )
    squares = inside**2 / size
    return [
        inside.sum(axis=1),
        inside @ means,
        inside @ spreads,
        squares @ spreads,
        squares.sum(axis=1),
    ]


def spread_of(stratum, answer):
    parts = [answer[stratum == s] for s in range(5)]
    return [p.mean() for p in parts], [p.var(ddof=1) for p in parts], [p.size for p in parts]


def test_the_moments_are_those_of_shuffled_answers(crowd):
    stratum, group, answer = crowd
    members = [np.bincount(stratum[group], minlength=5)]
    chance = expected(sums_of(members, *spread_of(stratum, answer)))
    rng = np.random.default_rng(0)
    sums = []
    order = np.argsort(stratum, kind="stable")
    for _ in range(4000):
        dealt = np.empty(PEOPLE)
        dealt[order] = answer[np.argsort(stratum + rng.random(PEOPLE))]
        sums.append(dealt[group].sum())
    assert chance.total[0] == pytest.approx(np.mean(sums), abs=4 * np.std(sums) / 4000**0.5)
    assert chance.variance[0] == pytest.approx(np.var(sums), rel=0.1)


def test_the_difference_is_that_of_mantel_and_haenszel(crowd):
    stratum, group, answer = crowd
    chance = expected(
        sums_of([np.bincount(stratum[group], minlength=5)], *spread_of(stratum, answer))
    )
    weights, gaps = [], []
    for s in range(5):
        inside, outside = answer[group & (stratum == s)], answer[~group & (stratum == s)]
        weights.append(inside.size * outside.size / (inside.size + outside.size))
        gaps.append(inside.mean() - outside.mean())
    found, error = chance.difference([answer[group].sum()])
    assert found[0] == pytest.approx(np.average(gaps, weights=weights))
    assert error[0] == pytest.approx(np.sqrt(chance.variance[0]) / sum(weights))


@pytest.mark.parametrize("poor", [2, 8, 20, 120])
def test_the_tail_of_one_stratum_is_hypergeometric(poor):
    total, size = 4000, 40
    mean = 1 - poor / total * 10
    chance = expected(sums_of([[size]], [mean], [mean * (1 - mean) * total / (total - 1)], [total]))
    for short in range(1, 7):
        exact = hypergeom.sf(short - 1, total, poor * 10, size)
        [found] = tail_p_value([size - short], chance, [size], 1.0)
        assert found == pytest.approx(min(1, 2 * exact), rel=0.1, abs=1e-12)


def test_ratings_in_small_groups_are_not_called_unlikely_too_easily():
    rng = np.random.default_rng(1)
    scores = 10 - rng.choice([0, 1, 2, 5, 10], 5000, p=[0.5, 0.25, 0.15, 0.07, 0.03])
    chance = expected(sums_of([[30]], [scores.mean()], [scores.var(ddof=1)], [scores.size]))
    sums = np.array([rng.choice(scores, 30, replace=False).sum() for _ in range(20_000)])
    repeated = Expected(
        *(np.repeat(v, sums.size) for v in (chance.total, chance.variance, chance.weight))
    )
    p = tail_p_value(sums, repeated, np.full(sums.size, 30), 10.0)
    for level in (0.05, 0.01, 0.002):
        assert (p / 2 <= level).mean() <= 1.15 * level + 0.0003


def test_nobody_beside_the_group_is_missing():
    chance = expected(sums_of([[30, 0]], [0.5, 0.7], [0.25, 0.2], [30, 50]))
    assert np.isnan(chance.difference([10])[0]).all()
    assert np.isnan(tail_p_value([10], chance, [30], 1.0)).all()
