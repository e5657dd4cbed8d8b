import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.special import expit

from analysis.statistics.likelihood import Likelihood

X = np.array([5, 12, 0, 8, 44, 22.0])
N = np.array([20, 20, 40, 35, 60, 22.0])
LOGIT = np.array([-1.0, 0.5, -2, -0.3, 1, 2])


@given(st.floats(0.05, 2))
def test_slopes_and_curvatures_are_those_of_the_value(sd):
    likelihood, step = Likelihood(X, N, nodes=40), 1e-5
    _, slope, curve = likelihood.value(LOGIT, sd)
    up, slope_up, _ = likelihood.value(LOGIT, sd + step)
    down, slope_down, _ = likelihood.value(LOGIT, sd - step)
    assert slope[1].sum() == pytest.approx((up - down) / (2 * step), rel=1e-4, abs=1e-4)
    twice = (slope_up - slope_down) / (2 * step)
    np.testing.assert_allclose(curve[1], twice[0], rtol=1e-3, atol=1e-3)
    np.testing.assert_allclose(curve[2], twice[1], rtol=1e-3, atol=1e-3)
    _, slope_up, _ = likelihood.value(LOGIT + step, sd)
    np.testing.assert_allclose(curve[0], (slope_up[0] - slope[0]) / step, rtol=1e-2, atol=1e-2)


def test_without_variance_it_is_the_plain_binomial_likelihood():
    value, slope, _ = Likelihood(X, N).value(LOGIT, 0.0)
    p = expit(LOGIT)
    assert value == pytest.approx((X * np.log(p) + (N - X) * np.log(1 - p)).sum())
    np.testing.assert_allclose(slope[0], X - N * p)


@given(st.floats(0.05, 3))
def test_it_does_not_know_whether_deviations_are_called_plus_or_minus(sd):
    likelihood = Likelihood(X, N)
    assert likelihood.value(LOGIT, sd)[0] == pytest.approx(likelihood.value(LOGIT, -sd)[0])


@pytest.mark.real
def test_with_a_single_node_it_is_the_laplace_approximation_of_lme4(oracles):
    strata = np.genfromtxt(oracles / "lme4" / "maihda_strata.csv", delimiter=",", skip_header=1)
    likelihood = Likelihood(strata[:, 2], strata[:, 1], nodes=1)
    found = minimize(
        lambda at: -likelihood.value(np.full(40, at[0]), at[1])[0],
        [1, 0.3],
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-11},
    )
    assert found.x[1] ** 2 == pytest.approx(0.0413392061145257, abs=3e-6)
    assert found.x[0] == pytest.approx(1.00506039736327, abs=1e-5)
    assert -found.fun == pytest.approx(-3355.97749839926, abs=1e-5)
