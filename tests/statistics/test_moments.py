import numpy as np
import pytest
import statsmodels.api as sm

from analysis.statistics.moments import ImpossibleError, distinct_rows, moments
from analysis.statistics.term import Term


def made(seed=0, rows=300):
    rng = np.random.default_rng(seed)
    first, age = rng.random(rows) < 0.4, rng.normal(50, 10, rows).round()
    place = rng.integers(0, 3, rows)
    y = 1 + 0.05 * age + 0.5 * place - 0.7 * first + rng.normal(size=rows) * (1 + first)
    return y, [Term("age", age), Term("place", place, ("a", "b", "c"))], first


def test_each_groups_coefficients_and_robust_errors_are_those_of_statsmodels():
    y, terms, first = made()
    found = moments(distinct_rows(y, terms, first, None), "pooled")
    size = found.values[0].size
    for g, rows in enumerate((first, ~first)):
        x = sm.add_constant(np.asarray(terms[0].values)[rows])
        dummies = np.asarray(terms[1].values)[rows][:, None] == np.arange(1, 3)
        theirs = sm.OLS(y[rows], np.hstack([x, dummies])).fit(cov_type="HC1")
        at = size * (2 * g + 1) + 1
        assert found.values[2 * g + 1][1] == pytest.approx(theirs.params[1], abs=1e-10)
        assert found.covariance[at, at] == pytest.approx(theirs.cov_params()[1, 1], rel=1e-8)


def test_means_have_the_variance_of_a_mean():
    y, terms, first = made()
    found = moments(distinct_rows(y, terms, first, None), 0.5)
    ages = np.asarray(terms[0].values)[first]
    assert found.values[0][1] == pytest.approx(ages.mean())
    assert found.covariance[1, 1] == pytest.approx(ages.var(ddof=1) / ages.size)


@pytest.mark.parametrize(
    ("reference", "weighted"),
    [(0.3, False), ("pooled", True), ("pooled with group", True)],
)
def test_the_covariance_is_what_moving_each_persons_weight_a_little_says(reference, weighted):
    y, terms, first = made(1, rows=120)
    w = np.random.default_rng(2).choice([0.5, 1, 2], y.size) if weighted else np.ones(y.size)

    def at(weights):
        return np.concatenate(moments(distinct_rows(y, terms, first, weights), reference).values)

    nudge = 1e-4 * np.diag(w)
    moved = np.array([(at(w + step) - at(w - step)) / 2e-4 for step in nudge])
    wanted = 0
    size, fitted = moved.shape[1] // 5, 4
    for rows, sides in ((first, (0, 1)), (~first, (2, 3))):
        n = rows.sum()
        pooled = y.size - fitted - (reference == "pooled with group")
        factor = np.zeros(5)
        factor[list(sides)] = n / (n - 1), n / (n - fitted)
        factor[4] = factor[sides[1]] if reference == 0.3 else y.size / pooled
        centred = (moved[rows] - moved[rows].mean(axis=0)) * np.sqrt(np.repeat(factor, size))
        wanted = wanted + centred.T @ centred
    found = moments(distinct_rows(y, terms, first, w), reference).covariance
    np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-6)


def test_equal_rows_count_as_many_people():
    y, terms, first = made(3)
    double = [Term(t.name, np.tile(t.values, 2), t.levels) for t in terms]
    once = moments(distinct_rows(y, terms, first, None), "pooled")
    twice = moments(distinct_rows(np.tile(y, 2), double, np.tile(first, 2), None), "pooled")
    assert twice.matrix.x.shape == once.matrix.x.shape
    np.testing.assert_allclose(np.concatenate(twice.values), np.concatenate(once.values))
    np.testing.assert_allclose(2 * twice.covariance, once.covariance, rtol=0.05, atol=1e-9)


def test_impossible_groups_say_why():
    y, terms, first = made()
    nobody = distinct_rows(y, terms, np.ones_like(first), None)
    with pytest.raises(ImpossibleError, match="Nobody in the second group answered"):
        moments(nobody, "pooled")
    months = Term("months", 12 * np.asarray(terms[0].values))
    alike = distinct_rows(y, [terms[0], months], first, None)
    with pytest.raises(ImpossibleError, match="repeat each other"):
        moments(alike, "pooled")
    few = np.zeros_like(first)
    few[:6] = True
    places = Term("place", np.where(few, [0, 1, 2] * 100, 0), ("a", "b", "c"))
    with pytest.raises(ImpossibleError, match=r"second group is in “place: b”"):
        moments(distinct_rows(y, [terms[0], places], few, None), "pooled")
    with pytest.raises(ImpossibleError, match="Too few people in the first group"):
        moments(distinct_rows(y, [terms[0], *_powers(y)], few, None), 0.5)


def _powers(y):
    return [Term(str(k), y**k) for k in range(2, 6)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcome": [1.0, np.nan]}, "missing"),
        ({"outcome": [1.0]}, "same length"),
        ({"weights": [1, 0]}, "above 0"),
        ({"terms": [Term("a", [1.0])]}, "same length"),
        ({"terms": [Term("a", [1.0, np.inf])]}, "missing"),
    ],
)
def test_nonsense_is_refused(change, words):
    given = {"outcome": [1.0, 2], "terms": [], "in_first": [True, False], "weights": None}
    with pytest.raises(ValueError, match=words):
        distinct_rows(**(given | change))
