from __future__ import annotations

import pytest

from .publication import TRUSTS, hide, note, rows_of

BELOW = "Adjusted Score below Expected Lower Range"
BAND = ["Performance", "Performance.Rating", "abrvperformance"]
NUMBERS = [
    "scored.percentage",
    "Lower.95..confidence.interval",
    "Upper.95..confidence.interval",
    "Expected.Range..lower.",
    "Expected.Range..upper.",
]
FLAGS = ["Significant.Change.2017.2018", "SignificantChangeOverallyears"]


@pytest.fixture
def row(frame):
    return rows_of(frame, kind="adjusted", code=TRUSTS[0], question="Q1")[0]


@pytest.mark.parametrize("column", [*BAND, *FLAGS, "Significance.test"])
def test_unknown_verdict(desk, frame, row, column):
    frame.loc[row, column] = "Sideways"
    message = desk.refusal(frame)
    assert f"row {row + 2}, column '{column}': 'Sideways' is not known" in message


def test_band_beside_a_hidden_score_is_told_and_not_taken(desk, frame, row):
    hide(frame, row)
    frame.loc[row, "Performance"] = BELOW
    other = rows_of(frame, kind="adjusted", code=TRUSTS[1], question="Q1")[0]
    frame.loc[other, BAND + NUMBERS] = [BELOW, "3", "Below", "70", "61", "78", "75", "85"]
    done = desk.bring(frame)
    line = note(done.report, "band beside a hidden score")
    assert line["rows"] == 1
    assert "'below' in words on 2 rows, as number 3 on 1" in line["reason"]
    assert f"row {row + 2}" in line["example"]
    assert desk.stored("place", "band = 'below'") == [(TRUSTS[1],)]


@pytest.mark.parametrize(("column", "text"), [(BAND[1], "3"), (BAND[2], "Below"), (BAND[1], "")])
def test_bands_that_disagree_beside_a_score(desk, frame, row, column, text):
    frame.loc[row, column] = text
    message = desk.refusal(frame)
    assert f"row {row + 2}, column '{column}'" in message
    assert "contradicts the column 'Performance'" in message


@pytest.mark.parametrize(
    "band", [[BELOW, "3", "Below"], ["Adjusted Score above Expected Upper Range", "1", "Above"]]
)
def test_band_that_the_numbers_contradict(desk, frame, row, band):
    frame.loc[row, BAND] = band
    message = desk.refusal(frame)
    assert f"row {row + 2}, column 'Performance'" in message
    assert "more than rounding" in message


def test_expected_but_far_outside(desk, frame, row):
    frame.loc[row, NUMBERS[3:]] = ["60", "70"]
    assert f"row {row + 2}, column 'Performance'" in desk.refusal(frame)


def test_score_without_a_band(desk, frame, row):
    frame.loc[row, BAND] = ""
    message = desk.refusal(frame)
    assert f"row {row + 2}, column 'Performance': an empty cell" in message


def test_band_made_before_rounding_is_kept_and_told(desk, frame, row):
    frame.loc[row, [*BAND, "Expected.Range..lower."]] = [BELOW, "3", "Below", "80"]
    done = desk.bring(frame)
    line = note(done.report, "made before rounding")
    assert line["rows"] == 1
    assert f"row {row + 2}" in line["example"]
    assert desk.stored("place, question", "band = 'below'") == [(TRUSTS[0], "Q1")]


def test_flag_beside_a_hidden_score_is_told_and_not_taken(desk, frame):
    at = rows_of(frame, kind="yearonyear", year="2018", code=TRUSTS[0], question="Q1")[0]
    hide(frame, at)
    frame.loc[at, FLAGS] = ["Unchanged", "Up"]
    done = desk.bring(frame)
    assert note(done.report, "flag of change beside a hidden score")["rows"] == 1
    assert desk.stored("change_year, change_overall", "score IS NULL") == [(None, None)]
