"""Names that repeat what the codes already say: of places, Alliances and sections."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import pandas as pd

from analysis.intake.ncpes import columns
from analysis.intake.sheet import Mask, Sheet
from analysis.survey import place, places, question

_NEAR = 0.8


@dataclass(frozen=True)
class Names:
    """How the names in the file stand to this project's own; codes decide, names do not.

    Attributes
    ----------
    place : array of bool
        Which rows name their place otherwise than the list of places.
    alliance : array of bool
        Which trust and CCG rows spell their Alliance otherwise.
    elsewhere : array of bool
        Which trust and CCG rows name another Alliance than the list of places.
    region : array of bool
        Which Alliance rows name something else than the Alliance.
    section : array of bool
        Which rows name the section of the question otherwise than the codebook.
    section_blanks : array of bool
        Which rows have stray blanks in the name of the section.
    """

    place: Mask
    alliance: Mask
    elsewhere: Mask
    region: Mask
    section: Mask
    section_blanks: Mask


def names(sheet: Sheet, found: pd.DataFrame) -> Names:
    """Return how the names in the file stand to this project's own.

    Raises
    ------
    IntakeError
        If a row's name is that of another place, its question has another number, or one
        question has two sections: then one of the two is wrong.
    """
    _check_number(sheet, found)
    _check_section(sheet, found)
    _check_place(sheet, found)
    below = found["level"].isin(["trust", "ccg"]).to_numpy()
    written = ~sheet.equal(columns.AREA_NAME, "")
    other = below & written & _each(sheet, found["place"], columns.AREA_NAME, _not_alliance)
    elsewhere = other & _each(sheet, found["place"], columns.AREA_NAME, _elsewhere)
    alliances = (found["level"] == "alliance").to_numpy()
    return Names(
        place=_each(sheet, found["place"], columns.PLACE_NAME, _not_named),
        alliance=other & ~elsewhere,
        elsewhere=elsewhere,
        region=alliances & written & _each(sheet, found["place"], columns.AREA_NAME, _not_named),
        section=_each(sheet, found["question"], columns.SECTION, _not_section),
        section_blanks=sheet.map(columns.SECTION, lambda w: w != w.strip()).astype(bool),
    )


def _each(sheet: Sheet, subject: pd.Series, column: str, test: Callable[[str, str], bool]) -> Mask:
    """Return a test of (code, text) for each row, made once for each different pair."""
    pairs = pd.DataFrame({"code": subject, "text": sheet.frame[column]})
    number = pairs.groupby(["code", "text"], observed=True, sort=False).ngroup().to_numpy()
    different = pairs.drop_duplicates()
    results = [test(str(p.code), str(p.text)) for p in different.itertuples()]
    return np.array(results, dtype=bool)[number]


def _not_named(code: str, text: str) -> bool:
    return text != place(code).name


def _not_alliance(code: str, text: str) -> bool:
    alliance = place(code).alliance
    return bool(alliance) and text != place(alliance).name


def _elsewhere(code: str, text: str) -> bool:
    nearest = max(places("alliance"), key=lambda p: _alike(p.name, text))
    return nearest.code != place(code).alliance or _alike(nearest.name, text) < _NEAR


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other)).ratio()


def _not_section(code: str, text: str) -> bool:
    return text.strip() != question(code).section


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]+", " ", name.lower().replace("&", "and")).strip()


def _check_number(sheet: Sheet, found: pd.DataFrame) -> None:
    wrong = _each(sheet, found["question"], columns.QUESTION_DIGITS, lambda q, n: q != f"Q{n}")
    problem = f"is not the number in '{columns.QUESTION}'. The same number would be right."
    sheet.refuse(wrong, columns.QUESTION_DIGITS, problem)


def _check_section(sheet: Sheet, found: pd.DataFrame) -> None:
    stripped = pd.Series(sheet.map(columns.SECTION, str.strip))
    counts = pd.DataFrame({"question": found["question"], "section": stripped}).value_counts()
    usual = dict(reversed(counts.index.to_list()))
    wrong = (stripped != found["question"].astype(str).map(usual)).to_numpy()
    if wrong.any():
        code = found["question"][int(np.argmax(wrong))]
        problem = f"is not the section of {code} elsewhere in the file, '{usual[code]}'."
        sheet.refuse(wrong, columns.SECTION, problem)


def _check_place(sheet: Sheet, found: pd.DataFrame) -> None:
    codes: dict[str, set[str]] = {}
    for one in places():
        codes.setdefault(one.name, set()).add(one.code)

    def another(code: str, text: str) -> bool:
        return text in codes and code not in codes[text]

    wrong = _each(sheet, found["place"], columns.PLACE_NAME, another)
    if wrong.any():
        own = place(found["place"][int(np.argmax(wrong))])
        problem = f"is the name of another place than {own.code}, which is {own.name}."
        sheet.refuse(wrong, columns.PLACE_NAME, problem)
