from __future__ import annotations

import gzip
import io
import os
import zipfile

import numpy as np
import pandas as pd
import pytest

from analysis.intake.error import IntakeError
from analysis.intake.source import read


def put(desk, content: bytes, name: str = "results.csv"):
    path = desk.folder / name
    path.write_bytes(content)
    return path


def test_missing_file(desk):
    assert "There is no such file" in desk.refusal_of(desk.folder / "nowhere.csv")


def test_folder(desk):
    assert "This is a folder" in desk.refusal_of(desk.folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_unreadable_file(desk):
    path = put(desk, b"x")
    path.chmod(0)
    assert "can't be opened" in desk.refusal_of(path)


def test_empty_file(desk):
    assert "The file is empty" in desk.refusal_of(put(desk, b""))


def test_header_alone(desk, frame):
    assert "no row under the header" in desk.refusal(frame.iloc[:0])


def test_parquet_without_rows(desk, frame):
    path = desk.write(frame.iloc[:0], "none.parquet")
    assert "no row under the header" in desk.refusal_of(path)


def test_workbook(desk):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    message = desk.refusal_of(put(desk, packed.getvalue(), "results.xlsx"))
    assert "results.xlsx" in message
    assert "can't be read as one" in message
    assert ".csv.gz" in message


def test_binary_file_named_csv(desk):
    message = desk.refusal_of(put(desk, b"\x89PNG\r\n\x1a\n\x00\x00\x00"))
    assert "not a text table" in message


def test_bytes_that_are_not_utf8(desk, frame):
    content = desk.write(frame).read_bytes().split(b"\n")
    content[4] = content[4].replace(b"How was", b"How\x92s was")
    message = desk.refusal_of(put(desk, b"\n".join(content)))
    assert "row 5" in message
    assert "0x92" in message
    assert "CSV UTF-8" in message


def test_byte_order_mark_and_windows_lines(desk, frame):
    content = desk.write(frame).read_bytes().replace(b"\n", b"\r\n")
    sheet = read(put(desk, b"\xef\xbb\xbf" + content + b"\r\n\r\n"))
    pd.testing.assert_frame_equal(sheet.frame.astype(str), frame.astype(str))


@pytest.mark.parametrize("end", [60, 600, -600, -5])
def test_truncated_gzip(desk, frame, end):
    packed = gzip.compress(desk.write(frame).read_bytes())
    message = desk.refusal_of(put(desk, packed[:end], "results.csv.gz"))
    assert "cut off in this row" in message
    assert "row " in message


def test_truncated_gzip_says_the_row(desk):
    lines = [b"%d,%d" % (i, i) for i in np.random.default_rng(1).integers(0, 10**9, 5000)]
    packed = gzip.compress(b"\n".join(lines))
    short = put(desk, packed[: len(packed) // 2], "results.csv.gz")
    row = int(desk.refusal_of(short).split("row ")[1].split(":")[0])
    assert 2000 < row < 3000


def test_damaged_gzip(desk, frame):
    packed = bytearray(gzip.compress(desk.write(frame).read_bytes()))
    packed[len(packed) // 2] ^= 0xFF
    message = desk.refusal_of(put(desk, bytes(packed), "results.csv.gz"))
    assert "damaged" in message or "cut off" in message


def test_cut_off_in_the_last_row(desk, frame):
    lines = desk.write(frame).read_bytes().rstrip().split(b"\n")
    message = desk.refusal_of(put(desk, b"\n".join(lines)[:-120]))
    assert f"row {len(lines)}" in message
    assert "cut off" in message


@pytest.mark.parametrize(
    ("change", "count"),
    [(lambda line: line + b',"x"', 26), (lambda line: b'"x","y"', 2)],
)
def test_row_of_another_length(desk, frame, change, count):
    lines = desk.write(frame).read_bytes().rstrip().split(b"\n")
    lines[6] = change(lines[6])
    message = desk.refusal_of(put(desk, b"\n".join(lines)))
    assert "row 7" in message
    assert f"{count} values and the header 25" in message


def test_blank_line(desk, frame):
    lines = desk.write(frame).read_bytes().rstrip().split(b"\n")
    lines.insert(6, b"")
    assert "row 7, column 'Geog': an empty cell" in desk.refusal_of(put(desk, b"\n".join(lines)))


def test_cut_off_parquet(desk, frame):
    content = desk.write(frame, "results.parquet").read_bytes()
    message = desk.refusal_of(put(desk, content[:-50], "results.parquet"))
    assert "cut off or damaged" in message


def test_parquet_with_lists(desk):
    path = desk.folder / "lists.parquet"
    pd.DataFrame({"a": [[1, 2], [3]]}).to_parquet(path)
    with pytest.raises(IntakeError, match="column 'a'"):
        read(path)


def test_column_twice(desk):
    message = desk.refusal_of(put(desk, b"a,b,a\n1,2,3\n"))
    assert "row 1, column 'a'" in message


def test_quoted_line_break_counts_as_one_row(desk):
    path = put(desk, b'a,b\n1,"two\nlines"\n3\n')
    with pytest.raises(IntakeError, match="row 3: This row has 1 values"):
        read(path)
