from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from analysis.demo import build_demo
from analysis.intake import INDICATOR_TEMPLATE, Imported, IntakeError, import_file
from analysis.store import (
    Dataset,
    Workspace,
    build,
    indicator_places,
    indicator_series,
    indicator_sources,
)
from analysis.survey import indicator

from .publication import note

HEADER = "indicator,place,period,numerator,denominator,value,lower,upper"


@pytest.fixture
def bring(desk):
    def bring(*rows: str, header: str = HEADER, **named: str) -> Imported:
        path = desk.folder / "waits.csv"
        path.write_text("\n".join([header, *rows]), "utf-8")
        return import_file(path, desk.workspace, **named)

    return bring


@pytest.fixture
def refusal(desk):
    def refusal(*rows: str, header: str = HEADER) -> str:
        path = desk.folder / "waits.csv"
        path.write_text("\n".join([header, *rows]), "utf-8")
        return desk.refusal_of(path)

    return refusal


@pytest.fixture
def series(desk):
    def series(key: str, at: str = "ENG") -> pd.DataFrame:
        with Workspace.open(desk.workspace) as workspace:
            return indicator_series(workspace, indicator(key), at)

    return series


def test_counts_become_a_series(bring, series):
    done = bring("WAIT-62-day,rj1,2018-05,65.5,100,,,", " wait-62-day ,RJ1,2018-04,80,100,80,70,90")
    frame = series("wait-62-day", "RJ1")
    assert frame["value"].tolist() == [0.8, 0.655]
    assert frame["lower"].tolist()[0] == 0.7
    assert frame["period"].dt.strftime("%Y-%m-%d").tolist() == ["2018-04-01", "2018-05-01"]
    assert (done.dataset.id, done.dataset.kind, done.dataset.rows) == (
        "indicators",
        "indicators",
        2,
    )
    assert not done.dataset.synthetic
    assert done.dataset.source.endswith("Imported from waits.csv.")


def test_values_of_the_publisher_become_proportions(bring, series):
    bring("one-year-survival,ENG,2016,,,70.2,70.0,70.4")
    frame = series("one-year-survival")
    assert frame.loc[0, ["value", "lower", "upper"]].tolist() == pytest.approx([0.702, 0.7, 0.704])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("indicator,place,period,numerator,denominator", "wait-62-day,ENG,2018-Q1,1,2"),
        ("period,value,indicator,place", "2018-Q1,50,wait-62-day,ENG"),
    ],
)
def test_columns_that_are_not_needed_may_be_missing_and_order_is_free(bring, series, header, row):
    bring(row, header=header)
    frame = series("wait-62-day")
    assert (frame["value"].tolist(), frame["grain"].tolist()) == ([0.5], ["quarter"])


@pytest.mark.parametrize("cells", [",100,", "*,100,", "*,*,", "80,,", ",,", "*,100,80", ",,80"])
def test_what_is_hidden_beside_counts_stays_hidden(bring, series, cells):
    done = bring("wait-62-day,ENG,2018-03,80,100,,,", f"wait-62-day,ENG,2018-04,{cells},,")
    frame = series("wait-62-day")
    assert frame["hidden"].tolist() == [False, True]
    assert frame.loc[1, ["numerator", "denominator", "value"]].isna().all()
    assert note(done.report, "not taken over")["rows"] == int(cells.endswith("80"))


def test_every_row_is_told_once(bring):
    done = bring(
        "wait-62-day,ENG,2018-04,80,100,,,,x",
        "wait-62-day,RJ1,2018-04,*,100,,,,x",
        "wait-62-day,RJ2,2018-04,0,0,,,,x",
        "one-year-survival,ENG,2018,,,70,,,x",
        header=f"{HEADER},remark",
    )
    loaded = done.report[done.report["reason"].str.startswith("Loaded: ")]
    assert loaded["rows"].tolist() == [1, 1, 1, 1]
    assert loaded["example"].tolist()[0] == "row 2, wait-62-day, ENG, 2018-04"
    assert note(done.report, "column 'remark'")["rows"] == 4


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("wait-62,ENG,2018-04,1,2,,,", "column 'indicator': There is no indicator 'wait-62'. Did"),
        ("wait-62-day,XYZ,2018-04,1,2,,,", "column 'place': There is no place 'XYZ'."),
        ("wait-62-day,ENG,2018-13,1,2,,,", "column 'period': '2018-13' is not a period. Right w"),
        ("wait-62-day,ENG,2018-04,l,2,,,", "column 'numerator': 'l' is not a number. A plain"),
        ("wait-62-day,ENG,2018-04,1,-2,,,", "column 'denominator': '-2' is below 0. A number of"),
        ("wait-62-day,ENG,2018-04,3,2,,,", "column 'numerator': 3 is more than the denominator 2."),
        ("wait-62-day,ENG,2018-04,,,101,,", "column 'value': '101' is above 100. A percentage"),
        ("wait-62-day,ENG,2018-04,,,0.85,,", "column 'value': '0.85' looks like a proportion"),
        ("wait-62-day,ENG,2018-04,1,2,60,,", "column 'value': '60' is not what numerator and"),
        ("wait-62-day,ENG,2018-04,1,2,,40,", "column 'upper': an empty cell beside a number under"),
        ("wait-62-day,ENG,2018-04,1,2,,60,70", "column 'lower': the limits 60 to 70 do not hold"),
        ("wait-62-day,ENG,2018-04,,,50,60,40", "column 'lower': the limits 60 to 40 do not hold"),
    ],
)
def test_a_fault_is_told_with_its_row_and_column_and_what_would_be_right(refusal, row, message):
    said = refusal("wait-31-day,ENG,2018-04,1,2,,,", row)
    assert said.startswith(f"waits.csv, row 3, {message}")
    assert "\n" not in said


def test_the_same_figure_twice_names_both_rows(refusal):
    row = "wait-62-day,ENG,2018-04,1,2,,,"
    assert "row 4, column 'period': the same figure is in row 2." in refusal(
        row, "wait-62-day,ENG,2018-05,1,2,,,", row.lower()
    )


def test_the_first_twenty_faults_are_told_from_the_top(refusal):
    wrong = [f"wait-62-day,X{i:02d},2018-04,9,2,,," for i in range(15)]
    lines = refusal("wait-62-day,ENG,2018-04,1,2,,,", *wrong).splitlines()
    assert lines[0] == (
        "waits.csv: 15 rows can't be used, so nothing was loaded. The first 20 faults:"
    )
    assert len(lines) == 21
    assert lines[1].startswith("row 3, column 'numerator': 9 is more than")
    assert lines[2].startswith("row 3, column 'place': There is no place 'X00'.")
    assert lines[-1].startswith("row 12, column 'place'")
    two = refusal(*wrong[:1]).splitlines()
    assert two[0] == "waits.csv: 1 row can't be used, so nothing was loaded. What is wrong:"


@pytest.mark.parametrize(
    "columns", ["numerator", "denominator", "lower,upper", "numerator,value", "remark"]
)
def test_a_header_without_figures_says_what_it_needs(refusal, columns):
    cells = ",1" * len(columns.split(","))
    said = refusal(f"wait-62-day,ENG,2018-04{cells}", header=f"indicator,place,period,{columns}")
    assert said.startswith("waits.csv, row 1: The header needs 'numerator' and 'denominator', or")


def test_a_count_has_no_numerator(refusal, monkeypatch):
    count = replace(indicator("wait-62-day"), unit="count")
    monkeypatch.setattr("analysis.intake.indicators.indicator", lambda _: count)
    assert "'1' and its denominator are not for a count" in refusal("x,ENG,2018-04,1,2,,,")


def test_importing_again_replaces_and_another_id_stands_beside(bring, series, desk):
    bring("wait-62-day,ENG,2018-04,80,100,,,", "wait-62-day,RJ1,2018-04,1,2,,,")
    bring("wait-62-day,ENG,2018-04,70,100,,,")
    assert series("wait-62-day")["value"].tolist() == [0.7]
    bring("wait-62-day,ENG,2018-05,60,100,,,", dataset_id="may", name="May")
    assert series("wait-62-day")["value"].tolist() == [0.7, 0.6]
    with Workspace.open(desk.workspace) as workspace:
        assert indicator_places(workspace, indicator("wait-62-day")) == ("ENG",)
        assert [s.name for s in indicator_sources(workspace)] == ["Indicators (imported)", "May"]


def test_the_demonstration_and_other_kinds_are_never_replaced(bring, desk):
    row = "wait-62-day,ENG,2018-04,80,100,,,"
    with build(desk.workspace) as builder:
        builder.add_respondents(Dataset("own", "Own survey", "respondents", "us"), [])
    with pytest.raises(IntakeError, match="Own survey, which holds respondents"):
        bring(row, dataset_id="own")
    build_demo(desk.workspace, respondents=1000)
    with pytest.raises(IntakeError, match=r"\(synthetic\), which holds indicators"):
        bring(row, dataset_id="demo-indicators")


def test_the_template_has_one_of_each_kind(desk, series):
    path = desk.folder / "template.csv"
    path.write_text(INDICATOR_TEMPLATE, "utf-8")
    assert import_file(path, desk.workspace).dataset.rows == 3
    assert series("one-year-survival")["value"].tolist() == pytest.approx([0.702])
