import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.logistic_split import logistic_split
from analysis.statistics.oaxaca import oaxaca_twofold
from analysis.statistics.pattern import gather
from analysis.statistics.term import Term

LEVELS = (3, 2)


def group(seed, rows, slant, level=0.5):
    rng = np.random.default_rng(seed)
    codes = [rng.choice(3, rows, p=[slant, 0.3, 0.7 - slant]), rng.integers(0, 2, rows)]
    predictor = level + np.array([0, -0.6, 0.7])[codes[0]] - 0.3 * codes[1]
    return codes, (rng.random(rows) < 1 / (1 + np.exp(-predictor))).astype(float)


def split(first, second):
    return logistic_split(gather(first[0], LEVELS, first[1]), gather(second[0], LEVELS, second[1]))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_parts_always_add_up_to_the_gap(seed):
    first, second = group(seed, 300, 0.5, 0.1), group(seed + 1, 400, 0.2)
    found = split(first, second)
    assert found.gap.value == pytest.approx(first[1].mean() - second[1].mean(), abs=1e-12)
    assert found.explained.value + found.unexplained.value == pytest.approx(
        found.gap.value, abs=1e-12
    )
    assert found.explained_by_variable.sum() == pytest.approx(found.explained.value, abs=1e-12)


def test_with_one_variable_it_is_the_linear_split_at_the_second_groups_coefficients():
    (a, _), y = group(1, 800, 0.5, 0.1)
    (b, _), z = group(2, 900, 0.2)
    found = logistic_split(gather([a], [3], y), gather([b], [3], z))
    terms = [Term("place", np.concatenate([a, b]), ("a", "b", "c"))]
    line = oaxaca_twofold(np.concatenate([y, z]), terms, np.arange(1700) < 800, reference=0.0)
    for ours, theirs in (
        (found.gap, line.gap),
        (found.explained, line.explained.total),
        (found.unexplained, line.unexplained.total),
    ):
        assert ours.value == pytest.approx(theirs.value, abs=1e-9)
        assert ours.upper - ours.lower == pytest.approx(theirs.upper - theirs.lower, rel=0.01)


def test_nominal_95_percent_intervals_hold_the_truth():
    truth = split(group(1, 400_000, 0.5, 0.1), group(2, 400_000, 0.2))
    held = np.zeros(2)
    for seed in range(200):
        found = split(group(2 * seed, 300, 0.5, 0.1), group(2 * seed + 1, 300, 0.2))
        held += [
            e.lower <= t.value <= e.upper
            for e, t in (
                (found.explained, truth.explained),
                (found.unexplained, truth.unexplained),
            )
        ]
    assert (held >= 0.91 * 200).all()
    assert (held <= 0.985 * 200).all()


def test_groups_that_are_alike_have_nothing_explained_and_nothing_to_share_out():
    codes, y = group(3, 300, 0.4)
    found = split((codes, y), (codes, y))
    assert found.explained.value == pytest.approx(0, abs=1e-9)
    assert found.unexplained.value == pytest.approx(0, abs=1e-9)
    assert found.explained_by_variable.size == 0


def test_twice_the_people_halve_the_variance():
    first, second = group(4, 300, 0.5), group(5, 300, 0.2)
    once = split(first, second)
    twice = split(
        *(([np.tile(c, 2) for c in codes], np.tile(y, 2)) for codes, y in (first, second))
    )
    assert twice.explained.value == pytest.approx(once.explained.value, abs=1e-9)
    for part in ("gap", "explained", "unexplained"):
        width = [getattr(s, part).upper - getattr(s, part).lower for s in (once, twice)]
        assert width[0] == pytest.approx(np.sqrt(2) * width[1], rel=1e-6)


NOBODY = ([[], []], [])


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (NOBODY, group(0, 50, 0.3), "Nobody in the first group answered."),
        (group(0, 50, 0.3), NOBODY, "Nobody in the second group answered."),
        (group(0, 50, 0.3), ([[0, 1], [0, 1]], [1, 1]), "same answer"),
        (group(0, 50, 0.3), ([[0, 1, 0], [0, 1, 1]], [1, 0, 0]), "no like in the second"),
    ],
)
def test_what_cannot_be_split_says_why(first, second, why):
    found = split(first, second)
    assert why in found.explained.why
    assert found.gap.value is None


def test_weights_and_other_variables_are_refused():
    codes, y = group(6, 20, 0.3)
    plain = gather(codes, LEVELS, y)
    with pytest.raises(ValueError, match="no weights"):
        logistic_split(gather(codes, LEVELS, y, np.ones(20)), plain)
    with pytest.raises(ValueError, match="same variables"):
        logistic_split(gather(codes, (3, 3), y), plain)
