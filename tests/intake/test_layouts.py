from __future__ import annotations

from .publication import note


def test_wrong_header_names_what_is_missing_and_what_is_known(desk, frame):
    message = desk.refusal(frame.drop(columns=["Geog", "IMD"]))
    assert "row 1" in message
    assert "lacks: Geog, IMD." in message
    assert "National Cancer Patient Experience Survey 2018" in message


def test_another_table(desk, frame):
    message = desk.refusal(frame[["Year"]].rename(columns={"Year": "when"}))
    assert "The header is of no file that is known" in message


def test_columns_in_another_order(desk, frame):
    assert desk.bring(frame[frame.columns[::-1]]).dataset.rows == len(frame)


def test_further_columns_are_told(desk, frame):
    frame["remark"] = "checked"
    line = note(desk.bring(frame).report, "column 'remark'")
    assert line["rows"] == len(frame)
    assert "'checked'" in line["example"]
