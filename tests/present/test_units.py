from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.present import units
from analysis.survey import question

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
        (0.0, "less than 1 point"),
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
        (0.0, "less than 0.01 points"),
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
    crosses = (value - down) * (value + up) < 0
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
    ("number", "words"),
    [(0, "no trusts"), (1, "1 trust"), (12, "12 trusts"), (1200, "1,200 trusts")],
)
def test_a_noun_agrees_with_its_number(number, words):
    assert units.count(number, "trust") == words


def test_a_plural_may_be_irregular():
    assert units.count(2, "person", "people") == "2 people"
    assert units.count(1, "person", "people") == "1 person"


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_reads_as_english(items, words):
    assert units.listing(items) == words
