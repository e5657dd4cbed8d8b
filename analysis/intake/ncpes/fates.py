"""The report on the published NCPES results: every row once, and every quirk."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.intake.ncpes import columns
from analysis.intake.ncpes.identity import NATIONAL_CODE
from analysis.intake.ncpes.names import Names
from analysis.intake.ncpes.scores import Scores
from analysis.intake.ncpes.units import outside
from analysis.intake.ncpes.verdicts import BELOW_NUMBER, BELOW_TEXT
from analysis.intake.ncpes.wording import Wording
from analysis.intake.report import Report
from analysis.intake.sheet import Mask, Sheet
from analysis.survey import place

_SMALL = 20
"""The publisher hid scores of this many responses or fewer, and some larger ones."""

_CELL = ["level", "place", "year", "dimension", "group", "question"]
_TABLES = {
    ("adjusted", "all"): "scores adjusted for case mix",
    ("unadjusted", "all"): "unadjusted scores of all patients",
    ("unadjusted", "tumour"): "unadjusted scores by tumour group",
    ("unadjusted", "sex"): "unadjusted scores by sex",
    ("unadjusted", "deprivation"): "unadjusted scores by deprivation",
    ("year-on-year", "all"): "scores year on year",
}


def loaded(report: Report, found: pd.DataFrame, made: Scores) -> None:
    """Record every row once: by table, and by whether its score was published."""
    no_n = made.n.isna().to_numpy()
    fates = {
        "score published": ~made.hidden,
        "score hidden by the publisher": made.hidden & ~no_n,
        "not published that year (neither score nor number of responses)": made.hidden & no_n,
    }
    for (variant, dimension), table in _TABLES.items():
        rows = ((found["variant"] == variant) & (found["dimension"] == dimension)).to_numpy()
        for fate, which in fates.items():
            report.loaded(f"{table}, {fate}", rows & which)


def number_notes(report: Report, sheet: Sheet, found: pd.DataFrame, made: Scores) -> None:
    """Record what is particular about scores and numbers of responses."""
    n, hidden = made.n, made.hidden
    counted = n.notna().to_numpy()
    report.note("no score published; it stays hidden", hidden, _shown(sheet, columns.N))
    report.note(
        f"score hidden although more than {_SMALL} answered, so that others can't be worked out",
        hidden & (n > _SMALL).to_numpy(),
        _shown(sheet, columns.N),
    )
    report.note("nobody answered (0 responses)", (n == 0).to_numpy())
    report.note("neither score nor number of responses", hidden & ~counted)
    report.note("score published without a number of responses", ~hidden & ~counted)
    report.note(
        "number of responses differs between tables for the same result; each keeps its own",
        _differs(found, n),
        _shown(sheet, columns.N),
    )
    report.note(
        "score hidden that another table shows; it stays hidden here",
        hidden & _differs(found, pd.Series(hidden.astype(float))),
        _shown(sheet, columns.N),
    )
    report.note(
        "proportion (0-1) among percentages, times 100",
        made.fixed,
        _shown(sheet, *columns.VALUES.values()),
    )
    report.note("rating of 0-10 among percentages; kept as 0-10", made.rating & ~hidden)
    report.note(
        "score outside its own interval by no more than its rounding; both kept",
        outside(made.measured["score"], made.measured["lower"], made.measured["upper"]),
        _shown(sheet, columns.SCORE, columns.LOWER, columns.UPPER),
    )


def verdict_notes(report: Report, sheet: Sheet, hushed: dict[str, Mask], rounded: Mask) -> None:
    """Record what is particular about bands and flags of change."""
    words, number = (
        int(sheet.equal(column, low).sum())
        for column, low in ((columns.BAND_TEXT, BELOW_TEXT), (columns.BAND_NUMBER, BELOW_NUMBER))
    )
    report.note(
        "band beside a hidden score; not taken over "
        f"('below' in words on {words:,} rows, as number 3 on {number:,})",
        hushed["band"],
        _shown(sheet, columns.BAND_TEXT, columns.BAND_NUMBER),
    )
    report.note(
        "band is the publisher's, made before rounding; the rounded figures would give another",
        rounded,
        _shown(
            sheet,
            columns.BAND_TEXT,
            columns.SCORE,
            columns.EXPECTED_LOWER,
            columns.EXPECTED_UPPER,
        ),
    )
    report.note(
        "flag of change beside a hidden score; not taken over",
        hushed["change"],
        _shown(sheet, columns.CHANGE_YEAR, columns.CHANGE_OVERALL),
    )


def word_notes(report: Report, sheet: Sheet, words: Wording, said: Names) -> None:
    """Record what is particular about wordings and names."""
    asked = len(words.kept)
    text, section = _shown(sheet, columns.WORDING), _shown(sheet, columns.SECTION)
    area, name = _shown(sheet, columns.AREA_NAME), _shown(sheet, columns.PLACE_NAME)
    report.note(
        f"another wording than the one kept ({words.texts} texts for {asked} questions)",
        words.other,
        text,
    )
    report.note("stray blanks in the wording, taken out", words.stray, text)
    report.note("broken characters in the wording, mended", words.broken, text)
    england = sheet.equal(columns.PLACE, NATIONAL_CODE)
    report.note(f"'{NATIONAL_CODE}' read as England", england)
    report.note("place named otherwise than here; its code decides", said.place & ~england, name)
    report.note("Cancer Alliance spelt otherwise; not used", said.alliance, area)
    report.note(
        "another Cancer Alliance than the list of places has; not used", said.elsewhere, area
    )
    report.note("region instead of the Cancer Alliance's name; not used", said.region, area)
    report.note("section named otherwise than in the codebook; not used", said.section, section)
    report.note("stray blanks in the name of the section; not used", said.section_blanks, section)


def describer(sheet: Sheet, found: pd.DataFrame) -> Callable[[int], str]:
    """Return how to say which row is meant."""

    def describe(index: int) -> str:
        about = found.iloc[index]
        group = "" if about["dimension"] == "all" else f", {about['dimension']} {about['group']}"
        return (
            f"row {sheet.row(index)}, {place(about['place']).name}, {about['year']}{group}, "
            f"{about['question']}, {about['variant']}"
        )

    return describe


def _shown(sheet: Sheet, *names: str) -> Callable[[int], str]:
    """Return how to show a row's text in some columns."""

    def show(index: int) -> str:
        return "; ".join(f"{name} '{sheet.value(name, index)}'" for name in names)

    return show


def _differs(found: pd.DataFrame, values: pd.Series) -> Mask:
    """Return which rows have another value than the same cell in another table."""
    cells = values.groupby([found[name] for name in _CELL], observed=True, sort=False)
    return (cells.transform("min") != cells.transform("max")).to_numpy() & values.notna().to_numpy()
