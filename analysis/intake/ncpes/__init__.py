"""The published results of the National Cancer Patient Experience Survey, 2015 to 2018."""

from __future__ import annotations

import pandas as pd

from analysis.intake.ncpes import fates
from analysis.intake.ncpes.columns import COLUMNS
from analysis.intake.ncpes.identity import identify
from analysis.intake.ncpes.names import names
from analysis.intake.ncpes.scores import score
from analysis.intake.ncpes.verdicts import off_by_rounding, verdicts
from analysis.intake.ncpes.wording import wording
from analysis.intake.report import Report
from analysis.intake.sheet import Sheet
from analysis.store import PUBLISHED_COLUMNS

__all__ = ["COLUMNS", "parse"]


def parse(sheet: Sheet) -> tuple[pd.DataFrame, dict[str, str], pd.DataFrame]:
    """Return results, wording and report of a sheet in this layout.

    Returns
    -------
    (DataFrame, dict, DataFrame)
        `analysis.store.PUBLISHED_COLUMNS`, one row for each row of the sheet, in its order;
        question code -> the publisher's wording; and what became of every row (see
        `analysis.intake.Imported`).

    Raises
    ------
    IntakeError
        At the first thing that can't be right.
    """
    found = identify(sheet)
    made = score(sheet, found)
    said, hushed = verdicts(sheet, made)
    words = wording(sheet, found)
    named = names(sheet, found)

    report = Report(fates.describer(sheet, found))
    fates.loaded(report, found, made)
    fates.number_notes(report, sheet, found, made)
    fates.verdict_notes(report, sheet, hushed, off_by_rounding(said["band"], made))
    fates.word_notes(report, sheet, words, named)
    report.spare(sheet, COLUMNS)

    n = made.n.astype("Int32").rename("n")
    results = pd.concat([found, n, made.stored(), said], axis=1)
    return results[list(PUBLISHED_COLUMNS)], words.kept, report.frame()
