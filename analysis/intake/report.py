"""What became of every row of a file."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from analysis.intake.sheet import Mask, Sheet

LOADED = "Loaded: "
"""Opens the reasons that share out the rows of the file: each row is in exactly one."""

LEFT = "Left out: "
"""Opens the reasons for which rows of the file were not loaded; no such row is loaded too."""

NOTE = "Note: "
"""Opens the reasons that say more about rows already counted; a row may be in several."""

NONE_FOUND = "none in this file"


@dataclass
class Report:
    """The fates of a file's rows, in the order they are told.

    Attributes
    ----------
    describe : callable
        From the position of a row (0 is the first under the header) to words that tell a
        reader where it is and what it is about.
    """

    describe: Callable[[int], str]
    _lines: list[tuple[str, int, str]] = field(default_factory=list)

    def loaded(self, reason: str, rows: Mask) -> None:
        """Record rows that were loaded; nothing if there are none."""
        if rows.any():
            self._add(LOADED + reason, rows, None)

    def left(self, reason: str, rows: Mask) -> None:
        """Record rows that were not loaded; nothing if there are none."""
        if rows.any():
            self._add(LEFT + reason, rows, None)

    def tell(self, reason: str, count: int, example: str = "") -> None:
        """Record something that is about figures rather than rows, with how many there are."""
        self._lines.append((NOTE + reason, count, example or NONE_FOUND))

    def note(self, reason: str, rows: Mask, detail: Callable[[int], str] | None = None) -> None:
        """Record something that was looked for, even if no row has it.

        Parameters
        ----------
        reason : str
            What the rows have in common and what was done about it.
        rows : array of bool
            Which rows.
        detail : callable or None
            From the position of the example to what it shows.
        """
        self._add(NOTE + reason, rows, detail)

    def spare(self, sheet: Sheet, known: Collection[str]) -> None:
        """Record the columns of a sheet that are not among those known."""
        everything = np.ones(len(sheet), dtype=bool)
        for column in sheet.frame.columns:
            if column not in known:
                shown = partial(_cell, sheet, str(column))
                self.note(f"column '{column}' is not known here; not used", everything, shown)

    def _add(self, reason: str, rows: Mask, detail: Callable[[int], str] | None) -> None:
        found = np.flatnonzero(rows)
        example = NONE_FOUND
        if len(found):
            first = int(found[0])
            example = self.describe(first) + (f": {detail(first)}" if detail else "")
        self._lines.append((reason, len(found), example))

    def frame(self) -> pd.DataFrame:
        """Return the columns reason, rows and example, one row a reason."""
        return pd.DataFrame(self._lines, columns=["reason", "rows", "example"])


def _cell(sheet: Sheet, column: str, index: int) -> str:
    return f"{column} '{sheet.value(column, index)}'"
