from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.intake import IntakeError
from analysis.intake.ncpes import COLUMNS, parse
from analysis.intake.source import read

from .publication import TRUSTS, hide, note, publication, rows_of

FRAME = publication()
N = "Number.of.responses"


def shares(report: pd.DataFrame) -> dict[str, int]:
    told = report[report["reason"].str.startswith("Loaded: ")]
    return dict(zip(told["reason"], told["rows"], strict=True))


def test_tables_share_out_the_rows(desk, frame):
    per_slice = 3
    assert shares(desk.bring(frame).report) == {
        "Loaded: scores adjusted for case mix, score published": 6 * per_slice,
        "Loaded: unadjusted scores of all patients, score published": 7 * per_slice,
        "Loaded: unadjusted scores by tumour group, score published": 7 * per_slice,
        "Loaded: unadjusted scores by sex, score published": 2 * 3 * per_slice,
        "Loaded: unadjusted scores by deprivation, score published": 5 * 3 * per_slice,
        "Loaded: scores year on year, score published": 2 * 7 * per_slice,
    }


def test_hidden_scores_are_told_by_table(desk, frame):
    row = rows_of(frame, kind="unadjusted", level="Trust", tumour="Breast", question="Q1")[0]
    hide(frame, row)
    frame.loc[row, N] = "84"
    report = desk.bring(frame).report
    told = shares(report)
    assert told["Loaded: unadjusted scores by tumour group, score hidden by the publisher"] == 1
    assert sum(told.values()) == len(frame)
    assert note(report, "no score published")["rows"] == 1
    assert note(report, "although more than 20 answered")["rows"] == 1


def test_not_published_that_year(desk, frame):
    rows = rows_of(frame, kind="yearonyear", year="2017", level="Trust", question="Q5")
    for row in rows:
        hide(frame, row)
        frame.loc[row, N] = ""
    report = desk.bring(frame).report
    assert note(report, "not published that year")["rows"] == len(rows)
    assert note(report, "Note: neither score nor number")["rows"] == len(rows)


def test_nobody_answered(desk, frame):
    row = rows_of(frame, kind="unadjusted", level="Trust", tumour="Breast")[0]
    hide(frame, row)
    frame.loc[row, N] = "0"
    assert note(desk.bring(frame).report, "nobody answered")["rows"] == 1


def test_published_without_number_of_responses(desk, frame):
    line = note(desk.bring(frame).report, "without a number of responses")
    assert line["rows"] == 7 * 3 * 3


def test_same_cell_with_another_number(desk, frame):
    row = rows_of(frame, kind="yearonyear", year="2018", code=TRUSTS[0], question="Q1")[0]
    frame.loc[row, N] = "101"
    report = desk.bring(frame).report
    assert note(report, "differs between tables")["rows"] == 3
    where = f"place = '{TRUSTS[0]}' AND question = 'Q1' AND year = 2018 AND dimension = 'all'"
    assert sorted(desk.stored("n", where)) == [(100,), (100,), (101,)]


def test_hidden_here_and_shown_there(desk, frame):
    row = rows_of(frame, kind="yearonyear", year="2018", code=TRUSTS[0], question="Q1")[0]
    hide(frame, row)
    report = desk.bring(frame).report
    assert note(report, "hidden that another table shows")["rows"] == 1
    assert desk.stored("variant", "score IS NULL") == [("year-on-year",)]


@settings(deadline=None)
@given(
    row=st.integers(0, len(FRAME) - 1),
    column=st.sampled_from(COLUMNS),
    text=st.one_of(
        st.sampled_from(sorted(set(FRAME.to_numpy().ravel()))),
        st.integers(-5, 200).map(str),
        st.floats(0, 100).map(str),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8),
    ),
)
def test_one_changed_cell_is_refused_with_its_row_or_told(row, column, text):
    frame = FRAME.copy()
    frame.loc[row, column] = text
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "changed.csv"
        frame.to_csv(path, index=False, quoting=csv.QUOTE_ALL)
        told = outcome(path)
    assert isinstance(told, pd.DataFrame) or "row " in told
    if isinstance(told, pd.DataFrame):
        assert sum(shares(told).values()) == len(frame)


def outcome(path: Path) -> pd.DataFrame | str:
    """Return the report on a file, or why it was refused."""
    try:
        results, _, report = parse(read(path))
    except IntakeError as refused:
        return str(refused)
    assert len(results) == len(FRAME)
    return report
