from __future__ import annotations

import datetime as dt
import zipfile

import pytest
import xlwt

from analysis.intake import IntakeError
from analysis.intake.waits.workbook import letter, numeric, read_workbook

from . import workbooks


def test_cells_stand_where_they_stand_in_the_file(tmp_path):
    book = {"One": [[""], ["", 65.5, "x"]], "Two": [["", "", dt.date(2023, 4, 1)]], "None": []}
    one, two, none = read_workbook(workbooks.write(tmp_path / "made.xlsx", book))
    assert (one.file, one.name, one.cells.tolist()) == (
        "made.xlsx",
        "One",
        [["", "", ""], ["", 65.5, "x"]],
    )
    assert two.cells[0, 2] == dt.date(2023, 4, 1)
    assert len(none) == 0


def test_a_workbook_of_old_is_read_too(tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("62-DAY").write(8, 1, 65.5)
    book.save(str(tmp_path / "old.xls"))
    (sheet,) = read_workbook(tmp_path / "old.xls")
    assert sheet.cells.shape == (9, 2)
    assert sheet.cells[8, 1] == 65.5


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    path = tmp_path / "made.xlsx"
    path.write_bytes(content)
    with pytest.raises(IntakeError, match=r"made\.xlsx: This begins like a workbook but"):
        read_workbook(path)


def test_an_archive_of_something_else_is_refused(tmp_path):
    path = tmp_path / "made.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(IntakeError, match="another kind of archive"):
        read_workbook(path)


def test_refusals_say_where(month):
    grid = workbooks.grids(month)[1]
    error = grid.refusal("Wrong.", 8, "F 'TOTAL'")
    assert str(error) == (
        "made.xlsx, sheet '28-DAY FDS (ALL ROUTES)', row 9, column F 'TOTAL': Wrong."
    )
    assert str(grid.refusal("Wrong.")) == "made.xlsx, sheet '28-DAY FDS (ALL ROUTES)': Wrong."


def test_columns_have_letters():
    assert [letter(c) for c in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_which_cells_are_numbers():
    (grid,) = workbooks.grids({"s": [["1", 1, 0.5, "", dt.date(2023, 4, 1)]]})
    assert numeric(grid.cells).tolist() == [[False, True, True, False, False]]
