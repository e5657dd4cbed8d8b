from __future__ import annotations

import pytest

from analysis.intake import IntakeError
from analysis.intake.waits.tables import find_tables, role

from . import workbooks
from .conftest import HEADER


def tables(rows):
    return find_tables(workbooks.grids({"62-DAY": rows})[0])


@pytest.mark.parametrize(
    ("header", "held"),
    [
        ("ODS CODE (1)", "code"),
        ("ORG CODE", "code"),
        ("Provider Code", "code"),
        ("ICB SUB LOCATION", "code"),
        ("ACCOUNTABLE PROVIDER (2)", "name"),
        ("INTEGRATED CARE BOARD (ICB)/COMMISSIONING HUB", "name"),
        ("CLINICAL COMMISSIONING GROUP", "name"),
        ("STAGE/ROUTE", "route"),
        ("REFERRAL REASON", "cancer"),
        ("SUSPECTED CANCER OR BREAST SYMPTOMATIC (2)", "cancer"),
        ("TREATMENT MODALITY (4)", "treatment"),
        ("TOTAL TREATED", "total"),
        ("WITHIN 62 DAYS", "within:62"),
        ("AFTER 62 DAYS", "after:62"),
        ("IN 32 TO 38 DAYS", "interval"),
        ("TREATED WITHIN 62 DAYS", "percent"),
        ("% WITHIN STANDARD", "percent"),
        ("BREACHES", "after"),
        ("CARE SETTING (3)", "setting"),
        ("LONDON - H&J COMMISSIONING HUB", ""),
        ("COLOUR", ""),
    ],
)
def test_headers_are_known_by_their_words(header, held):
    assert role(header) == held


def test_a_table_is_found_wherever_it_stands(sheet):
    (one,) = tables(sheet)
    moved = [[""], [""], *(["", "", *row] for row in sheet)]
    (other,) = tables(moved)
    assert (one.header, other.header) == (3, 5)
    assert {r: c + 2 for r, c in one.columns.items()} == other.columns
    assert one.titles == other.titles
    assert one.columns["total"] == 4


def test_columns_may_change_places(sheet):
    turned = [row[::-1] if len(row) > 1 else row for row in sheet]
    (one,) = tables(turned)
    assert one.columns["code"] == 7
    assert one.columns["within:62"] == 2


def test_tables_below_each_other_have_their_own_part(month):
    found = find_tables(workbooks.grids(month)[3])
    assert [table.part for table in found] == [
        "PART A: ALL STAGES",
        "PART B: First Treatment",
        "PART C: Subsequent Treatment",
    ]
    assert found[0].end == found[1].header


def test_tables_side_by_side_have_their_own_titles():
    grid = workbooks.grids(workbooks.series())[1]
    found = find_tables(grid)
    assert [table.columns["total"] for table in found] == [2, 9, 16]
    assert [str(table.titles[0])[:10] for table in found] == [
        "Four Week ",
        "One Month ",
        "Two Month ",
    ]


def test_a_column_of_percentages_may_be_named_above_its_header(sheet):
    sheet[2] = ["BASIS: PROVIDER BASED", "", "", "", "", "", "", "PERCENTAGE"]
    sheet[3][7] = ""
    (one,) = tables(sheet)
    assert one.columns["percent"] == 7


def test_headers_may_stand_on_two_rows(sheet):
    lower = ["", "", "", "", *sheet[3][4:7], ""]
    sheet[3][4:] = ["NUMBER OF PEOPLE TREATED FOR CANCER", "", "", "PERCENTAGE"]
    (before,) = tables([*sheet[:3], HEADER, *sheet[4:]])
    (one,) = tables([*sheet[:4], lower, *sheet[4:]])
    assert one.columns == before.columns
    assert one.header == 4
    assert one.label(0) == "A 'ODS CODE'"


def test_a_header_without_totals_is_refused_where_it_stands(sheet):
    sheet[3][4] = "SUM"
    with pytest.raises(IntakeError) as refused:
        tables(sheet)
    assert "sheet '62-DAY', row 4: This is like the header of a table" in str(refused.value)
    assert "'TOTAL'" in str(refused.value)
    assert "'SUM'" in str(refused.value)


def test_headers_that_are_not_known_are_kept_apart(sheet):
    sheet[3].append("COLOUR")
    (one,) = tables(sheet)
    assert one.unknown == (8,)
    assert one.label(8) == "I 'COLOUR'"


def test_a_page_of_text_has_no_table():
    assert tables([["Contents"], ["Total of everything"], ["ODS"]]) == ()
