"""Read a file, whatever it is packed in, as one sheet of text."""

from __future__ import annotations

import csv
import io
import re
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pa_parquet

from analysis.intake.error import refusal
from analysis.intake.sheet import Sheet

READABLE = (
    "CSV files in UTF-8 (.csv), the same compressed with gzip (.csv.gz), Parquet files, and "
    "workbooks of cancer waiting times (.xlsx, .xls)"
)

_MOST_BYTES = 1 << 30
_PIECE = 1 << 20
_NO_ROWS = "There is no row under the header. Results would be right."
_BOM = b"\xef\xbb\xbf"
_WORKBOOK_NAMES = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
_TEXT = pa.dictionary(pa.int32(), pa.string())


def read(path: Path) -> Sheet:
    """Return the table in a CSV, gzipped CSV or Parquet file.

    What a file is shows from its first bytes, not from its name.

    Raises
    ------
    IntakeError
        If it is not there, empty, of another format, cut off, damaged, not in UTF-8,
        or has a row of another length than its header.
    """
    start = first_bytes(path)
    _check_page(path, start)
    if start.startswith(b"PAR1"):
        table = _parquet(path)
    else:
        content = _inflate(path) if start.startswith(b"\x1f\x8b") else _load(path)
        table = _csv(path.name, content)
    if not table.num_rows:
        raise refusal(path.name, _NO_ROWS)
    return Sheet(path.name, table.to_pandas())


def first_bytes(path: Path) -> bytes:
    """Return how a file begins, which shows what it is.

    Raises
    ------
    IntakeError
        If it is not there, can't be opened or is empty.
    """
    start = _start(path)
    if not start:
        raise refusal(path.name, f"The file is empty. What can be read: {READABLE}.")
    return start


def _check_page(path: Path, start: bytes) -> None:
    """Refuse a web page, and a table of text under a workbook's name."""
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|table|\?xml)", start.lower()):
        problem = (
            f"This is a web page, though its name ends in '{path.suffix}'. It may be a message of "
            "the site in place of the file. Fetch the file itself again."
        )
        raise refusal(path.name, problem)
    if path.suffix.lower() in _WORKBOOK_NAMES and not start.startswith((b"PAR1", b"\x1f\x8b")):
        problem = (
            f"This is text, not a workbook, though its name ends in '{path.suffix}'. If it is a "
            "CSV file, a name that ends in '.csv' would be right; else fetch the workbook again."
        )
        raise refusal(path.name, problem)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(256)
    except FileNotFoundError as error:
        raise refusal(str(path), "There is no such file. Check the path.") from error
    except IsADirectoryError as error:
        problem = "This is a folder. Give the path of the file in it."
        raise refusal(str(path), problem) from error
    except OSError as error:
        problem = f"The file can't be opened: {error.strerror or error}."
        raise refusal(str(path), problem) from error


def _load(path: Path) -> bytearray:
    if path.stat().st_size > _MOST_BYTES:
        raise _too_large(path.name)
    return bytearray(path.read_bytes())


def _too_large(name: str) -> Exception:
    return refusal(name, "The file holds more than 1 GB, more than any file that is known here.")


def _inflate(path: Path) -> bytearray:
    content = bytearray()
    unpack = zlib.decompressobj(wbits=31)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            while piece:
                if unpack.eof:
                    unpack = zlib.decompressobj(wbits=31)
                try:
                    content += unpack.decompress(piece, _MOST_BYTES)
                except zlib.error as error:
                    problem = "The compressed file is damaged here or soon after. Fetch it again."
                    raise refusal(path.name, problem, row=_rows(content)) from error
                piece = unpack.unused_data
            if len(content) >= _MOST_BYTES:
                raise _too_large(path.name)
    if not unpack.eof:
        problem = "The compressed file is cut off in this row. Fetch or compress it again."
        raise refusal(path.name, problem, row=_rows(content))
    return content


def _rows(content: bytearray, end: int | None = None) -> int:
    return content.count(b"\n", 0, len(content) if end is None else end) + 1


def _csv(name: str, content: bytearray) -> pa.Table:
    if content.startswith(_BOM):
        del content[: len(_BOM)]
    while content.endswith((b"\n", b"\r")):
        del content[-1]
    _check_text(name, content)
    header = _header(name, content)
    ragged: list[pa_csv.InvalidRow] = []

    def keep(row: pa_csv.InvalidRow) -> str:
        ragged.append(row)
        return "error"

    try:
        return pa_csv.read_csv(
            pa.py_buffer(content),
            read_options=pa_csv.ReadOptions(use_threads=False),
            parse_options=pa_csv.ParseOptions(
                invalid_row_handler=keep, ignore_empty_lines=False, newlines_in_values=True
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(header, _TEXT), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        if not ragged:
            raise refusal(name, f"The table can't be read: {error}.") from error
        row = ragged[0]
        problem = (
            f"This row has {row.actual_columns} values and the header {row.expected_columns}. "
            "The file may be cut off or damaged here: every row needs one value for each column, "
            "and a value with a comma in it needs double quotes round it."
        )
        raise refusal(name, problem, row=row.number) from error


def _check_text(name: str, content: bytearray) -> None:
    """Refuse bytes that are not UTF-8 text, naming the row of the first."""
    nul = content.find(b"\0")
    if nul >= 0:
        problem = f"This is not a text table (it holds a zero byte). What can be read: {READABLE}."
        raise refusal(name, problem, row=_rows(content, nul))
    try:
        content.decode()
    except UnicodeDecodeError as error:
        problem = (
            f"The byte {content[error.start]:#04x} is not UTF-8. "
            "Save the file as 'CSV UTF-8', or fetch the original again."
        )
        raise refusal(name, problem, row=_rows(content, error.start)) from error


def _header(name: str, content: bytearray) -> list[str]:
    end = content.find(b"\n")
    line = content[: end if end >= 0 else len(content)].decode()
    header = next(csv.reader(io.StringIO(line.rstrip("\r"))), [])
    _check_header(name, header)
    if end < 0:
        raise refusal(name, _NO_ROWS)
    return header


def _check_header(name: str, header: list[str]) -> None:
    twice = [column for column in header if header.count(column) > 1]
    if twice:
        problem = "The header has this column twice. Each name once would be right."
        raise refusal(name, problem, row=1, column=twice[0])


def _parquet(path: Path) -> pa.Table:
    try:
        table = pa_parquet.read_table(path)
    except (pa.ArrowException, OSError) as error:
        problem = "The Parquet file is cut off or damaged. Fetch or make it again."
        raise refusal(path.name, problem) from error
    _check_header(path.name, table.column_names)
    columns = {c: _as_text(path.name, c, table.column(c)) for c in table.column_names}
    return pa.table(columns)


def _as_text(name: str, column: str, values: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        text = values.cast(pa.string())
    except pa.ArrowException as error:
        problem = f"Values of the type {values.type} can't be read. Text or numbers would be right."
        raise refusal(name, problem, column=column) from error
    return text.fill_null("").dictionary_encode()
