import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.bench.oracles import multiplicity
from analysis.statistics.multiplicity import adjust

p_values = arrays(float, st.integers(1, 30), elements=st.floats(0, 1))
methods = st.sampled_from(["benjamini-hochberg", "holm"])


@pytest.mark.real
def test_adjusted_p_values_agree_with_r(oracles):
    rows = multiplicity.rows(oracles)
    assert len(rows) == 2
    assert [row for row in rows if not row.agrees] == []


def test_holm_by_hand():
    """Smallest times four, next times three ..., never below the one before."""
    found = adjust([0.01, 0.04, 0.03, 0.005], "four", "holm").adjusted
    np.testing.assert_allclose(found, [0.03, 0.06, 0.06, 0.02])


@pytest.mark.parametrize(("method", "name"), [("benjamini-hochberg", "fdr_bh"), ("holm", "holm")])
def test_adjusted_p_values_as_statsmodels_has_them(method, name):
    from statsmodels.stats.multitest import multipletests

    p = np.concatenate([np.random.default_rng(4).beta(0.3, 1, 40), [0.01, 0.01, 1.0, 0.0]])
    np.testing.assert_allclose(
        adjust(p, "any", method).adjusted, multipletests(p, method=name)[1], atol=1e-15
    )


@given(p_values, methods, st.randoms(use_true_random=False))
def test_the_order_of_tests_does_not_matter(p, method, random):
    mixed = list(range(p.size))
    random.shuffle(mixed)
    found, other = adjust(p, "any", method), adjust(p[mixed], "any", method)
    np.testing.assert_allclose(other.adjusted, found.adjusted[mixed])


@given(p_values, methods, st.integers(0, 5))
def test_missing_tests_are_counted_but_not_adjusted_for(p, method, missing):
    found = adjust(np.concatenate([np.full(missing, np.nan), p]), "any", method)
    assert (found.size, found.missing) == (p.size, missing)
    assert np.isnan(found.adjusted[:missing]).all()
    np.testing.assert_allclose(found.adjusted[missing:], adjust(p, "any", method).adjusted)
    assert not found.stands_out()[:missing].any()


@given(p_values, methods)
def test_no_p_value_gets_smaller(p, method):
    assert (adjust(p, "any", method).adjusted >= p - 1e-12).all()


@given(p_values)
def test_holm_is_the_stricter(p):
    strict, loose = adjust(p, "any", "holm"), adjust(p, "any")
    assert (strict.adjusted >= loose.adjusted - 1e-12).all()


def test_the_family_says_what_it_is():
    found = adjust([0.001, 0.2, np.nan], "3 questions")
    assert (found.name, found.method, found.size) == ("3 questions", "benjamini-hochberg", 2)
    assert list(found.stands_out()) == [True, False, False]
    assert list(found.stands_out(0.3)) == [True, True, False]


@pytest.mark.parametrize("p", [[], [np.nan, np.nan]])
def test_a_family_of_nothing_has_size_zero(p):
    found = adjust(p, "none")
    assert (found.size, found.missing) == (0, len(p))
    assert not found.stands_out().any()


@pytest.mark.parametrize("p", [-0.1, 1.1])
def test_what_is_no_p_value_is_an_error(p):
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjust([0.5, p], "wrong")
