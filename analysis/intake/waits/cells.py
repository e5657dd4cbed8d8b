"""Read the cells of a table as numbers and as words, and note what can't be right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.intake.sheet import Mask, plain_number
from analysis.intake.waits.tables import Table

MARKS = ("*", "-", "–", ":", "..", ".", "N/A", "NA", "#DIV/0!", "SUPPRESSED")
"""What the publisher writes where a number is hidden or there is none."""

_MOST_TOLD = 5


@dataclass
class Cells:
    """Some rows of a table, read column by column.

    Attributes
    ----------
    table : Table
        The table.
    rows : array of int
        Positions of the rows in the sheet.
    faults : list of (int, int, str)
        Row and column in the sheet, and what is wrong there.
    """

    table: Table
    rows: NDArray[np.intp]
    faults: list[tuple[int, int, str]] = field(default_factory=list)

    def raw(self, role: str) -> NDArray[Any]:
        """Return the cells of a column; empty ones where the table has no such column."""
        if role not in self.table.columns:
            return np.full(len(self.rows), "", dtype=object)
        cells: NDArray[Any] = self.table.grid.cells[self.rows, self.table.columns[role]]
        return cells

    def words(self, role: str, read: Callable[[str], Any]) -> pd.Series:
        """Return a function of each cell's text."""
        texts = [str(cell).strip() for cell in self.raw(role)]
        known = {text: read(text) for text in set(texts)}
        return pd.Series([known[text] for text in texts], dtype=object)

    def numbers(self, role: str) -> NDArray[np.float64]:
        """Return a column as numbers, NaN where there is none or the publisher hid it."""
        cells = self.raw(role)
        values = np.fromiter(map(_number, cells), dtype=np.float64, count=len(cells))
        wrong = np.isinf(values)
        self.fault(wrong, role, lambda i: f"'{cells[i]}' is not a number. {_RIGHT}")
        negative = ~wrong & (values < 0)
        self.fault(negative, role, lambda i: f"{values[i]:g} is below 0. {_RIGHT}")
        return np.where(wrong, np.nan, values)

    def fault(self, wrong: Mask, role: str, problem: Callable[[int], str]) -> None:
        """Note what is wrong with cells of a column."""
        column = self.table.columns[role] if wrong.any() else 0
        for i in np.flatnonzero(wrong):
            self.faults.append((int(self.rows[i]), column, problem(int(i))))


_RIGHT = "A number of people, or * where it was hidden, would be right."


def _number(cell: Any) -> float:
    """Return a cell as a number; infinity if it can't be one."""
    if isinstance(cell, bool):
        return float("inf")
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str):
        return float("inf")
    text = cell.strip()
    return float("nan") if text.upper() in MARKS else plain_number(text.replace(",", ""))


def told(table: Table, faults: list[tuple[int, int, str]]) -> str:
    """Return the first faults of a sheet in one message, without where the first of them is."""
    first, *more = sorted(faults)
    lines = [
        f"row {row + 1}, column {table.label(column)}: {problem}"
        for row, column, problem in more[: _MOST_TOLD - 1]
    ]
    left = len(more) - len(lines)
    also = [f"{left:,} more cells of this sheet can't be used."] if left else []
    return " ".join([first[2], *lines, *also])
