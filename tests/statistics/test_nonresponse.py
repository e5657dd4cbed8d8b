import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.nonresponse import Answered, gap_bounds, representativeness, score_bounds


@st.composite
def groups(draw):
    invited = draw(st.integers(1, 1000))
    return Answered(draw(st.floats(0, 1)), draw(st.integers(1, invited)), invited)


def test_bounds_by_hand():
    """Of 200 people 150 answered, 80% well: if the 50 had scored 60% or 90%, 75% to 82.5%."""
    found = score_bounds(Answered(0.8, 150, 200), 0.6, 0.9)
    assert (found.value, found.lower, found.upper) == pytest.approx((0.8, 0.75, 0.825))


@given(groups())
def test_supposing_nothing_the_bounds_are_as_wide_as_the_silent_share(group):
    found = score_bounds(group)
    assert found.upper - found.lower == pytest.approx(1 - group.responded / group.invited)
    assert found.lower - 1e-12 <= found.value <= found.upper + 1e-12


@given(groups(), st.integers(0, 1000))
def test_whoever_stayed_silent_the_bounds_hold(group, seed):
    true = np.random.default_rng(seed).random()
    found = score_bounds(group)
    assert found.lower - 1e-12 <= group.if_others_had(true) <= found.upper + 1e-12


@given(groups(), groups(), st.floats(0, 0.5), st.floats(0.5, 1))
def test_the_bounds_of_a_gap_hold_and_turn_round(first, second, worst, best):
    gap, back = gap_bounds(first, second, worst, best), gap_bounds(second, first, worst, best)
    assert (back.value, back.lower, back.upper) == pytest.approx(
        (-gap.value, -gap.upper, -gap.lower)
    )
    for one in (worst, best):
        for other in (worst, best):
            true = first.if_others_had(one) - second.if_others_had(other)
            assert gap.lower - 1e-12 <= true <= gap.upper + 1e-12


def test_when_all_answered_there_is_nothing_to_bound():
    found = gap_bounds(Answered(0.8, 100, 100), Answered(0.7, 50, 50))
    assert (found.lower, found.upper) == pytest.approx((0.1, 0.1))


@pytest.mark.parametrize(
    ("group", "reason"),
    [
        (Answered(0.8, 0, 0), "Nobody was asked"),
        (Answered(float("nan"), 0, 10), "Nobody of a group answered"),
        (Answered(float("nan"), 3, 10), "Nobody of a group answered"),
    ],
)
def test_bounds_that_cannot_be_had_say_why(group, reason):
    whole = Answered(0.8, 10, 20)
    for found in (score_bounds(group), gap_bounds(group, whole), gap_bounds(whole, group)):
        assert not found.is_known
        assert reason in found.why


def test_the_worst_above_the_best_is_an_error():
    with pytest.raises(ValueError, match="above the best"):
        score_bounds(Answered(0.8, 10, 20), 0.9, 0.1)


@pytest.mark.parametrize("numbers", [(11, 10), (-1, 10), (float("nan"), 10)])
def test_more_answers_than_people_is_an_error(numbers):
    with pytest.raises(ValueError, match="No more can answer"):
        Answered(0.5, *numbers)


def test_the_indicator_by_hand():
    """Two halves of a large population answering at 40% and 60%: S = 0.1, R = 0.8."""
    found = representativeness([4e8, 6e8], [1e9, 1e9])
    assert found.indicator == pytest.approx(0.8, abs=1e-6)
    assert found.variation == pytest.approx(0.2, abs=1e-6)
    assert found.rate == 0.5
    np.testing.assert_allclose(found.rates, [0.4, 0.6])


def test_groups_that_answer_alike_are_represented():
    found = representativeness([30, 60, 15], [60, 120, 30])
    assert (found.indicator, found.variation) == (1, 0)


def test_chance_is_taken_off():
    rng, asked = np.random.default_rng(1), np.full(8, 60)
    made = [representativeness(rng.binomial(asked, 0.6), asked).variation ** 2 for _ in range(500)]
    raw = []
    for _ in range(500):
        rates = rng.binomial(asked, 0.6) / 60
        raw.append(rates.var() / rates.mean() ** 2)
    assert np.mean(made) < np.mean(raw) / 2


@given(st.lists(st.integers(1, 300), min_size=2, max_size=8), st.integers(0, 100))
def test_the_order_of_groups_does_not_matter(asked, seed):
    rng = np.random.default_rng(seed)
    answered = rng.binomial(asked, 0.6)
    mixed = rng.permutation(len(asked))
    one = representativeness(answered, asked)
    other = representativeness(answered[mixed], np.array(asked)[mixed])
    assert other.why == one.why
    if not one.why:
        assert other.indicator == pytest.approx(one.indicator, abs=1e-9)


@pytest.mark.parametrize(
    ("answered", "asked", "reason"),
    [
        ([], [], "Nobody was asked"),
        ([0, 0], [0, 0], "Nobody was asked"),
        ([5], [10], "one group"),
        ([5, 0], [10, 0], "one group"),
        ([0, 0], [10, 20], "Nobody answered"),
    ],
)
def test_an_indicator_that_cannot_be_had_says_why(answered, asked, reason):
    found = representativeness(answered, asked)
    assert (found.indicator, found.variation) == (None, None)
    assert reason in found.why


@pytest.mark.parametrize("answered", [[11, 5], [-1, 5], [np.nan, 5]])
def test_impossible_numbers_are_errors(answered):
    with pytest.raises(ValueError, match="Numbers must be known"):
        representativeness(answered, [10, 10])
