import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import norm

from analysis.statistics.intercepts import Unfitted, fit_intercepts, profile_drop

X = np.array([5, 12, 30, 8, 44, 20.0])
N = np.array([20, 20, 40, 35, 60, 22.0])
ONE = np.ones((6, 1))


def exact(level, sd, x=X, n=N):
    """Return the log-likelihood by adaptive integration."""

    def stratum(a, b):
        def at(u):
            p = expit(level + u)
            return p**a * (1 - p) ** (b - a) * norm.pdf(u, scale=sd) * 2.0**b

        return np.log(quad(at, -8 * sd, 8 * sd, epsabs=0, epsrel=1e-11)[0]) - b * np.log(2)

    return sum(stratum(a, b) for a, b in zip(x, n, strict=True))


def test_the_likelihood_is_that_of_numerical_integration():
    found = fit_intercepts(X, N, ONE)
    wanted = exact(found.fixed[0], found.variance**0.5)
    assert found.log_likelihood == pytest.approx(wanted, abs=1e-7)


def test_it_is_at_the_top():
    found = fit_intercepts(X, N, ONE)
    level, sd = found.fixed[0], found.variance**0.5
    for other in ((level + 0.01, sd), (level - 0.01, sd), (level, sd + 0.01), (level, sd - 0.01)):
        assert exact(*other) < found.log_likelihood


def test_without_variance_it_is_plain_logistic_regression():
    from statsmodels.api import GLM, families

    design = np.column_stack([np.ones(6), [0, 0, 1, 1, 2, 2]])
    n = np.array([30, 60, 40, 20, 50, 25.0])
    x = np.round(n * expit(-0.5 + 0.4 * design[:, 1]))
    found = fit_intercepts(x, n, design)
    other = GLM(np.column_stack([x, n - x]), design, family=families.Binomial()).fit()
    assert found.is_singular
    assert found.variance == 0
    np.testing.assert_allclose(expit(found.fixed), other.fittedvalues, atol=1e-7)
    errors = np.sqrt(np.einsum("ij,jk,ik->i", design, other.cov_params(), design))
    np.testing.assert_allclose(found.se, errors, rtol=1e-5)
    assert not found.deviation.any()


def test_the_order_of_strata_and_repeated_columns_do_not_matter():
    design = np.column_stack([np.ones(6), [0, 1, 0, 1, 0, 1]])
    one = fit_intercepts(X, N, design)
    two = fit_intercepts(X[::-1], N[::-1], np.column_stack([design, 1 - design[:, 1]])[::-1])
    assert two.variance == pytest.approx(one.variance, rel=1e-5)
    np.testing.assert_allclose(two.fixed[::-1], one.fixed, atol=1e-5)
    np.testing.assert_allclose(two.se[::-1], one.se, rtol=1e-4)


def test_turning_yes_and_no_turns_the_logits():
    one, two = fit_intercepts(X, N, ONE), fit_intercepts(N - X, N, ONE)
    assert two.variance == pytest.approx(one.variance, rel=1e-5)
    np.testing.assert_allclose(two.deviation, -one.deviation, atol=1e-5)


def test_empty_strata_are_left_out():
    one = fit_intercepts(X, N, ONE)
    two = fit_intercepts([*X, 0], [*N, 0], np.ones((7, 1)))
    assert two.variance == pytest.approx(one.variance, rel=1e-6)
    assert np.isnan(two.fixed[-1])
    assert np.isnan(two.se[-1])


def test_with_huge_bases_strata_keep_their_own_logit():
    n = np.full(6, 1e7)
    x = np.round(n * np.array([0.2, 0.3, 0.4, 0.6, 0.7, 0.8]))
    found = fit_intercepts(x, n, ONE)
    logit = np.log(x / (n - x))
    np.testing.assert_allclose(found.fixed + found.deviation, logit, atol=1e-4)
    assert found.variance == pytest.approx(logit.var(), rel=1e-3)
    np.testing.assert_allclose(found.se, np.sqrt(n / (x * (n - x))), rtol=1e-3)


def test_the_variance_planted_is_found():
    random = np.random.default_rng(8)
    n = random.integers(50, 400, 200)
    x = random.binomial(n, expit(0.5 + random.normal(0, 0.6, 200)))
    found = fit_intercepts(x, n, np.ones((200, 1)))
    assert found.variance == pytest.approx(0.36, abs=0.08)
    assert found.fixed[0] == pytest.approx(0.5, abs=0.12)


def test_a_small_gain_in_likelihood_is_enough_for_a_variance():
    x, n = np.array([20, 24, 28, 22, 26, 33.0]), np.full(6, 40.0)
    found, share = fit_intercepts(x, n, ONE), x.sum() / n.sum()
    flat = (x * np.log(share) + (n - x) * np.log(1 - share)).sum()
    assert 0 < found.log_likelihood - flat < 5
    assert found.variance > 0.01


def test_the_profile_falls_off_from_the_top():
    found = fit_intercepts(X, N, ONE)
    sd = found.variance**0.5
    drops = [profile_drop(found, X, N, ONE, at) for at in (0, sd / 2, sd, 2 * sd, 4 * sd)]
    assert drops[2] == pytest.approx(0, abs=1e-6)
    assert drops[0] > drops[1] > drops[2] < drops[3] < drops[4]


@pytest.mark.parametrize(
    ("x", "n", "design", "reason"),
    [
        ([], [], np.ones((0, 1)), "two strata"),
        ([3], [5], np.ones((1, 1)), "two strata"),
        ([3, 0], [5, 0], np.ones((2, 1)), "two strata"),
        ([5, 9], [5, 9], np.ones((2, 1)), "Everybody"),
        ([0, 0], [5, 9], np.ones((2, 1)), "Everybody"),
        ([3, 4], [5, 9], np.eye(2), "as many main effects"),
        ([3, 4, 0, 0], [5, 9, 7, 5], [[1, 0], [1, 0], [1, 1], [1, 1]], "one of the groups"),
        ([5, 0, 7, 0, 4, 0], [5, 9, 7, 8, 4, 9], ONE, "In each stratum"),
    ],
)
def test_what_can_not_be_fitted_says_why(x, n, design, reason):
    found = fit_intercepts(x, n, design)
    assert isinstance(found, Unfitted)
    assert reason in found.why


@pytest.mark.parametrize(("x", "n"), [([3, 6], [5, 5]), ([-1, 2], [5, 5]), ([np.nan, 2], [5, 5])])
def test_what_are_no_counts_is_refused(x, n):
    with pytest.raises(ValueError, match="Counts"):
        fit_intercepts(x, n, np.ones((2, 1)))
