import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics.term import Term, design_matrix, distinct

AGE = Term("age", [30.0, 40, 50, 60])
SEX = Term("sex", [0, 1, 1, 0], ("female", "male"))
PLACE = Term("place", [0, 2, 2, 3], ("north", "east", "south", "west"))


def test_every_level_that_somebody_is_in_has_a_column():
    found = design_matrix([AGE, SEX, PLACE], 4)
    names = list(zip(found.variable, found.level, strict=True))
    assert names == [
        ("intercept", ""),
        ("age", ""),
        ("sex", "female"),
        ("sex", "male"),
        ("place", "north"),
        ("place", "south"),
        ("place", "west"),
    ]
    np.testing.assert_array_equal(found.x[:, 1], AGE.values)
    np.testing.assert_array_equal(found.x[:, 5], [0, 1, 1, 0])


def test_normalised_coefficients_give_the_same_fit_and_levels_add_up_to_nought():
    found = design_matrix([AGE, SEX, PLACE], 4)
    b = np.arange(1.0, found.fitted.size + 1)
    full = found.normalise @ b
    np.testing.assert_allclose(found.x @ full, found.x[:, found.fitted] @ b)
    assert full[2:4].sum() == pytest.approx(0)
    assert full[4:].sum() == pytest.approx(0)


def test_fitted_columns_expand_to_all_columns():
    found = design_matrix([AGE, SEX, PLACE], 4)
    np.testing.assert_allclose(found.x[:, found.fitted] @ found.expand, found.x)


@given(st.integers(1, 40), st.integers(0, 1000))
def test_distinct_rows_stand_for_all_rows(rows, seed):
    rng = np.random.default_rng(seed)
    columns = [rng.integers(0, 3, rows).astype(float), rng.choice([0.5, 1.5], rows)]
    where, count = distinct(columns)
    table = np.stack(columns, axis=1)
    assert count.sum() == rows
    assert len({tuple(r) for r in table.tolist()}) == where.size
    for row, times in zip(table[where], count, strict=True):
        assert (table == row).all(axis=1).sum() == times


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term("age", [1.0, 2]), "each of 3 rows"),
        (Term("age", [1.0, np.nan, 2]), "each of 3 rows"),
        (Term("sex", [0, 1, 2], ("a", "b")), "outside its 2 levels"),
        (Term("sex", [0, 1, -1], ("a", "b")), "outside its 2 levels"),
    ],
)
def test_nonsense_is_refused(term, words):
    with pytest.raises(ValueError, match=words):
        design_matrix([term], 3)
