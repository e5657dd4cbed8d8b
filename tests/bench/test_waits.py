from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from intake.waits.workbooks import monthly, write

from analysis.__main__ import main
from analysis.bench import waits
from analysis.intake.waits import read_waits
from analysis.survey import InputError

FOUND = waits.Timed(24, 700_000, 40.0, (90.0,) * 20, (80.0, 90.0, 100.0), 500.0)


@pytest.fixture
def workbook(tmp_path):
    return write(tmp_path / "OCTOBER-2023-PROVIDER.xlsx", monthly())


def test_a_copy_holds_the_same_figures_of_another_month(workbook, tmp_path):
    copy = waits.redated(workbook, pd.Timestamp("2021-03-01"), tmp_path)
    before, after = read_waits(workbook).figures, read_waits(copy).figures
    assert set(after["period"]) == {pd.Timestamp("2021-03-01")}
    pd.testing.assert_series_equal(after["denominator"], before["denominator"])


def test_what_names_no_month_is_refused(workbook, tmp_path):
    other = write(tmp_path / "other.xlsx", {"Sheet": [["nothing"]]})
    with pytest.raises(InputError, match="names no month"):
        waits.redated(other, pd.Timestamp("2021-03-01"), tmp_path)


def test_months_are_brought_in_one_after_another(workbook):
    one, two = (waits.timed(workbook, months) for months in (1, 2))
    assert two.figures == 2 * one.figures > 0
    assert len(one.place) == 20
    assert len(one.level) == 3
    assert all(0 < ms < 60_000 for ms in (*one.place, *one.level))


def test_the_page_says_whether_the_limit_is_kept():
    assert "| 40 seconds, within 60 |" in waits.report(FOUND)
    assert "| 61 seconds, over 60 |" in waits.report(replace(FOUND, seconds=61.0))


def test_it_is_written_where_it_is_asked_for(workbook, tmp_path):
    out = tmp_path / "page.md"
    assert main(["bench", "waits", str(workbook), "--months", "1", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("# How long waiting times take")
    assert main(["bench", "waits", str(workbook), "--months", "0"]) == 2
