from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.present import units
from analysis.survey import Indicator, mention, question

Q5, Q59 = question("Q5"), question("Q59")
NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.774, "77%"), (1.0, "100%"), (0.0, "0%"), (0.004, "0%"), (-0.001, "0%"), (0.9996, "100%")],
)
def test_a_share_is_read_as_a_whole_percent(value, words):
    assert units.score(Q5, value) == words


def test_a_rating_is_read_with_two_decimals_out_of_ten():
    assert units.score(Q59, 8.8) == "8.80 out of 10"
    assert units.score(Q59, 10) == "10.00 out of 10"


def test_decimals_may_be_asked_for():
    assert units.score(Q5, 0.7746, decimals=1) == "77.5%"
    assert units.score(Q59, 8.804, decimals=1) == "8.8 out of 10"
    assert units.score(Q5, -0.0001, decimals=1) == "0.0%"


@pytest.mark.parametrize("value", [NAN, None, np.float64("nan"), pd.NA])
def test_a_missing_score_reads_hidden(value):
    assert units.score(Q5, value) == units.score(Q59, value) == "hidden"


def test_an_interval_is_in_the_unit_of_the_score():
    assert units.score_interval(Q5, 0.77, 0.76, 0.78) == "77% (76 to 78)"
    assert units.score_interval(Q59, 8.8, 8.79, 8.81) == "8.80 out of 10 (8.79 to 8.81)"


def test_without_limits_the_score_stands_alone():
    assert units.score_interval(Q5, 0.77, NAN, 0.78) == "77%"
    assert units.score_interval(Q5, 0.77, 0.76, NAN) == "77%"
    assert units.score_interval(Q5, NAN, 0.76, 0.78) == "hidden"


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (0.06, "6 points"),
        (-0.06, "6 points"),
        (0.01, "1 point"),
        (-0.0149, "1 point"),
        (0.0151, "2 points"),
        (0.0049, "less than 1 point"),
        (-0.0049, "less than 1 point"),
        (0.0, "0 points"),
        (1e-17, "0 points"),
        (1.0, "100 points"),
    ],
)
def test_a_difference_of_shares_is_in_whole_points(difference, words):
    assert units.points(Q5, difference) == words


@pytest.mark.parametrize(
    ("difference", "words"),
    [
        (-0.15, "0.15 points"),
        (1.0, "1.00 points"),
        (0.004, "less than 0.01 points"),
        (0.0, "0.00 points"),
    ],
)
def test_a_difference_of_ratings_is_in_hundredths(difference, words):
    assert units.points(Q59, difference) == words


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((-0.06, -0.07, -0.05), "6 points lower (5 to 7)"),
        ((0.06, 0.05, 0.07), "6 points higher (5 to 7)"),
        ((-0.01, -0.02, 0.01), "1 point lower (2 lower to 1 higher)"),
        ((0.01, -0.01, 0.02), "1 point higher (2 higher to 1 lower)"),
        ((-0.03, -0.06, 0.0), "3 points lower (0 to 6)"),
        ((-0.03, NAN, 0.0), "3 points lower"),
        ((-0.004, -0.02, 0.01), "less than 1 point lower (2 lower to 1 higher)"),
        ((-0.004, -0.015, -0.001), "less than 1 point lower (less than 1 to 2)"),
        ((0.002, 0.001, 0.004), "less than 1 point higher (less than 1 at either limit)"),
        ((-0.02, -0.041, 0.004), "2 points lower (4 lower to less than 1 higher)"),
        ((0.0, -0.01, 0.02), "no difference (2 higher to 1 lower)"),
        ((0.0, 0.0, 0.0), "no difference (0 to 0)"),
        ((1e-17, -0.001, 0.001), "no difference (less than 1 higher to less than 1 lower)"),
    ],
)
def test_a_gap_has_its_limits_in_its_own_direction(numbers, words):
    assert units.gap(Q5, *numbers) == words


def test_a_gap_of_ratings_has_two_decimals():
    assert units.gap(Q59, -0.15, -0.25, -0.05) == "0.15 points lower (0.05 to 0.25)"
    assert units.gap(Q59, 0.1, -0.05, 0.25) == "0.10 points higher (0.25 higher to 0.05 lower)"


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0151, "+1.5"), (-0.0149, "−1.5"), (0.0, "0.0"), (-0.0004, "0.0"), (0.1, "+10.0")],
)  # fmt: skip
def test_a_difference_in_a_table_is_signed_but_for_zero(value, words):
    assert units.signed(Q5, value) == words


def test_a_signed_rating_has_two_decimals():
    assert units.signed(Q59, -0.004) == "0.00"
    assert units.signed(Q59, -0.3) == "−0.30"


@given(st.floats(-1, 1), st.booleans())
def test_no_number_is_ever_written_as_a_negative_zero(value, rating):
    q = Q59 if rating else Q5
    texts = [units.signed(q, value), units.score(q, value), units.gap(q, value, value, value)]
    for text in texts:
        assert not re.search(r"[−-]0(\.0+)?(?![\d.])", text), text


@given(st.floats(-1, 1), st.floats(0, 0.5), st.floats(0, 0.5))
def test_a_gap_names_each_side_of_zero_that_its_limits_lie_on(value, down, up):
    text = units.gap(Q5, value, value - down, value + up)
    inside = text[text.index("(") :]
    crosses = value - down < 0 < value + up
    assert ("higher" in inside and "lower" in inside) == crosses


def test_scaling_turns_shares_into_percents_and_leaves_ratings():
    frame = pd.DataFrame({"score": [0.5], "n": [10]})
    assert units.scale_frame(Q5, frame, ["score", "lower"]).to_dict("list") == {
        "score": [50.0],
        "n": [10],
    }
    assert units.scale_frame(Q59, frame, ["score"])["score"].tolist() == [0.5]
    assert units.unit(Q5) == "percent"
    assert "0 to 10" in units.unit(Q59)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "−3"), (28.499999999999996, 0, "29"),
        (100 * 0.285, 0, "29"), (6.25, 1, "6.3"), (8.125, 2, "8.13"), (-0.04, 1, "0.0"),
    ],
)  # fmt: skip
def test_halves_are_rounded_away_from_zero_whatever_floating_point_makes_of_them(
    value, decimals, text
):
    assert units.rounded(value, decimals) == text


@given(st.floats(-1000, 1000), st.integers(0, 2))
def test_a_rounded_number_is_never_further_off_than_half_its_last_digit(value, decimals):
    text = units.rounded(value, decimals).replace("−", "-")
    assert abs(float(text) - value) <= 0.5 * 10**-decimals + 1e-8
    assert not text.startswith("-") or float(text) < 0


@given(st.floats(-1, 1), st.floats(0, 0.5), st.floats(0, 0.5), st.booleans())
def test_a_printed_difference_is_never_outside_its_printed_limits(value, down, up, rating):
    q = Q59 if rating else Q5
    text = units.signed_interval(q, value, value - down, value + up)
    for near in ("just above 0", "just below 0"):
        text = text.replace(near, "0")
    middle, low, high = (float(n.replace("−", "-")) for n in re.findall(r"[−+]?[\d.]+", text))
    assert low <= middle <= high


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((-0.095, -0.124, -0.067), "−9.5 (−12.4 to −6.7)"),
        ((-0.005, -0.0096, -0.0004), "−0.5 (−1.0 to just below 0)"),
        ((0.005, 0.0004, 0.0096), "+0.5 (just above 0 to +1.0)"),
        ((0.005, -0.0004, 0.0104), "+0.5 (0.0 to +1.0)"),
        ((0.005, 0.0, 0.01), "+0.5 (0.0 to +1.0)"),
        ((0.0, 0.0, 0.0), "0.0 (0.0 to 0.0)"),
        ((-0.1, -0.2, -0.099), "−10.0 (−20.0 to −9.9)"),
    ],
)  # fmt: skip
def test_a_limit_that_leaves_out_zero_does_not_read_as_zero_in_a_table(numbers, text):
    assert units.signed_interval(Q5, *numbers) == text


def test_counts_have_thousands_separators_and_shares_are_percents():
    assert units.whole(1234567) == "1,234,567"
    assert units.percent(0.7746) == "77%"
    assert units.percent(0.7746, 1) == "77.5%"


def test_limits_have_one_decimal_more_in_a_table_but_for_ratings():
    assert units.limits(Q5, 0.7549, 0.8451) == "75 to 85"
    assert units.limits(Q5, 0.7549, 0.8451, table=True) == "75.5 to 84.5"
    assert units.limits(Q5, -0.0001, 0.01, table=True) == "0.0 to 1.0"
    assert units.limits(Q59, 8.1, 9, table=True) == units.limits(Q59, 8.1, 9) == "8.10 to 9.00"


def test_outside_is_what_the_printed_numbers_show():
    assert units.is_outside(Q5, 0.744, 0.745, 0.8)
    assert not units.is_outside(Q5, 0.7551, 0.7649, 0.8)
    assert not units.is_outside(Q5, 0.78, 0.76, 0.8)


@pytest.mark.parametrize(
    ("unit", "value", "words", "limits", "scale"),
    [
        ("percent", 0.8125, "81.3%", "81.3% to 82.3%", 100),
        ("per 100,000", 12.25, "12.3 per 100,000", "12.3 to 12.3 per 100,000", 1),
        ("count", 1234.4, "1,234", "1,234 to 1,234", 1),
    ],
)
def test_an_indicator_is_read_in_its_own_unit(unit, value, words, limits, scale):
    made = Indicator("made", "Made", "A test.", unit, "neutral", "month", "A test.")
    assert units.figure(made, value) == words
    assert units.figure_limits(made, value, value + 0.01) == limits
    assert units.figure_scale(made) == scale


def test_shares_of_who_wrote_are_not_called_scores():
    about = mention("cancer", "waits", "Waiting", (2018,))
    assert (units.noun(about), units.bases(about)) == ("Share", "People who wrote")
    assert (units.noun(question("Q1")), units.bases(question("Q1"))) == ("Score", "Answers")
