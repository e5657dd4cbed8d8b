import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.statistics import (
    critical_value,
    effective_base,
    mean_interval,
    newcombe,
    proportion_of_wilson,
    welch,
    wilson,
)

LEVELS = st.sampled_from([0.8, 0.9, 0.95, 0.998])


@st.composite
def shares(draw, largest=100_000):
    n = draw(st.integers(1, largest))
    return draw(st.integers(0, n)), n


def close(found, wanted, tolerance=1e-10):
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance)


# Wilson


@given(shares(), LEVELS)
def test_wilson_agrees_with_statsmodels(share, level):
    x, n = share
    close(wilson(x / n, n, level), proportion_confint(x, n, 1 - level, method="wilson"))


@given(shares(), LEVELS)
def test_wilson_holds_the_proportion_and_stays_within_0_and_1(share, level):
    x, n = share
    low, high = wilson(x / n, n, level)
    assert 0 <= low <= x / n + 1e-12
    assert x / n - 1e-12 <= high <= 1
    assert high > low


@pytest.mark.parametrize(("p", "end"), [(0, 0), (1, 1)])
def test_wilson_is_not_degenerate_at_0_and_1(p, end):
    limits = wilson(p, 10)
    assert end in np.round(limits, 12)
    assert limits.upper - limits.lower > 0.2


def test_wilson_of_no_answers_is_not_known():
    low, high = wilson([0.5, np.nan, 0.5], [0, 0, 1])
    assert np.isnan(low[:2]).all()
    assert np.isnan(high[:2]).all()
    assert 0 < low[2] < high[2] < 1


def test_wilson_of_a_missing_score_is_missing():
    assert np.isnan(wilson(np.nan, 50)).all()
    assert np.isnan(wilson(0.5, np.nan)).all()


def test_wilson_takes_bases_that_are_not_whole():
    low, high = wilson(0.3, 33.3)
    assert wilson(0.3, 33).lower < low < wilson(0.3, 34).lower
    assert wilson(0.3, 34).upper < high < wilson(0.3, 33).upper


def test_wilson_broadcasts():
    low, high = wilson(np.linspace(0, 1, 5)[:, None], np.array([10, 20, 30]))
    assert low.shape == high.shape == (5, 3)


@pytest.mark.real
def test_wilson_agrees_with_the_table_of_the_public_health_package(oracles):
    rows = pd.read_csv(oracles / "phe" / "testdata_Byars_Wilson__testdata_B_W.csv")
    rows = rows[rows["method"] == "Wilson"]
    assert len(rows) == 6
    for row in rows.itertuples():
        level = float(row.confidence.rstrip("%")) / 100
        close(wilson(row.x / row.n, row.n, level), (row.lowercl, row.uppercl), 1e-12)


@pytest.mark.real
@pytest.mark.parametrize(
    ("file", "limits"),
    [
        ("testdata_Proportion__testdata_Prop.csv", {"95_0cl": 0.95, "99_8cl": 0.998}),
        ("testdata_Proportion__testdata_Prop_g.csv", {"cl": 0.95}),
    ],
)
def test_wilson_agrees_with_proportions_of_the_public_health_package(oracles, file, limits):
    rows = pd.read_csv(oracles / "phe" / file).dropna(subset="value")
    assert len(rows) >= 8
    for suffix, level in limits.items():
        low, high = wilson(rows["Numerator"] / rows["Denominator"], rows["Denominator"], level)
        close(low * rows["multiplier"], rows[f"lower{suffix}"], 1e-10)
        close(high, rows[f"upper{suffix}"] / rows["multiplier"], 1e-12)
        close(low, rows[f"lower{suffix}"] / rows["multiplier"], 1e-12)


# The proportion behind an interval


@given(shares(10_000), LEVELS)
def test_proportion_of_wilson_undoes_wilson(share, level):
    x, n = share
    close(proportion_of_wilson(*wilson(x / n, n, level), n, level), x / n, 1e-9)


def test_proportion_of_wilson_never_leaves_the_scale():
    close(proportion_of_wilson([0.0, 0.9], [0.001, 1.0], [10, 10]), [0, 1])


# Newcombe


@given(shares(2000), shares(2000), LEVELS)
def test_newcombe_agrees_with_statsmodels(first, second, level):
    (x1, n1), (x2, n2) = first, second
    limits = confint_proportions_2indep(
        x1, n1, x2, n2, method="newcomb", compare="diff", alpha=1 - level
    )
    found = newcombe(x1 / n1, n1, x2 / n2, n2, level)
    close(found, (x1 / n1 - x2 / n2, *limits))


@given(shares(2000), shares(2000))
def test_newcombe_the_other_way_round_is_the_same_with_the_other_sign(first, second):
    (x1, n1), (x2, n2) = first, second
    one, other = newcombe(x1 / n1, n1, x2 / n2, n2), newcombe(x2 / n2, n2, x1 / n1, n1)
    close([one.value, one.lower, one.upper], [-other.value, -other.upper, -other.lower])
    assert -1 - 1e-12 <= one.lower <= one.value <= one.upper <= 1 + 1e-12


def test_newcombe_with_nobody_on_one_side_has_no_limits():
    found = newcombe([0.5, 0.5], [0, 20], [0.4, 0.4], [20, 0])
    assert np.isnan(found.lower).all()
    assert np.isnan(found.upper).all()


def test_newcombe_of_all_and_none_has_width():
    found = newcombe(1, 10, 0, 10)
    close(found.value, 1)
    close(found.upper, 1)
    assert 0 < found.lower < 1


@pytest.mark.real
def test_newcombe_and_wilson_agree_with_r(oracles):
    rows = pd.read_csv(oracles / "r_base" / "two_proportions.csv")
    assert len(rows) == 5
    p1, p2 = rows["x1"] / rows["n1"], rows["x2"] / rows["n2"]
    found = newcombe(p1, rows["n1"], p2, rows["n2"])
    close(found.lower, rows["newcombe_lo"], 1e-8)
    close(found.upper, rows["newcombe_hi"], 1e-8)
    for i, p in ((1, p1), (2, p2)):
        close(wilson(p, rows[f"n{i}"])[0], rows[f"wilson{i}_lo"], 1e-8)
        close(wilson(p, rows[f"n{i}"])[1], rows[f"wilson{i}_hi"], 1e-8)


# Means


@given(
    st.lists(st.integers(0, 10), min_size=2, max_size=60),
    st.lists(st.integers(0, 10), min_size=2, max_size=60),
    LEVELS,
)
def test_welch_agrees_with_scipy(first, second, level):
    assume(len(set(first)) > 1 and len(set(second)) > 1)  # scipy warns of precision otherwise
    limits = stats.ttest_ind(first, second, equal_var=False).confidence_interval(level)
    sides = [(np.mean(v), np.std(v, ddof=1), len(v)) for v in (first, second)]
    found = welch(*sides[0], *sides[1], level)
    close(found, (np.mean(first) - np.mean(second), limits.low, limits.high), 1e-8)


def test_welch_where_one_side_does_not_vary_is_that_of_one_sample():
    half = stats.t.ppf(0.975, 24) * 1.5 / 5
    close(welch(8, 1.5, 25, 7, 0, 40), (1, 1 - half, 1 + half))


def test_welch_where_nobody_varies_has_no_width():
    close(welch(8, 0, 20, 7, 0, 30), (1, 1, 1))


def test_welch_needs_two_answers_on_each_side():
    found = welch([8, 8, 8], [np.nan, 1, 1], [1, 0, 20], [7, 7, 7], [1, 1, np.nan], [20, 20, 1])
    close(found.value, 1)
    assert np.isnan(found.lower).all()
    assert np.isnan(found.upper).all()


def test_mean_interval_is_the_normal_one():
    close(mean_interval(8.5, 1.5, 400), (8.5 - 1.959964 * 0.075, 8.5 + 1.959964 * 0.075), 1e-6)
    close(mean_interval(8.5, 1.5, 400, 0.998)[1], 8.5 + stats.norm.ppf(0.999) * 0.075)


def test_mean_interval_where_nobody_varies_has_no_width():
    close(mean_interval(10, 0, 12), (10, 10))


def test_mean_interval_needs_two_answers():
    low, high = mean_interval([8, 8, np.nan], [np.nan, 0, np.nan], [1, 1, 0])
    assert np.isnan(low).all()
    assert np.isnan(high).all()


# Weights and levels


@given(st.lists(st.floats(0.01, 50), min_size=1, max_size=50))
def test_effective_base_is_between_one_and_the_number_of_people(weights):
    w = np.array(weights)
    found = effective_base(w.sum(), (w**2).sum())
    assert 1 - 1e-9 <= found <= len(w) + 1e-9
    close(effective_base(7 * w.sum(), 49 * (w**2).sum()), found, 1e-8)


def test_effective_base_of_equal_weights_is_the_number_of_people():
    close(effective_base([30.0, 0.0], [30.0 * 3, 0.0]), [10, 0])


@pytest.mark.parametrize(("level", "z"), [(0.95, 1.959964), (0.998, 3.090232), (0.9, 1.644854)])
def test_critical_value_is_two_sided(level, z):
    assert math.isclose(critical_value(level), z, abs_tol=1e-6)


# Do they cover what they promise? Simulated with a fixed seed.


@pytest.mark.parametrize("n", [15, 60, 400])
@pytest.mark.parametrize("p", [0.1, 0.5, 0.85])
def test_wilson_covers_the_truth_about_as_often_as_it_says(n, p):
    draws = np.random.default_rng(7).binomial(n, p, 40_000) / n
    low, high = wilson(draws, n)
    assert 0.92 < ((low <= p) & (p <= high)).mean() < 0.985


@pytest.mark.parametrize(("n1", "n2"), [(20, 300), (80, 80)])
@pytest.mark.parametrize(("p1", "p2"), [(0.9, 0.7), (0.5, 0.5), (0.95, 0.95)])
def test_newcombe_covers_the_truth_about_as_often_as_it_says(n1, n2, p1, p2):
    rng = np.random.default_rng(8)
    draws = rng.binomial(n1, p1, 40_000) / n1, rng.binomial(n2, p2, 40_000) / n2
    found = newcombe(draws[0], n1, draws[1], n2)
    inside = (found.lower <= p1 - p2) & (p1 - p2 <= found.upper)
    assert 0.93 < inside.mean() < 0.985
