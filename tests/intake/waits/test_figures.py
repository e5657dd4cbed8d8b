"""What one sheet gives, and every way in which it may be refused."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pandas as pd
import pytest

from analysis.intake import IntakeError
from analysis.intake.waits import parse_waits

from . import workbooks


def parsed(book):
    return parse_waits(workbooks.grids(book))


@pytest.fixture
def refusal(parse):
    def refusal(rows):
        with pytest.raises(IntakeError) as refused:
            parse(rows)
        first, line, *more = str(refused.value).splitlines()
        assert first == "made.xlsx: no sheet can be used."
        assert not more
        return line.removeprefix("made.xlsx, sheet '62-DAY'")

    return refusal


def test_figures_are_what_the_sheet_says(parse, sheet):
    waits = parse(sheet)
    north, south, england = (waits.figures.iloc[i] for i in range(3))
    assert north.drop(["value", "lower", "upper"]).to_dict() == {
        "indicator": "wait-62-day",
        "place": "RAA",
        "period": pd.Timestamp("2024-04-01"),
        "grain": "month",
        "basis": "provider",
        "route": "",
        "cancer": "",
        "treatment": "",
        "numerator": 47,
        "denominator": 65.5,
    }
    assert np.isnan(north["value"])
    assert (south["numerator"], south["denominator"]) == (5, 10)
    assert (england["place"], england["denominator"]) == ("ENG", 75.5)
    assert waits.names == {
        "RAA": "NORTH NHS TRUST",
        "RBB": "SOUTH NHS TRUST",
        "ENG": "England",
    }


@pytest.mark.parametrize("mark", ["*", "-", ":", "", " * "])
def test_what_was_hidden_is_kept_without_numbers(parse, sheet, mark):
    sheet[5][4:] = [mark, mark, mark, mark]
    waits = parse(sheet)
    hidden = waits.figures[waits.figures["place"] == "RBB"].iloc[0]
    assert hidden[["numerator", "denominator"]].isna().all()
    report = waits.report.set_index("reason")["rows"]
    assert report["Loaded: hidden numbers: kept without a figure"] == 1


def test_numbers_that_are_written_as_text_are_numbers(parse, sheet):
    sheet[4][4:7] = ["1,065.5", "47", "1018.5"]
    figures = parse(sheet).figures
    assert figures.iloc[0]["denominator"] == 1065.5


def test_text_in_a_number_cell_is_refused_with_its_place(refusal, sheet):
    sheet[4][5] = "forty"
    assert refusal(sheet) == (
        ", row 5, column F 'WITHIN 62 DAYS': 'forty' is not a number. "
        "A number of people, or * where it was hidden, would be right."
    )


def test_several_faults_are_told_together(refusal, sheet):
    sheet[4][5], sheet[5][4] = "forty", True
    message = refusal(sheet)
    assert message.startswith(", row 5, column F 'WITHIN 62 DAYS': 'forty' is not")
    assert "row 6, column E 'TOTAL': 'True' is not a number" in message


def test_of_many_faults_the_first_are_told(refusal, sheet):
    sheet[4:4] = [["R0" + "ABCDEFG"[i], "T", "ALL ROUTES", "x", "much"] for i in range(7)]
    assert "2 more cells of this sheet can't be used." in refusal(sheet)


@pytest.mark.parametrize(
    ("row", "column", "cell", "message"),
    [
        (4, 4, -1, ", row 5, column E 'TOTAL': -1 is below 0."),
        (4, 5, 66, ", row 5, column F 'WITHIN 62 DAYS': 66 is more than the total 65.5. A part"),
        (4, 4, "-1", ", row 5, column E 'TOTAL': -1 is below 0."),
        (4, 0, 10, ", row 5, column A 'ODS CODE': '10' is no text. A code"),
        (4, 0, dt.date(2023, 4, 1), ", row 5, column A 'ODS CODE': '2023-04-01' is no text."),
        (4, 7, "most", ", row 5, column H 'TREATED WITHIN 62 DAYS': 'most' is not a number"),
        (3, 4, "SUM", ", row 4: This is like the header of a table, and no column"),
        (3, 5, "IN TIME", ", row 4: There is no column 'WITHIN 62 DAYS' in the header."),
        (3, 0, "KEY", ", row 4: No header says where the codes of places are. 'ODS CODE'"),
        (3, 3, "KIND", ", row 4, column D 'KIND': The header D 'KIND' is not known, and"),
        (1, 0, "soon", ", row 4: No title above the header says the period. 'Apr-24'"),
        (2, 0, "", ", row 4: No title says whether places are providers or commissioners."),
        (5, 0, "RAA", ", row 6: The same figure, of RAA, is in row 5."),
    ],
)
def test_what_can_not_be_right_is_refused(refusal, sheet, row, column, cell, message):
    sheet[row][column] = cell
    if row == 2:
        sheet[3][1] = "NAME"
        sheet[6][0], sheet[6][1] = "ENG", "ENGLAND"
    assert refusal(sheet).startswith(message)


def test_a_wait_that_is_not_known_is_refused(sheet):
    sheet[0][0] = "A LONG WAIT"
    with pytest.raises(IntakeError, match="What the titles name is not one of the waits known"):
        parsed({"Sheet1": sheet})


def test_a_header_alone_is_refused(refusal, sheet):
    assert refusal(sheet[:4]).startswith(", row 4: There is no figure under the header.")


def test_one_of_several_tables_may_be_empty(month):
    rows = month["31-DAY (ALL CANCER)"]
    last = next(i for i, row in enumerate(rows) if row[0].startswith("PART C"))
    month["31-DAY (ALL CANCER)"] = rows[: last + 3]
    figures = parsed({"31-DAY": month["31-DAY (ALL CANCER)"]}).figures
    assert set(figures["route"]) == {"", "First treatment"}


def test_figures_without_a_place_are_refused(refusal, sheet):
    sheet[5][0] = sheet[5][1] = ""
    assert refusal(sheet).startswith(", row 6, column A 'ODS CODE': there are figures here, and no")


def test_a_place_without_a_code_is_called_by_its_name(parse, sheet):
    sheet[5][0], sheet[5][1] = "", "NON-ENGLISH PROVIDERS (2)"
    waits = parse(sheet)
    assert waits.names["NON-ENGLISH-PROVIDERS"] == "NON-ENGLISH PROVIDERS (2)"
    assert "NON-ENGLISH-PROVIDERS" in set(waits.figures["place"])


def test_notes_below_a_table_are_no_figures(parse, sheet):
    noted = [*sheet, [""], ["Notes"], ["(1)", ""], ["ODS", "", "", "", ""]]
    assert len(parse(noted).figures) == len(parse(sheet).figures)


def test_a_column_of_numbers_that_is_not_known_is_not_used(parse, sheet):
    sheet[3].append("LUCK")
    for row in sheet[4:]:
        row.append(7)
    assert len(parse(sheet).figures) == 3


def test_the_period_may_stand_on_the_front_page(sheet):
    sheet[1][0] = ""
    waits = parsed({"Front": [["Waits"], ["May 2024"]], "62-DAY": sheet})
    assert set(waits.figures["period"]) == {pd.Timestamp("2024-05-01")}


SPOILT = ["", "*", "text", True, dt.date(2023, 4, 1), dt.time(5), -1.0, 1e300, float("nan")]
SPOILT += [
    float("inf"),
    "1,0",
    "TOTAL",
    "ODS CODE",
    "PERIOD",
    "WITHIN 31 DAYS",
    "PART B: x",
    "\u0663",
]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_spoiled_the_answer_is_figures_or_a_refusal(parse, sheet, seed):
    chosen = random.Random(seed)
    for _ in range(chosen.choice([1, 2, 4])):
        row = chosen.choice(sheet)
        row[chosen.randrange(len(row))] = chosen.choice(SPOILT)
    said, counts = "", pd.Series(dtype=float)
    try:
        counts = parse(sheet).figures["denominator"].dropna()
    except IntakeError as error:
        said = str(error)
    assert len(counts) or "right" in said
    assert counts.between(0, 1e301).all()
