import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.design import Design
from analysis.statistics.pattern import gather

LEVELS = (3, 2, 4)


def made(seed, rows=80):
    rng = np.random.default_rng(seed)
    codes = [rng.integers(0, k, rows) for k in LEVELS]
    patterns = gather(codes, LEVELS, rng.normal(size=rows))
    columns = [np.ones(len(patterns.codes))]
    columns += [
        (patterns.codes[:, v] == k).astype(float) for v, n in enumerate(LEVELS) for k in range(n)
    ]
    return patterns, Design(patterns), np.stack(columns, axis=1), rng


@given(st.integers(0, 1000))
def test_products_are_those_of_the_matrix_that_is_never_made(seed):
    patterns, design, x, rng = made(seed)
    w, b = rng.uniform(size=len(x)), rng.normal(size=x.shape[1])
    np.testing.assert_allclose(design.gram(w), x.T @ (x * w[:, None]), atol=1e-10)
    np.testing.assert_allclose(design.sums(w), x.T @ w, atol=1e-10)
    np.testing.assert_allclose(design.predictor(b), x @ b, atol=1e-10)
    np.testing.assert_allclose(design.size, x.T @ patterns.weight)


def test_estimable_columns_are_as_many_as_the_rank():
    region, place = np.array([0, 0, 1, 1, 2, 2] * 5), np.array([0, 1, 2, 3, 4, 5] * 5)
    patterns = gather([region, place], [3, 7], np.arange(30.0))
    design = Design(patterns)
    reference = [design.reference(0, None), design.reference(1, None)]
    kept, repeated = design.estimable(reference)
    assert kept.size == 6
    assert repeated.size == 2
    assert design.offsets[-1] - 1 not in {*kept, *repeated}
    assert design.is_repeated(0)
    assert design.is_repeated(1)


def test_variables_that_say_different_things_are_not_repeated():
    _, design, _, _ = made(0)
    assert not any(design.is_repeated(v) for v in range(3))


def test_the_reference_is_the_one_asked_for_unless_nobody_is_in_it():
    patterns = gather([[0, 1, 1, 2]], [4], [0.0, 1, 2, 3])
    design = Design(patterns)
    assert design.reference(0, None) == 2
    assert design.reference(0, 2) == 3
    assert design.reference(0, 3) == 2
