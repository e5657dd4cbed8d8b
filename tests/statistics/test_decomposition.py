import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.decomposition import between_places, decompose
from analysis.statistics.kitagawa import kitagawa

YES_NO = (0, 1)


def parts(found):
    return np.array([found.rate.value, *(p.value for p in found.composition.values())])


def made(seed, shape=(3, 2), n=(300, 500), effect=0.1):
    """Return a sample of two groups in which the first is elsewhere and fares worse."""
    rng = np.random.default_rng(seed)
    cells = int(np.prod(shape))
    share = np.stack([np.arange(1, cells + 1), np.arange(cells, 0, -1)]) / (cells * (cells + 1) / 2)
    rate = np.linspace(0.4, 0.8, cells) - effect * np.array([[1], [0]])
    p = np.stack([share * (1 - rate), share * rate], axis=1)
    counts = np.stack([rng.multinomial(k, q.ravel()) for k, q in zip(n, p, strict=True)])
    return counts.reshape(2, 2, *shape).astype(float), p.reshape(2, 2, *shape)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 1000), st.sampled_from([(4,), (3, 2), (2, 2, 3)]))
def test_parts_always_add_up_to_the_gap_of_the_raw_scores(seed, shape):
    answers, _ = made(seed, shape, n=(40, 60))
    found = decompose(answers, YES_NO, [f"v{i}" for i in range(len(shape))])
    n = answers.reshape(2, 2, -1).sum(axis=2)
    raw = n[:, 1] / n.sum(axis=1)
    assert found.gap.value == pytest.approx(raw[0] - raw[1], abs=1e-12)
    assert parts(found).sum() == pytest.approx(found.gap.value, abs=1e-12)


def test_with_one_variable_it_is_kitagawas_split():
    answers, _ = made(1, (5,))
    counts = answers.sum(axis=1)
    found, split = decompose(answers, YES_NO, ["place"]), kitagawa(answers[:, 1] / counts, counts)
    np.testing.assert_allclose(parts(found), [split.rate, split.composition], atol=1e-15)


def test_the_gaps_interval_is_that_of_two_independent_proportions():
    answers, _ = made(2)
    found = decompose(answers, YES_NO, ["tumour", "age"]).gap
    n = answers.reshape(2, 2, -1).sum(axis=2)
    p = n[:, 1] / n.sum(axis=1)
    half = 1.96 * np.sqrt((p * (1 - p) / n.sum(axis=1)).sum())
    assert found.upper - found.value == pytest.approx(half, rel=0.15)


def test_nominal_95_percent_intervals_of_the_parts_hold_the_truth():
    truth = parts(decompose(made(0)[1] * 1e9, YES_NO, ["tumour", "age"]))
    held = np.zeros(3)
    for seed in range(60):
        found = decompose(made(seed, n=(400, 400))[0], YES_NO, ["tumour", "age"])
        estimates = [found.rate, *found.composition.values()]
        held += [e.lower <= t <= e.upper for e, t in zip(estimates, truth, strict=True)]
    assert (held >= 52).all()


def test_a_huge_sample_leaves_no_doubt():
    answers, p = made(0)
    found = decompose(p * 1e12, YES_NO, ["tumour", "age"])
    assert found.rate.upper - found.rate.lower < 1e-5
    assert found.rate.value == pytest.approx(-0.1, abs=1e-9)
    again = decompose(2 * answers, YES_NO, ["tumour", "age"])
    np.testing.assert_allclose(parts(again), parts(decompose(answers, YES_NO, ["tumour", "age"])))


def test_the_same_answers_give_the_same_limits():
    answers, _ = made(3)
    assert decompose(answers, YES_NO, ["a", "b"]) == decompose(answers, YES_NO, ["a", "b"])


def test_ratings_are_split_by_their_mean():
    rng = np.random.default_rng(4)
    answers = rng.poisson(4, (2, 11, 3)).astype(float)
    found = decompose(answers, np.arange(11), ["place"])
    n = answers.sum(axis=2)
    means = n @ np.arange(11) / n.sum(axis=1)
    assert found.gap.value == pytest.approx(means[0] - means[1], abs=1e-12)
    variance = n @ np.arange(11) ** 2 / n.sum(axis=1) - means**2
    half = 1.96 * np.sqrt((variance / n.sum(axis=1)).sum())
    assert found.gap.upper - found.gap.value == pytest.approx(half, rel=0.15)


def test_a_group_where_nobody_answered_says_so():
    answers, _ = made(5)
    answers[1] = 0
    found = decompose(answers, YES_NO, ["tumour", "age"])
    assert found.why == found.gap.why == "Nobody in the second group answered."
    assert found.composition["age"].value is None
    assert not decompose(answers[::-1], YES_NO, ["tumour", "age"]).rate.is_known


def test_a_single_answer_gives_parts_without_limits():
    found = decompose([[[1, 0], [0, 0]], [[3, 2], [4, 5]]], YES_NO, ["place"])
    assert found.gap.value is not None
    assert found.gap.lower is None
    assert "chance" in found.rate.why


def test_shares_between_and_within_places_make_a_whole():
    answers, _ = made(6, (6,), n=(3000, 3000))
    found = between_places(answers, YES_NO)
    assert found.share_between.value + found.share_within.value == pytest.approx(1, abs=1e-12)
    assert found.between.value + found.within.value == pytest.approx(found.gap.value, abs=1e-12)
    assert found.share_within.value == pytest.approx(found.within.value / found.gap.value)


def test_a_gap_that_may_be_chance_is_not_shared_out():
    answers, _ = made(7, (2,), n=(20, 20), effect=0)
    answers[1] = answers[0]
    found = between_places(answers, YES_NO)
    assert found.gap.value == 0
    assert "chance" in found.share_between.why
    answers[0] = 0
    assert "Nobody" in between_places(answers, YES_NO).share_within.why


@pytest.mark.parametrize(
    ("answers", "variables", "words"),
    [
        (np.ones((2, 2, 3)), ["a", "b"], "don't fit"),
        (np.ones((2, 3, 3)), ["a"], "don't fit"),
        (np.ones((2, 2)), [], "don't fit"),
        (-np.ones((2, 2, 3)), ["a"], "0 or more"),
        (np.full((2, 2, 3), np.nan), ["a"], "0 or more"),
    ],
)
def test_nonsense_is_refused(answers, variables, words):
    with pytest.raises(ValueError, match=words):
        decompose(answers, YES_NO, variables)
