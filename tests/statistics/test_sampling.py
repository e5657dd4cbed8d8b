import numpy as np
import pytest

from analysis.statistics.sampling import SampleDesign


def test_clusters_are_told_apart_within_strata():
    design = SampleDesign(
        np.ones(4), clusters=np.array([1, 1, 1, 2]), strata=np.array(["a", "a", "b", "b"])
    )
    person, stratum = design.cells()
    assert list(person) == [0, 0, 1, 2]
    assert list(stratum) == [0, 1, 1]


def test_the_variance_of_a_total_by_hand():
    """Two clusters with totals 3 and 7: 2/1 of the squares around 5, which is 2 (4 + 4)."""
    design = SampleDesign(np.ones(4), clusters=np.array([0, 0, 1, 1]))
    assert design.variance_of_total(np.array([1.0, 2, 3, 4])) == pytest.approx(16)


def test_strata_add_up():
    scores, strata = np.array([1.0, 3, 10, 14]), np.array([0, 0, 1, 1])
    both = SampleDesign(np.ones(4), strata=strata).variance_of_total(scores)
    each = [SampleDesign(np.ones(2)).variance_of_total(scores[strata == part]) for part in (0, 1)]
    assert both == pytest.approx(sum(each))


def test_a_census_has_no_variance():
    design = SampleDesign(np.ones(3), units=np.full(3, 3.0))
    assert design.variance_of_total(np.array([1.0, 5, 9])) == 0


def test_a_very_large_population_needs_no_correction():
    scores = np.array([1.0, 5, 9])
    plain = SampleDesign(np.ones(3)).variance_of_total(scores)
    large = SampleDesign(np.ones(3), units=np.full(3, 1e12)).variance_of_total(scores)
    assert large == pytest.approx(plain)


def test_a_stratum_of_one_has_no_variance_to_tell():
    design = SampleDesign(np.ones(3), strata=np.array([0, 0, 1]))
    assert np.isnan(design.variance_of_total(np.array([1.0, 2, 3])))


def test_more_clusters_than_there_are_is_an_error():
    design = SampleDesign(np.ones(3), units=np.full(3, 2.0))
    with pytest.raises(ValueError, match="More clusters"):
        design.variance_of_total(np.array([1.0, 2, 3]))


@pytest.mark.parametrize("weight", [-1.0, np.nan])
def test_a_weight_below_zero_or_missing_is_an_error(weight):
    with pytest.raises(ValueError, match="0 or more"):
        SampleDesign(np.array([1.0, weight]))


def test_arrays_of_two_lengths_are_an_error():
    with pytest.raises(ValueError, match="one length"):
        SampleDesign(np.ones(3), clusters=np.zeros(2))
