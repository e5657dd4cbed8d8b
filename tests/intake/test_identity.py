from __future__ import annotations

import pandas as pd
import pytest

from .publication import CODES, TRUSTS, rows_of


@pytest.mark.parametrize(
    ("column", "text", "right"),
    [
        ("Geog", "Hospital", "Cancer Alliance"),
        ("Trust.Code", "ZZZ", "data/places.csv"),
        ("Year", "2031", "2015"),
        ("Year", "", "2015"),
        ("Gender", "Neither", "Female"),
        ("IMD", "6", "All"),
        ("Cancer.Type", "Hand", "Head and Neck"),
        ("Question.Number", "Q999", "data/codebook.toml"),
        ("adjusted.unadjusted.yearonyear", "raw", "yearonyear"),
    ],
)
def test_unknown_word(desk, frame, column, text, right):
    frame.loc[7, column] = text
    message = desk.refusal(frame)
    assert f"results.csv, row 9, column '{column}'" in message
    assert (f"'{text}'" if text else "an empty cell") in message
    assert right in message


def test_says_how_many_more(desk, frame):
    frame.loc[7:9, "Geog"] = "Hospital"
    assert "The same in 2 more rows." in desk.refusal(frame)


def test_level_that_is_not_the_places_own(desk, frame):
    row = rows_of(frame, code=TRUSTS[0])[0]
    frame.loc[row, "Geog"] = "CCG"
    message = desk.refusal(frame)
    assert f"row {row + 2}, column 'Geog'" in message
    assert TRUSTS[0] in message


def test_crossed_breakdowns(desk, frame):
    row = rows_of(frame, sex="Male")[0]
    frame.loc[row, "Cancer.Type"] = "Lung"
    message = desk.refusal(frame)
    assert f"row {row + 2}" in message
    assert "crossed" in message


def test_breakdown_of_adjusted_results(desk, frame):
    row = rows_of(frame, kind="adjusted")[0]
    frame.loc[row, "Gender"] = "Male"
    assert f"row {row + 2}" in desk.refusal(frame)


def test_same_result_twice_names_both_rows(desk, frame):
    frame = pd.concat([frame, frame.iloc[[4]]], ignore_index=True)
    message = desk.refusal(frame)
    assert f"row {len(frame) + 1}" in message
    assert "row 6 " in message


def test_cut_off_between_two_rows(desk, frame):
    message = desk.refusal(frame.iloc[:-1])
    assert "cut off" in message
    assert f"its last row is {len(frame)}" in message
    assert f"{TRUSTS[-1]}, {CODES[-1]}" in message


def test_row_taken_out_of_the_middle(desk, frame):
    missing = frame.loc[40]
    message = desk.refusal(frame.drop(index=40).reset_index(drop=True))
    assert missing["Question.Number"] in message
    assert "have been taken out" in message


def test_row_in_another_year_is_named(desk, frame):
    row = rows_of(frame, kind="adjusted", level="Trust")[2]
    frame.loc[row, "Year"] = "2015"
    assert f"row {row + 2}: Only 1 of" in desk.refusal(frame)


def test_fewer_questions_or_levels_are_a_whole_file(desk, frame):
    kept = frame[(frame["Geog"] == "Trust") & (frame["Question.Number"] != "Q5")]
    assert desk.bring(kept.reset_index(drop=True)).dataset.rows == len(kept)
