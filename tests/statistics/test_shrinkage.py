import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.bench.oracles.shrinkage import rows
from analysis.statistics.shrinkage import empirical_logit, heterogeneity, shrink

METHODS = st.sampled_from(["paule-mandel", "dersimonian-laird", "reml"])
NUMBERS = st.floats(-3, 3).map(lambda x: round(x, 3))
VARIANCES = st.floats(0.01, 2).map(lambda x: round(x, 3))

# Eight schools: Rubin (1981), effects of coaching and their standard errors
SCHOOLS = np.array([28, 8, -3, 7, -1, 1, 18, 12.0])
SCHOOLS_VARIANCE = np.array([15, 10, 16, 11, 9, 11, 10, 18.0]) ** 2


@st.composite
def units(draw, smallest=2):
    count = draw(st.integers(smallest, 12))
    y = draw(st.lists(NUMBERS, min_size=count, max_size=count))
    v = draw(st.lists(VARIANCES, min_size=count, max_size=count))
    return np.array(y), np.array(v)


def close(found, wanted, tolerance=1e-10):
    np.testing.assert_allclose(found, wanted, rtol=tolerance, atol=tolerance)


@pytest.mark.real
def test_variances_and_predictions_agree_with_metafor(oracles):
    found = rows(oracles)
    assert len(found) == 24
    assert [row.name for row in found if not row.agrees] == []
    assert {row.name[:2] for row in found if row.note} == {"RE", "PM", "EB"}
    assert all(abs(row.ours - row.theirs) < 0.13 for row in found)


@pytest.mark.real
def test_where_metafor_stops_early_ours_has_the_higher_likelihood(oracles):
    found = {row.name: row for row in rows(oracles)}
    row = found["REML tau2, 132 trusts"]
    y, v = metafor_units(oracles)
    assert restricted(row.ours, y, v) > restricted(row.theirs, y, v)


def metafor_units(oracles):
    table = np.genfromtxt(
        oracles / "metafor" / "blup_DL.csv", delimiter=",", skip_header=1, usecols=(1, 2)
    )
    return table[:, 0], table[:, 1]


def restricted(tau2, y, v):
    """Return the restricted log-likelihood but for a constant."""
    w = 1 / (v + tau2)
    centre = (w * y).sum() / w.sum()
    return (np.log(w).sum() - np.log(w.sum()) - (w * (y - centre) ** 2).sum()) / 2


def q(tau2, y, v):
    w = 1 / (v + tau2)
    return (w * (y - (w * y).sum() / w.sum()) ** 2).sum()


@given(units(), st.sampled_from([("dersimonian-laird", "dl"), ("paule-mandel", "iterated")]))
def test_it_agrees_with_statsmodels(data, names):
    from statsmodels.stats.meta_analysis import combine_effects

    y, v = data
    ours = heterogeneity(y, v, names[0])
    assume(ours.tau2 > 0)
    theirs = combine_effects(y, v, method_re=names[1])
    assert ours.q == pytest.approx(theirs.q)
    close(ours.tau2, theirs.tau2, 1e-4)
    close(ours.mean, theirs.mean_effect_re, 1e-4)


def test_rubins_eight_schools_differ_by_no_more_than_chance():
    found = heterogeneity(SCHOOLS, SCHOOLS_VARIANCE)
    assert found.tau2 == 0
    assert found.i2 == 0
    assert (round(found.mean, 2), round(found.se, 2)) == (7.69, 4.07)
    assert round(found.q, 2) == 4.71


@given(units())
def test_i2_of_dersimonian_and_laird_is_the_excess_of_q(data):
    found = heterogeneity(*data, "dersimonian-laird")
    assume(found.q > 0)
    assert found.i2 == pytest.approx(max(0, 1 - (data[0].size - 1) / found.q), abs=1e-9)


@given(units())
def test_paule_mandel_makes_the_generalised_q_what_is_expected(data):
    y, v = data
    found = heterogeneity(y, v)
    if found.tau2 > 0:
        assert q(found.tau2, y, v) == pytest.approx(y.size - 1, rel=1e-9)
    else:
        assert q(0, y, v) <= y.size - 1


@given(units(smallest=3))
def test_reml_is_at_the_top_of_the_restricted_likelihood(data):
    y, v = data
    best = heterogeneity(y, v, "reml").tau2
    top = restricted(best, y, v)
    for other in (best + 0.01, max(0, best - 0.01)):
        assert top >= restricted(other, y, v) - 1e-9


def test_with_equal_variances_all_methods_give_the_excess_of_the_sample_variance():
    y, v = np.array([1.0, 2, 4, 9]), np.full(4, 0.5)
    for method in ("paule-mandel", "dersimonian-laird", "reml"):
        close(heterogeneity(y, v, method).tau2, y.var(ddof=1) - 0.5)


@given(units(), METHODS, st.floats(0.1, 50), st.floats(-5, 5))
def test_it_follows_shift_and_scale(data, method, scale, shift):
    y, v = data
    before, after = (
        heterogeneity(y, v, method),
        heterogeneity(scale * y + shift, scale**2 * v, method),
    )
    close(after.tau2 / scale**2, before.tau2, 1e-6)
    close(after.mean, scale * before.mean + shift, 1e-6)


@given(units(), METHODS)
def test_the_order_of_units_does_not_matter(data, method):
    y, v = data
    before, after = heterogeneity(y, v, method), heterogeneity(y[::-1], v[::-1], method)
    close(after.tau2, before.tau2, 1e-8)
    close(shrink(y[::-1], v[::-1], after).value, shrink(y, v, before).value[::-1], 1e-8)


@given(units())
def test_twice_the_same_units_leave_the_mean_and_narrow_its_error(data):
    y, v = data
    one, two = heterogeneity(y, v, "paule-mandel"), heterogeneity([*y, *y], [*v, *v])
    assert two.q == pytest.approx(2 * one.q, abs=1e-9)
    assert two.tau2 <= one.tau2 + 1e-9
    if one.tau2 == 0:
        close(two.mean, one.mean)
        close(two.se, one.se / np.sqrt(2))


@given(units())
def test_shrunken_values_lie_between_own_and_mean(data):
    y, v = data
    found = heterogeneity(y, v)
    shrunken = shrink(y, v, found)
    low, high = np.minimum(y, found.mean), np.maximum(y, found.mean)
    assert (shrunken.value >= low - 1e-9).all()
    assert (shrunken.value <= high + 1e-9).all()
    assert (shrunken.se <= np.sqrt(v) + found.se + 1e-12).all()
    assert ((shrunken.reliability >= 0) & (shrunken.reliability <= 1)).all()


def test_with_huge_bases_units_keep_their_own_estimate():
    y, v = np.array([0.1, 0.5, 0.9]), np.full(3, 1e-12)
    shrunken = shrink(y, v, heterogeneity(y, v))
    close(shrunken.value, y)
    close(shrunken.se, np.sqrt(v), 1e-6)


def test_without_variance_between_them_units_share_the_mean():
    found = heterogeneity(SCHOOLS, SCHOOLS_VARIANCE)
    shrunken = shrink(SCHOOLS, SCHOOLS_VARIANCE, found)
    close(shrunken.value, found.mean)
    close(shrunken.se, found.se)
    assert not shrunken.reliability.any()


def test_shrunken_limits_hold_the_truth_as_often_as_they_say():
    random = np.random.default_rng(1)
    held = []
    for _ in range(150):
        truth = random.normal(0, 0.3, 60)
        v = random.uniform(0.02, 0.2, 60)
        y = random.normal(truth, np.sqrt(v))
        shrunken = shrink(y, v, heterogeneity(y, v))
        held.append((shrunken.lower <= truth) & (truth <= shrunken.upper))
    assert 0.93 < np.mean(held) < 0.97


@given(units(), METHODS)
def test_units_that_are_not_known_change_nothing_but_have_no_result(data, method):
    y, v = data
    wide_y, wide_v = [np.nan, *y, 1.0, 2.0], [1.0, *v, np.nan, 0.0]
    one, two = heterogeneity(y, v, method), heterogeneity(wide_y, wide_v, method)
    assert one == two
    shrunken = shrink(wide_y, wide_v, two)
    assert np.isnan(shrunken.value[[0, -2, -1]]).all()
    close(shrunken.value[1:-2], shrink(y, v, one).value)


@pytest.mark.parametrize(("y", "v"), [([], []), ([1.0], [2.0]), ([1.0, np.nan], [2.0, 1.0])])
def test_fewer_than_two_units_say_why_there_is_no_variance(y, v):
    found = heterogeneity(y, v)
    assert found.tau2 is None
    assert "two units" in found.why
    shrunken = shrink(y, v, found)
    assert shrunken.why == found.why
    assert np.isnan(shrunken.value).all()
    if y:
        assert (found.mean, found.se) == (1, pytest.approx(2**0.5))


def test_empirical_logits_are_finite_at_both_ends_and_missing_without_answers():
    value, variance = empirical_logit([0, 5, 10, 0], [10, 10, 10, 0])
    close(value[:3], [np.log(0.5 / 10.5), 0, np.log(10.5 / 0.5)])
    close(variance[:3], [2 + 1 / 10.5, 2 / 5.5, 2 + 1 / 10.5])
    assert np.isnan(value[3])
    assert np.isnan(variance[3])


def test_the_p_value_is_that_of_cochrans_q():
    found = heterogeneity(SCHOOLS, SCHOOLS_VARIANCE)
    weight = 1 / SCHOOLS_VARIANCE
    q = (weight * (SCHOOLS - np.average(SCHOOLS, weights=weight)) ** 2).sum()
    # upper tail of chi-squared with 7 degrees of freedom by integration
    x = np.linspace(q, 200, 400_001)
    density = x**2.5 * np.exp(-x / 2) / (2**3.5 * 3.3233509704478426)
    assert found.p_value == pytest.approx(np.trapezoid(density, x), rel=1e-4)
    assert heterogeneity([1.0], [1.0]).p_value is None
