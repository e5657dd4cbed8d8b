import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.bench.oracles import survey_tools
from analysis.statistics.raking import Margin, rake, raked_mean


@st.composite
def surveys(draw):
    """People of two sexes and three ages, each combination answered for, and their population."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    sex = np.append(np.repeat([0, 1], 3), rng.integers(0, 2, 40))
    age = np.append(np.tile([0, 1, 2], 2), rng.integers(0, 3, 40))
    cells = rng.uniform(50, 500, (2, 3))
    margins = [Margin("sex", sex, cells.sum(axis=1)), Margin("age", age, cells.sum(axis=0))]
    return rng.uniform(0.5, 2, 46), margins, rng.normal(7, 2, 46)


@pytest.mark.real
def test_raking_agrees_with_the_reference_package(oracles):
    rows = survey_tools.rows(oracles)
    assert len(rows) == 3
    assert [row for row in rows if not row.agrees] == []


def test_one_margin_is_plain_weighting():
    raked = rake(np.ones(4), [Margin("sex", np.array([0, 0, 0, 1]), np.array([60.0, 40.0]))])
    np.testing.assert_allclose(raked.weights, [20, 20, 20, 40])
    assert raked.rounds == 1
    assert raked.n_effective == pytest.approx(100**2 / (3 * 400 + 1600))


def test_two_by_two_by_hand():
    """Odds ratio 4 is kept while both margins become half: x^2 = 4 (50 - x)^2, x = 100/3."""
    weights, a, b = np.array([4.0, 2, 2, 4]), np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    half = np.array([50.0, 50.0])
    raked = rake(weights, [Margin("a", a, half), Margin("b", b, half)])
    np.testing.assert_allclose(raked.weights, [100 / 3, 50 / 3, 50 / 3, 100 / 3])


def test_one_group_for_everybody_is_the_plain_mean():
    y = np.array([3.0, 5, 8, 8, 9])
    margins = [Margin("all", np.zeros(5, int), np.array([1000.0]))]
    found, half = raked_mean(y, rake(np.ones(5), margins), margins), 1.959963984540054
    wanted = y.mean() + half * y.std(ddof=1) / np.sqrt(5)
    assert (found.value, found.upper) == pytest.approx((y.mean(), wanted))


@given(surveys())
def test_every_margin_is_met(survey):
    weights, margins, _ = survey
    raked = rake(weights, margins)
    assert raked.why == ""
    for margin in margins:
        np.testing.assert_allclose(margin.sums(raked.weights), margin.totals, rtol=1e-7)


@given(surveys())
def test_each_weight_is_multiplied_by_a_factor_for_each_group(survey):
    weights, margins, _ = survey
    factor = np.log(rake(weights, margins).weights / weights)
    sex, age = (np.eye(len(m.totals))[m.groups] for m in margins)
    left = np.linalg.lstsq(np.hstack([sex, age]), factor, rcond=None)
    np.testing.assert_allclose(np.hstack([sex, age]) @ left[0], factor, atol=1e-8)


@given(surveys(), st.floats(0.01, 100))
def test_neither_scale_of_weights_nor_order_of_margins_matters(survey, scale):
    weights, margins, _ = survey
    one = rake(weights, margins).weights
    np.testing.assert_allclose(rake(weights * scale, margins).weights, one, rtol=1e-7)
    np.testing.assert_allclose(rake(weights, margins[::-1]).weights, one, rtol=1e-7)


@given(surveys())
def test_people_counted_twice_share_their_weight(survey):
    weights, margins, y = survey
    twice = [Margin(m.name, np.tile(m.groups, 2), m.totals) for m in margins]
    one, two = rake(weights, margins), rake(np.tile(weights, 2), twice)
    np.testing.assert_allclose(two.weights[:46], one.weights / 2, rtol=1e-7)
    once, again = raked_mean(y, one, margins), raked_mean(np.tile(y, 2), two, twice)
    assert again.value == pytest.approx(once.value)
    assert again.upper - again.lower < once.upper - once.lower


@given(surveys())
def test_raking_again_changes_nothing(survey):
    weights, margins, _ = survey
    once = rake(weights, margins)
    again = rake(once.weights, margins)
    np.testing.assert_allclose(again.weights, once.weights, rtol=1e-7)


def population(rng):
    """Return a population in which age decides both who answers and what."""
    sex, age = rng.integers(0, 2, 20_000), rng.integers(0, 3, 20_000)
    y = (rng.random(20_000) < np.array([0.5, 0.7, 0.9])[age]).astype(float)
    totals = [np.bincount(v).astype(float) for v in (sex, age)]
    return sex, age, y, totals


def test_raking_repairs_what_uneven_response_did_and_covers():
    rng = np.random.default_rng(5)
    sex, age, y, totals = population(rng)
    hit, naive = 0, []
    for _ in range(200):
        who = np.flatnonzero(rng.random(20_000) < np.array([0.01, 0.02, 0.04])[age])
        margins = [Margin("sex", sex[who], totals[0]), Margin("age", age[who], totals[1])]
        found = raked_mean(y[who], rake(np.ones(who.size), margins), margins)
        hit += found.lower <= y.mean() <= found.upper
        naive.append(y[who].mean())
    assert np.mean(naive) > y.mean() + 0.05
    assert 0.91 <= hit / 200 <= 0.99


def test_margins_of_two_populations_say_so():
    group = np.array([0, 1])
    raked = rake(
        np.ones(2),
        [Margin("sex", group, np.array([50.0, 50])), Margin("age", group, np.array([60.0, 50]))],
    )
    assert raked.weights is None
    assert "sex adds up to 100 people and age to 110" in raked.why


def test_a_group_that_nobody_answered_for_is_named():
    raked = rake(np.ones(2), [Margin("age", np.array([0, 1]), np.array([50.0, 30, 20]))])
    assert raked.weights is None
    assert "1 of the groups by age" in raked.why


def test_margins_that_cannot_be_met_together_say_so():
    group = np.array([0, 1])
    raked = rake(
        np.ones(2),
        [Margin("sex", group, np.array([50.0, 50])), Margin("age", group, np.array([60.0, 40]))],
    )
    assert raked.weights is None
    assert raked.rounds == 1000
    assert raked.error > 0.05
    assert "No weights meet" in raked.why


def test_a_group_that_the_population_does_not_have_gets_no_weight():
    raked = rake(np.ones(3), [Margin("age", np.array([0, 0, 1]), np.array([10.0, 0]))])
    np.testing.assert_allclose(raked.weights, [5, 5, 0])


def test_an_empty_population_says_so():
    assert "nobody" in rake(np.ones(1), [Margin("age", np.array([0]), np.zeros(1))]).why


def test_a_mean_without_weights_says_why():
    raked = rake(np.ones(2), [Margin("age", np.array([0, 1]), np.array([50.0, 30, 20]))])
    found = raked_mean([0, 1], raked, [])
    assert (found.value, found.why) == (None, raked.why)


def test_answers_that_the_margins_explain_have_no_uncertainty_to_show():
    margins = [Margin("sex", np.array([0, 0, 1, 1]), np.array([60.0, 40.0]))]
    found = raked_mean([1, 1, 0, 0], rake(np.ones(4), margins), margins)
    assert found.value == pytest.approx(0.6)
    assert (found.lower, found.upper) == (None, None)
    assert "explain every answer" in found.why


def test_one_person_has_a_mean_but_no_interval():
    margins = [Margin("sex", np.array([0]), np.array([60.0]))]
    found = raked_mean([7], rake(np.ones(1), margins), margins)
    assert (found.value, found.lower) == (7, None)
    assert "Fewer than two" in found.why


@pytest.mark.parametrize(
    ("weights", "margins", "message"),
    [
        ([1.0], [], "needs a margin"),
        ([-1.0], [Margin("age", np.array([0]), np.ones(1))], "0 or more"),
        ([1.0], [Margin("age", np.array([0]), np.array([-1.0]))], "0 or more"),
        ([1.0, 1.0], [Margin("age", np.array([0]), np.ones(1))], "one length"),
    ],
)
def test_wrong_arguments_are_errors(weights, margins, message):
    with pytest.raises(ValueError, match=message):
        rake(weights, margins)


def test_a_missing_answer_is_an_error():
    margins = [Margin("sex", np.array([0, 0]), np.array([60.0]))]
    with pytest.raises(ValueError, match="no answer may be missing"):
        raked_mean([1, np.nan], rake(np.ones(2), margins), margins)
