"""The files that are known, told apart by their headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.intake import comments, indicators
from analysis.intake.error import refusal
from analysis.intake.ncpes import COLUMNS, parse
from analysis.intake.sheet import Sheet
from analysis.store import Kind


@dataclass(frozen=True)
class Layout:
    """One kind of file.

    Attributes
    ----------
    id, name : str
        Id and name of the dataset it becomes, unless others are chosen.
    kind : {"published", "indicators", "respondents"}
        What kind of dataset it becomes.
    source : str
        Who made it, in a sentence.
    columns : tuple of str
        The columns it is known by, in any order.
    parse : callable
        From the sheet to the results (`analysis.store.PUBLISHED_COLUMNS`, `INDICATOR_COLUMNS`, or
        comments as from `analysis.intake.comments.parse`), the publisher's wording of each
        question, and the report on every row. It raises IntakeError.
    """

    id: str
    name: str
    kind: Kind
    source: str
    columns: tuple[str, ...]
    parse: Callable[[Sheet], tuple[pd.DataFrame, Mapping[str, str], pd.DataFrame]]


LAYOUTS = (
    Layout(
        id="ncpes-2018",
        name="National Cancer Patient Experience Survey 2018 (published results)",
        kind="published",
        source="Official results, NHS England and Quality Health.",
        columns=COLUMNS,
        parse=parse,
    ),
    Layout(
        id="indicators",
        name="Indicators (imported)",
        kind="indicators",
        source="Figures about places that are not survey answers.",
        columns=indicators.COLUMNS,
        parse=indicators.parse,
    ),
    Layout(
        id="comments",
        name="Comments (imported)",
        kind="respondents",
        source="What people wrote; names and numbers were taken out.",
        columns=comments.COLUMNS,
        parse=comments.parse,
    ),
)


def recognise(sheet: Sheet) -> Layout:
    """Return the layout whose columns the sheet has; further columns do not matter.

    Raises
    ------
    IntakeError
        If there is none. It names the nearest layout and the columns missing for it.
    """
    missing = {
        layout: [c for c in layout.columns if c not in sheet.frame.columns] for layout in LAYOUTS
    }
    nearest = min(LAYOUTS, key=lambda layout: len(missing[layout]) / len(layout.columns))
    if not missing[nearest]:
        return nearest
    known = "; ".join(f"{layout.name}, {len(layout.columns)} columns" for layout in LAYOUTS)
    problem = (
        f"The header is of no file that is known. Of {nearest.name} it lacks: "
        f"{', '.join(missing[nearest])}. Known files: {known}."
    )
    raise refusal(sheet.file, problem, row=1)
