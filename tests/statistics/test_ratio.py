import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.ratio import rate_ratio, risk_ratio

some = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))


def numbers(ratio):
    return np.array([ratio.value, ratio.lower, ratio.upper], dtype=float)


def test_aspirin_and_heart_attacks():
    """Physicians' Health Study (1989): 189 of 11,034 against 104 of 11,037, ratio 1.82."""
    np.testing.assert_allclose(
        numbers(risk_ratio(189, 11_034, 104, 11_037)), [1.818, 1.433, 2.306], atol=0.001
    )


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_risk_ratios_as_statsmodels_has_them(confidence):
    from statsmodels.stats.proportion import confint_proportions_2indep

    wanted = confint_proportions_2indep(
        20, 100, 35, 110, compare="ratio", method="log", alpha=1 - confidence, correction=False
    )
    found = risk_ratio(20, 100, 35, 110, confidence)
    np.testing.assert_allclose([found.lower, found.upper], wanted, rtol=1e-12)


def test_rate_ratios_as_statsmodels_has_them():
    from statsmodels.stats.rates import confint_poisson_2indep

    wanted = confint_poisson_2indep(60, 51_477.5, 30, 54_308.7, compare="ratio", method="wald-log")
    found = rate_ratio(60, 51_477.5, 30, 54_308.7)
    np.testing.assert_allclose([found.lower, found.upper], wanted, rtol=1e-12)


@given(some, some)
def test_the_other_way_round_is_the_inverse(one, other):
    there, back = numbers(risk_ratio(*one, *other)), numbers(risk_ratio(*other, *one))
    np.testing.assert_allclose(there, 1 / back[[0, 2, 1]], rtol=1e-9)


@given(st.integers(1, 500), st.integers(1, 500), st.floats(0.01, 1000))
def test_the_unit_of_exposure_does_not_matter(first, second, unit):
    one = numbers(rate_ratio(first, 7, second, 11))
    np.testing.assert_allclose(
        numbers(rate_ratio(first, 7 * unit, second, 11 * unit)), one, rtol=1e-12
    )


@given(some, some)
def test_four_times_the_people_halve_the_interval_on_the_log_scale(one, other):
    once = risk_ratio(*one, *other)
    four = risk_ratio(*(4 * v for v in one), *(4 * v for v in other))
    if not once.why:
        widths = [np.log(r.upper / r.lower) for r in (once, four)]
        assert widths[0] == pytest.approx(2 * widths[1], rel=1e-9)


def test_a_risk_ratio_of_rare_events_is_a_rate_ratio():
    np.testing.assert_allclose(
        numbers(risk_ratio(20, 1e9, 30, 2e9)), numbers(rate_ratio(20, 1e9, 30, 2e9)), rtol=1e-6
    )


@pytest.mark.parametrize(
    ("counts", "value", "reason"),
    [
        ((3, 0, 4, 10), np.nan, "nobody"),
        ((3, 10, 0, 10), np.nan, "divide"),
        ((0, 10, 4, 10), 0.0, "log interval"),
        ((10, 10, 12, 12), 1.0, "no width"),
        ((11, 10, 4, 10), np.nan, "more than its base"),
        ((np.nan, 10, 4, 10), np.nan, "missing"),
    ],
)
def test_a_risk_ratio_that_cannot_be_had_says_why(counts, value, reason):
    found = risk_ratio(*counts)
    np.testing.assert_equal(float(found.value), value)
    assert np.isnan([found.lower, found.upper]).all()
    assert reason in str(found.why)


@pytest.mark.parametrize(
    ("counts", "value", "reason"),
    [
        ((3, 0, 4, 10), np.nan, "nobody"),
        ((3, 10, 0, 10), np.nan, "divide"),
        ((0, 10, 4, 10), 0.0, "log interval"),
        ((-1, 10, 4, 10), np.nan, "negative"),
    ],
)
def test_a_rate_ratio_that_cannot_be_had_says_why(counts, value, reason):
    found = rate_ratio(*counts)
    np.testing.assert_equal(float(found.value), value)
    assert np.isnan([found.lower, found.upper]).all()
    assert reason in str(found.why)


def test_each_element_has_its_own_reason():
    found = risk_ratio([20, 0], 100, [35, 35], 110)
    assert list(found.why != "") == [False, True]
    assert np.isfinite(found.upper[0])
