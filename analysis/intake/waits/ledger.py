"""What became of every row of a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.intake.report import Report
from analysis.intake.sheet import Mask
from analysis.intake.waits.checks import named
from analysis.intake.waits.derive import COUNTS
from analysis.intake.waits.figures import UNFINISHED
from analysis.intake.waits.labels import ENGLAND, UNKNOWN
from analysis.intake.waits.workbook import Grid

_NOWHERE = "figures of people whose place is not known ('UNKNOWN')"
_ADDED = "figures of one care setting, added up to all of them"


@dataclass
class Ledger:
    """The rows of a workbook, all its sheets one after the other, and their fates.

    Attributes
    ----------
    grids : sequence of Grid
        The sheets.
    faults : mapping of int to str
        Position of a sheet that can't be used -> why.
    """

    grids: Sequence[Grid]
    faults: Mapping[int, str]
    report: Report = field(init=False)

    def __post_init__(self) -> None:
        lengths = [len(grid) for grid in self.grids]
        self._starts = np.cumsum([0, *lengths])
        self.report = Report(self._describe)
        self._loaded = Report(self._describe)

    def account(self, read: pd.DataFrame, used: pd.DataFrame) -> None:
        """Record which rows were loaded as what, and which were left out.

        Parameters
        ----------
        read, used : DataFrame
            Figures as they stand in the file, and those that are used of them.
        """
        told = np.zeros(self._starts[-1], dtype=bool)
        whole = used["place"] == ENGLAND
        hidden = used[COUNTS].isna().any(axis=1) & used["timed"]
        unknown = used["place"] == UNKNOWN
        spare = read["spare"]
        running = read["grain"] == UNFINISHED
        for tell, reason, rows in (
            (self._loaded.loaded, "figures of places", used[~whole & ~hidden & ~unknown]),
            (self._loaded.loaded, _NOWHERE, used[unknown & ~hidden]),
            (self._loaded.loaded, "lines of England", used[whole & ~hidden]),
            (self._loaded.loaded, "hidden numbers: kept without a figure", used[hidden]),
            (self._loaded.loaded, _ADDED, read[~spare & (read["setting"] != "")]),
            (self._loaded.left, "a period that is not over (year to date)", read[running]),
            (self._loaded.left, "one care setting: all together are there", read[spare]),
            (self._loaded.left, "figures that another sheet has", read),
        ):
            mask = self._rows(rows) & ~told
            told |= mask
            tell(reason, mask)
        refused = self._of_sheets(self.faults)
        self._loaded.left("rows of sheets that can't be used", refused)
        self._loaded.left("titles, headers, notes and empty rows", ~told & ~refused)

    def frame(self, refused: Sequence[str]) -> pd.DataFrame:
        """Return the report: what can't be used first, then all rows, then what was checked."""
        lines = [("Not loaded: a sheet", 1, problem) for problem in refused]
        first = pd.DataFrame(lines, columns=["reason", "rows", "example"])
        frames = [f for f in (first, self._loaded.frame(), self.report.frame()) if len(f)]
        return pd.concat(frames, ignore_index=True)

    def which(self, figures: pd.DataFrame) -> str:
        """Return the first of some figures in words."""
        first = figures.iloc[0]
        return f"{first['place']}, {named(first)}"

    def _rows(self, figures: pd.DataFrame) -> Mask:
        rows = np.zeros(self._starts[-1], dtype=bool)
        rows[self._starts[figures["sheet"].to_numpy(dtype=int)] + figures["row"].to_numpy(int)] = (
            True
        )
        return rows

    def _of_sheets(self, sheets: Mapping[int, str]) -> Mask:
        rows = np.zeros(self._starts[-1], dtype=bool)
        for sheet in sheets:
            rows[self._starts[sheet] : self._starts[sheet + 1]] = True
        return rows

    def _describe(self, index: int) -> str:
        sheet = int(np.searchsorted(self._starts, index, side="right")) - 1
        grid = self.grids[sheet]
        row = index - int(self._starts[sheet])
        words = [str(c) for c in grid.cells[row] if c != ""][:3]
        return f"sheet '{grid.name}', row {row + 1}{': ' + ', '.join(words) if words else ''}"
