"""Find the tables of a sheet by the words of their headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from analysis.intake.waits.words import plain
from analysis.intake.waits.workbook import Grid, letter, numeric

_BODY = "(ODS|ORG|ORGANISATION|PROVIDER|TRUST|COMMISSIONER|CCG|ICB|STP)"
_ROLES = (
    ("total", r"TOTAL( (TREATED|SEEN|TOLD|PATIENTS|NUMBER.*))?"),
    ("after", r"BREACHES|OUTSIDE STANDARD"),
    ("within", r"WITHIN STANDARD"),
    ("caption", r"NUMBER OF .*"),
    ("interval", r"IN \d+ TO \d+ DAYS"),
    ("percent", r".*(%|PERCENT|PERFORMANCE).*|(TREATED|TOLD|SEEN) WITHIN.*"),
    ("code", rf"{_BODY} ?(PROVIDER )?(CODE|ID)|CODE|ICB SUB.?LOCATION( CODE)?"),
    ("standard", r"STANDARD"),
    ("category", r"SUB.?CATEGORY"),
    ("setting", r"(CARE )?SETTING"),
    ("treatment", r".*(MODALITY|TREATMENT TYPE|TYPE OF TREATMENT).*"),
    ("route", r".*(ROUTE|STAGE).*"),
    ("cancer", r".*(CANCER|TUMOUR|REFERRAL REASON).*"),
    ("name", rf"INTEGRATED CARE.*|.*COMMISSIONING GROUP|(ACCOUNTABLE )?{_BODY}( NAME)?|NAME"),
    ("period", r"PERIOD|MONTHLY|QUARTERLY|ANNUAL(LY)?|MONTH|QUARTER|YEAR"),
)
_LABELS = ("code", "name", "period")
_DAYS = re.compile(r"(WITHIN|AFTER) (\d+) DAYS")
_PART = re.compile(r"\s*PART [A-Z]\b", re.IGNORECASE)
_NO_TOTAL = (
    "This is like the header of a table, and no column in it is called 'TOTAL' (how many people). "
    "The header as it was published would be right."
)


@dataclass(frozen=True)
class Table:
    """One table of a sheet.

    Attributes
    ----------
    grid : Grid
        The sheet.
    header, end : int
        Positions of the (lower) header row and of the row after the last.
    columns : dict
        What a column holds -> its position. ``within:31`` and ``after:31`` name the days.
    unknown : tuple of int
        Positions of columns with a header that is not known.
    titles : tuple of str or date
        The cells above the first table of the sheet that say what it is about, from the top.
    part : str
        The title of this table among several, e.g. "PART B: FIRST TREATMENTS"; ``""`` without.
    """

    grid: Grid
    header: int
    end: int
    columns: dict[str, int]
    unknown: tuple[int, ...]
    titles: tuple[Any, ...]
    part: str

    def text(self) -> str:
        """Return everything that says what the table is about, in one line."""
        return " | ".join(
            [*(t for t in self.titles if isinstance(t, str)), self.part, self.grid.name]
        )

    def label(self, column: int) -> str:
        """Return how messages name a column: its letter and its header."""
        header = plain(_texts(self.grid, self.header)[column])
        return f"{letter(column)} '{header}'" if header else letter(column)


@cache
def role(header: str) -> str:
    """Return what a column with this header holds; ``""`` if it is not known."""
    text = plain(header)
    days = _DAYS.fullmatch(text)
    if days:
        return f"{days[1].lower()}:{days[2]}"
    return next((r for r, pattern in _ROLES if re.fullmatch(pattern, text)), "") if text else ""


def find_tables(grid: Grid) -> tuple[Table, ...]:
    """Return the tables of a sheet from the top, and from the left where they are side by side.

    Raises
    ------
    IntakeError
        If a row is like a header and has no column of totals.
    """
    worded = np.flatnonzero(~numeric(grid.cells).any(axis=1)).tolist()
    roles = {row: {role(c) for c in grid.cells[row] if isinstance(c, str)} for row in worded}
    headers = [row for row in worded if "total" in roles[row] and _is_labelled(grid, row)]
    for row in worded:
        if "code" in roles[row] and not {row, row + 1} & set(headers):
            raise grid.refusal(f"{_NO_TOTAL} Its columns: {_listed(grid, row)}.", row)
    ends = [*headers[1:], len(grid)] if headers else []
    return tuple(
        _table(grid, header, end, first, last, headers[0])
        for header, end in zip(headers, ends, strict=True)
        for first, last in _groups(grid, header)
    )


def _is_labelled(grid: Grid, row: int) -> bool:
    return not {role(text) for text in _texts(grid, row)}.isdisjoint(_LABELS)


def _texts(grid: Grid, row: int) -> list[str]:
    """Return the headers in a row; one that is empty may stand in the row above."""
    own = grid.cells[row]
    above = grid.cells[row - 1] if row else own
    chosen = [o if plain(str(o)) else a for o, a in zip(own, above, strict=True)]
    return [text if isinstance(text, str) else "" for text in chosen]


def _listed(grid: Grid, row: int) -> str:
    return ", ".join(f"'{plain(c)}'" for c in grid.cells[row] if isinstance(c, str) and plain(c))


def _groups(grid: Grid, header: int) -> list[tuple[int, int]]:
    """Return the first column, and the one after the last, of each table of a header row."""
    cells = [role(text) for text in _texts(grid, header)]
    key = next(r for r in cells if r in _LABELS)
    if cells.count("total") == 1:
        return [(0, len(cells))]
    starts = [i for i, r in enumerate(cells) if r == key]
    return list(zip(starts, [*starts[1:], len(cells)], strict=True))


def _table(grid: Grid, header: int, end: int, first: int, last: int, top: int) -> Table:
    columns: dict[str, int] = {}
    unknown: list[int] = []
    texts = _texts(grid, header)
    for position in range(first, last):
        held = role(texts[position])
        if held:
            columns.setdefault(held, position)
        elif plain(texts[position]):
            unknown.append(position)
    above = [c for row in grid.cells[:top, first:last] for c in row if c != ""]
    titles = tuple(c for c in above if not _is_part(c))
    part = next((c for c in grid.cells[:header, 0][::-1] if _is_part(c)), "")
    return Table(grid, header, end, columns, tuple(unknown), titles, part)


def _is_part(cell: Any) -> bool:
    return isinstance(cell, str) and bool(_PART.match(cell))
