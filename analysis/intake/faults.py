"""All that is wrong with a file, told at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.intake.error import IntakeError, refusal
from analysis.intake.sheet import Mask, Sheet
from analysis.survey import InputError

MOST_TOLD = 20
"""How many faults are told one by one."""


@dataclass
class Faults:
    """The faults of a sheet, gathered so that they can be mended in one go.

    Attributes
    ----------
    sheet : Sheet
        The table that they are in.
    """

    sheet: Sheet
    _found: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, wrong: Mask, column: str, problem: Callable[[int], str]) -> None:
        """Record rows that are wrong.

        Parameters
        ----------
        wrong : array of bool
            Which rows.
        column : str
            Where to look.
        problem : callable
            From the position of a row to what is wrong and what would be right.
        """
        self._found += [(int(row), column, problem(int(row))) for row in np.flatnonzero(wrong)]

    def add_text(self, wrong: Mask, column: str, problem: str) -> None:
        """Record rows that are wrong; `problem` follows on from the text of the cell."""
        self.add(wrong, column, lambda row: f"{self._shown(column, row)} {problem}")

    def read(self, column: str, function: Callable[[str], Any]) -> NDArray[Any]:
        """Return a function of each cell, None where it raises InputError, which is recorded."""
        said: dict[str, str] = {}

        def tried(word: str) -> Any:
            try:
                return function(word.strip())
            except InputError as error:
                said[word] = str(error)
                return None

        values = self.sheet.map(column, tried)
        wrong = np.zeros(len(self.sheet), dtype=bool)
        for word in said:
            wrong |= self.sheet.equal(column, word)
        self.add(wrong, column, lambda row: said[self.sheet.value(column, row)])
        return values

    def refuse_if_any(self) -> None:
        """Refuse the file if anything was recorded.

        Raises
        ------
        IntakeError
            It tells the first faults, a line each, from the top of the file.
        """
        if not self._found:
            return
        found = sorted(self._found)
        file = self.sheet.file
        if len(found) == 1:
            row, column, problem = found[0]
            raise refusal(file, problem, row=self.sheet.row(row), column=column)
        rows = len({row for row, _, _ in found})
        what = "1 row" if rows == 1 else f"{rows:,} rows"
        told = f"The first {MOST_TOLD} faults" if len(found) > MOST_TOLD else "What is wrong"
        lines = [
            f"row {self.sheet.row(row)}, column '{column}': {problem}"
            for row, column, problem in found[:MOST_TOLD]
        ]
        heading = f"{file}: {what} can't be used, so nothing was loaded. {told}:"
        raise IntakeError("\n".join([heading, *lines]))

    def _shown(self, column: str, row: int) -> str:
        text = self.sheet.value(column, row) if column in self.sheet.frame else ""
        return f"'{text}'" if text else "an empty cell"
