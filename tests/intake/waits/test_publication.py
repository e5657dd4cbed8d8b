"""Whole files: every layout, every row accounted for, loaded in part where a sheet is spoiled."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from analysis.intake import IntakeError
from analysis.intake.waits import COLUMNS, parse_waits, read_waits
from analysis.survey import indicator

from . import workbooks

BOOKS = {
    "cancer-waits-provider": workbooks.monthly(),
    "cancer-waits-commissioner": workbooks.monthly("APRIL 2024", "commissioner"),
    "quarterly": workbooks.quarterly(),
    "extract": workbooks.extract(),
    "cancer-waits-sublocation": workbooks.sublocations(),
    "cancer-waits-national": workbooks.series(),
}


@cache
def read(name):
    return parse_waits(workbooks.grids(BOOKS[name]))


def rows(waits, start):
    return waits.report[waits.report["reason"].str.startswith(start)].set_index("reason")["rows"]


@pytest.mark.parametrize("name", BOOKS)
def test_every_row_of_the_file_is_accounted_for(name):
    waits = read(name)
    everything = sum(map(len, BOOKS[name].values()))
    assert rows(waits, "Loaded: ").sum() + rows(waits, "Left out: ").sum() == everything
    assert rows(waits, "Loaded: ").sum() > 0


@pytest.mark.parametrize("name", BOOKS)
def test_figures_are_ready_for_the_store(name):
    figures = read(name).figures
    assert tuple(figures.columns) == COLUMNS
    assert not figures.duplicated([*COLUMNS[:8]]).any()
    assert set(map(indicator, figures["indicator"]))
    assert set(figures["grain"]) <= {"month", "quarter", "year"}
    assert (figures["period"].dt.day == 1).all()
    assert set(figures["basis"]) <= {"provider", "commissioner"}
    assert not figures[["place", "route", "cancer", "treatment"]].isna().any().any()
    assert (figures["numerator"].fillna(0) <= figures["denominator"].fillna(0)).all()


@pytest.mark.parametrize("name", [n for n in BOOKS if n.startswith("cancer")])
def test_each_kind_of_file_has_its_own_source(name):
    assert read(name).id == name


@pytest.mark.parametrize("name", BOOKS)
def test_nothing_differs_in_a_file_that_is_right(name):
    waits = read(name)
    checked = rows(waits, "Note: ")
    wrong = checked[checked.index.str.contains("are not|differ")]
    assert len(wrong)
    assert (wrong == 0).all()


def test_a_file_on_disk_gives_the_same(tmp_path, month):
    waits = read_waits(workbooks.write(tmp_path / "made.xlsx", month))
    pd.testing.assert_frame_equal(waits.figures, read("cancer-waits-provider").figures)


def test_all_ten_sheets_of_a_month_are_read(figure):
    figures = read("cancer-waits-provider").figures
    assert set(figures["period"]) == {pd.Timestamp("2023-10-01")}
    for cut in (
        {"indicator": "diagnosis-28-day"},
        {"indicator": "diagnosis-28-day", "route": "Breast symptomatic"},
        {"indicator": "diagnosis-28-day", "route": "Urgent suspected cancer"},
        {"indicator": "wait-31-day", "route": "Subsequent treatment", "cancer": "Other"},
        {"indicator": "wait-31-day", "treatment": "Surgery"},
        {"indicator": "wait-62-day", "route": "Screening", "treatment": "Surgery"},
        {"indicator": "two-week-wait", "cancer": "Suspected lung cancer"},
        {"indicator": "two-week-wait-breast"},
    ):
        assert figure(figures, place="NXX", **cut)["denominator"] > 0
    assert (figures["denominator"] % 1 == 0.5).any()


def test_people_whose_place_is_not_known_are_kept_and_named():
    waits = read("cancer-waits-commissioner")
    assert "UNKNOWN" in set(waits.figures["place"])
    assert waits.names["UNKNOWN"] == "UNKNOWN"
    assert rows(waits, "Loaded: figures of people whose place is not known").sum() > 0


def test_a_series_knows_months_quarters_and_years_and_leaves_out_a_running_year(figure):
    waits = read("cancer-waits-national")
    assert set(waits.figures["place"]) == {"ENG"}
    assert set(waits.figures["grain"]) == {"month", "quarter", "year"}
    assert rows(waits, "Left out: a period that is not over").sum() == 1
    years = waits.figures[waits.figures["grain"] == "year"]
    assert set(years["period"]) == {pd.Timestamp("2022-04-01")}
    seen = waits.figures[waits.figures["indicator"] == "urgent-referrals"]
    assert seen["value"].tolist() == [77000, 62000]
    assert "two-week-wait" not in set(waits.figures["indicator"])


def test_a_month_in_a_series_without_figures_is_no_figure():
    waits = read("cancer-waits-national")
    first = waits.figures[waits.figures["indicator"] == "wait-31-day"]
    assert not first["denominator"].isna().any()
    assert len(first[first["grain"] == "month"]) == 1


def test_a_spoiled_sheet_is_left_out_and_the_others_are_loaded(month):
    whole = read("cancer-waits-provider").figures
    month["62-DAY (BY CANCER)"][8][5] = "many"
    waits = parse_waits(workbooks.grids(month))
    (message,) = waits.refused
    assert message == (
        "made.xlsx, sheet '62-DAY (BY CANCER)', row 9, column F 'TOTAL': 'many' is not a number. "
        "A number of people, or * where it was hidden, would be right."
    )
    assert waits.report["example"].iloc[0] == message
    lost = (whole["indicator"] == "wait-62-day") & (whole["cancer"] != "")
    pd.testing.assert_frame_equal(waits.figures, whole[~lost].reset_index(drop=True))
    spoiled = rows(waits, "Left out: rows of sheets that can't be used")
    assert spoiled.sum() == len(month["62-DAY (BY CANCER)"])


def test_a_header_that_is_gone_is_told(month):
    month["UBS referral to FHA"][6] = [""]
    (message,) = parse_waits(workbooks.grids(month)).refused
    assert "sheet 'UBS referral to FHA': There are numbers here and no header" in message


@pytest.mark.parametrize("gone", [name for name in workbooks.monthly() if name != "Frontpage"])
def test_a_sheet_that_is_missing_is_told(month, gone):
    del month[gone]
    waits = parse_waits(workbooks.grids(month))
    (message,) = waits.refused
    assert f"no table like the sheet '{gone.upper()}'" in message
    assert len(waits.figures) > 0


def test_a_sheet_may_be_spoiled_and_another_missing(month):
    month["UBS referral to FHA"][6] = [""]
    del month["62-DAY (BY CANCER)"]
    spoiled, gone = parse_waits(workbooks.grids(month)).refused
    assert "'UBS referral to FHA'" in spoiled
    assert "'62-DAY (BY CANCER)'" in gone


def test_a_workbook_of_old_says_what_it_lacks():
    book = workbooks.quarterly()
    del book["62-DAY (ALL CANCER)"], book["31-DAY RARE CANCERS"]
    (message,) = parse_waits(workbooks.grids(book)).refused
    assert "'62-DAY (ALL CANCER)'" in message


def test_a_workbook_without_waits_is_refused():
    with pytest.raises(IntakeError, match=r"made\.xlsx: No sheet of this workbook has a table"):
        parse_waits(workbooks.grids({"Sheet1": [["a", "b"], ["x", 1]]}))


def test_where_every_sheet_is_spoiled_all_are_told(month):
    book = {name: rows for name, rows in month.items() if "28" in name}
    for sheet in book.values():
        sheet[6][1] = "KEY"
    with pytest.raises(IntakeError) as refused:
        parse_waits(workbooks.grids(book))
    assert str(refused.value).count("No header says where the codes of places are") == 2


def test_a_total_that_is_not_the_sum_is_told_and_kept(month, figure):
    sheet = month["28-DAY FDS (ALL ROUTES)"]
    england = next(row for row in sheet if "ALL ENGLISH PROVIDERS" in row)
    england[4] += 3
    waits = parse_waits(workbooks.grids(month))
    line = waits.report[waits.report["reason"].str.contains("28-day .* not the sum of the places")]
    assert line["rows"].item() == 1
    total, met = england[4], england[5]
    assert f"ENG, {met:g} of {total:g}, the sum {met:g} of {total - 3:g}" in line["example"].item()
    assert figure(waits.figures, "diagnosis-28-day")["denominator"] == total


def test_a_percentage_that_the_counts_do_not_give_is_told(month):
    month["28-DAY FDS (ALL ROUTES)"][7][7] += 0.001
    line = parse_waits(workbooks.grids(month)).report
    line = line[line["reason"].str.contains("percentages")]
    assert line["rows"].item() == 1
    assert "RAA" in line["example"].item()


@pytest.mark.parametrize(("printed", "wrong"), [(71.8, 0), (72, 0), (71.7, 1), (71.76, 0)])
def test_rounded_percentages_are_right_to_their_last_digit(parse, sheet, printed, wrong):
    for row in sheet[4:]:
        row[7] *= 100
    sheet[4][7] = printed
    report = parse(sheet).report
    assert report.loc[report["reason"].str.contains("percentages"), "rows"].item() == wrong


def test_people_within_and_after_who_are_not_the_total_are_told(parse, sheet):
    sheet[5][6] = 4
    report = parse(sheet).report
    line = report[report["reason"].str.contains("within and after")]
    assert (line["rows"].item(), line["example"].item()) == (
        1,
        "62-day wait, April 2024: RBB, 5 within and 4 after of 10",
    )


def test_the_same_figures_on_two_sheets_are_kept_once(sheet):
    twice = parse_waits(workbooks.grids({"62-DAY": sheet, "62-DAY again": sheet}))
    assert len(twice.figures) == 3
    assert rows(twice, "Note: figures on several sheets, the same").sum() == 3
    other = [list(row) for row in sheet]
    other[4][4] = 70
    twice = parse_waits(workbooks.grids({"62-DAY": sheet, "62-DAY again": other}))
    assert rows(twice, "Note: figures on several sheets that differ").sum() == 1
    assert twice.figures.iloc[0]["denominator"] == 65.5


def test_a_year_to_date_is_no_year():
    figures = read("cancer-waits-national").figures
    assert not (figures["period"] < "2000").any()
    assert np.isfinite(figures["denominator"].fillna(figures["value"])).all()
