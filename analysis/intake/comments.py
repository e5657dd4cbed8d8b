"""Comments in a plain table: one row a comment, with what is known of who wrote it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from analysis.intake.error import refusal
from analysis.intake.faults import Faults
from analysis.intake.report import Report
from analysis.intake.sheet import Sheet
from analysis.survey import BOXES, Dimension, InputError, UnknownChoice, dimensions, place

COLUMNS = ("person", "year", "box", "text")
PLACES = ("trust", "ccg")

TEMPLATE = """\
person,year,box,text,trust,sex,age,tumour
1,2018,good,"The nurses could not have been kinder.",RJ1,female,65-74,breast
1,2018,better,"Two hours in the waiting room, every time.",RJ1,female,65-74,breast
2,2018,other,"Thank you for asking.",RCF,male,45-54,
"""
"""A table with examples, to be replaced by one's own. Trust, CCG and breakdowns may be left out."""

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def parse(sheet: Sheet) -> tuple[pd.DataFrame, dict[str, str], pd.DataFrame]:
    """Return comments with who wrote them, no wording, and the report of a sheet in this layout.

    Returns
    -------
    (DataFrame, dict, DataFrame)
        One row for each comment that has a text, in the sheet's order: ``person`` (0 for the
        first that the file names, and so on), ``code`` (the file's own for the person), ``row``
        (as a spreadsheet counts), ``box``, ``text``, ``year``, ``trust``, ``ccg`` and a column a
        dimension that the file has; an empty mapping; and what became of every row (see
        `analysis.intake.Imported`).

    Raises
    ------
    IntakeError
        With everything that can't be right. No comment is quoted in it.
    """
    faults = Faults(sheet)
    known: dict[str, Any] = {"year": faults.read("year", _year), "box": faults.read("box", _box)}
    for column in PLACES:
        if column in sheet.frame:
            known[column] = faults.read(column, partial(_place, column))
    for one in dimensions():
        if one.id in sheet.frame:
            known[one.column] = faults.read(one.id, partial(_group, one))
    person = sheet.codes("person")
    nameless = np.array([not word.strip() for word in sheet.words("person")])[person]
    faults.add_text(nameless, "person", "names nobody. A number or a code would be right.")
    frame = pd.DataFrame(known | {"person": person}, index=range(len(sheet)))
    _check_persons(frame, faults)
    faults.refuse_if_any()
    has_text = sheet.map("text", lambda text: bool(text.strip())).astype(bool)
    if not has_text.any():
        raise refusal(sheet.file, "There is no comment in it.", column="text")
    report = Report(_describer(sheet))
    report.loaded("comments", has_text)
    report.loaded("no comment: the text is empty", ~has_text)
    report.spare(sheet, (*COLUMNS, *PLACES, *(d.id for d in dimensions())))
    text = sheet.map("text", str.strip)
    row = np.array([sheet.row(index) for index in range(len(sheet))])
    kept = frame.assign(text=text, code=sheet.frame["person"].to_numpy(), row=row)[has_text]
    renumbered = pd.factorize(kept["person"])[0]
    return kept.assign(person=renumbered).reset_index(drop=True), {}, report.frame()


def _year(text: str) -> int:
    if not (text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
        msg = f"'{text}' is not a year. A year such as 2018 would be right."
        raise InputError(msg)
    return int(text)


def _box(text: str) -> str:
    found = {key: key for key in BOXES} | {label.lower(): key for key, label in BOXES.items()}
    if text.lower() not in found:
        raise UnknownChoice("box", text, BOXES)
    return found[text.lower()]


def _place(level: str, text: str) -> str | None:
    if not text:
        return None
    found = place(text)
    if found.level != level:
        msg = f"'{text}' is {found.name}, which is no {level.upper() if level == 'ccg' else level}."
        raise InputError(msg)
    return found.code


def _group(one: Dimension, text: str) -> str | None:
    if not text:
        return None
    found = {g.id.lower(): g.id for g in one.groups} | {g.label.lower(): g.id for g in one.groups}
    if text.lower() not in found:
        raise UnknownChoice(one.label.lower(), text, one.ids)
    return found[text.lower()]


def _check_persons(frame: pd.DataFrame, faults: Faults) -> None:
    """Record rows in which a person is somebody else than in the person's first row."""
    for column in frame.columns.difference(["person", "box"]):
        codes = pd.Series(pd.factorize(frame[column])[0])
        first = codes.groupby(frame["person"]).transform("first")
        faults.add_text(
            (codes != first).to_numpy(),
            str(column),
            "differs from the same person's row above. One value a person would be right.",
        )


def _describer(sheet: Sheet) -> Callable[[int], str]:
    return lambda index: f"row {sheet.row(index)}"


def people_of(comments: pd.DataFrame) -> pd.DataFrame:
    """Return a row a person, as `analysis.store.Builder.add_respondents` takes them."""
    first = comments.drop_duplicates("person").sort_values("person")
    people = first.drop(columns=["person", "code", "row", "box", "text"]).reset_index(drop=True)
    return people.assign(year=people["year"].astype(np.int16))
