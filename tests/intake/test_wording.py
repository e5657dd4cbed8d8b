from __future__ import annotations

import pytest

from analysis.store import Workspace

from .publication import note, rows_of

TEXT = "Question.Text"


def wording(desk) -> dict[str, str]:
    with Workspace.open(desk.workspace) as opened:
        return opened.wording("ncpes-2018")


def test_wordings_are_counted_and_the_usual_one_of_the_latest_year_kept(desk, frame):
    old = rows_of(frame, year="2017", question="Q1")
    frame.loc[old, TEXT] = "How was it then?"
    few = rows_of(frame, year="2018", kind="yearonyear", level="National", question="Q1")
    frame.loc[few, TEXT] = "How was it put in one row?"
    done = desk.bring(frame)
    line = note(done.report, "another wording than the one kept")
    assert "(5 texts for 3 questions)" in line["reason"]
    assert line["rows"] == len(old) + len(few)
    usual = frame[TEXT][rows_of(frame, kind="adjusted", question="Q1")[0]]
    assert wording(desk)["Q1"] == usual


def test_latest_year_goes_before_the_most_rows(desk, frame):
    part = frame.loc[rows_of(frame, kind="yearonyear")].reset_index(drop=True)
    part.loc[rows_of(part, year="2017", question="Q1"), TEXT] = "How was it then?"
    latest = rows_of(part, year="2018", question="Q1")
    part.loc[latest[:3], TEXT] = "How was it put in few rows?"
    part.loc[latest[3:], TEXT] = "How was it put in more rows?"
    desk.bring(part)
    assert wording(desk)["Q1"] == "How was it put in more rows?"


def test_stray_blanks_are_taken_out_and_told(desk, frame):
    rows = rows_of(frame, question="Q5")
    frame.loc[rows, TEXT] = "Was it  so? "
    done = desk.bring(frame)
    assert note(done.report, "stray blanks in the wording")["rows"] == len(rows)
    assert wording(desk)["Q5"] == "Was it so?"


@pytest.mark.parametrize("broken", ["weren\u00e2\u20ac\u2122t", "weren\ufffdt", "weren\u0092t"])
def test_broken_apostrophe_is_mended_and_told(desk, frame, broken):
    rows = rows_of(frame, question="Q5")
    frame.loc[rows, TEXT] = f"As if you {broken} there?"
    done = desk.bring(frame)
    assert note(done.report, "broken characters")["rows"] == len(rows)
    assert wording(desk)["Q5"] == "As if you weren’t there?"


def test_wording_of_another_question(desk, frame):
    frame.loc[5, TEXT], was = frame[TEXT][0], frame["Question.Number"][5]
    message = desk.refusal(frame)
    assert f"row 7, column '{TEXT}'" in message
    assert f"beside {was} here and beside {frame['Question.Number'][0]} elsewhere" in message


def test_no_wording(desk, frame):
    frame.loc[5, TEXT] = ""
    assert f"row 7, column '{TEXT}': an empty cell" in desk.refusal(frame)
