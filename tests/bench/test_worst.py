import numpy as np
import pytest

from analysis.bench.oracles.worst import worst


def test_the_worst_is_measured_by_what_is_allowed():
    row = worst("x", "R", [1.0, 200.0], [1.1, 201.0], [0.01, 1.0])
    assert (row.ours, row.theirs, row.tolerance) == (1.0, 1.1, 0.01)
    assert row.name == "x (worst of 2)"
    assert not row.agrees


def test_a_number_that_only_we_miss_is_the_worst():
    row = worst("x", "R", [np.nan, 2.0], [1.0, 9.0], 1.0)
    assert np.isnan(row.ours)
    assert not row.agrees


def test_what_they_miss_is_not_compared():
    row = worst("x", "R", [5.0, 2.0], [np.nan, 2.0], 1e-9)
    assert (row.name, row.ours) == ("x", 2.0)
    assert row.agrees


def test_nothing_to_compare_is_an_error():
    with pytest.raises(ValueError, match="nothing to compare"):
        worst("x", "R", [1.0], [np.nan], 1.0)
