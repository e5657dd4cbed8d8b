import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.expected import spread
from analysis.statistics.overdispersion import (
    additive_variance,
    inside,
    overdispersion,
    winsorise,
)

shares = st.floats(0, 0.45)
trims = st.sampled_from(["winsorise", "truncate"])


@st.composite
def places(draw, smallest=2):
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    size = draw(st.integers(smallest, 60))
    return rng.normal(0, draw(st.floats(0.5, 4)), size), rng.uniform(0.001, 0.1, size)


def test_winsorising_by_hand():
    """The 10% and 90% quantiles of 0 to 10 are 1 and 9."""
    np.testing.assert_allclose(winsorise(np.arange(11.0), 0.1), [1, 1, *range(2, 9), 9, 9])


def test_truncating_by_hand():
    """A tenth of 25 places, rounded down, is two at each end."""
    kept = inside(np.arange(25.0)[::-1], 0.1)
    assert list(np.flatnonzero(~kept)) == [0, 1, 23, 24]


@pytest.mark.parametrize("size", [9, 19, 29, 132])
def test_as_many_are_cut_at_one_end_as_at_the_other(size):
    kept = np.flatnonzero(inside(np.arange(float(size)), 0.1))
    assert kept[0] == size - 1 - kept[-1] == size // 10


def test_equal_scores_are_cut_or_kept_together_at_either_end():
    z = np.array([-3.0, -3, -1, 0, 0, 0, 0, 1, 3, 3])
    assert inside(z, 0.1).all()
    assert list(inside(z, 0.2)) == [False] * 2 + [True] * 6 + [False] * 2


@given(places(), shares)
def test_turning_all_scores_round_turns_the_trimming_round(found, share):
    z, _ = found
    np.testing.assert_allclose(winsorise(-z, share), -winsorise(z, share))
    np.testing.assert_array_equal(inside(np.round(-z), share), inside(np.round(z), share))


def test_the_variance_by_hand():
    """Five places of equal weight 100: (5 phi - 4) / (500 - 100)."""
    assert additive_variance(3, np.full(5, 0.01)) == pytest.approx(11 / 400)
    assert additive_variance(0.8, np.full(5, 0.01)) == 0


def test_the_variance_is_statsmodels_method_of_moments():
    """With the precision-weighted mean as the centre it is DerSimonian and Laird's."""
    from statsmodels.stats.meta_analysis import combine_effects

    rng = np.random.default_rng(6)
    effect, variance = rng.normal(0.3, 0.4, 20), rng.uniform(0.01, 0.1, 20)
    centre = np.average(effect, weights=1 / variance)
    phi = np.mean((effect - centre) ** 2 / variance)
    wanted = combine_effects(effect, variance, method_re="chi2").tau2
    assert additive_variance(phi, variance) == pytest.approx(wanted)


@given(places(), shares, trims, st.randoms(use_true_random=False))
def test_the_order_of_places_does_not_matter(found, share, trim, random):
    z, variance = found
    mixed = list(range(z.size))
    random.shuffle(mixed)
    one = overdispersion(z, variance, share, trim)
    other = overdispersion(z[mixed], variance[mixed], share, trim)
    assert other.places == one.places
    if not one.why:
        assert (other.phi, other.tau2) == pytest.approx((one.phi, one.tau2))


@given(places(), shares, trims, st.floats(0.01, 100))
def test_the_scale_only_changes_the_unit_of_the_variance(found, share, trim, unit):
    z, variance = found
    one = overdispersion(z, variance, share, trim)
    other = overdispersion(z, variance * unit**2, share, trim)
    assert other.phi == one.phi
    assert other.tau2 == pytest.approx(one.tau2 * unit**2)


@given(places(), shares)
def test_trimming_more_never_finds_more(found, share):
    z, variance = found
    assert overdispersion(z, variance, share).phi <= overdispersion(z, variance, 0.0).phi + 1e-9


@given(places(smallest=3), shares, trims, st.integers(1, 4))
def test_places_without_a_score_are_left_out_and_counted(found, share, trim, missing):
    z, variance = found
    one = overdispersion(z, variance, share, trim)
    other = overdispersion(
        np.append(z, np.full(missing, np.nan)),
        np.append(variance, np.full(missing, 0.01)),
        share,
        trim,
    )
    assert (other.phi, other.tau2) == (one.phi, one.tau2)
    assert other.left_out == one.left_out + missing


def test_without_winsorising_it_is_the_surveys_rule():
    """Below five places the survey's rule moves nobody in."""
    score, variance = np.array([0.7, 0.85, 0.8, 0.95]), np.full(4, 0.001)
    survey = spread(score, variance, 0.8)
    found = overdispersion((score - 0.8) / np.sqrt(variance), variance, 0.0)
    assert (found.phi, found.tau2) == pytest.approx((survey.phi, survey.tau2))


def test_a_spread_beyond_chance_is_found_and_chance_is_not():
    rng, variance = np.random.default_rng(9), np.full(20_000, 0.0004)
    for between in (0.0, 0.0025):
        z = rng.normal(0, np.sqrt(between + 0.0004), 20_000) / 0.02
        assert overdispersion(z, variance, 0.0).tau2 == pytest.approx(between, abs=0.0001)


@pytest.mark.parametrize("z", [[], [1.0], [np.nan, 1.0], [np.inf, 1.0, np.nan], [np.nan, np.nan]])
@pytest.mark.parametrize("trim", ["winsorise", "truncate"])
def test_fewer_than_two_places_say_so(z, trim):
    found = overdispersion(z, np.full(len(z), 0.01), 0.1, trim)
    assert (found.phi, found.tau2) == (None, 0)
    assert "Fewer than two" in found.why
    assert found.places + found.left_out == len(z)


@pytest.mark.parametrize("share", [-0.1, 0.5, 0.9])
def test_cutting_off_everybody_is_an_error(share):
    with pytest.raises(ValueError, match="below a half"):
        overdispersion([1, 2], [1, 1], share)
