"""The publisher's own wording of each question."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.intake.ncpes import columns
from analysis.intake.sheet import Mask, Sheet

_BROKEN = {
    "â€™": "’",
    "â€˜": "‘",
    "â€œ": "“",
    "â€\x9d": "”",
    "â€“": "–",
    "Â\xa0": " ",
    "\x92": "’",
    "\x96": "–",
    "\ufffd": "’",
}
"""Punctuation that was written in one encoding and read in another -> what it was."""


@dataclass(frozen=True)
class Wording:
    """What the questions say.

    Attributes
    ----------
    kept : dict of str to str
        Question code -> its wording, cleaned: that of the latest year; of several, the one on
        the most rows.
    texts : int
        How many different texts the file has for these questions.
    other, stray, broken : array of bool
        Which rows have another text than the one kept, stray blanks in it, or broken
        characters.
    """

    kept: dict[str, str]
    texts: int
    other: Mask
    stray: Mask
    broken: Mask


def wording(sheet: Sheet, found: pd.DataFrame) -> Wording:
    """Return the wording of each question.

    Raises
    ------
    IntakeError
        If a wording is empty, or stands beside two questions.
    """
    sheet.refuse(sheet.equal(columns.WORDING, ""), columns.WORDING, "needs the question's wording.")
    raw = sheet.frame[columns.WORDING]
    rows = pd.DataFrame({"question": found["question"], "year": found["year"], "text": raw})
    counts = rows.groupby(list(rows), observed=True).size().reset_index(name="rows")
    _check_own(sheet, counts, found)
    latest = counts.sort_values(["year", "rows"], ascending=False).drop_duplicates("question")
    kept = dict(zip(latest["question"].astype(str), latest["text"].astype(str), strict=True))
    return Wording(
        kept={code: _tidy(_mend(kept[code])) for code in sorted(kept, key=_digits)},
        texts=len(counts.drop_duplicates(["question", "text"])),
        other=(raw.astype(str) != found["question"].astype(str).map(kept)).to_numpy(),
        stray=sheet.map(columns.WORDING, lambda word: word != _tidy(word)).astype(bool),
        broken=sheet.map(columns.WORDING, lambda word: word != _mend(word)).astype(bool),
    )


def _check_own(sheet: Sheet, counts: pd.DataFrame, found: pd.DataFrame) -> None:
    owners = counts.groupby(["text", "question"], observed=True)["rows"].sum().reset_index()
    shared = owners[owners.duplicated("text", keep=False)]
    if shared.empty:
        return
    rare = shared.iloc[int(shared["rows"].argmin())]
    usual = shared[(shared["text"] == rare["text"]) & (shared["question"] != rare["question"])]
    wrong = (sheet.frame[columns.WORDING] == rare["text"]) & (found["question"] == rare["question"])
    problem = (
        f"stands beside {rare['question']} here and beside {usual['question'].iloc[0]} elsewhere. "
        "One question for each wording would be right."
    )
    sheet.refuse(wrong.to_numpy(), columns.WORDING, problem)


def _digits(code: str) -> int:
    return int(code[1:])


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _mend(text: str) -> str:
    for broken, mended in _BROKEN.items():
        text = text.replace(broken, mended)
    return text
