"""The published files: every line of England, every sum, and each file beside the others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from analysis.intake.waits import Waits, parse_waits, read_waits
from analysis.intake.waits.workbook import read_workbook

pytestmark = pytest.mark.real

MONTHLY = [
    f"{m}-{b}.xlsx" for m in ("OCTOBER-2023", "APRIL-2024") for b in ("PROVIDER", "COMMISSIONER")
]
PROVIDERS = "CWT-CRS-Apr-2023-to-Sep-2023-Data-Extract-Provider-Provisional.xlsx"
SUBLOCATIONS = "CWT-CRS-Apr-23-to-Oct-23-Data-Extract-ICB-Sub-Location.xlsx"
SERIES = "CWT-CRS-National-Time-Series-Oct-2009-Oct-2023-with-Revisions.xlsx"
ALL = [*MONTHLY, PROVIDERS, SUBLOCATIONS, SERIES]
TOGETHER = ["route", "cancer", "treatment"]
KEY = ["indicator", "period", *TOGETHER]

OCTOBER_WAS_REVISED = {
    "diagnosis-28-day": ((271402, 192880), (275198, 195185)),
    "wait-31-day": ((52449, 46911), (54557, 48819)),
    "wait-62-day": ((24371.5, 15375.5), (25016.5, 15812.5)),
    "urgent-referrals": (269492, 270268),
    "breast-referrals": (10396, 10406),
}
"""October 2023 in England: provisional in the time series, final in the workbooks."""


@pytest.fixture
def waits(real_files):
    return lambda name: read(real_files / "cancer_waits" / name)


@cache
def read(path: Path) -> Waits:
    return read_waits(path)


def england(waits: Waits) -> pd.DataFrame:
    return waits.figures[waits.figures["place"] == "ENG"].set_index(KEY)


def beside(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    return one.merge(other, left_index=True, right_index=True, suffixes=("", "_other"))


@pytest.mark.parametrize("name", ALL)
def test_everything_is_loaded_and_accounted_for(waits, real_files, name):
    found = waits(name)
    assert found.refused == ()
    told = found.report[found.report["reason"].str.match("Loaded: |Left out: ")]
    grids = read_workbook(real_files / "cancer_waits" / name)
    assert told["rows"].sum() == sum(map(len, grids))
    assert not found.figures.duplicated(["place", "grain", *KEY]).any()


@pytest.mark.parametrize("name", ALL)
def test_every_total_percentage_and_part_is_what_the_file_prints(waits, name):
    report = waits(name).report
    checks = report[report["reason"].str.contains("are not")]
    assert len(checks) >= 2
    assert (checks["rows"] == 0).all(), checks.to_string()


@pytest.mark.parametrize("name", MONTHLY)
def test_every_line_of_england_is_as_printed(waits, real_files, name):
    """Read the lines without the importer: by the position of the words in each sheet."""
    figures = england(waits(name))
    known = {(n, d) for n, d in zip(figures["numerator"], figures["denominator"], strict=True)}
    lines = 0
    book = CalamineWorkbook.from_path(real_files / "cancer_waits" / name)
    for sheet in book.sheet_names:
        for row in book.get_sheet_by_name(sheet).to_python(skip_empty_area=False):
            if len(row) > 2 and str(row[2]).startswith("ALL ENGLISH"):
                numbers = [cell for cell in row if isinstance(cell, float)]
                total, met = numbers[:2]
                assert (met, total) in known
                percent = numbers[3] if "referral to" not in sheet else met / total
                assert percent == pytest.approx(met / total, abs=1e-14)
                lines += 1
    assert lines > 160


@pytest.mark.parametrize("month", ["OCTOBER-2023", "APRIL-2024"])
def test_providers_and_commissioners_give_england_the_same_totals(waits, month):
    one, other = (england(waits(f"{month}-{b}.xlsx")) for b in ("PROVIDER", "COMMISSIONER"))
    both = beside(one, other)
    assert len(both) > 150
    for count in ("numerator", "denominator"):
        assert both[count].equals(both[f"{count}_other"])


def test_the_others_of_the_extract_are_the_time_series(waits):
    series, extract = england(waits(SERIES)), england(waits(PROVIDERS))
    both = beside(series[series["grain"] == "month"], extract)
    assert both.reset_index().groupby("indicator").size().to_dict() == {
        "diagnosis-28-day": 6,
        "wait-31-day": 6,
        "wait-62-day": 6,
    }
    for count in ("numerator", "denominator"):
        assert (both[count] == both[f"{count}_other"]).all()


def test_the_others_of_sub_locations_are_the_time_series(waits):
    series, summed = england(waits(SERIES)), england(waits(SUBLOCATIONS))
    both = beside(series[series["grain"] == "month"], summed)
    assert len(both) == 21
    for count in ("numerator", "denominator"):
        assert (both[count] == both[f"{count}_other"]).all()


def test_sub_locations_and_providers_agree_on_routes_and_treatments(waits):
    one, other = england(waits(PROVIDERS)), england(waits(SUBLOCATIONS))
    both = beside(one, other)
    assert len(both) == 6 * (1 + 3 + 5 + 4)
    for count in ("numerator", "denominator"):
        assert (both[count] == both[f"{count}_other"]).all()


def test_quarters_and_years_of_the_series_are_others_of_its_months(waits):
    figures = waits(SERIES).figures
    months = figures[figures["grain"] == "month"].set_index(["indicator", "period"])
    longer = figures[figures["grain"] != "month"]
    for row in longer.itertuples():
        count = 3 if row.grain == "quarter" else 12
        within = pd.date_range(row.period, periods=count, freq="MS")
        parts = months.loc[row.indicator].reindex(within)
        assert parts["denominator"].sum() == row.denominator
        assert parts["numerator"].sum() == row.numerator


def test_what_differs_between_series_and_workbook_is_known(waits):
    series, final = england(waits(SERIES)), england(waits(MONTHLY[0]))
    month = pd.Timestamp("2023-10-01")
    for wait, (before, after) in OCTOBER_WAS_REVISED.items():
        for found, told in ((series, before), (final, after)):
            row = found.loc[(wait, month, "", "", "")]
            counts = (row["denominator"], row["numerator"])
            assert (row["value"] if np.isscalar(told) else counts) == told


def test_patients_shared_by_two_trusts_count_as_halves(waits):
    figures = waits(MONTHLY[0]).figures
    halves = figures[(figures["denominator"] % 1) == 0.5]
    assert set(halves["indicator"]) == {"wait-62-day"}
    row = figures[(figures["place"] == "RCF") & (figures["indicator"] == "wait-62-day")]
    row = row[(row[TOGETHER] == "").all(axis=1)].iloc[0]
    assert (row["numerator"], row["denominator"]) == (47, 65.5)


def test_places_that_are_no_trust_are_kept_and_named(waits):
    provider, commissioner = waits(MONTHLY[0]), waits(MONTHLY[1])
    assert provider.names["NT4"] == "CIRCLE HEALTH GROUP LIMITED"
    assert commissioner.names["UNKNOWN"] == "UNKNOWN"
    for found in (provider, commissioner):
        assert set(found.figures["place"]) == set(found.names)


def test_both_months_spell_routes_cancers_and_treatments_alike(waits):
    spelled = [
        {part: set(waits(name).figures[part]) for part in ("route", "treatment")}
        for name in MONTHLY
    ]
    assert all(one == spelled[0] for one in spelled)
    assert spelled[0]["route"] == {
        "",
        "Urgent suspected cancer",
        "Breast symptomatic",
        "Screening",
        "Consultant upgrade",
        "First treatment",
        "Subsequent treatment",
    }


def test_text_in_a_number_cell_costs_its_sheet_only(real_files):
    grids = read_workbook(real_files / "cancer_waits" / MONTHLY[0])
    grids[7].cells[11, 5] = "many"
    spoiled = parse_waits(grids)
    (message,) = spoiled.refused
    assert "sheet '62-DAY (BY CANCER)', row 12, column F 'TOTAL': 'many' is not a number" in message
    assert len(set(spoiled.figures["indicator"])) == 7
