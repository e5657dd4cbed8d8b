"""Made-up workbooks in the layouts of the publication, as rows of cells by sheet."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from analysis.intake.waits import Grid

Rows = list[list[Any]]
Book = dict[str, Rows]

PLACES = {
    "provider": {"RAA": "NORTH NHS TRUST", "RBB": "SOUTH NHS TRUST", "NXX": "CLINIC LIMITED"},
    "commissioner": {"QAA": "NHS NORTH ICB", "QBB": "NHS SOUTH ICB", "UNKNOWN": "UNKNOWN"},
}
STAGES = ("First Treatment", "Subsequent Treatment")
ROUTES = ("Urgent Suspected Cancer", "Breast Symptomatic", "Screening", "Consultant Upgrade")
CANCERS = ("Breast", "Other (a)", "Upper Gastrointestinal - Hepatobiliary")
TREATMENTS = ("Anti-cancer drug regimen", "Surgery")
SUSPECTED = ("Suspected breast cancer", "Suspected lung cancer")
EXHIBITED = "Exhibited (non-cancer) breast symptoms - cancer not initially suspected"
FDS_ROUTES = ("BREAST SYMPTOMATIC, CANCER NOT SUSPECTED", "URGENT SUSPECTED CANCER")
_TITLES = {
    28: "FOUR WEEK (28 DAYS) WAIT FROM URGENT REFERRAL TO PATIENT TOLD OF CANCER: ALL ROUTES",
    31: "ONE MONTH (31-DAY) WAIT TO FIRST OR SUBSEQUENT TREATMENT OF CANCER: BY TREATMENT STAGE",
    62: (
        "TWO MONTH (62-DAY) WAIT FROM AN URGENT SUSPECTED CANCER OR BREAST SYMPTOMATIC REFERRAL, "
        "OR URGENT SCREENING REFERRAL, OR CONSULTANT UPGRADE: BY REFERRAL ROUTE"
    ),
}


def write(path: Path, book: Book) -> Path:
    """Write sheets of cells into a workbook."""
    with xlsxwriter.Workbook(path) as out:
        dated = out.add_format({"num_format": "mmm-yy"})
        for name, rows in book.items():
            sheet = out.add_worksheet(name)
            for r, cells in enumerate(rows):
                for c, cell in enumerate(cells):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(r, c, cell, dated)
                    elif cell != "":
                        sheet.write(r, c, cell)
    return path


def grids(book: Book, file: str = "made.xlsx") -> tuple[Grid, ...]:
    """Return sheets as the reader sees them."""
    made = []
    for name, rows in book.items():
        width = max(map(len, rows), default=0)
        cells = np.full((len(rows), width), "", dtype=object)
        for r, row in enumerate(rows):
            cells[r, : len(row)] = row
        made.append(Grid(file, name, cells))
    return tuple(made)


def counts(*about: object, halves: bool = False) -> tuple[float, float]:
    """Return how many people were within the standard, of how many: the same for the same words."""
    seed = sum(ord(letter) * (i + 1) for i, letter in enumerate(str(about)))
    total = 3 + seed % 90
    met = seed % (total + 1)
    return (met + 0.5, total + 0.5) if halves and seed % 3 == 0 else (float(met), float(total))


def front(basis: str, month: str) -> Rows:
    return [
        [""],
        [f"Cancer Waiting Times statistics: {basis.title()} Based"],
        [month],
        ["Contents"],
    ]


def heading(title: str, month: str, basis: str) -> Rows:
    return [[title], [month], [f"BASIS: {basis.upper()} BASED INCLUDING 'UNKNOWNS'"], [""], [""]]


class Maker:
    """Make the tables of a month, all from the same people."""

    def __init__(self, month: str, basis: str, more: int = 0) -> None:
        self.month, self.basis, self.more = month, basis, more
        self.places = PLACES[basis]
        self.body = "ACCOUNTABLE PROVIDER" if basis == "provider" else "INTEGRATED CARE BOARD (ICB)"
        self.line = f"ALL ENGLISH {basis.upper()}S"

    def people(self, place: str, days: int, parts: Iterable[tuple[str, ...]]) -> list[float]:
        found = [counts(place, days, *part, halves=days == 62) for part in parts]
        return [sum(m for m, _ in found), sum(t for _, t in found) + self.more]

    def table(self, days: int, columns: list[str], groups: dict[tuple[str, ...], list]) -> Rows:
        """Return header, places, a gap and England; `groups` says what each row adds up."""
        header = ["", "ODS CODE (1)", self.body, *columns, "TOTAL", f"WITHIN {days} DAYS"]
        header += [f"AFTER {days} DAYS", f"TREATED WITHIN {days} DAYS", " ", "IN 63 TO 76 DAYS"]
        above = [""] * (3 + len(columns)) + ["NUMBER OF PEOPLE", "", "", "PERCENTAGE"]
        rows = [above, header]
        for code, name in self.places.items():
            for labels, parts in groups.items():
                rows.append(["", code, name, *labels, *self._cells(code, days, parts)])
        rows.append([""])
        for labels, parts in groups.items():
            sums = np.array([self.people(code, days, parts) for code in self.places]).sum(axis=0)
            rows.append(["", "", self.line, *labels, *_shown(*sums)])
        return rows

    def _cells(self, code: str, days: int, parts: list) -> list[Any]:
        return _shown(*self.people(code, days, parts))

    def sheet(self, title: str, *tables: Rows, names: tuple[str, ...] = ()) -> Rows:
        rows = heading(title, self.month, self.basis)
        for i, table in enumerate(tables):
            rows += [[f"PART {'ABCDE'[i]}: {names[i]}"]] if names else []
            rows += [*table, [""], [""]]
        return rows


def _shown(met: float, total: float) -> list[Any]:
    return [total, met, total - met, met / total, "", 0.0]


def _wait(maker: Maker, days: int, word: str, routes: tuple[str, ...]) -> Book:
    """Return the three sheets of a wait: all cancers, by cancer, by treatment."""
    named = f"ALL {'STAGES' if days == 31 else 'ROUTES'}"
    every = {named: routes, **{route: (route,) for route in routes}}
    book: Book = {}
    for by, column, kinds in (
        ("ALL CANCER", "CANCER TYPE", ["ALL CANCERS"]),
        ("BY CANCER", "CANCER TYPE (3)", CANCERS),
        ("BY TREATMENT MODALITY", "TREATMENT MODALITY (4)", TREATMENTS),
    ):
        tables = []
        for label, chosen in every.items():
            groups = {(label, kind): _treated(chosen, kind) for kind in kinds}
            tables.append(maker.table(days, [word, column], groups))
        title = f"{_TITLES[days]} AND {by}"
        book[f"{days}-DAY ({by})"] = maker.sheet(title, *tables, names=tuple(every))
    return book


def _treated(routes: Iterable[str], kind: str) -> list[tuple[str, ...]]:
    """Return what is added up for a cancer, a treatment, or all."""
    treated = itertools.product(routes, CANCERS, TREATMENTS)
    return [part for part in treated if kind in part or kind.startswith("ALL")]


def monthly(month: str = "Oct-23", basis: str = "provider", more: int = 0) -> Book:
    """Return a workbook of one month in the layout since October 2023.

    `more` people without a time within the standard are added to every figure of a place.
    """
    maker = Maker(month, basis, more)
    book = {"Frontpage": front(basis, month)}
    routes = {FDS_ROUTES[0]: (EXHIBITED,), FDS_ROUTES[1]: SUSPECTED}
    parts = [(route, kind) for route, kinds in routes.items() for kind in kinds]
    book["28-DAY FDS (ALL ROUTES)"] = maker.sheet(
        _TITLES[28], maker.table(28, ["REFERRAL ROUTE"], {("ALL ROUTES",): parts})
    )
    columns = ["REFERRAL ROUTE", "SUSPECTED CANCER OR BREAST SYMPTOMATIC (2)"]
    book["28-DAY FDS (BY ROUTE)"] = maker.sheet(
        _TITLES[28].replace("ALL ROUTES", "BY ROUTE"),
        maker.table(28, columns, {part: [part] for part in parts}),
    )
    book |= _wait(maker, 31, "TREATMENT STAGE", STAGES) | _wait(maker, 62, "REFERRAL ROUTE", ROUTES)
    seen = {(kind,): [("seen", kind)] for kind in SUSPECTED}
    book["USC referral to FOA"] = maker.sheet(
        "WAIT FROM URGENT SUSPECTED CANCER REFERRAL TO BEING SEEN AT A FIRST OUTPATIENT ATTENDANCE",
        maker.table(14, ["SUSPECTED TYPE OF CANCER"], seen),
    )
    book["UBS referral to FHA"] = maker.sheet(
        "WAIT FROM URGENT BREAST SYMPTOMATIC REFERRAL TO A FIRST HOSPITAL ASSESSMENT",
        maker.table(14, ["REFERRAL REASON"], {(EXHIBITED,): [("breast", "seen")]}),
    )
    return book


def quarterly(period: str = "Q1 2015/16") -> Book:
    """Return a workbook of a quarter in the layout of 2015: a standard of its own for each wait."""
    maker = Maker(period, "provider")
    by = {(kind,): [("all", kind)] for kind in CANCERS}
    plain = {(): [("all", kind) for kind in CANCERS]}
    settings = {
        ("ADMITTED CARE", "ALL CANCERS"): [("in", "all")],
        ("NON-ADMITTED CARE", "ALL CANCERS"): [("out", "all")],
        ("ALL CARE", "ALL CANCERS"): [("in", "all"), ("out", "all")],
    }
    care = ["CARE SETTING (3)", "CANCER TYPE"]
    gp = "TWO MONTH WAIT FROM GP URGENT REFERRAL TO FIRST TREATMENT"
    one = "ONE MONTH WAIT FROM DECISION TO TREAT TO FIRST TREATMENT FOR CANCER"
    later = "ONE MONTH WAIT FROM DECISION TO TREAT TO SUBSEQUENT TREATMENT"
    two = "TWO WEEK WAIT FROM GP URGENT REFERRAL TO FIRST CONSULTANT APPOINTMENT"
    sheets = {
        "TWO WEEK WAIT-ALL CANCER": (two, 14, [], plain),
        "TWO WEEK WAIT-BY CANCER": (two, 14, ["SUSPECTED CANCER"], by),
        "TWO WEEK WAIT-BREAST SYMPTOMS": (
            "TWO WEEK WAIT FOR SYMPTOMATIC BREAST PATIENTS (CANCER NOT INITIALLY SUSPECTED)",
            14,
            [],
            {(): [("breast", "all")]},
        ),
        "31-DAY FIRST TREAT (ALL CANCER)": (one, 31, care, settings),
        "31-DAY SUB TREAT (SURGERY)": (f"{later}: SURGERY", 31, [], {(): [("sub", "surgery")]}),
        "31-DAY SUB TREAT (DRUGS)": (f"{later}: DRUG TREATMENTS", 31, [], {(): [("sub", "drug")]}),
        "62-DAY (ALL CANCER)": (gp, 62, [], plain),
        "62-DAY (BY CANCER)": (gp, 62, ["CANCER TYPE"], by),
        "62-DAY (SCREENING)": (
            "TWO MONTH WAIT FROM CONSULTANT SCREENING SERVICE REFERRAL TO FIRST TREATMENT",
            62,
            [],
            {(): [("screening", "all")]},
        ),
        "31-DAY RARE CANCERS": (
            "ONE MONTH WAIT FROM GP URGENT REFERRAL: RARE CANCERS",
            31,
            [],
            plain,
        ),
    }
    book: Book = {"Frontpage": front("provider", period)}
    for name, (title, days, columns, groups) in sheets.items():
        book[name] = maker.sheet(title, maker.table(days, columns, groups))
    return book


def extract() -> Book:
    """Return a plain table of two months by provider, without lines of England."""
    header = ["PERIOD", "YEAR", "MONTH", "STANDARD", "ORG CODE", "STAGE/ROUTE"]
    header += ["TREATMENT MODALITY", "CANCER TYPE", "TOTAL TREATED", "WITHIN STANDARD", "BREACHES"]
    rows: Rows = [header]
    for month in (dt.date(2023, 4, 1), dt.date(2023, 5, 1)):
        for standard, routes in (("31-day Combined", STAGES), ("62-day Combined", ROUTES)):
            for code in PLACES["provider"]:
                for route in routes:
                    cells = [(t, "ALL CANCERS") for t in TREATMENTS]
                    cells += [("ALL MODALITIES", c) for c in CANCERS]
                    for treatment, cancer in cells:
                        kind = treatment if cancer == "ALL CANCERS" else cancer
                        found = [counts(month, code, *p) for p in _treated([route], kind)]
                        met, total = sum(m for m, _ in found), sum(t for _, t in found)
                        about = [month, "2023/24", f"{month:%b}".upper(), standard, code, route]
                        rows.append([*about, treatment, cancer, total, met, total - met])
    return {"CWT CRS Provider Extract": rows}


def sublocations() -> Book:
    """Return a plain table of a month by ICB sub-location."""
    header = ["PERIOD", "YEAR", "MONTH", "STANDARD", "ICB SUB LOCATION", "SUB-CATEGORY"]
    rows: Rows = [[*header, "TOTAL", "WITHIN STANDARD", "BREACHES"]]
    month = dt.date(2023, 4, 1)
    for standard, label in (
        ("28-day FDS", ""),
        ("31-day Combined", "31-day (First)"),
        ("31-day Combined", "31-day Sub (Surgery)"),
        ("31-day Combined", "31-day Sub (Anti-cancer drug regimen)"),
        ("62-day Combined", "62-day (Urgent Suspected Cancer)"),
        ("62-day Combined", "62-day (Screening)"),
    ):
        for code in ("00L", "99G", "UNKNOWN"):
            met, total = counts(code, label)
            rows.append([month, "2023/24", "APR", standard, code, label, total, met, total - met])
    return {"CWT CRS ICB SubLocation Extract": rows}


def series() -> Book:
    """Return England over time: several tables side by side, months, years and referrals."""
    gap = ["", ""]
    columns = ["Total", "Within Standard", "Outside Standard", "Performance (%)"]
    waits = ("Four Week (28-days) Wait", "One Month (31-days) Wait", "Two Month (62-days) Wait")
    combined = " to First or Subsequent Treatment, Screening, Upgrade, Urgent"
    titles = ["", "", waits[0], *gap, *gap, *gap, waits[1] + combined, *gap, *gap, *gap]
    titles.append(waits[2] + combined)
    book: Book = {"Cover": [["", "National Time Series - Provider based"], ["", "2009 to 2023"]]}
    for sheet, label, periods in (
        ("Monthly Performance", "Monthly", [dt.date(2023, 4, 1), dt.date(2023, 5, 1)]),
        ("Quarterly Performance", "Quarterly", ["22/23 Q4", "23/24 Q1"]),
        ("Annual Performance", "Year", ["2022/23", "2023/24 YTD"]),
    ):
        header = ["", *([label, *columns, *gap] * 3)]
        rows: Rows = [[""], titles, ["", "", "Operational Standard = 75% from Q3 2021/22"], header]
        for i, period in enumerate(periods):
            row: list[Any] = [""]
            for days in (28, 31, 62):
                met, total = counts(sheet, period, days)
                late = ["", "", "", ""] if (days, i) == (31, 0) else _shown(met, total)[:4]
                row += [period, *late, *gap]
            rows.append(row)
        book[sheet] = rows
    referred = ["", "Monthly", "Total", "", "", "Monthly", "Total"]
    seen = "Urgent Suspected Cancer Referrals Seen at a First Outpatient Attendance"
    breast = "Urgent Breast Symptomatic Referrals Seen at a First Hospital Assessment"
    book["Monthly Referrals Seen"] = [
        ["", seen, "", "", "", breast],
        [""],
        referred,
        ["", dt.date(2009, 10, 1), 77000.0, "", "", dt.date(2009, 10, 1), ""],
        ["", dt.date(2010, 1, 1), 62000.0, "", "", dt.date(2010, 1, 1), 14000.0],
    ]
    return book
