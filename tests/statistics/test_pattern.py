import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.pattern import gather


@given(st.integers(0, 60), st.booleans(), st.integers(0, 1000))
def test_patterns_keep_every_person_and_every_answer(rows, weighted, seed):
    rng = np.random.default_rng(seed)
    codes = [rng.integers(0, 3, rows), rng.integers(0, 2, rows)]
    answers, weights = rng.normal(size=rows), rng.uniform(0.5, 2, rows) if weighted else None
    found = gather(codes, [3, 2], answers, weights)
    assert found.people == rows
    np.testing.assert_array_equal(found.codes[found.of_row], np.stack(codes, axis=1))
    assert len({tuple(c) for c in found.codes.tolist()}) == len(found.codes)
    w = np.ones(rows) if weights is None else weights
    for sums, values in (
        (found.weight, w),
        (found.total, w * answers),
        (found.squares, w * answers**2),
    ):
        np.testing.assert_allclose(
            sums, [values[found.of_row == i].sum() for i in range(len(found.codes))], atol=1e-12
        )
    assert (found.noise is None) == (weights is None)


def test_many_possible_patterns_are_gathered_as_few_are():
    rng = np.random.default_rng(1)
    codes, answers = [rng.integers(0, 3, 50) for _ in range(2)], rng.normal(size=50)
    few = gather(codes, [3, 3], answers)
    many = gather(codes, [3, 10_000_000], answers)
    np.testing.assert_array_equal(few.codes, many.codes)
    np.testing.assert_array_equal(few.of_row, many.of_row)
    np.testing.assert_array_equal(few.total, many.total)


def test_without_variables_everybody_is_alike():
    found = gather([], [], [0, 1, 1])
    assert found.codes.shape == (1, 0)
    assert found.total.tolist() == [2]


@pytest.mark.parametrize(
    ("codes", "answers", "weights", "words"),
    [
        ([0, 2], [1, 0], None, "outside 0 to 1"),
        ([0, -1], [1, 0], None, "outside 0 to 1"),
        ([0], [1, 0], None, "shape"),
        ([0, 1], [1, np.nan], None, "missing"),
        ([0, 1], [1, 0], [1, 0], "above 0"),
        ([0, 1], [1, 0], [1], "above 0"),
    ],
)
def test_nonsense_is_refused(codes, answers, weights, words):
    with pytest.raises(ValueError, match=words):
        gather([codes], [2], answers, weights)
