"""A small made-up publication with the header of the real one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pandas as pd

from analysis.intake.ncpes import COLUMNS
from analysis.survey import place, places, question

CODES = ("Q1", "Q5", "Q59")
TRUSTS = tuple(p.code for p in places("trust")[:2])
CCGS = tuple(p.code for p in places("ccg")[:2])
ALLIANCES = tuple(p.code for p in places("alliance")[:2])
LEVELS = {
    "National": ("All",),
    "Cancer Alliance": ALLIANCES,
    "CCG": CCGS,
    "Trust": TRUSTS,
}


def publication() -> pd.DataFrame:
    """Return a whole and correct publication, as text."""
    return pd.DataFrame(list(_rows()), columns=list(COLUMNS)).astype(str)


def rows_of(frame: pd.DataFrame, **wanted: str) -> list[int]:
    """Return the positions of the rows that are about something, by short column names."""
    columns = {
        "level": "Geog",
        "code": "Trust.Code",
        "year": "Year",
        "sex": "Gender",
        "quintile": "IMD",
        "tumour": "Cancer.Type",
        "question": "Question.Number",
        "kind": "adjusted.unadjusted.yearonyear",
    }
    mask = pd.Series(True, index=frame.index)
    for key, value in wanted.items():
        mask &= frame[columns[key]] == value
    return list(frame.index[mask])


def hide(frame: pd.DataFrame, row: int) -> None:
    """Hide a score as the publisher does."""
    for column in (
        "scored.percentage",
        "Lower.95..confidence.interval",
        "Upper.95..confidence.interval",
        "Expected.Range..lower.",
        "Expected.Range..upper.",
        "Performance.Rating",
        "Performance",
        "abrvperformance",
        "Significant.Change.2017.2018",
        "SignificantChangeOverallyears",
    ):
        frame.loc[row, column] = ""


def _rows() -> Iterator[dict[str, str]]:
    for level, codes in LEVELS.items():
        for kind, year, sex, quintile, tumour in _slices(level):
            for code, number in product(codes, CODES):
                about = _about(level, code, number)
                about |= {"Year": year, "Gender": sex, "IMD": quintile, "Cancer.Type": tumour}
                about["adjusted.unadjusted.yearonyear"] = kind
                yield dict.fromkeys(COLUMNS, "") | about | _numbers(about)


def _slices(level: str) -> Iterator[tuple[str, str, str, str, str]]:
    if level != "National":
        yield "adjusted", "2018", "Both", "All", "All Cancers"
    yield "unadjusted", "2018", "Both", "All", "All Cancers"
    yield "unadjusted", "2018", "Both", "All", "Breast"
    if level in ("National", "Cancer Alliance"):
        for sex in ("Male", "Female"):
            yield "unadjusted", "2018", sex, "All", "All Cancers"
        for quintile in "12345":
            yield "unadjusted", "2018", "Both", quintile, "All Cancers"
    for year in ("2017", "2018"):
        yield "yearonyear", year, "Both", "All", "All Cancers"


def _about(level: str, code: str, number: str) -> dict[str, str]:
    at = place("ENG" if code == "All" else code)
    return {
        "Geog": level,
        "Trust.Code": code,
        "Trust.Name": at.name,
        "Question.Number": number,
        "Question.Text": f"How was {question(number).label.lower()}?",
        "qnum": number[1:],
        "CALNCV18NM": place(at.alliance).name if at.alliance else at.name,
        "cpesqtype": question(number).section,
    }


def _numbers(about: dict[str, str]) -> dict[str, str]:
    rating = about["Question.Number"] == "Q59"
    kind = about["adjusted.unadjusted.yearonyear"]
    people = about["Gender"] != "Both" or about["IMD"] != "All"
    numbers = {"scored.percentage": "8.80" if rating else "80"}
    if people:
        if about["IMD"] in ("All", "1", "5"):
            numbers["Significance.test"] = "Not Significant"
        return numbers
    numbers["Number.of.responses"] = "100"
    if kind != "yearonyear" and about["Cancer.Type"] == "All Cancers":
        numbers["Lower.95..confidence.interval"] = "8.51" if rating else "71.1170"
        numbers["Upper.95..confidence.interval"] = "9.09" if rating else "86.6330"
    if kind == "adjusted":
        numbers |= {
            "Expected.Range..lower.": "8.5" if rating else "75",
            "Expected.Range..upper.": "9.1" if rating else "85.5",
            "Performance.Rating": "2",
            "Performance": "Adjusted Score between Expected Upper and Lower Ranges",
            "abrvperformance": "As Expected",
        }
    if kind == "yearonyear" and about["Year"] == "2018":
        numbers["Significant.Change.2017.2018"] = "Unchanged"
        numbers["SignificantChangeOverallyears"] = "Up"
    return numbers


def note(report: pd.DataFrame, words: str) -> pd.Series:
    """Return the one line of a report whose reason has these words."""
    found = report[report["reason"].str.contains(words, regex=False)]
    assert len(found) == 1, list(report["reason"])
    return found.iloc[0]
