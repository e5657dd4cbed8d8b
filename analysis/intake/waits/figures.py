"""Read the tables of one sheet into figures: every row of them, or none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.intake.sheet import Mask
from analysis.intake.waits import words
from analysis.intake.waits.cells import Cells, told
from analysis.intake.waits.labels import ENGLAND, is_code, place_code
from analysis.intake.waits.measures import (
    DAYS,
    TWO_WEEK,
    TWO_WEEK_BREAST,
    Measure,
    basis_of,
    measure,
)
from analysis.intake.waits.tables import Table
from analysis.intake.waits.when import SHAPES, When, read_when
from analysis.intake.waits.workbook import numeric

PARTS = ("route", "cancer", "treatment")
"""What figures may be broken down by; ``""`` is all together."""

KEY = ["indicator", "place", "period", "grain", "basis", *PARTS, "setting"]
"""What no two figures of a file have in common."""


def read_tables(tables: Sequence[Table], front: Sequence[Any], file: str) -> pd.DataFrame:
    """Return the figures of a sheet.

    Parameters
    ----------
    tables : sequence of Table
        All tables of one sheet.
    front : sequence of str, number or date
        What stands on the pages without tables, where a sheet does not say its period or basis.
    file : str
        Name of the file, which may say the basis.

    Returns
    -------
    DataFrame
        One row a figure: `KEY`, ``numerator``, ``denominator``, ``after`` and ``percent`` (NaN
        where hidden or not printed), ``name`` of the place, ``row`` in the sheet (from 0),
        ``combined`` (whether the standard was one for all routes or stages), ``timed`` (whether
        the table says at all who was within the standard).

    Raises
    ------
    IntakeError
        If anything can't be right. It names the first cells.
    """
    frames: list[pd.DataFrame] = []
    every = [Cells(table, _figure_rows(table)) for table in tables]
    for cells in (cells for cells in every if len(cells.rows)):
        table = cells.table
        frames.append(_read(cells, front, file))
        if cells.faults:
            row, column, _ = min(cells.faults)
            raise table.grid.refusal(told(table, cells.faults), row, table.label(column))
    if not frames:
        problem = "There is no figure under the header. Rows of places would be right."
        raise tables[0].grid.refusal(problem, tables[0].header)
    figures = pd.concat(frames, ignore_index=True)
    _refuse_twice(tables[0], figures)
    return figures


def _figure_rows(table: Table) -> NDArray[np.intp]:
    """Return the rows under the header that are about a place, or a period of England."""
    body = table.grid.cells[table.header + 1 : table.end]
    counts = [c for r, c in table.columns.items() if r in ("total", "within") or ":" in r]
    labels = [table.columns[r] for r in ("code", "name", "period") if r in table.columns]
    counted = numeric(body[:, counts]).any(axis=1)
    labelled = (body[:, labels] != "").any(axis=1)
    about = counted | (labelled & (body[:, counts] != "").any(axis=1))
    if "code" in table.columns:
        coded = np.array([is_code(str(c)) for c in body[:, table.columns["code"]]], dtype=bool)
        others = np.delete(body, table.columns["code"], axis=1)
        about |= coded & (others != "").any(axis=1)
    return np.flatnonzero(about) + table.header + 1


def _read(cells: Cells, front: Sequence[Any], file: str) -> pd.DataFrame:
    table = cells.table
    measures = _measures(cells)
    whens = _whens(cells, front)
    total, within, after = _counts(cells, measures)
    split = cells.words("category", words.category)
    figures = pd.DataFrame(
        {
            "indicator": measures.map(lambda m: m.indicator),
            "place": _places(cells),
            "period": pd.to_datetime(whens.map(lambda w: w[0])),
            "grain": whens.map(lambda w: w[1]),
            "basis": _basis(table, front, file),
            "route": _filled(cells.words("route", words.route), split.str[0], measures, "route"),
            "cancer": cells.words("cancer", words.cancer),
            "treatment": _filled(
                cells.words("treatment", words.treatment), split.str[1], measures, "treatment"
            ),
            "setting": cells.words("setting", words.setting),
            "numerator": within,
            "denominator": total,
            "after": after,
            "percent": cells.numbers("percent"),
            "name": cells.words("name", str),
            "row": cells.rows,
            "combined": measures.map(lambda m: m.combined).astype(bool),
            "timed": any(role.startswith("within") for role in table.columns),
        }
    )
    _check_unknown(cells)
    return figures


def _filled(own: pd.Series, other: pd.Series, measures: pd.Series, part: str) -> pd.Series:
    """Return what rows say themselves, else their label, else the titles of the table."""
    titled = measures.map(lambda m: getattr(m, part))
    return own.where(own != "", other).where(lambda s: s != "", titled)


def _measures(cells: Cells) -> pd.Series:
    table = cells.table
    if "standard" in table.columns:
        found = cells.words("standard", measure)
        unknown = found.isna().to_numpy()
        texts = cells.raw("standard")
        cells.fault(unknown, "standard", lambda i: f"'{texts[i]}' {_NO_MEASURE}")
        return found.where(~unknown, Measure(TWO_WEEK, "", "", combined=False))
    known = measure(table.text())
    if known is None:
        raise table.grid.refusal(f"What the titles name {_NO_MEASURE}")
    return pd.Series([known] * len(cells.rows), dtype=object)


_NO_MEASURE = (
    "is not one of the waits known here. Right would be 28-day faster diagnosis, 31-day, 62-day, "
    "two-week wait or breast symptoms."
)


def _whens(cells: Cells, front: Sequence[Any]) -> pd.Series:
    table = cells.table
    if "period" not in table.columns:
        when = _titled_when(table, front)
        return pd.Series([when] * len(cells.rows), dtype=object)
    raw = cells.raw("period")
    known = {cell: _when(cell) for cell in set(raw.tolist())}
    unknown = np.array([known[cell] is None for cell in raw], dtype=bool)
    right = f"is not a period. {SHAPES} would be right."
    cells.fault(unknown, "period", lambda i: f"'{raw[i]}' {right}")
    return pd.Series([known[cell] or _NO_PERIOD for cell in raw], dtype=object)


def _when(cell: Any) -> tuple[date, str] | None:
    running = isinstance(cell, str) and re.search(r"YTD|TO DATE", cell.upper())
    return _NO_PERIOD if running else read_when(cell)


UNFINISHED = "unfinished"
"""The grain of a period that is not over, such as a year to date."""

_NO_PERIOD = (date(1970, 1, 1), UNFINISHED)


def _titled_when(table: Table, front: Sequence[Any]) -> When:
    found = next(filter(None, map(read_when, (*table.titles, *front))), None)
    if found is None:
        problem = f"No title above the header says the period. {SHAPES} would be right."
        raise table.grid.refusal(problem, table.header)
    return found


def _basis(table: Table, front: Sequence[Any], file: str) -> str:
    above = max(table.header - 1, 0)
    headers = " | ".join(map(str, table.grid.cells[above : table.header + 1].ravel()))
    said = (table.text(), headers, *(c for c in front if isinstance(c, str)), file)
    found = next(filter(None, map(basis_of, said)), None)
    if found is None:
        problem = "No title says whether places are providers or commissioners. Either is right."
        raise table.grid.refusal(problem, table.header)
    return found


def _places(cells: Cells) -> list[str]:
    if "code" not in cells.table.columns:
        if "name" in cells.table.columns:
            problem = "No header says where the codes of places are. 'ODS CODE' would be right."
            raise cells.table.grid.refusal(problem, cells.table.header)
        return [ENGLAND] * len(cells.rows)
    raw = cells.raw("code")
    number = np.array([not isinstance(c, str) for c in raw], dtype=bool)
    cells.fault(number, "code", lambda i: f"'{raw[i]}' is no text. A code would be right.")
    codes = cells.words("code", str)
    places = [place_code(c, n) for c, n in zip(codes, cells.words("name", str), strict=True)]
    nameless = np.array([not place for place in places], dtype=bool)
    cells.fault(
        nameless, "code", lambda i: "there are figures here, and no place. A code is right."
    )
    return places


def _counts(
    cells: Cells, measures: pd.Series
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return how many people there were, how many within the standard and how many after it."""
    table = cells.table
    indicators = set(measures.map(lambda m: m.indicator))
    days = {DAYS[indicator] for indicator in indicators}
    within = _column(table, "within", days)
    after = _column(table, "after", days)
    seen = indicators <= {TWO_WEEK, TWO_WEEK_BREAST} and "code" not in table.columns
    if within is None and not seen:
        wanted = " or ".join(f"'WITHIN {n} DAYS'" for n in sorted(days))
        problem = f"There is no column {wanted} in the header. It would be right there."
        raise table.grid.refusal(problem, table.header)
    total = cells.numbers("total")
    met = cells.numbers(within) if within else np.full(len(total), np.nan)
    late = cells.numbers(after) if after else np.full(len(total), np.nan)
    if within:
        cells.fault(
            met > total,
            within,
            lambda i: f"{met[i]:g} is more than the total {total[i]:g}. {_PART}",
        )
    return total, met, late


_PART = "A part of the total would be right."


def _column(table: Table, what: str, days: set[int]) -> str | None:
    names = [what, *(f"{what}:{n}" for n in days)] if len(days) == 1 else [what]
    return next((name for name in names if name in table.columns), None)


def _check_unknown(cells: Cells) -> None:
    """Refuse words under a header that is not known: they may tell rows apart."""
    table = cells.table
    for column in table.unknown:
        texts = table.grid.cells[cells.rows, column]
        worded = np.array([isinstance(c, str) and bool(c.strip()) for c in texts], dtype=bool)
        if worded.any():
            problem = (
                f"The header {table.label(column)} is not known, and there are words under it. "
                "A header of the publication, such as 'CANCER TYPE', 'REFERRAL ROUTE' or "
                "'TREATMENT MODALITY', would be right."
            )
            raise table.grid.refusal(problem, table.header, table.label(column))


def _refuse_twice(table: Table, figures: pd.DataFrame) -> None:
    twice: Mask = figures.duplicated(KEY).to_numpy()
    if not twice.any():
        return
    again = figures[twice].iloc[0]
    same = (figures[KEY] == again[KEY]).all(axis=1)
    first = figures[same].iloc[0]
    what = " and ".join(p for p in (again["route"], again["cancer"], again["treatment"]) if p)
    problem = (
        f"The same figure, of {again['place']}{' for ' + what if what else ''}, is in row "
        f"{first['row'] + 1}. One row for each place and kind of figure would be right."
    )
    raise table.grid.refusal(problem, int(again["row"]))
