"""A file of cancer waiting times: every sheet read, checked, explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.intake.error import IntakeError, refusal
from analysis.intake.waits import derive
from analysis.intake.waits.checks import check_parts, check_rows, check_totals
from analysis.intake.waits.expected import missing
from analysis.intake.waits.figures import KEY, read_tables
from analysis.intake.waits.labels import ENGLAND
from analysis.intake.waits.ledger import Ledger
from analysis.intake.waits.measures import HEADLINES, TWO_WEEK, TWO_WEEK_BREAST
from analysis.intake.waits.tables import Table, find_tables
from analysis.intake.waits.workbook import Grid, numeric, read_workbook
from analysis.survey import ENGLAND as PLACE

COLUMNS = (
    "indicator",
    "place",
    "period",
    "grain",
    "basis",
    "route",
    "cancer",
    "treatment",
    "numerator",
    "denominator",
    "value",
    "lower",
    "upper",
)
"""The columns of figures of waiting times."""

SOURCE = "Cancer Waiting Times, NHS England."
"""Who publishes the figures."""

_ROWS_OF_NUMBERS = 3


@dataclass(frozen=True)
class Waits:
    """What a file of waiting times holds.

    Attributes
    ----------
    id, name : str
        Id and name of the source that its figures belong to.
    figures : DataFrame
        `COLUMNS`, one row a figure. ``period`` is its first day. ``numerator`` (people within
        the standard) and ``denominator`` (all people) may be halves, and are NaN where hidden or
        where ``value`` is a plain count. ``route`` (referral route, or stage of treatment),
        ``cancer`` and ``treatment`` are ``""`` for all together.
    names : mapping of str to str
        Code of a place -> its name in the file, where the file names it.
    report : DataFrame
        ``reason``, ``rows``, ``example``: what became of every row, and what was checked.
    refused : tuple of str
        Why sheets could not be used, and which are missing; empty if everything was there.
    """

    id: str
    name: str
    figures: pd.DataFrame
    names: Mapping[str, str]
    report: pd.DataFrame
    refused: tuple[str, ...]


def read_waits(path: Path) -> Waits:
    """Return what a workbook of the publication holds.

    A sheet with anything in it that can't be right is left out as a whole; the others are read.

    Raises
    ------
    IntakeError
        If it is no workbook, or no sheet of it can be used.
    """
    return parse_waits(read_workbook(path))


def parse_waits(grids: Sequence[Grid]) -> Waits:
    """Return what the sheets of a workbook hold; see `read_waits`."""
    file = grids[0].file if grids else ""
    found, faults = _find(grids)
    front = _front(grids, found)
    frames: list[pd.DataFrame] = []
    for position, tables in found.items():
        try:
            read = read_tables(tables, front, file)
        except IntakeError as error:
            faults[position] = str(error)
        else:
            frames.append(read.assign(sheet=position))
    if not frames:
        raise _unusable(file, faults)
    read = pd.concat(frames, ignore_index=True)
    read["spare"] = derive.spare(read)
    printed = derive.settings_added(read[~read["spare"]])
    ledger = Ledger(grids, faults)
    spoiled = [grids[position].name for position in faults]
    refused = (*faults.values(), *missing(file, printed, found.values(), spoiled))
    used = _once(ledger, printed)
    figures = _complete(ledger, used)
    ledger.account(read, used)
    check_totals(ledger.report, used[used["timed"]])
    together = figures["combined"] | ~figures["indicator"].isin(HEADLINES)
    check_parts(ledger.report, figures[together & figures["timed"]])
    check_rows(ledger.report, used)
    source = _source(used, [t for p, ts in found.items() if p not in faults for t in ts])
    stored = figures[list(COLUMNS)].reset_index(drop=True)
    return Waits(*source, stored, _names(used), ledger.frame(refused), refused)


def _find(grids: Sequence[Grid]) -> tuple[dict[int, tuple[Table, ...]], dict[int, str]]:
    """Return the tables of each sheet that has any, and why sheets can't be used."""
    found: dict[int, tuple[Table, ...]] = {}
    faults: dict[int, str] = {}
    for position, grid in enumerate(grids):
        try:
            tables = find_tables(grid)
            if tables:
                found[position] = tables
            elif _is_full(grid):
                raise grid.refusal(_NO_HEADER)
        except IntakeError as error:
            faults[position] = str(error)
    return found, faults


_NO_HEADER = (
    "There are numbers here and no header that is known. A row with words such as 'ODS CODE', "
    "'TOTAL' and 'WITHIN 31 DAYS' above them would be right."
)


def _is_full(grid: Grid) -> bool:
    """Return whether a sheet without a table has rows of numbers."""
    rows = numeric(grid.cells).sum(axis=1) >= 2
    return int(rows.sum()) >= _ROWS_OF_NUMBERS


def _front(grids: Sequence[Grid], found: Mapping[int, object]) -> list[Any]:
    pages = [grid for position, grid in enumerate(grids) if position not in found]
    return [cell for grid in pages for cell in grid.cells.ravel() if cell != ""]


def _unusable(file: str, faults: Mapping[int, str]) -> IntakeError:
    if faults:
        return IntakeError("\n".join([f"{file}: no sheet can be used.", *faults.values()]))
    problem = (
        "No sheet of this workbook has a table of cancer waiting times: a header with words such "
        "as 'ODS CODE', 'TOTAL' and 'WITHIN 62 DAYS'. Other tables can be saved as 'CSV UTF-8' "
        "and brought in as CSV files."
    )
    return refusal(file, problem)


def _once(ledger: Ledger, printed: pd.DataFrame) -> pd.DataFrame:
    """Return each figure once: where several sheets have it, from the first."""
    again = printed.duplicated(KEY)
    if not again.any():
        return printed
    other = again & ~printed.duplicated([*KEY, *derive.COUNTS])
    ledger.report.tell(
        "figures on several sheets, the same on each: kept once", int((again & ~other).sum())
    )
    ledger.report.tell("figures on several sheets that differ: the first is kept", int(other.sum()))
    return printed[~again]


def _complete(ledger: Ledger, used: pd.DataFrame) -> pd.DataFrame:
    """Return the figures with what they imply."""
    figures = used.assign(value=np.nan)
    for told, make in _IMPLIED:
        made = make(figures[figures["timed"]])
        if len(made):
            ledger.report.tell(told, len(made), ledger.which(made))
            figures = pd.concat([figures, made.assign(timed=True)], ignore_index=True)
    figures = pd.concat([figures, derive.referrals(figures)], ignore_index=True)
    seen = figures["indicator"].isin([TWO_WEEK, TWO_WEEK_BREAST])
    return figures[figures["timed"] | ~seen].assign(lower=np.nan, upper=np.nan)


_HEADLINES = (
    "figures of the standard of that time (62 days: urgent referrals by a GP; 31 days: first "
    "treatments), which stand for all routes or stages too"
)
_IMPLIED = (
    ("figures of all cancers, added up as the file has no such line", derive.all_cancers),
    ("figures of all routes or stages, added up as the file has no such line", derive.all_routes),
    (_HEADLINES, derive.headlines),
    ("figures of England, added up as the file has no such line", derive.england),
)


def _source(used: pd.DataFrame, tables: Sequence[Table]) -> tuple[str, str]:
    """Return id and name of the source that a file belongs to."""
    if all("code" not in table.columns for table in tables):
        return "cancer-waits-national", "Cancer waiting times: England over time"
    if any("SUB" in str(table.grid.cells[table.header, table.columns["code"]]) for table in tables):
        return "cancer-waits-sublocation", "Cancer waiting times by ICB sub-location"
    basis = str(used["basis"].iloc[0])
    return f"cancer-waits-{basis}", f"Cancer waiting times by {basis}"


def _names(used: pd.DataFrame) -> dict[str, str]:
    named = used[used["name"].fillna("").str.strip() != ""]
    names = named.drop_duplicates("place").set_index("place")["name"].str.strip().to_dict()
    return {str(code): str(name) for code, name in names.items()} | {ENGLAND: PLACE.name}
