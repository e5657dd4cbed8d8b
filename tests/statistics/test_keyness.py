import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.bench.oracles.keyness import rows
from analysis.statistics.keyness import keyness

PRIORS = st.sampled_from(["informative", "uninformative"])
TABLES = arrays(np.int64, (3, 5), elements=st.integers(1, 500))


@pytest.mark.real
def test_it_agrees_with_tidylo(oracles):
    found = rows(oracles)
    assert len(found) == 8
    assert [row for row in found if not row.agrees] == []


def test_a_worked_example_by_hand():
    found = keyness([[30, 70], [10, 90]], "uninformative")
    # Pseudo-counts 31, 71 and 11, 91; the first word has 42 of 204 overall.
    wanted = np.log(31 / 71) - np.log(42 / 162)
    assert found.log_odds[0, 0] == pytest.approx(wanted)
    assert found.z[0, 0] == pytest.approx(wanted / np.sqrt(1 / 31 + 1 / 42))


def test_the_informative_prior_adds_each_words_total():
    found = keyness([[30, 70], [10, 90]])
    wanted = np.log(70 / 230) - np.log(120 / 480)
    assert found.log_odds[0, 0] == pytest.approx(wanted)


@given(TABLES, PRIORS)
def test_the_order_of_groups_and_words_does_not_matter(table, prior):
    one, two = keyness(table, prior), keyness(table[::-1, ::-1], prior)
    np.testing.assert_allclose(two.z, one.z[::-1, ::-1], atol=1e-10)


@given(TABLES, st.integers(2, 9))
def test_more_of_the_same_text_keeps_the_odds_and_grows_z_with_the_root(table, times):
    one, many = keyness(table), keyness(table * times)
    np.testing.assert_allclose(many.log_odds, one.log_odds, atol=1e-10)
    np.testing.assert_allclose(many.z, one.z * np.sqrt(times), atol=1e-9)


@given(arrays(np.int64, 5, elements=st.integers(1, 500)), st.integers(1, 5), PRIORS)
def test_groups_that_speak_alike_have_no_typical_words(words, times, prior):
    found = keyness([words, words], prior)
    np.testing.assert_allclose(found.z, 0, atol=1e-9)
    np.testing.assert_allclose(keyness([words, words * times]).log_odds[0].sum() * 0, 0)


@given(TABLES)
def test_the_priors_agree_when_there_is_a_lot_of_text(table):
    big = table * 10**9
    share = big / big.sum(axis=1, keepdims=True)
    overall = big.sum(axis=0) / big.sum()
    found = keyness(big, "uninformative").log_odds
    wanted = np.log(share / (1 - share)) - np.log(overall / (1 - overall))
    np.testing.assert_allclose(found, wanted, atol=1e-6)
    assert (
        np.sign(keyness(big).log_odds[np.abs(wanted) > 0.5])
        == np.sign(wanted[np.abs(wanted) > 0.5])
    ).all()


def test_a_word_that_a_group_never_uses_is_untypical_of_it():
    found = keyness([[0, 80, 20], [50, 30, 20]])
    assert found.z[0, 0] < -1
    assert found.z[1, 0] > 1


def test_a_word_that_can_not_occur_is_not_counted_as_avoided():
    found = keyness([[np.nan, 80, 20], [50, 30, 20]])
    assert np.isnan(found.z[0, 0])
    assert np.isfinite(found.z[1, 0])


def test_a_word_that_nobody_uses_has_no_result_and_disturbs_no_other():
    with_it, without = keyness([[0, 3, 5], [0, 2, 9]]), keyness([[3, 5], [2, 9]])
    assert np.isnan(with_it.z[:, 0]).all()
    np.testing.assert_allclose(with_it.z[:, 1:], without.z)


@pytest.mark.parametrize("prior", ["informative", "uninformative"])
@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ([[3, 5]], "two groups"),
        ([[3, 5], [0, 0]], "two groups"),
        ([[np.nan, np.nan], [3, 5]], "two groups"),
        ([[3], [5]], "single word"),
        ([[3, 0], [5, 0]], "single word"),
        (np.zeros((0, 0)), "two groups"),
    ],
)
def test_what_can_not_be_compared_says_why(table, reason, prior):
    found = keyness(table, prior)
    assert reason in found.why
    assert np.isnan(found.z).all()
    assert found.z.shape == np.shape(table)


@pytest.mark.parametrize("table", [[1, 2], [[-1, 2], [3, 4]], [[np.inf, 2], [3, 4]]])
def test_counts_that_are_none_are_refused(table):
    with pytest.raises(ValueError, match="Counts"):
        keyness(table)
