import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.bench.oracles import decomposition
from analysis.statistics.dasgupta import standardise, standardise_structure, structure


def made(seed, shape, populations=2):
    rng = np.random.default_rng(seed)
    counts = rng.poisson(3, (populations, *shape)).astype(float)
    counts[(slice(None), *[0] * len(shape))] += 1
    return np.where(counts > 0, rng.random(counts.shape), np.nan), counts


SHAPES = st.sampled_from([(4,), (3, 2), (2, 3, 2), (2, 2, 2, 2)])


@pytest.mark.real
def test_every_number_agrees_with_the_reference_packages(oracles):
    rows = decomposition.rows(oracles)
    assert not [row for row in rows if not row.agrees]
    assert len(rows) == 344
    assert sum(bool(row.note) for row in rows) < 30


def test_a_product_of_two_factors_follows_das_guptas_first_example():
    # Earnings x earners of black and white Americans, Das Gupta (1993), table 2.1.
    found = standardise([[10930, 16591], [0.717892, 0.825974]])
    np.testing.assert_allclose(found.crude, [7846.56, 13703.73], atol=0.01)
    np.testing.assert_allclose(found.effects(1, 0), [4369.91, 1487.26], atol=0.01)


@given(st.integers(2, 5), st.integers(1, 4), st.integers(0, 1000))
def test_an_effect_is_the_mean_over_all_orders_of_swapping(factors, cells, seed):
    f = np.random.default_rng(seed).random((factors, 2, cells))
    wanted = np.zeros(factors)
    for order in permutations(range(factors)):
        now = f[:, 1].copy()
        for k in order:
            before = now.prod(axis=0).sum()
            now[k] = f[k, 0]
            wanted[k] += (now.prod(axis=0).sum() - before) / math.factorial(factors)
    np.testing.assert_allclose(standardise(f).effects(), wanted, atol=1e-12)


@given(st.integers(1, 6), st.integers(2, 5), st.integers(0, 1000))
def test_effects_of_any_number_of_factors_and_populations_add_up(factors, populations, seed):
    f = np.random.default_rng(seed).normal(size=(factors, populations, 3))
    found = standardise(f)
    for i in range(populations):
        for j in range(populations):
            gap = found.crude[i] - found.crude[j]
            assert found.effects(i, j).sum() == pytest.approx(gap, abs=1e-12)


@given(SHAPES, st.integers(2, 4), st.integers(0, 1000))
def test_effects_of_structure_and_rate_add_up_to_the_gap(shape, populations, seed):
    rate, counts = made(seed, shape, populations)
    found = standardise_structure(rate, counts)
    raw = np.nansum(rate * counts, axis=tuple(range(1, rate.ndim)))
    raw /= counts.reshape(populations, -1).sum(axis=1)
    np.testing.assert_allclose(found.crude, raw, atol=1e-12)
    for j in range(1, populations):
        assert found.effects(0, j).sum() == pytest.approx(raw[0] - raw[j], abs=1e-12)


@given(SHAPES, st.integers(0, 1000))
def test_structure_factors_multiply_to_the_shares(shape, seed):
    counts = made(seed, shape)[1][0]
    np.testing.assert_allclose(structure(counts).prod(axis=0), counts / counts.sum(), atol=1e-14)


def test_two_structure_factors_are_the_geometric_means_of_das_gupta():
    n = np.array([[10.0, 20], [30, 40]])
    rows, columns = n.sum(axis=1, keepdims=True), n.sum(axis=0, keepdims=True)
    found = structure(n)
    np.testing.assert_allclose(found[0], np.sqrt(n / columns * rows / 100))
    np.testing.assert_allclose(found[1], np.sqrt(n / rows * columns / 100))


@given(st.integers(0, 1000), st.permutations(range(3)))
def test_order_of_variables_populations_and_levels_does_not_matter(seed, order):
    rate, counts = made(seed, (2, 3, 4))
    found = standardise_structure(rate, counts).effects()
    axes = [0, *(1 + k for k in order)]
    turned = standardise_structure(rate.transpose(axes), counts.transpose(axes)).effects()
    np.testing.assert_allclose(turned, found[axes], atol=1e-12)
    swapped = standardise_structure(rate[::-1, ::-1], counts[::-1, ::-1]).effects()
    np.testing.assert_allclose(swapped, -found, atol=1e-12)


@given(st.integers(0, 1000), st.floats(0.01, 100), st.floats(0.01, 100))
def test_size_of_a_population_does_not_matter_and_the_scale_carries_over(seed, size, scale):
    rate, counts = made(seed, (3, 2))
    found = standardise_structure(rate, counts).effects()
    bigger = counts * np.array([size, 1])[:, None, None]
    np.testing.assert_allclose(
        standardise_structure(scale * rate, bigger).effects(), scale * found, rtol=1e-9, atol=1e-10
    )


def test_populations_that_are_alike_in_something_have_no_effect_of_it():
    rate, counts = made(1, (3, 2))
    counts[:] = counts[0] + 1
    rate = np.where(np.isnan(rate), 0.5, rate)
    np.testing.assert_allclose(standardise_structure(rate, counts).effects()[1:], 0, atol=1e-14)
    same = standardise_structure(np.stack([rate[0], rate[0]]), made(2, (3, 2))[1] + 1)
    assert same.effects()[0] == pytest.approx(0, abs=1e-14)


def test_a_cell_that_one_population_lacks_counts_as_composition():
    found = standardise_structure([[0.5, np.nan], [0.5, 0.9]], [[10, 0], [5, 5]])
    np.testing.assert_allclose(found.effects(), [0, -0.2], atol=1e-15)


def test_what_is_said_of_a_cell_where_nobody_is_does_not_matter():
    counts = [[10, 0, 0], [5, 5, 0]]
    one = standardise_structure([[0.5, np.nan, np.nan], [0.4, 0.9, np.nan]], counts)
    other = standardise_structure([[0.5, 0.1, 0.3], [0.4, 0.9, 0.7]], counts)
    np.testing.assert_array_equal(one.rates, other.rates)


@pytest.mark.parametrize(
    ("rate", "counts", "words"),
    [
        ([[0.5, 0.5]], [[1, 1]], "two populations"),
        ([[0.5], [0.5]], [[1, 1], [1, 1]], "same shape"),
        ([[0.5, np.nan], [0.5, 0.5]], [[1, 1], [1, 1]], "rate is missing"),
        ([[0.5, 0.5], [0.5, 0.5]], [[1, 1], [0, 0]], "above 0"),
        ([[0.5, 0.5], [0.5, 0.5]], [[1, 1], [-1, 2]], "0 or more"),
    ],
)
def test_nonsense_is_refused(rate, counts, words):
    with pytest.raises(ValueError, match=words):
        standardise_structure(rate, counts)


def test_factors_need_two_populations_and_values_where_people_are():
    with pytest.raises(ValueError, match="two populations"):
        standardise([[1.0], [2.0]])
    with pytest.raises(ValueError, match="missing"):
        standardise([[1.0, np.nan], [2.0, 3.0]])
    assert standardise([[1.0, np.nan], [2.0, 0.0]]).crude.tolist() == [2, 0]
