import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.kitagawa import kitagawa


def test_a_split_that_can_be_followed_by_hand():
    # 80% and 40% of the first group are content in two places, 70% and 50% of the second.
    found = kitagawa([[0.8, 0.4], [0.7, 0.5]], [[25, 75], [60, 40]])
    assert found.gap == pytest.approx(0.5 - 0.62)
    assert found.composition == pytest.approx((0.25 - 0.6) * (0.75 - 0.45))
    assert found.rate == pytest.approx(0.1 * (0.25 + 0.6) / 2 - 0.1 * (0.75 + 0.4) / 2)


@given(st.integers(1, 8), st.integers(0, 1000))
def test_categories_add_up_to_parts_and_parts_to_the_gap(categories, seed):
    rng = np.random.default_rng(seed)
    counts = rng.poisson(2, (2, categories)).astype(float)
    counts[:, 0] += 1
    rate = np.where(counts > 0, rng.random(counts.shape), np.nan)
    found = kitagawa(rate, counts)
    assert found.rate + found.composition == pytest.approx(found.gap, abs=1e-12)
    assert found.rate_by_category.sum() == pytest.approx(found.rate, abs=1e-12)
    assert found.composition_by_category.sum() == pytest.approx(found.composition, abs=1e-12)
    swapped = kitagawa(rate[::-1], counts[::-1])
    np.testing.assert_allclose(swapped.rate_by_category, -found.rate_by_category, atol=1e-15)
    np.testing.assert_allclose(
        swapped.composition_by_category, -found.composition_by_category, atol=1e-15
    )


def test_more_people_where_it_is_bad_count_against_a_group():
    found = kitagawa([[0.9, 0.3], [0.9, 0.3]], [[10, 90], [90, 10]])
    assert (found.composition_by_category < 0).all()
    np.testing.assert_allclose(found.rate_by_category, 0)


def test_a_population_without_people_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        kitagawa([[0.5], [0.5]], [[0], [3]])
