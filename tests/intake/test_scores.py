from __future__ import annotations

import pytest

from .publication import TRUSTS, hide, note, rows_of

SCORE = "scored.percentage"
LOWER = "Lower.95..confidence.interval"
UPPER = "Upper.95..confidence.interval"
EXPECTED_LOWER = "Expected.Range..lower."
EXPECTED_UPPER = "Expected.Range..upper."
N = "Number.of.responses"


@pytest.fixture
def row(frame):
    """A trust's adjusted result of Q1."""
    return rows_of(frame, kind="adjusted", code=TRUSTS[0], question="Q1")[0]


@pytest.fixture
def rating(frame):
    return rows_of(frame, kind="adjusted", code=TRUSTS[0], question="Q59")[0]


@pytest.mark.parametrize("text", ["abc", "1,234", "8O", "nan", "inf", "1_0", "NA", "٣"])
@pytest.mark.parametrize("column", [SCORE, LOWER, EXPECTED_UPPER, N])
def test_not_a_number(desk, frame, row, column, text):
    frame.loc[row, column] = text
    message = desk.refusal(frame)
    assert f"row {row + 2}, column '{column}': '{text}' is not a number." in message
    assert "would be right" in message


@pytest.mark.parametrize(
    ("column", "text"), [(SCORE, "101"), (SCORE, "-1"), (UPPER, "120"), (EXPECTED_UPPER, "100.1")]
)
def test_percentage_out_of_range(desk, frame, row, column, text):
    frame.loc[row, column] = text
    message = desk.refusal(frame)
    assert f"row {row + 2}, column '{column}': '{text}'" in message
    assert "from 0 to 100" in message


def test_rating_out_of_range(desk, frame, rating):
    frame.loc[rating, SCORE] = "88"
    message = desk.refusal(frame)
    assert f"row {rating + 2}" in message
    assert "A rating from 0 to 10" in message


@pytest.mark.parametrize("text", ["-3", "12.5", "9999999"])
def test_number_of_responses_that_can_not_be(desk, frame, row, text):
    frame.loc[row, N] = text
    message = desk.refusal(frame)
    assert f"row {row + 2}, column '{N}'" in message
    assert "A whole number" in message


def test_limits_the_wrong_way_round(desk, frame, row):
    frame.loc[row, [LOWER, UPPER]] = ["86", "72"]
    assert f"row {row + 2}, column '{LOWER}': '86' is above" in desk.refusal(frame)


def test_score_far_from_its_interval(desk, frame, row):
    frame.loc[row, SCORE] = "88"
    message = desk.refusal(frame)
    assert f"row {row + 2}, column '{SCORE}'" in message
    assert "outside its own 95% interval" in message


def test_score_parted_from_its_interval_by_rounding(desk, frame):
    at = rows_of(frame, kind="unadjusted", level="National", question="Q1")[0]
    frame.loc[at, [SCORE, LOWER, UPPER]] = ["86", "85.2", "85.8"]
    done = desk.bring(frame)
    line = note(done.report, "outside its own interval")
    assert line["rows"] == 1
    assert f"row {at + 2}" in line["example"]
    assert "'85.8'" in line["example"]
    assert desk.stored("score, upper", "score > upper") == [(0.86, pytest.approx(0.858))]


@pytest.mark.parametrize("column", [LOWER, UPPER, EXPECTED_LOWER, EXPECTED_UPPER, N])
def test_number_that_is_missing_beside_a_score(desk, frame, row, column):
    frame.loc[row, column] = ""
    assert f"row {row + 2}, column '{column}': an empty cell" in desk.refusal(frame)


def test_interval_that_would_give_a_hidden_score_away(desk, frame, row):
    hide(frame, row)
    frame.loc[row, [LOWER, UPPER]] = ["70", "80"]
    assert f"row {row + 2}, column '{LOWER}'" in desk.refusal(frame)


def test_table_written_in_proportions(desk, frame):
    table = rows_of(frame, kind="unadjusted", level="Trust", tumour="Breast", question="Q1")
    frame.loc[table, SCORE] = ["0.85", "1"]
    done = desk.bring(frame.drop(rows_of(frame, question="Q5")).reset_index(drop=True))
    assert note(done.report, "proportion (0-1)")["rows"] == 2
    where = "level = 'trust' AND dimension = 'tumour' AND question = 'Q1'"
    assert sorted(desk.stored("score", where)) == [(0.85,), (1.0,)]


def test_limits_of_a_table_written_in_proportions(desk, frame):
    table = [
        i
        for code in ("Q1", "Q5")
        for i in rows_of(frame, kind="adjusted", level="Trust", question=code)
    ]
    frame.loc[table, LOWER] = "0.71117"
    frame.loc[table, UPPER] = "0.86633"
    done = desk.bring(frame)
    assert note(done.report, "proportion (0-1)")["rows"] == len(table)
    where = "level = 'trust' AND variant = 'adjusted' AND question = 'Q1'"
    assert desk.stored("DISTINCT round(lower, 5), round(upper, 5)", where) == [(0.71117, 0.86633)]


@pytest.mark.parametrize(
    "cells", [{SCORE: "0.8"}, {LOWER: "0.71117", UPPER: "0.86633"}], ids=["score", "limits"]
)
def test_one_proportion_that_its_own_row_gives_away(desk, frame, row, cells):
    frame.loc[row, list(cells)] = list(cells.values())
    done = desk.bring(frame)
    line = note(done.report, "proportion (0-1)")
    assert line["rows"] == 1
    assert f"row {row + 2}" in line["example"]
    where = f"place = '{TRUSTS[0]}' AND variant = 'adjusted' AND question = 'Q1'"
    found = desk.stored("score, round(lower, 5), round(upper, 5)", where)
    assert found == [(0.8, 0.71117, 0.86633)]


def test_value_that_may_be_either_is_not_guessed(desk, frame):
    at = rows_of(frame, kind="unadjusted", code=TRUSTS[0], tumour="Breast", question="Q1")[0]
    frame.loc[at, SCORE] = "0.8"
    message = desk.refusal(frame)
    assert f"row {at + 2}, column '{SCORE}': '0.8'" in message
    assert "proportion or a percentage" in message


def test_true_zero_and_true_one_percent_stay(desk, frame):
    table = rows_of(frame, kind="unadjusted", level="Trust", tumour="Breast", question="Q1")
    frame.loc[table, SCORE] = ["0", "1"]
    done = desk.bring(frame)
    assert note(done.report, "proportion (0-1)")["rows"] == 0
    where = "level = 'trust' AND dimension = 'tumour' AND question = 'Q1'"
    assert sorted(desk.stored("score", where)) == [(0.0,), (0.01,)]


def test_ratings_are_told(desk, frame):
    line = note(desk.bring(frame).report, "rating of 0-10")
    assert line["rows"] == (frame["Question.Number"] == "Q59").sum()
