"""Read a workbook as sheets of cells that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from analysis.intake.error import IntakeError, refusal
from analysis.intake.source import READABLE

STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of workbooks, new (.xlsx) and old (.xls)."""


@dataclass(frozen=True)
class Grid:
    """One sheet of a workbook.

    Attributes
    ----------
    file, name : str
        Names of the file and of the sheet, for messages.
    cells : array of object, rows x columns
        Text, number, date or ``""``, from cell A1.
    """

    file: str
    name: str
    cells: NDArray[Any]

    def __len__(self) -> int:
        return len(self.cells)

    def refusal(self, problem: str, row: int | None = None, column: str = "") -> IntakeError:
        """Return the refusal of this sheet.

        Parameters
        ----------
        problem : str
            What was wrong and what would be right, in whole sentences.
        row : int or None
            Position of the row, from 0; None when the whole sheet is meant.
        column : str
            How the column is called; ``""`` when the whole row is meant.
        """
        where = [self.file, f"sheet '{self.name}'"]
        where += [] if row is None else [f"row {row + 1}"]
        where += [f"column {column}"] if column else []
        return IntakeError(f"{', '.join(where)}: {problem}")


def numeric(cells: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which cells hold a number."""
    found: NDArray[Any] = np.frompyfunc(lambda cell: isinstance(cell, int | float), 1, 1)(cells)
    return found.astype(bool)


def letter(column: int) -> str:
    """Return the letter that a spreadsheet gives to a column, counted from 0."""
    first, last = divmod(column, 26)
    return (letter(first - 1) if first else "") + chr(ord("A") + last)


def read_workbook(path: Path) -> tuple[Grid, ...]:
    """Return the sheets of a workbook (.xlsx or .xls), in their order.

    Raises
    ------
    IntakeError
        If it can't be read as a workbook, or is locked.
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        rows = [(name, sheet.to_python(skip_empty_area=False)) for name, sheet in sheets]
    except PasswordError as error:
        problem = "The workbook is locked. Take its password off and save it again."
        raise refusal(path.name, problem) from error
    except CalamineError as error:
        problem = (
            "This begins like a workbook but can't be read as one: it is another kind of archive, "
            "or cut off or damaged. Fetch the original workbook again. What can be read: "
            f"{READABLE}."
        )
        raise refusal(path.name, problem) from error
    return tuple(Grid(path.name, name, _array(cells)) for name, cells in rows)


def _array(rows: list[list[Any]]) -> NDArray[Any]:
    cells = np.full((len(rows), max(map(len, rows), default=0)), "", dtype=object)
    if cells.size:
        cells[:] = rows
    return cells
