"""Corrected estimates, noise floors and intervals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.bench.coverage import Scenario, cases, coverage, table
from analysis.bench.oracles.inequality import rows
from analysis.statistics.inequality import MEASURES, Groups, summarise
from analysis.statistics.inequality.concentration import midpoint_ranks
from analysis.statistics.inequality.dispersion import between_group_variance, variance_by_chance

DISPERSED = [m.id for m in MEASURES.values() if not m.is_signed]


def close(found, wanted, tolerance=1e-10):
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance)


def proportions(values=(0.6, 0.7, 0.75, 0.8), n=300, **options):
    options = {"reference": 0, **options}
    return Groups.of_proportions(values, np.full(len(values), n), **options)


def figures(summary):
    return [summary.estimate.value, summary.estimate.lower, summary.estimate.upper, summary.floor]


@pytest.mark.real
def test_every_number_of_the_reference_packages_agrees(oracles):
    found = rows(oracles)
    assert len(found) > 600
    assert sum(not row.note for row in found) > 450
    assert not [row for row in found if not row.agrees]


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case[0]}-{case[1]}")
def test_everything_is_there_for_plain_groups(case):
    measure, ordered = case
    found = summarise(proportions(ordered=ordered), measure)
    assert found.printed.is_known
    assert found.estimate.lower <= found.estimate.value <= found.estimate.upper
    assert found.floor is not None
    assert not found.estimate.why


@pytest.mark.parametrize("measure", DISPERSED)
def test_groups_that_differ_no_more_than_by_chance_show_nothing(measure):
    found = summarise(proportions((0.70, 0.702, 0.699, 0.701)), measure)
    assert found.printed.value > 0
    assert found.estimate.value == 0
    assert found.estimate.lower == 0
    assert found.floor > found.printed.value


@pytest.mark.parametrize("measure", DISPERSED)
def test_a_plain_inequality_is_above_the_floor(measure):
    found = summarise(proportions((0.5, 0.7, 0.75, 0.9)), measure)
    assert found.estimate.lower > 0
    assert found.printed.value > found.floor


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case[0]}-{case[1]}")
def test_with_endless_answers_the_interval_closes_on_the_printed_figure(case):
    measure, ordered = case
    found = summarise(proportions(n=10**12, ordered=ordered), measure)
    if measure not in ("sii", "rii"):
        assert found.estimate.value == pytest.approx(found.printed.value, rel=1e-3)
    assert found.estimate.lower == pytest.approx(found.estimate.value, rel=1e-3)
    assert found.estimate.upper == pytest.approx(found.estimate.value, rel=1e-3)
    assert found.floor == pytest.approx(MEASURES[measure].none, abs=1e-2)


def test_the_variance_is_corrected_by_what_chance_adds():
    groups = proportions()
    seen = between_group_variance(groups.value, groups.share)
    wanted = float(seen) - variance_by_chance(groups.se, groups.share)
    close(summarise(groups, "bgv").estimate.value, wanted)
    close(summarise(groups, "bgsd").estimate.value, wanted**0.5)
    close(summarise(groups, "cov").estimate.value, 100 * wanted**0.5 / groups.mean)


def test_the_floor_of_the_variance_is_the_analytic_one():
    groups = proportions()
    wanted = variance_by_chance(groups.se, groups.share)
    assert summarise(groups, "bgv").floor == pytest.approx(wanted, rel=0.03)


def test_the_floor_of_a_smooth_measure_is_its_mean_distance_from_none():
    groups = proportions(ordered=True)
    equal = groups.mean + groups.se * np.random.default_rng(6).standard_normal((100_000, 4))
    weight = groups.share * (2 * midpoint_ranks(groups.share) - 1)
    wanted = np.abs(equal @ weight).mean()
    assert summarise(groups, "aci").floor == pytest.approx(wanted, rel=0.01)


def test_the_sd_has_the_variance_s_interval():
    variance, sd = (summarise(proportions(), measure).estimate for measure in ("bgv", "bgsd"))
    close([sd.lower**2, sd.upper**2], [variance.lower, variance.upper], 1e-9)


def test_the_corrected_variance_is_right_on_average():
    rng = np.random.default_rng(5)
    truth, n = np.array([0.6, 0.65, 0.7]), np.array([200, 300, 400])
    share = n / n.sum()
    seen = rng.binomial(n, truth, (4000, 3)) / n
    se = np.sqrt(seen * (1 - seen) / (n - 1))
    corrected = between_group_variance(seen, share) - (share * (1 - share) * se**2).sum(axis=1)
    close(corrected.mean(), between_group_variance(truth, share), 4e-5)


def test_the_difference_between_named_ends_is_the_plain_normal_one():
    found = summarise(proportions(ordered=True), "d").estimate
    se = proportions().se
    half = 1.959964 * np.hypot(se[0], se[3])
    close([found.value, found.lower, found.upper], [0.2, 0.2 - half, 0.2 + half], 1e-6)


def test_best_minus_worst_is_taken_down_for_having_been_picked():
    found = summarise(proportions((0.70, 0.72, 0.74, 0.76)), "d")
    assert found.estimate.value < found.printed.value


def test_attributable_measures_of_an_adverse_indicator_are_negative():
    for measure in ("par", "paf"):
        found = summarise(proportions((0.1, 0.2, 0.3, 0.3), favourable=False), measure)
        assert found.estimate.upper <= 0
        assert found.estimate.value < 0
        assert found.floor < 0


def test_printed_impact_stops_at_zero_and_the_estimate_does_not():
    found = summarise(proportions((0.8, 0.7, 0.6), ordered=True), "par")
    assert found.printed.value == 0
    close(found.estimate.value, -0.1)


def test_the_toolkit_s_double_weight_is_only_in_what_it_prints():
    n = np.array([100, 200, 800])
    groups = Groups.of_proportions([0.5, 0.7, 0.75], n, ordered=True)
    even = Groups.of_proportions([0.5, 0.7, 0.75], [400, 400, 400], ordered=True)
    uneven, same = summarise(groups, "sii"), summarise(even, "sii")
    assert abs(uneven.printed.value - uneven.estimate.value) > 0.001
    close(same.printed.value, same.estimate.value, 1e-9)


@pytest.mark.parametrize(
    ("groups", "measure", "why"),
    [
        (proportions(), "sii", "order"),
        (proportions((0.5, 0.6), ordered=True), "sii", "at least 3"),
        (proportions((0.5,)), "d", "at least 2"),
        (proportions((), reference=None), "bgv", "at least 3"),
        (proportions(reference=None), "mdru", "reference"),
        (proportions((np.nan, 0.5, 0.6, 0.7, 0.7, 0.7, 0.8)), "mdru", "reference"),
        (proportions((0.5, np.nan, 0.6, 0.7)), "bgv", "15%"),
        (proportions((0.5, np.nan, 0.6, 0.7), ordered=True), "aci", "every group"),
        (proportions(n=0), "cov", "at least 3"),
        (proportions((0.0, 0.0, 0.0)), "paf", "not defined"),
        (proportions((0.0, 0.5, 0.6)), "mld", "not defined"),
        (proportions((0.0, 0.0, 0.0), ordered=True), "sii", "not defined"),
        (Groups.of([0.5, 0.6, 0.7], [1, np.nan, 1]), "bgv", "number of people"),
        (Groups.of([0.5, 0.6, 0.7], [1, 1, 1]), "bgv", "standard errors"),
        (Groups.of([0.5, 0.6, 0.7], [1, 1, 1], [0, 0, 0]), "mdmu", "standard errors"),
    ],
)
def test_what_can_not_be_had_says_why(groups, measure, why):
    found = summarise(groups, measure)
    assert found.estimate.value is None
    assert why in found.estimate.why
    assert found.floor is None


def test_without_errors_the_printed_figure_is_there():
    found = summarise(Groups.of([0.5, 0.6, 0.7], [1, 1, 1]), "bgv")
    assert found.printed.is_known
    smooth = summarise(Groups.of([0.5, 0.6, 0.7], [1, 1, 1], ordered=True), "aci")
    assert smooth.estimate.is_known
    assert smooth.estimate.lower is None


def test_one_missing_group_in_seven_is_left_out():
    values = [0.6, 0.7, 0.8, 0.7, 0.6, 0.7]
    whole = summarise(proportions(values), "bgv")
    holed = summarise(proportions([*values, np.nan]), "bgv")
    assert figures(whole) == figures(holed)


def test_a_group_without_people_is_not_there():
    n = np.array([300, 300, 300, 0])
    found = summarise(Groups.of_proportions([0.6, 0.7, 0.8, np.nan], n), "mdmu")
    assert figures(found) == figures(summarise(proportions((0.6, 0.7, 0.8)), "mdmu"))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(DISPERSED), st.randoms(use_true_random=False))
def test_the_interval_does_not_depend_on_order_or_scale(seed, measure, random):
    if MEASURES[measure].needs_order:
        return
    rng = np.random.default_rng(seed)
    value, n = rng.uniform(0.5, 0.8, 5), rng.integers(50, 900, 5)
    groups = Groups.of_proportions(value, n, reference=1)
    new = list(range(5))
    random.shuffle(new)
    mixed = Groups.of(
        100 * value[new], n[new], 100 * groups.se[new], reference=new.index(1), scale=100
    )
    by = {"score": 100, "score squared": 100**2}.get(MEASURES[measure].unit, 1)
    np.testing.assert_allclose(
        figures(summarise(mixed, measure)),
        by * np.array(figures(summarise(groups, measure))),
        1e-6,
        1e-9,
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(cases()))
def test_the_estimate_lies_in_its_interval_and_wider_confidence_in_a_wider_one(seed, case):
    measure, ordered = case
    rng = np.random.default_rng(seed)
    size = int(rng.integers(3, 9))
    groups = Groups.of_proportions(
        rng.uniform(0.4, 0.9, size), rng.integers(60, 900, size), ordered=ordered, reference=0
    )
    usual = summarise(groups, measure).estimate
    strict = summarise(groups, measure, confidence=0.99).estimate
    assert usual.lower <= usual.value <= usual.upper
    slack = 0.02 * (usual.upper - usual.lower)
    assert strict.lower <= usual.lower + slack
    assert strict.upper >= usual.upper - slack


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario("equal", (400,) * 5),
        Scenario("unequal", (100, 200, 400, 800, 1600), spread=0.03),
    ],
    ids=lambda s: s.name,
)
def test_intervals_hold_the_truth_about_95_times_in_100(scenario):
    """60 samples: the chance of 51 or fewer (of 86%) at 95% is 1 in 2,000."""
    wanted = [("d", False), ("bgv", False), ("mdbw", False), ("sii", True), ("rci", True)]
    found = coverage(scenario, 60, seed=3, wanted=wanted)
    assert min(found.values()) >= 86
    assert 92 <= np.mean(list(found.values())) <= 99


def test_the_table_marks_what_chance_does_not_explain():
    found = dict.fromkeys(cases(), 95.0) | {("bgv", False): 80.0}
    page = table({Scenario("equal", (400,)): found}, 400)
    assert "**80.0**" in page
    assert page.count("**") == 2
