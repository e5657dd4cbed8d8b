import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, norm

from analysis.statistics.change import (
    change_in_gap,
    change_in_mean,
    change_in_proportion,
    change_p_value,
    gap_movement,
)
from analysis.statistics.interval import Difference, newcombe, welch

SHARES = st.floats(0, 1)
BASES = st.integers(1, 5000)


def gap(value, half):
    return Difference(np.float64(value), np.float64(value - half), np.float64(value + half))


def test_newcombes_own_example_read_as_a_change():
    # Newcombe (1998), table II, example (a), method 10: 56/70 and 48/80.
    found = change_in_proportion(48 / 80, 80, 56 / 70, 70)
    assert round(float(found.value), 4) == 0.2
    assert (round(float(found.lower), 4), round(float(found.upper), 4)) == (0.0524, 0.3339)


@given(SHARES, BASES, SHARES, BASES)
def test_backwards_in_time_a_change_has_the_other_sign(p1, n1, p2, n2):
    there, back = change_in_proportion(p1, n1, p2, n2), change_in_proportion(p2, n2, p1, n1)
    np.testing.assert_allclose(there.lower, -back.upper, atol=1e-12)
    np.testing.assert_allclose(
        change_p_value(p1, n1, p2, n2), change_p_value(p2, n2, p1, n1), atol=1e-9
    )


def test_a_change_of_a_mean_is_after_minus_before():
    found = change_in_mean(8.5, 1.4, 100, 8.9, 1.3, 120)
    wanted = welch(8.9, 1.3, 120, 8.5, 1.4, 100)
    np.testing.assert_allclose(found, wanted)
    assert found.value == pytest.approx(0.4)


@given(st.integers(1, 99), st.integers(1, 99))
def test_the_p_value_is_that_of_chi_squared(x1, x2):
    found = change_p_value(x1 / 100, 100, x2 / 150, 150)
    wanted = chi2_contingency([[x1, 100 - x1], [x2, 150 - x2]], correction=False).pvalue
    assert found == pytest.approx(wanted, abs=1e-10)


def test_the_p_value_of_nothing_to_compare():
    found = change_p_value([0, 1, 0.5, 0.5], [10, 10, 0, 10], [0, 1, 0.5, 0.4], [10, 10, 10, 0])
    np.testing.assert_array_equal(found, [1, 1, np.nan, np.nan])


@given(st.tuples(SHARES, BASES, SHARES, BASES), st.tuples(SHARES, BASES, SHARES, BASES))
def test_a_change_in_a_gap_does_not_depend_on_which_group_or_time_comes_first(before, after):
    def swapped(cells):
        return newcombe(*cells[2:], *cells[:2])

    one = change_in_gap(newcombe(*before), newcombe(*after))
    groups = change_in_gap(swapped(before), swapped(after))
    times = change_in_gap(newcombe(*after), newcombe(*before))
    for other in (groups, times):
        np.testing.assert_allclose(other.value, -one.value, atol=1e-12)
        np.testing.assert_allclose(other.lower, -one.upper, atol=1e-12)
        np.testing.assert_allclose(other.upper, -one.lower, atol=1e-12)
    assert one.lower <= one.value <= one.upper


def test_with_huge_bases_it_is_the_normal_interval_of_an_interaction():
    shares, n = np.array([0.3, 0.5, 0.4, 0.7]), 10**8
    found = change_in_gap(newcombe(0.3, n, 0.5, n), newcombe(0.4, n, 0.7, n))
    half = norm.ppf(0.975) * np.sqrt((shares * (1 - shares)).sum() / n)
    np.testing.assert_allclose(found.value, -0.1)
    np.testing.assert_allclose(found.upper - found.value, half, rtol=1e-4)
    np.testing.assert_allclose(found.value - found.lower, half, rtol=1e-4)


def test_its_interval_holds_the_truth_as_often_as_it_says():
    random = np.random.default_rng(4)
    shares, bases = np.array([0.9, 0.8, 0.92, 0.85]), np.array([60, 40, 80, 50])
    seen = random.binomial(bases, shares, (4000, 4)) / bases
    before = newcombe(seen[:, 0], bases[0], seen[:, 1], bases[1])
    after = newcombe(seen[:, 2], bases[2], seen[:, 3], bases[3])
    found = change_in_gap(before, after)
    truth = (0.92 - 0.85) - (0.9 - 0.8)
    assert 0.93 < np.mean((found.lower <= truth) & (truth <= found.upper)) < 0.97


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (gap(-0.2, 0.05), gap(-0.05, 0.05), "narrower"),
        (gap(0.2, 0.05), gap(0.05, 0.05), "narrower"),
        (gap(0.05, 0.05), gap(0.2, 0.05), "wider"),
        (gap(-0.05, 0.05), gap(-0.2, 0.05), "wider"),
        (gap(-0.1, 0.05), gap(0.2, 0.05), "reversed"),
        (gap(-0.01, 0.05), gap(0.2, 0.05), "wider"),
        (gap(-0.2, 0.05), gap(0.01, 0.05), "narrower"),
        (gap(0.1, 0.05), gap(0.12, 0.05), "no clear change"),
        (gap(np.nan, 0.05), gap(0.12, 0.05), "not known"),
    ],
)
def test_what_happened_to_a_gap_in_words(before, after, wanted):
    assert gap_movement(before, after) == wanted


def test_a_gap_without_answers_has_no_change():
    none = newcombe(0.5, 0, 0.4, 10)
    found = change_in_gap(newcombe(0.5, 10, 0.4, 10), none)
    assert np.isnan(found.lower)
    assert gap_movement(none, none) == "not known"
