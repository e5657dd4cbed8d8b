import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.bench.oracles.change import rows
from analysis.statistics.xmr import Assurance, SpecialCause, Variation, assurance, xmr

SERIES = st.lists(st.integers(-50, 50).map(float), min_size=2, max_size=40)
CALM = [3.0, 4, 2, 3, 4, 2, 3, 4, 2, 3, 4, 2, 3]
MIRROR = {
    SpecialCause.ABOVE_LIMIT: SpecialCause.BELOW_LIMIT,
    SpecialCause.RISING: SpecialCause.FALLING,
    SpecialCause.NEAR_UPPER: SpecialCause.NEAR_LOWER,
    SpecialCause.ABOVE_MEAN: SpecialCause.BELOW_MEAN,
    SpecialCause.NONE: SpecialCause.NONE,
}
MIRROR |= {low: high for high, low in MIRROR.items()}


@pytest.mark.real
def test_charts_rules_and_changes_agree_with_the_references(oracles):
    found = rows(oracles)
    assert len(found) == 67
    assert [row for row in found if not row.agrees] == []
    assert not any(row.note for row in found)


def test_limits_by_hand():
    chart = xmr([10, 12, 11, 14, 13])
    # Moving ranges 2, 1, 3, 1 have mean 1.75; 2.66 x 1.75 = 4.655 around 12.
    assert chart.mean[0] == 12
    assert chart.lower[0] == pytest.approx(7.345)
    assert chart.upper[0] == pytest.approx(16.655)


def test_the_outlier_screen_leaves_out_the_jumps_to_and_from_a_lone_point():
    series = [1.0, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    screened, plain = xmr(series), xmr(series, screen_outliers=False)
    # Published with NHSRplotthedots: mean 1.94, limits -0.72 to 4.60, or -3.06 to 6.95.
    assert round(screened.mean[0], 2) == 1.94
    assert (round(screened.lower[0], 2), round(screened.upper[0], 2)) == (-0.72, 4.6)
    assert (round(plain.lower[0], 2), round(plain.upper[0], 2)) == (-3.06, 6.95)
    assert screened.special_cause[4] is SpecialCause.ABOVE_LIMIT


def test_the_first_rule_in_order_names_the_point():
    rising = [-4.0, -3, -2, -1, 0, 1, 2, 60]
    chart = xmr([0.0, 1, 0, 1, *rising], fix_after=4)
    assert chart.special_cause[-1] is SpecialCause.ABOVE_LIMIT
    slow = xmr([0.0, 2, 0, 2, 0, 2, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7], fix_after=6)
    assert slow.special_cause[-7:] == (SpecialCause.RISING,) * 7


def test_two_of_three_near_a_limit_are_marked_and_the_third_is_not():
    chart = xmr([*CALM, 5.9, 3.5, 5.9, 2, 3], fix_after=13)
    assert 4.5 < (chart.mean + 2 * (chart.upper - chart.mean) / 3)[0] < 5.9 < chart.upper[0]
    assert chart.special_cause[13:16] == (
        SpecialCause.NEAR_UPPER,
        SpecialCause.NONE,
        SpecialCause.NEAR_UPPER,
    )


def test_points_outside_the_outer_third_are_not_near_a_limit():
    chart = xmr([*CALM, 5.2, 5.2, 3.5], fix_after=13)
    assert (chart.mean + (chart.upper - chart.mean) / 2)[0] < 5.2
    assert set(chart.special_cause) == {SpecialCause.NONE}


def test_seven_above_the_mean_are_marked():
    chart = xmr([*CALM, 4, 3.5, 4, 3.5, 4, 3.5, 4], fix_after=13)
    assert chart.special_cause[-7:] == (SpecialCause.ABOVE_MEAN,) * 7
    assert set(chart.special_cause[:-7]) == {SpecialCause.NONE}


@given(SERIES)
def test_a_series_turned_over_has_its_chart_turned_over(series):
    one, two = xmr(series), xmr([-v for v in series])
    np.testing.assert_allclose(two.upper, -one.lower)
    assert [MIRROR[cause] for cause in two.special_cause] == list(one.special_cause)
    assert two.variation("decrease") == one.variation("increase")


@given(SERIES, st.sampled_from([0.125, 4.0, 1024.0]))
def test_scale_changes_no_label(series, scale):
    one, two = xmr(series), xmr([scale * v for v in series])
    np.testing.assert_allclose(two.lower, scale * one.lower)
    assert two.special_cause == one.special_cause


@given(SERIES, SERIES)
def test_a_rebase_makes_two_charts(first, second):
    both = xmr([*first, *second], rebase=[len(first)])
    one, two = xmr(first), xmr(second)
    np.testing.assert_allclose(both.upper, [*one.upper, *two.upper])
    assert both.special_cause == one.special_cause + two.special_cause
    assert both.segment.tolist() == [0] * len(first) + [1] * len(second)


@given(SERIES, SERIES)
def test_fixed_limits_do_not_move_when_points_are_added(first, more):
    fixed = xmr([*first, *more], fix_after=len(first))
    np.testing.assert_allclose(fixed.lower, xmr(first).lower[0])


@given(SERIES, st.data())
def test_missing_points_are_left_out_and_say_not_known(series, data):
    at = data.draw(st.integers(0, len(series)))
    gappy, whole = xmr([*series[:at], np.nan, *series[at:]]), xmr(series)
    causes = list(gappy.special_cause)
    assert causes.pop(at) is SpecialCause.UNKNOWN
    assert tuple(causes) == whole.special_cause
    np.testing.assert_array_equal(gappy.upper[0], whole.upper[0])


@pytest.mark.parametrize("constant", [0.0, 0.1, 71.3, -1e9])
@pytest.mark.parametrize("screen", [True, False])
def test_a_constant_series_has_limits_on_its_mean_and_no_special_cause(constant, screen):
    chart = xmr([constant] * 20, screen_outliers=screen)
    np.testing.assert_allclose(chart.lower, constant)
    np.testing.assert_allclose(chart.upper, constant)
    assert set(chart.special_cause) == {SpecialCause.NONE}
    assert chart.why == ""


@pytest.mark.parametrize("series", [[], [5.0], [np.nan, 5.0, np.nan], [np.nan, np.nan]])
def test_fewer_than_two_points_say_why_there_are_no_limits(series):
    chart = xmr(series)
    assert "two known points" in chart.why
    assert np.isnan(chart.lower).all()
    assert set(chart.special_cause) <= {SpecialCause.UNKNOWN}
    assert chart.latest_variation("increase") is Variation.UNKNOWN
    assert chart.assurance(3, "increase") is Assurance.NONE


def test_limits_of_few_points_come_with_a_caution():
    assert "13 points" in xmr(CALM[:12]).caution
    assert xmr(CALM).caution == ""
    assert "13 points" in xmr(CALM * 2, rebase=[20]).caution


@pytest.mark.parametrize(
    ("better", "wanted"),
    [
        ("increase", Variation.IMPROVEMENT),
        ("decrease", Variation.CONCERN),
        ("neutral", Variation.HIGH),
    ],
)
def test_what_a_high_point_means_depends_on_which_direction_is_better(better, wanted):
    chart = xmr([*CALM, 40], fix_after=13)
    assert chart.latest_variation(better) is wanted
    assert chart.variation(better)[0] is Variation.COMMON


def test_the_latest_variation_is_that_of_the_latest_known_point():
    chart = xmr([*CALM, -40, np.nan], fix_after=13)
    assert chart.latest_variation("neutral") is Variation.LOW
    assert chart.latest_variation("increase") is Variation.CONCERN


@pytest.mark.parametrize(
    ("target", "better", "wanted"),
    [
        (4, "increase", Assurance.FAIL),
        (0, "increase", Assurance.PASS),
        (2, "increase", Assurance.INCONSISTENT),
        (3, "increase", Assurance.INCONSISTENT),
        (4, "decrease", Assurance.PASS),
        (0, "decrease", Assurance.FAIL),
        (4, "neutral", Assurance.NONE),
        (None, "increase", Assurance.NONE),
        (np.nan, "increase", Assurance.NONE),
    ],
)
def test_assurance_compares_the_target_with_the_limits(target, better, wanted):
    assert assurance(1, 3, target, better) is wanted


def test_assurance_of_a_chart_uses_its_latest_limits():
    chart = xmr([*CALM, *(v + 50 for v in CALM)], rebase=[13])
    assert chart.assurance(20, "increase") is Assurance.PASS
    assert chart.assurance(20, "decrease") is Assurance.FAIL


@pytest.mark.parametrize(
    ("series", "options", "reason"),
    [
        ([[1.0, 2.0]], {}, "list of finite"),
        ([1.0, np.inf], {}, "list of finite"),
        ([1.0, 2.0], {"rebase": [2]}, "outside the series"),
        ([1.0, 2.0], {"rebase": [-1]}, "outside the series"),
        ([1.0, 2.0], {"fix_after": 1}, "two points"),
    ],
)
def test_what_makes_no_chart_is_refused(series, options, reason):
    with pytest.raises(ValueError, match=reason):
        xmr(series, **options)
