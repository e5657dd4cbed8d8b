"""The command ``redact``: a CSV file with the identifiers of one column taken out."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

import pandas as pd

from analysis.comments.redaction import redact
from analysis.survey import InputError

_ENCODINGS = ("utf-8-sig", "cp1252")


def add(parser: ArgumentParser) -> None:
    """Add the options of ``redact``."""
    parser.add_argument("file", type=Path, help="CSV with a header, in UTF-8 or Windows-1252")
    parser.add_argument("--text-column", required=True, help="the column to redact")
    parser.add_argument("--out", type=Path, help="file to write (default: standard output)")


def run(asked: Namespace) -> None:
    """Write the table with its texts redacted, and say on standard error what was found."""
    table = read_texts(asked.file, asked.text_column)
    redacted = [redact(text) for text in table[asked.text_column]]
    table[asked.text_column] = [done.text for done in redacted]
    _write(table, asked.out)
    for line in _about(Counter(spot.kind for done in redacted for spot in done.found), len(table)):
        print(line, file=sys.stderr)


def read_texts(path: Path, column: str) -> pd.DataFrame:
    """Return a CSV file as text, every value as it was written and nothing missing.

    Parameters
    ----------
    path : Path
        A CSV with a header, plain or gzipped, in UTF-8 or, failing that, Windows-1252.
    column : str
        The column that must be there.

    Raises
    ------
    InputError
        If the file can't be read, is no such table, or lacks the column.
    """
    table = _read(path)
    if column not in table.columns:
        there = ", ".join(f"'{name}'" for name in table.columns)
        msg = f"{path} has no column '{column}'. Its columns: {there}."
        raise InputError(msg)
    return table


def _read(path: Path) -> pd.DataFrame:
    for encoding in _ENCODINGS:
        try:
            return pd.read_csv(path, dtype=str, keep_default_na=False, encoding=encoding)
        except UnicodeDecodeError:
            continue
        except OSError as error:
            msg = f"{path} can't be read: {error.strerror or error}."
            raise InputError(msg) from error
        except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
            msg = f"{path} is no CSV table with a header: {str(error).strip()}."
            raise InputError(msg) from error
    msg = f"{path} is neither in UTF-8 nor in Windows-1252. Save it as 'CSV UTF-8'."
    raise InputError(msg)


def _write(table: pd.DataFrame, out: Path | None) -> None:
    try:
        table.to_csv(out or sys.stdout, index=False, lineterminator="\n")
    except OSError as error:
        if out is None:
            raise
        msg = f"{out} can't be written: {error.strerror}."
        raise InputError(msg) from error


def _about(counts: Counter[str], rows: int) -> list[str]:
    lines = [f"{rows:,} comments read; {counts.total():,} identifiers replaced."]
    lines += [f"  {kind}: {count:,}" for kind, count in counts.most_common()]
    return [*lines, "Other columns are unchanged. Read a sample before you share: no tool is sure."]
