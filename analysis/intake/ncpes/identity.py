"""What each row is about: level, place, year, variant, breakdown and question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from analysis.intake.error import refusal
from analysis.intake.ncpes import columns
from analysis.intake.sheet import Sheet
from analysis.survey import ENGLAND, UnknownChoice, place, question, questions

KEY = ["level", "place", "year", "variant", "dimension", "group", "question"]
SLICE = ["level", "year", "variant", "dimension", "group"]

NATIONAL_CODE = "All"

_LEVELS = {"National": "national", "Cancer Alliance": "alliance", "CCG": "ccg", "Trust": "trust"}
_VARIANTS = {"adjusted": "adjusted", "unadjusted": "unadjusted", "yearonyear": "year-on-year"}
_SEXES = {"Both": "all", "Female": "female", "Male": "male"}
_QUINTILES = {"All": "all", **{str(q): str(q) for q in range(1, 6)}}
_TUMOURS = {
    "All Cancers": "all",
    "Brain and CNS": "brain",
    "Breast": "breast",
    "Colorectal": "colorectal",
    "Gynaecological": "gynaecological",
    "Haematological": "haematological",
    "Head and Neck": "head-and-neck",
    "Lung": "lung",
    "Prostate": "prostate",
    "Sarcoma": "sarcoma",
    "Skin": "skin",
    "Upper Gastro": "upper-gi",
    "Urological": "urological",
    "Other": "other",
}
_BREAKDOWNS = {
    "tumour": (columns.TUMOUR, _TUMOURS),
    "sex": (columns.SEX, _SEXES),
    "deprivation": (columns.DEPRIVATION, _QUINTILES),
}


def identify(sheet: Sheet) -> pd.DataFrame:
    """Return the columns `KEY`, one row for each row of the sheet.

    Raises
    ------
    IntakeError
        If a row names something that is not known, or something that does not go together,
        or the same as another row; or if results are missing between those that are there.
    """
    years = {str(year): str(year) for q in questions() for year in q.years}
    found = pd.DataFrame(
        {
            "level": sheet.translate(columns.LEVEL, _one_of(_LEVELS)),
            "place": sheet.translate(columns.PLACE, _place),
            "year": sheet.translate(columns.YEAR, _one_of(years)).astype("int16"),
            "variant": sheet.translate(columns.VARIANT, _one_of(_VARIANTS)),
            "question": sheet.translate(columns.QUESTION, _question),
        }
    )
    found["dimension"], found["group"] = _breakdown(sheet)
    found = found[KEY]
    _check_levels(sheet, found)
    _check_variants(sheet, found)
    _check_unique(sheet, found)
    _check_complete(sheet, found)
    return found


def _one_of(known: Mapping[str, str]) -> Callable[[str], str]:
    def translate(word: str) -> str:
        if word not in known:
            msg = f"is not known here. One of these would be right: {', '.join(known)}."
            raise ValueError(msg)
        return known[word]

    return translate


def _place(word: str) -> str:
    if word == NATIONAL_CODE:
        return ENGLAND.code
    try:
        return place(word).code
    except UnknownChoice as error:
        msg = f"is no code of a place in data/places.csv. {error}"
        raise ValueError(msg) from error


def _question(word: str) -> str:
    try:
        return question(word).code
    except UnknownChoice as error:
        msg = f"is no scored question of data/codebook.toml. {error}"
        raise ValueError(msg) from error


def _breakdown(sheet: Sheet) -> tuple[pd.Categorical, pd.Categorical]:
    dimension = np.full(len(sheet), "all", dtype=object)
    group = np.full(len(sheet), "all", dtype=object)
    for breakdown, (column, known) in _BREAKDOWNS.items():
        groups = np.asarray(sheet.translate(column, _one_of(known)), dtype=object)
        cut = groups != "all"
        crossed = cut & (dimension != "all")
        problem = "is crossed with another breakdown. Only one breakdown at a time is published."
        sheet.refuse(crossed, column, problem)
        dimension[cut] = breakdown
        group[cut] = groups[cut]
    return pd.Categorical(dimension), pd.Categorical(group)


def _check_levels(sheet: Sheet, found: pd.DataFrame) -> None:
    levels = found["place"].map(lambda code: place(code).level).astype(str)
    wrong = (levels != found["level"].astype(str)).to_numpy()
    if wrong.any():
        at = place(found["place"][int(np.argmax(wrong))])
        problem = f"is not the level of {at.code} ({at.name}), which is of the level {at.level}."
        sheet.refuse(wrong, columns.LEVEL, problem)


def _check_variants(sheet: Sheet, found: pd.DataFrame) -> None:
    wrong = ((found["variant"] != "unadjusted") & (found["dimension"] != "all")).to_numpy()
    problem = "results are of all patients. A breakdown is published only as 'unadjusted'."
    sheet.refuse(wrong, columns.VARIANT, problem)


def _check_unique(sheet: Sheet, found: pd.DataFrame) -> None:
    again = found.duplicated(KEY).to_numpy()
    if again.any():
        second = int(np.argmax(again))
        same = (found[KEY] == found[KEY].iloc[second]).all(axis=1).to_numpy()
        problem = (
            f"is the same result as row {sheet.row(int(np.argmax(same)))} "
            f"({', '.join(str(v) for v in found[KEY].iloc[second])}). "
            "Each result once would be right."
        )
        sheet.refuse(again, columns.QUESTION, problem)


def _check_complete(sheet: Sheet, found: pd.DataFrame) -> None:
    """Refuse a file with holes: it was cut off, or rows were taken out or changed."""
    places = found.groupby("level", observed=True)["place"].nunique()
    asked = found["question"].nunique()
    slices = found.groupby(SLICE, observed=True).size().rename("rows").reset_index()
    slices["full"] = slices["level"].map(places).astype(int) * asked
    short = slices[slices["rows"] < slices["full"]]
    if short.empty:
        return
    worst = short.iloc[int((short["rows"] / short["full"]).argmin())]
    inside = (found[SLICE] == worst[SLICE]).all(axis=1).to_numpy()
    first, last = (sheet.row(i) for i in np.flatnonzero(inside)[[0, -1]])
    place_code, code = _missing(found, inside)
    what = ", ".join(str(v) for v in worst[SLICE] if v != "all")
    problem = (
        f"Only {worst['rows']} of {worst['full']} results of '{what}' are here "
        f"(rows {first} to {last}); the first that is missing is {place_code}, {code}. "
        f"The file may be cut off (its last row is {sheet.row(len(sheet) - 1)}), or rows may have "
        "been taken out. Every question of every place in each table would be right."
    )
    raise refusal(sheet.file, problem, row=first)


def _missing(found: pd.DataFrame, inside: np.ndarray) -> tuple[str, str]:
    there = set(zip(found["place"][inside], found["question"][inside], strict=True))
    level = found["level"][inside].iloc[0]
    codes = found["place"][found["level"] == level].unique()
    asked = found["question"].unique()
    return next((p, q) for p in codes for q in asked if (p, q) not in there)
