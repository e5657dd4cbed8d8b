from __future__ import annotations

from analysis.survey import place, places

from .publication import ALLIANCES, CCGS, TRUSTS, note, rows_of


def test_place_under_another_name(desk, frame):
    rows = rows_of(frame, code=TRUSTS[0])
    frame.loc[rows, "Trust.Name"] = "The old infirmary"
    line = note(desk.bring(frame).report, "place named otherwise")
    assert line["rows"] == len(rows)
    assert "'The old infirmary'" in line["example"]


def test_england_by_its_own_code(desk, frame):
    rows = rows_of(frame, code="All")
    frame.loc[rows, "Trust.Name"] = "National"
    report = desk.bring(frame).report
    assert note(report, "'All' read as England")["rows"] == len(rows)
    assert note(report, "place named otherwise")["rows"] == 0


def test_name_of_another_place(desk, frame):
    row = rows_of(frame, code=TRUSTS[0])[0]
    frame.loc[row, "Trust.Name"] = place(TRUSTS[1]).name
    message = desk.refusal(frame)
    assert f"row {row + 2}, column 'Trust.Name'" in message
    assert place(TRUSTS[0]).name in message


def test_alliance_spelt_otherwise(desk, frame):
    rows = rows_of(frame, code=CCGS[0])
    name = place(place(CCGS[0]).alliance).name
    frame.loc[rows, "CALNCV18NM"] = name.replace(" and ", " & ").replace(",", "")[:-1]
    report = desk.bring(frame).report
    assert note(report, "Alliance spelt otherwise")["rows"] == len(rows)
    assert note(report, "another Cancer Alliance")["rows"] == 0


def test_another_alliance(desk, frame):
    own = place(TRUSTS[0]).alliance
    other = next(p for p in places("alliance") if p.code != own)
    rows = rows_of(frame, code=TRUSTS[0])
    frame.loc[rows, "CALNCV18NM"] = other.name
    report = desk.bring(frame).report
    assert note(report, "another Cancer Alliance")["rows"] == len(rows)
    assert note(report, "Alliance spelt otherwise")["rows"] == 0
    assert desk.stored("count(*)", f"place = '{TRUSTS[0]}'") == [(len(rows),)]


def test_region_in_alliance_rows(desk, frame):
    rows = rows_of(frame, code=ALLIANCES[0])
    frame.loc[rows, "CALNCV18NM"] = "The North"
    assert note(desk.bring(frame).report, "region instead")["rows"] == len(rows)


def test_section_with_blanks_and_slips(desk, frame):
    one, two = rows_of(frame, question="Q1"), rows_of(frame, question="Q5")
    frame.loc[one, "cpesqtype"] += " "
    frame.loc[two, "cpesqtype"] = "Dagnostic tets"
    report = desk.bring(frame).report
    assert note(report, "stray blanks in the name of the section")["rows"] == len(one)
    assert note(report, "section named otherwise")["rows"] == len(two)


def test_one_question_in_two_sections(desk, frame):
    frame.loc[5, "cpesqtype"] = "Elsewhere"
    message = desk.refusal(frame)
    assert "row 7, column 'cpesqtype': 'Elsewhere'" in message


def test_number_of_another_question(desk, frame):
    frame.loc[5, "qnum"] = "77"
    assert "row 7, column 'qnum': '77'" in desk.refusal(frame)
