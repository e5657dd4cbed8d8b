"""Plug-in values: worked by hand, against other packages, and what they must not depend on."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.statistics.inequality import MEASURES, Groups, erreygers_index, wagstaff_index
from analysis.statistics.inequality import concentration as cn
from analysis.statistics.inequality import dispersion as ds
from analysis.statistics.inequality import entropy as en
from analysis.statistics.inequality import impact as im
from analysis.statistics.inequality import simple as si
from analysis.statistics.inequality.formula import formula
from analysis.statistics.inequality.quotient import quotient

VALUES = np.array([0.5, 0.6, 0.9])
SHARE = np.array([0.2, 0.3, 0.5])


def close(found, wanted, tolerance=1e-12):
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance)


def calculated(measure, groups):
    return float(formula(measure, ordered=groups.ordered).value(groups.value, groups))


@st.composite
def made(draw, ordered=None):
    size = draw(st.integers(3, 12))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    return Groups.of_proportions(
        rng.uniform(0.1, 0.9, size),
        rng.integers(30, 3000, size),
        rng.integers(100, 9000, size),
        ordered=draw(st.booleans()) if ordered is None else ordered,
        favourable=draw(st.booleans()),
        reference=int(rng.integers(size)),
    )


def test_there_are_the_21_measures_of_who():
    assert len(MEASURES) == 21
    assert all(key == measure.id for key, measure in MEASURES.items())


def test_every_measure_is_explained_in_one_sentence():
    for measure in MEASURES.values():
        assert measure.meaning.count(".") == 1
        assert measure.meaning.endswith(".")


def test_dispersion_by_hand():
    """Mean 0.1 + 0.18 + 0.45 = 0.73; distances 0.23, 0.13, 0.17."""
    close(ds.weighted_mean(VALUES, SHARE), 0.73)
    variance = 0.2 * 0.0529 + 0.3 * 0.0169 + 0.5 * 0.0289
    close(ds.between_group_variance(VALUES, SHARE), variance)
    close(ds.between_group_sd(VALUES, SHARE), variance**0.5)
    close(ds.coefficient_of_variation(VALUES, SHARE), 100 * variance**0.5 / 0.73)
    close(ds.difference_from_mean(VALUES, SHARE, weighted=False), 0.53 / 3)
    close(ds.difference_from_mean(VALUES, SHARE, weighted=True), 0.046 + 0.039 + 0.085)
    close(ds.index_of_disparity(VALUES, SHARE, weighted=False), 100 * 0.53 / 3 / 0.73)
    close(ds.index_of_disparity(VALUES, SHARE, weighted=True), 100 * 0.17 / 0.73)


def test_distance_from_best_and_reference_by_hand():
    close(ds.difference_from_best(VALUES, SHARE, favourable=True, weighted=False), 0.7 / 3)
    close(ds.difference_from_best(VALUES, SHARE, favourable=True, weighted=True), 0.17)
    close(ds.difference_from_best(VALUES, SHARE, favourable=False, weighted=False), 0.5 / 3)
    close(ds.difference_from_reference(VALUES, SHARE, reference=1, weighted=False), 0.4 / 3)
    close(ds.difference_from_reference(VALUES, SHARE, reference=1, weighted=True), 0.17)


def test_variance_by_chance_is_what_equal_groups_show_on_average():
    rng = np.random.default_rng(1)
    se = np.array([0.05, 0.02, 0.1])
    seen = ds.between_group_variance(0.5 + se * rng.standard_normal((200_000, 3)), SHARE)
    close(ds.variance_by_chance(se, SHARE), seen.mean(), 3e-5)


def test_simple_measures_point_from_the_disadvantaged():
    close(si.difference_of_ends(VALUES, favourable=True), 0.4)
    close(si.difference_of_ends(VALUES, favourable=False), -0.4)
    close(si.ratio_of_ends(VALUES, favourable=True), 1.8)
    close(si.ratio_of_ends(VALUES, favourable=False), 1 / 1.8)
    close(si.largest_difference(VALUES[[2, 0, 1]]), 0.4)
    close(si.largest_ratio(VALUES[[2, 0, 1]]), 1.8)


def test_entropy_by_hand():
    ratio = VALUES / 0.73
    close(en.theil_index(VALUES, SHARE), 1000 * (SHARE * ratio * np.log(ratio)).sum())
    close(en.mean_log_deviation(VALUES, SHARE), -1000 * (SHARE * np.log(ratio)).sum())


def test_a_group_of_zero_has_a_theil_index_but_no_log_deviation():
    values = np.array([0.0, 1.0])
    close(en.theil_index(values, np.array([0.5, 0.5])), 1000 * np.log(2))
    assert np.isnan(en.mean_log_deviation(values, np.array([0.5, 0.5])))


def test_entropy_of_small_gaps_is_half_the_squared_variation():
    """Both are half the squared coefficient of variation to second order."""
    values = 0.5 + np.array([0.001, -0.002, 0.0008])
    half = 1000 * (ds.coefficient_of_variation(values, SHARE) / 100) ** 2 / 2
    close(en.theil_index(values, SHARE), half, 1e-2 * half)
    close(en.mean_log_deviation(values, SHARE), half, 1e-2 * half)


def test_impact_by_hand():
    close(im.attributable_risk(VALUES, SHARE, ordered=False, favourable=True), 0.17)
    close(im.attributable_risk(VALUES, SHARE, ordered=False, favourable=False), -0.23)
    close(im.attributable_risk(VALUES[::-1], SHARE[::-1], ordered=True, favourable=True), -0.23)
    close(im.attributable_fraction(VALUES, SHARE, ordered=True, favourable=True), 17 / 0.73)


def test_concentration_by_hand():
    """Ranks 0.1, 0.35, 0.75; weights p (2 rank - 1) = -0.16, -0.09, 0.25."""
    close(cn.midpoint_ranks(SHARE), [0.1, 0.35, 0.75])
    index = -0.08 - 0.054 + 0.225
    close(cn.absolute_concentration(VALUES, SHARE), index)
    close(cn.relative_concentration(VALUES, SHARE), index / 0.73)
    close(wagstaff_index(VALUES, SHARE), index / (0.73 * 0.27))
    close(erreygers_index(VALUES, SHARE), 4 * index)
    close(wagstaff_index(100 * VALUES, SHARE, (0, 100)), index / (0.73 * 0.27))
    close(erreygers_index(100 * VALUES, SHARE, (0, 100)), 4 * index)


def test_relative_concentration_of_people_is_the_gini_coefficient():
    """For people ranked by the value itself: mean absolute difference over twice the mean."""
    values = np.sort(np.random.default_rng(3).uniform(1, 9, 40))
    share = np.full(40, 1 / 40)
    gini = np.abs(values[:, None] - values).mean() / (2 * values.mean())
    close(cn.relative_concentration(values, share), gini)


def test_erreygers_index_turns_its_sign_for_the_mirror_image():
    close(erreygers_index(1 - VALUES, SHARE), -erreygers_index(VALUES, SHARE))
    close(wagstaff_index(1 - VALUES, SHARE), -wagstaff_index(VALUES, SHARE))


def test_quotient_is_unknown_where_it_divides_by_nothing():
    found = quotient([1.0, 1.0, 1.0], [2.0, 0.0, np.nan])
    assert found[0] == 0.5
    assert np.isnan(found[1:]).all()


@settings(max_examples=40, deadline=None)
@given(made(ordered=False), st.randoms(use_true_random=False))
def test_the_order_of_unordered_groups_does_not_matter(groups, random):
    new = list(range(groups.value.size))
    random.shuffle(new)
    mixed = Groups.of(
        groups.value[new],
        groups.population[new],
        groups.se[new],
        favourable=groups.favourable,
        reference=new.index(groups.reference),
        scale=1.0,
    )
    for measure in MEASURES.values():
        if not measure.needs_order:
            close(calculated(measure.id, mixed), calculated(measure.id, groups), 1e-9)


@settings(max_examples=40, deadline=None)
@given(made(), st.floats(0.01, 500))
def test_absolute_measures_scale_and_relative_ones_do_not(groups, by):
    larger = Groups.of(
        by * groups.value,
        groups.population,
        by * groups.se,
        ordered=groups.ordered,
        favourable=groups.favourable,
        reference=groups.reference,
        scale=by,
    )
    power = {"score": 1, "score squared": 2}
    for measure in MEASURES.values():
        if groups.ordered or not measure.needs_order:
            wanted = calculated(measure.id, groups) * by ** power.get(measure.unit, 0)
            np.testing.assert_allclose(calculated(measure.id, larger), wanted, 1e-7, 1e-9)


@settings(max_examples=40, deadline=None)
@given(made())
def test_splitting_every_group_in_two_changes_no_measure(groups):
    """Measures that weight by people see people; the others see every group twice."""
    twice = Groups.of(
        np.repeat(groups.value, 2),
        np.repeat(groups.population / 2, 2),
        np.repeat(groups.se, 2),
        ordered=groups.ordered,
        favourable=groups.favourable,
        reference=2 * groups.reference,
        scale=1.0,
    )
    for measure in MEASURES.values():
        if measure.id not in ("sii", "rii", "aci", "rci"):
            close(calculated(measure.id, twice), calculated(measure.id, groups), 1e-9)


@settings(max_examples=40, deadline=None)
@given(made(ordered=True), st.floats(0.05, 0.95))
def test_equal_groups_show_no_inequality(groups, value):
    equal = np.full(groups.value.shape, value)
    for ordered in (True, False):
        for measure in MEASURES.values():
            found = formula(measure.id, ordered=ordered).value(equal, groups)
            close(found, measure.none, 1e-7)


@settings(max_examples=30, deadline=None)
@given(made())
def test_many_values_at_once_are_the_values_one_by_one(groups):
    values = np.stack([groups.value, groups.value[::-1], 0.5 * groups.value])
    for measure in MEASURES.values():
        value = formula(measure.id, ordered=groups.ordered).value
        close(value(values, groups), [float(value(v, groups)) for v in values], 1e-9)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": [0.5, 0.6], "population": [1.0]},
        {"value": [-0.5, 0.6], "population": [1, 1]},
        {"value": [0.5, 0.6], "population": [1, -1]},
        {"value": [0.5, 1.6], "population": [1, 1], "scale": 1.0},
        {"value": [0.5, 0.6], "population": [1, 1], "reference": 2},
        {"value": [0.5, 0.6], "population": [1, 1], "se": [0.1, -0.1]},
    ],
)
def test_impossible_groups_are_refused(wrong):
    with pytest.raises(ValueError, match=r"groups|negative|highest|entry"):
        Groups.of(**wrong)


def test_errors_of_proportions_are_not_zero_where_all_agree():
    groups = Groups.of_proportions([1.0, 0.5], [10, 10_000])
    close(groups.se[0], np.sqrt((12 / 14) * (2 / 14) / 10))
    close(groups.se[1], 0.005, 1e-6)
