import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.bench.oracles import casemix
from analysis.statistics.pattern import gather
from analysis.statistics.regression import linear, logistic

LEVELS = (4, 2, 3)


def made(seed, rows=400):
    rng = np.random.default_rng(seed)
    codes = [rng.integers(0, k, rows) for k in LEVELS]
    predictor = 0.3 + np.array([0, -0.5, 0.4, 0.2])[codes[0]] + 0.5 * codes[1]
    return codes, rng.random(rows) < 1 / (1 + np.exp(-predictor)), predictor, rng


def columns(codes, reference=(0, 0, 0)):
    parts = [np.ones(len(codes[0]))]
    for code, k, r in zip(codes, LEVELS, reference, strict=True):
        parts += [(code == level).astype(float) for level in range(k) if level != r]
    return np.stack(parts, axis=1)


def kept(found):
    chosen = found.standard_errors() > 0
    return found.coefficients[chosen], found.covariance[np.ix_(chosen, chosen)]


@pytest.mark.real
def test_every_number_agrees_with_the_reference_packages(oracles):
    rows = casemix.rows(oracles)
    assert not [row for row in rows if not row.agrees]
    assert len(rows) == 57


@pytest.mark.real
def test_standard_errors_differ_from_r_by_its_last_step_only(oracles):
    noted = [r for r in casemix.rows(oracles) if r.note and "standard error" in r.name]
    assert max(abs(r.ours - r.theirs) for r in noted) < 2e-7


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.tuples(*(st.integers(0, k - 1) for k in LEVELS)))
def test_logistic_agrees_with_statsmodels_on_individual_rows(seed, reference):
    codes, y, _, _ = made(seed)
    b, v = kept(logistic(gather(codes, LEVELS, y), reference))
    theirs = sm.GLM(y.astype(float), columns(codes, reference), sm.families.Binomial()).fit(
        tol=1e-14
    )
    np.testing.assert_allclose(b, theirs.params, atol=1e-8)
    np.testing.assert_allclose(v, theirs.cov_params(), atol=1e-8)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_linear_agrees_with_statsmodels_on_individual_rows(seed):
    codes, _, predictor, rng = made(seed)
    y = predictor + rng.normal(size=predictor.size)
    found = linear(gather(codes, LEVELS, y), (0, 0, 0))
    theirs = sm.OLS(y, columns(codes)).fit()
    b, v = kept(found)
    np.testing.assert_allclose(b, theirs.params, atol=1e-8)
    np.testing.assert_allclose(v, theirs.cov_params(), atol=1e-8)
    np.testing.assert_allclose(found.variance, theirs.mse_resid, atol=1e-8)


def test_weighted_regressions_have_the_robust_errors_of_statsmodels():
    codes, y, predictor, rng = made(3)
    w = rng.uniform(0.3, 3, y.size)
    score = predictor + rng.normal(size=y.size)
    b, v = kept(linear(gather(codes, LEVELS, score, w), (0, 0, 0)))
    theirs = sm.WLS(score, columns(codes), w).fit(cov_type="HC0")
    np.testing.assert_allclose(b, theirs.params, atol=1e-8)
    np.testing.assert_allclose(v, theirs.cov_params(), atol=1e-8)
    x = columns(codes)
    b, v = kept(logistic(gather(codes, LEVELS, y, w), (0, 0, 0)))
    mu = 1 / (1 + np.exp(-x @ b))
    np.testing.assert_allclose(x.T @ (w * (y - mu)), 0, atol=1e-8)
    bread = np.linalg.inv(x.T @ (x * (w * mu * (1 - mu))[:, None]))
    np.testing.assert_allclose(v, bread @ x.T @ (x * ((w * (y - mu)) ** 2)[:, None]) @ bread)


@pytest.mark.parametrize("fit", [logistic, linear])
def test_without_variables_everybody_is_expected_to_score_the_mean(fit):
    assert fit(gather([], [], [0, 1, 1])).fitted == pytest.approx([2 / 3])


def test_a_two_by_two_table_gives_its_log_odds_ratio():
    found = logistic(gather([[0] * 40 + [1] * 30], [2], [1] * 30 + [0] * 10 + [1] * 10 + [0] * 20))
    assert found.coefficients[0] == pytest.approx(np.log(3))
    assert found.coefficients[2] == pytest.approx(np.log((10 / 20) / (30 / 10)))
    assert found.standard_errors()[2] ** 2 == pytest.approx(1 / 30 + 1 / 10 + 1 / 10 + 1 / 20)


@pytest.mark.parametrize("fit", [logistic, linear])
def test_fitted_answers_do_not_depend_on_reference_or_order(fit):
    codes, y, _, rng = made(5)
    base = fit(gather(codes, LEVELS, y))
    patterns = gather(codes, LEVELS, y)
    other = fit(patterns, (3, 1, 2))
    np.testing.assert_allclose(base.fitted, other.fitted, atol=1e-9)
    order = rng.permutation(y.size)
    mixed = gather([c[order] for c in codes], LEVELS, y[order])
    np.testing.assert_allclose(fit(mixed).coefficients, base.coefficients, atol=1e-9)


@pytest.mark.parametrize("fit", [logistic, linear])
def test_twice_the_same_people_halve_the_variance(fit):
    codes, y, _, _ = made(6, rows=4000)
    once, twice = (
        fit(gather([np.tile(c, k) for c in codes], LEVELS, np.tile(y, k))) for k in (1, 2)
    )
    np.testing.assert_allclose(once.coefficients, twice.coefficients, atol=1e-8)
    np.testing.assert_allclose(once.covariance, 2 * twice.covariance, rtol=2e-3, atol=1e-12)


def test_a_level_with_only_one_answer_is_stabilised_and_named():
    codes, y, _, _ = made(7)
    y = y | (codes[0] == 2)
    found = logistic(gather(codes, LEVELS, y))
    assert found.stabilised == ((0, 2),)
    assert found.is_known
    assert np.abs(found.coefficients).max() < 10
    patterns = gather(codes, LEVELS, y)
    in_level = patterns.codes[:, 0] == 2
    assert 0.9 < np.average(found.fitted[in_level], weights=patterns.weight[in_level]) < 1
    other = logistic(patterns, (2, 0, 0))
    np.testing.assert_allclose(other.fitted, found.fitted, atol=1e-7)


def test_separation_without_a_one_sided_level_is_found():
    a, b = np.repeat([0, 0, 1, 1], 20), np.repeat([0, 1, 0, 1], 20)
    halves = [1] * 10 + [0] * 10
    y = np.array([0] * 20 + halves + halves + [1] * 20)
    found = logistic(gather([a, b], [2, 2], y))
    assert {variable for variable, _ in found.stabilised} == {0, 1}
    assert 0 < found.fitted[0] < 0.1
    np.testing.assert_allclose(found.fitted[1:3], 0.5)
    y[0] = 1
    assert not logistic(gather([a, b], [2, 2], y)).stabilised


def test_nothing_is_stabilised_without_separation():
    codes, y, _, _ = made(8)
    assert logistic(gather(codes, LEVELS, y)).stabilised == ()


def test_a_rare_answer_is_not_mistaken_for_separation():
    code = np.repeat([0, 1], [100_000, 1_000])
    y = np.zeros(code.size)
    y[0] = y[-500:] = 1
    found = logistic(gather([code], [2], y), [1])
    assert found.stabilised == ()
    assert found.coefficients[1] == pytest.approx(np.log(1 / 99_999), abs=1e-8)


def test_a_place_within_a_region_is_reported_as_repeated():
    region, place = np.repeat([0, 1], 100), np.repeat([0, 1, 2, 3], 50)
    y = np.random.default_rng(2).random(200) < 0.6
    patterns = gather([region, place], [2, 4], y)
    found = logistic(patterns)
    assert len(found.repeated) == 1
    assert found.repeated[0][0] == 1
    alone = gather([place], [4], y)
    np.testing.assert_allclose(
        found.fitted[patterns.of_row], logistic(alone).fitted[alone.of_row], atol=1e-9
    )


def test_an_empty_level_has_no_effect():
    codes, y, _, _ = made(9)
    full, wider = gather(codes, LEVELS, y), gather(codes, (4, 5, 3), y)
    one, other = logistic(full), logistic(wider)
    np.testing.assert_allclose(one.fitted, other.fitted, atol=1e-12)
    assert (other.coefficients[other.design.size == 0] == 0).all()


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([], "Nobody answered."),
        ([1, 1, 1], "Everybody gave the same answer."),
        ([0, 0], "Everybody gave the same answer."),
    ],
)
def test_a_logistic_regression_that_cannot_be_says_why(answers, why):
    found = logistic(gather([[0] * len(answers)], [2], answers))
    assert not found.is_known
    assert found.why == why


@pytest.mark.parametrize("answers", [[], [3.0], [3.0, 4.0]])
def test_a_linear_regression_of_too_few_says_why(answers):
    found = linear(gather([range(len(answers))], [2], answers))
    assert found.why == "Too few people answered for a regression."


def test_a_linear_regression_of_equal_answers_says_why():
    found = linear(gather([[0, 1, 0, 1]], [2], [9.0] * 4))
    assert found.why == "Everybody gave the same answer."


def test_scores_are_refused_by_the_logistic_regression():
    with pytest.raises(ValueError, match="0 or 1"):
        logistic(gather([[0, 1]], [2], [3, 1]))


def test_a_reference_for_each_variable_is_needed():
    with pytest.raises(ValueError, match="reference"):
        logistic(gather([[0, 1, 1]], [2], [0, 1, 0]), [0, 0])
