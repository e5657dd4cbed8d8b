"""One table of a file, as text, that knows where each value stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.intake.error import refusal

Mask = NDArray[np.bool_]

HEADER_ROWS = 1


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in the file.

    Attributes
    ----------
    file : str
        Name of the file, for messages.
    frame : DataFrame
        Every column as categorical text; an empty cell is ``""``.
    """

    file: str
    frame: pd.DataFrame

    def __len__(self) -> int:
        return len(self.frame)

    @staticmethod
    def row(index: int) -> int:
        """Return the spreadsheet row of a row of the frame; the header is row 1."""
        return int(index) + 1 + HEADER_ROWS

    def value(self, column: str, index: int) -> str:
        """Return one cell's text."""
        return str(self.frame[column].iloc[index])

    def words(self, column: str) -> list[str]:
        """Return the different texts of a column, in the order of its codes."""
        return [str(word) for word in self.frame[column].cat.categories]

    def codes(self, column: str) -> NDArray[np.intp]:
        """Return for each row the position of its text in `words`."""
        return self.frame[column].cat.codes.to_numpy().astype(np.intp)

    def equal(self, column: str, text: str) -> Mask:
        """Return which cells of a column hold a text; an empty text finds the empty cells."""
        return (self.frame[column] == text).to_numpy(dtype=bool)

    def map(self, column: str, function: Callable[[str], Any]) -> NDArray[Any]:
        """Return a function of each cell, called once for each different text."""
        words = self.words(column)
        results = np.empty(len(words), dtype=object)
        results[:] = [function(word) for word in words]
        return results[self.codes(column)]

    def translate(self, column: str, function: Callable[[str], str | None]) -> pd.Categorical[str]:
        """Return a column in this project's own words.

        Parameters
        ----------
        column : str
            Name of the column.
        function : callable
            From the file's text to ours, None meaning a missing value. It raises ValueError,
            with what was wrong and what would be right, for a text that is not known.

        Raises
        ------
        IntakeError
            At the first row whose text is not known.
        """
        ours: list[str | None] = []
        for position, word in enumerate(self.words(column)):
            try:
                ours.append(function(word))
            except ValueError as error:
                self.refuse(self.codes(column) == position, column, str(error))
        labels = list(dict.fromkeys(word for word in ours if word is not None))
        position_of = {word: position for position, word in enumerate(labels)}
        place = np.array([-1 if word is None else position_of[word] for word in ours], dtype=int)
        return pd.Categorical.from_codes(list(place[self.codes(column)]), pd.Index(labels))

    def numbers(self, column: str, right: str) -> NDArray[np.float64]:
        """Return a column as numbers, NaN where the cell is empty.

        Raises
        ------
        IntakeError
            At the first cell that is neither empty nor a plain number; `right` ends the message.
        """
        values = np.array([plain_number(word) for word in self.words(column)], dtype=float)
        infinite = np.isinf(values)
        codes = self.codes(column)
        if infinite.any():
            self.refuse(infinite[codes], column, f"is not a number. {right}")
        return values[codes]

    def refuse(self, wrong: Mask, column: str, problem: str) -> None:
        """Refuse the file if any row is wrong.

        Parameters
        ----------
        wrong : array of bool
            Which rows are wrong.
        column : str
            Where to look; its text in the first wrong row opens the message.
        problem : str
            What was wrong, following on from the text, and what would be right.

        Raises
        ------
        IntakeError
            If any row is wrong. It names the first and says how many more there are.
        """
        if not wrong.any():
            return
        found = np.flatnonzero(wrong)
        first = int(found[0])
        text = self.value(column, first)
        more = f" The same in {len(found) - 1} more rows." if len(found) > 1 else ""
        shown = f"'{text}' " if text else "an empty cell "
        raise refusal(self.file, f"{shown}{problem}{more}", row=self.row(first), column=column)


def plain_number(word: str) -> float:
    """Return a cell as a number: NaN if empty, infinite if it is not a plain number."""
    if not word:
        return float("nan")
    try:
        value = float(word) if word.isascii() and "_" not in word else float("inf")
    except ValueError:
        return float("inf")
    return value if np.isfinite(value) else float("inf")
