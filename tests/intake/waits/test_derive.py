"""What is added up where a file has no such line: never twice, never from some of the parts."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.intake.waits import parse_waits, words

from . import workbooks


@pytest.fixture
def month_of(month):
    return parse_waits(workbooks.grids(month)).figures


def of(waits, reason):
    lines = waits.report[waits.report["reason"].str.contains(reason, regex=False)]
    return lines["rows"].sum()


def test_suspected_cancers_are_added_up(month_of, figure):
    parts = [figure(month_of, "two-week-wait", "RAA", cancer=c) for c in workbooks.SUSPECTED]
    whole = figure(month_of, "two-week-wait", "RAA")
    for count in ("numerator", "denominator"):
        assert whole[count] == sum(part[count] for part in parts)
        assert whole[count] > 0


def test_a_line_that_is_printed_is_not_added_up_again(month, figure):
    sheet = month["31-DAY (ALL CANCER)"]
    at = next(i for i, row in enumerate(sheet) if "ALL ENGLISH PROVIDERS" in row)
    sheet[at][5] += 100
    figures = parse_waits(workbooks.grids(month)).figures
    england = figure(figures, "wait-31-day")
    places = figures[figures["place"] != "ENG"]
    added = places[
        (places["indicator"] == "wait-31-day")
        & (places[["route", "cancer", "treatment"]] == "").all(axis=1)
    ]
    assert england["denominator"] == added["denominator"].sum() + 100


def test_england_is_the_sum_of_places_where_there_is_no_line(figure):
    waits = parse_waits(workbooks.grids(workbooks.extract()))
    april = waits.figures[waits.figures["period"] == "2023-04-01"]
    cut = {"route": words.SCREENING, "cancer": "Breast"}
    parts = [figure(april, "wait-62-day", p, **cut) for p in workbooks.PLACES["provider"]]
    whole = figure(april, "wait-62-day", **cut)
    assert whole["denominator"] == sum(part["denominator"] for part in parts)
    assert of(waits, "figures of England, added up") > 0


def test_routes_are_added_up_where_one_standard_is_for_all(figure):
    waits = parse_waits(workbooks.grids(workbooks.extract()))
    april = waits.figures[waits.figures["period"] == "2023-04-01"]
    routes = ("Urgent suspected cancer", "Breast symptomatic", "Screening", "Consultant upgrade")
    parts = [figure(april, "wait-62-day", "RBB", route=r)["denominator"] for r in routes]
    assert figure(april, "wait-62-day", "RBB")["denominator"] == sum(parts)
    breast = [figure(april, "wait-62-day", route=r, cancer="Breast")["numerator"] for r in routes]
    assert figure(april, "wait-62-day", cancer="Breast")["numerator"] == sum(breast)


def test_a_treatment_is_not_added_up_from_some_of_the_stages():
    figures = parse_waits(workbooks.grids(workbooks.sublocations())).figures
    surgery = figures[figures["treatment"] == "Surgery"]
    assert set(surgery["route"]) == {words.SUBSEQUENT}


def test_a_sum_with_a_hidden_part_is_hidden(month, figure):
    sheet = month["USC referral to FOA"]
    row = next(row for row in sheet if row[1:2] == ["RAA"])
    row[4] = row[5] = row[6] = row[7] = "*"
    figures = parse_waits(workbooks.grids(month)).figures
    assert np.isnan(figure(figures, "two-week-wait", "RAA")["denominator"])
    assert figure(figures, "two-week-wait", "RBB")["denominator"] > 0
    assert "RAA" not in set(
        figures[(figures["indicator"] == "urgent-referrals") & (figures["cancer"] == "")]["place"]
    )


def test_referrals_are_counts_of_who_was_seen(month_of, figure):
    for seen, wait in (
        ("urgent-referrals", "two-week-wait"),
        ("breast-referrals", "two-week-wait-breast"),
    ):
        count = figure(month_of, seen, "RBB")
        assert count["value"] == figure(month_of, wait, "RBB")["denominator"]
        assert np.isnan(count["numerator"])
        assert np.isnan(count["denominator"])


def test_the_standard_of_its_time_stands_for_all_routes(figure):
    waits = parse_waits(workbooks.grids(workbooks.quarterly()))
    for wait, part in (("wait-62-day", words.USC), ("wait-31-day", words.FIRST)):
        assert (
            figure(waits.figures, wait)["denominator"]
            == figure(waits.figures, wait, route=part)["denominator"]
        )
    assert of(waits, "which stand for all routes or stages too") > 0
    assert figure(waits.figures, "wait-62-day", route=words.SCREENING)["denominator"] > 0


def test_treatments_with_a_standard_of_their_own_are_not_added_up():
    figures = parse_waits(workbooks.grids(workbooks.quarterly())).figures
    later = figures[figures["route"] == words.SUBSEQUENT]
    assert set(later["treatment"]) == {"Surgery", words.DRUGS}


def test_care_settings_are_dropped_where_all_together_are_there(figure):
    book = workbooks.quarterly()
    waits = parse_waits(workbooks.grids(book))
    sheet = book["31-DAY FIRST TREAT (ALL CANCER)"]
    printed = next(row for row in sheet if row[1:2] == ["RAA"] and "ALL CARE" in row)
    assert figure(waits.figures, "wait-31-day", "RAA")["denominator"] == printed[5]
    assert of(waits, "Left out: one care setting") == 8


def test_care_settings_are_added_up_where_they_are_apart(figure):
    book = workbooks.quarterly()
    name = "31-DAY FIRST TREAT (ALL CANCER)"
    whole = [row for row in book[name] if "ALL CARE" in row]
    book[name] = [row for row in book[name] if "ALL CARE" not in row]
    waits = parse_waits(workbooks.grids(book))
    for code, row in zip(("RAA", "RBB", "NXX", "ENG"), whole, strict=True):
        assert figure(waits.figures, "wait-31-day", code)["denominator"] == row[5]
    assert of(waits, "Loaded: figures of one care setting, added up") == 4
    assert waits.report.loc[waits.report["reason"].str.match("Loaded|Left"), "rows"].sum() == sum(
        map(len, book.values())
    )
