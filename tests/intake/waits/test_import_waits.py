"""From a file on disk into a workspace, and again."""

from __future__ import annotations

import pytest

from analysis.intake import IntakeError, import_file
from analysis.store import Workspace, indicator_series, indicator_sources
from analysis.survey import indicator

from . import workbooks


@pytest.fixture
def bring(tmp_path):
    def bring(book, file="made.xlsx", **named):
        path = workbooks.write(tmp_path / file, book)
        return import_file(path, tmp_path / "workspace.duckdb", **named)

    return bring


@pytest.fixture
def series(tmp_path):
    def series(wait, place="ENG"):
        with Workspace.open(tmp_path / "workspace.duckdb") as opened:
            return indicator_series(opened, indicator(wait), place)

    return series


def few(month="Oct-23", more=0):
    """Return a month with two sheets, which is quicker."""
    book = workbooks.monthly(month, more=more)
    return {n: book[n] for n in ("28-DAY FDS (ALL ROUTES)", "UBS referral to FHA")}


def changed(report, words="changed since"):
    line = report[report["reason"].str.contains(words)]
    return line["rows"].iloc[0], line["example"].iloc[0]


def test_a_workbook_becomes_a_source_of_indicators(bring, series):
    done = bring(few())
    assert (done.dataset.id, done.dataset.kind) == ("cancer-waits-provider", "indicators")
    assert done.dataset.source == (
        "Cancer Waiting Times, NHS England. Imported last from made.xlsx."
    )
    row = series("diagnosis-28-day", "RAA").iloc[0]
    printed = few()["28-DAY FDS (ALL ROUTES)"][7]
    assert (row["numerator"], row["denominator"]) == (printed[5], printed[4])
    assert row["value"] == printed[5] / printed[4]


def test_months_are_put_beside_each_other_and_the_same_month_is_replaced(bring, series):
    bring(few("Oct-23"))
    bring(few("Nov-23"))
    before = series("diagnosis-28-day", "RBB")
    assert before["period"].dt.month.tolist() == [10, 11]
    done = bring(few("Nov-23", more=2))
    after = series("diagnosis-28-day", "RBB")
    assert (after["denominator"] - before["denominator"]).tolist() == [0, 2]
    assert done.dataset.rows == 2 * (4 + 4 + 4)


def test_what_a_revision_changed_is_told_with_names(bring):
    first = bring(few())
    assert changed(first.report) == (0, "none in this file")
    again = bring(few())
    assert changed(again.report)[0] == 0
    book = few()
    book["28-DAY FDS (ALL ROUTES)"][7][4] += 40
    rows, example = changed(bring(book).report)
    total = book["28-DAY FDS (ALL ROUTES)"][7][4]
    met = book["28-DAY FDS (ALL ROUTES)"][7][5]
    assert rows == 1
    assert example == (
        f"NORTH NHS TRUST, 28-day faster diagnosis, 2023-10: {met:g} of {total - 40:g} before, "
        f"{met:g} of {total:g} now"
    )


def test_what_is_new_and_what_is_gone_is_told(bring):
    whole = few()
    short = {name: [r for r in rows if r[1:2] != ["RBB"]] for name, rows in whole.items()}
    bring(whole)
    rows, example = changed(bring(short).report, "not in this one")
    assert rows == 2
    assert "SOUTH" in example or "RBB" in example
    assert changed(bring(whole).report, "did not have")[0] == 2


def test_a_partly_loaded_workbook_says_so(bring):
    book = few()
    book["UBS referral to FHA"][7][4] = "text"
    done = bring(book)
    assert "sheet 'UBS referral to FHA', row 8" in done.refused[0]
    assert done.dataset.rows == 4


def test_a_sheet_that_is_spoiled_later_leaves_the_earlier_figures(bring, series):
    bring(few())
    before = series("two-week-wait-breast", "RAA")
    book = few(more=2)
    book["UBS referral to FHA"][7][4] = "text"
    bring(book)
    assert series("two-week-wait-breast", "RAA")["denominator"].equals(before["denominator"])
    printed = book["28-DAY FDS (ALL ROUTES)"][7]
    assert series("diagnosis-28-day", "RAA")["denominator"].item() == printed[4]


def test_a_refused_workbook_leaves_the_workspace_alone(bring, tmp_path):
    bring(few())
    before = (tmp_path / "workspace.duckdb").read_bytes()
    with pytest.raises(IntakeError):
        bring({"Sheet1": [["nothing"]]}, "other.xlsx")
    assert (tmp_path / "workspace.duckdb").read_bytes() == before


def test_each_kind_of_file_becomes_its_own_source(bring, tmp_path):
    for name, book in (
        ("a.xlsx", few()),
        ("b.xlsx", workbooks.sublocations()),
        ("c.xlsx", workbooks.series()),
    ):
        bring(book, name)
    bring(few(), dataset_id="mine", name="Mine")
    with Workspace.open(tmp_path / "workspace.duckdb") as opened:
        named = {source.id: source.name for source in indicator_sources(opened)}
    assert named == {
        "cancer-waits-provider": "Cancer waiting times by provider",
        "cancer-waits-sublocation": "Cancer waiting times by ICB sub-location",
        "cancer-waits-national": "Cancer waiting times: England over time",
        "mine": "Mine",
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<!DOCTYPE html><html><body>Not found", "made.xlsx: This is a web page, though its"),
        (
            b"\xef\xbb\xbf\n <html>",
            "made.xlsx: This is a web page, though its name ends in '.xlsx'",
        ),
        (b"ODS CODE,TOTAL\nRJ1,5\n", "made.xlsx: This is text, not a workbook, though its name"),
        (b"", "made.xlsx: The file is empty."),
    ],
)
def test_another_kind_of_file_under_the_name_of_a_workbook_is_refused(tmp_path, content, message):
    path = tmp_path / "made.xlsx"
    path.write_bytes(content)
    with pytest.raises(IntakeError) as refused:
        import_file(path, tmp_path / "workspace.duckdb")
    assert str(refused.value).startswith(message)
    assert "would be right" in str(refused.value) or "again" in str(refused.value) or not content
    assert not (tmp_path / "workspace.duckdb").exists()
