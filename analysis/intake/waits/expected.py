"""Which tables a workbook of the publication has, to say which is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pandas as pd

from analysis.intake.error import refusal
from analysis.intake.waits.measures import FASTER, TWO_WEEK, TWO_WEEK_BREAST, WAIT_31, WAIT_62
from analysis.intake.waits.tables import Table
from analysis.intake.waits.words import FIRST, USC

_Kind = tuple[str, str, bool, bool]

_COMBINED: dict[_Kind, str] = {
    (FASTER, "", False, False): "28-DAY FDS (ALL ROUTES)",
    (FASTER, USC, True, False): "28-DAY FDS (BY ROUTE)",
    (WAIT_31, "", False, False): "31-DAY (ALL CANCER)",
    (WAIT_31, "", True, False): "31-DAY (BY CANCER)",
    (WAIT_31, "", False, True): "31-DAY (BY TREATMENT MODALITY)",
    (WAIT_62, "", False, False): "62-DAY (ALL CANCER)",
    (WAIT_62, "", True, False): "62-DAY (BY CANCER)",
    (WAIT_62, "", False, True): "62-DAY (BY TREATMENT MODALITY)",
    (TWO_WEEK, "", True, False): "USC REFERRAL TO FOA",
    (TWO_WEEK_BREAST, "", False, False): "UBS REFERRAL TO FHA",
}
_SEPARATE: dict[_Kind, str] = {
    (TWO_WEEK, "", False, False): "TWO WEEK WAIT-ALL CANCER",
    (TWO_WEEK_BREAST, "", False, False): "TWO WEEK WAIT-BREAST SYMPTOMS",
    (WAIT_31, FIRST, False, False): "31-DAY FIRST TREAT (ALL CANCER)",
    (WAIT_62, USC, False, False): "62-DAY (ALL CANCER)",
}
"""A wait, the route or stage, and whether by cancer and by treatment -> the sheet that has it."""


def missing(
    file: str,
    figures: pd.DataFrame,
    found: Iterable[tuple[Table, ...]],
    spoiled: Collection[str],
) -> tuple[str, ...]:
    """Return what should be in a monthly or quarterly workbook and is not there.

    Files with one table of everything, and time series, have no sheets that could be missing.
    A sheet that can't be used (`spoiled` has the names of those) is not missing.
    """
    tables = [table for sheet in found for table in sheet]
    tidy = any({"standard", "period"} & set(table.columns) for table in tables)
    if tidy:
        return ()
    split = figures[["indicator", "route"]].assign(
        cancer=figures["cancer"] != "", treatment=figures["treatment"] != ""
    )
    held = set(split.drop_duplicates().itertuples(index=False, name=None))
    wanted = _COMBINED if figures["combined"].any() else _SEPARATE
    return tuple(
        str(
            refusal(file, f"There is no table like the sheet '{sheet}', which would be right here.")
        )
        for key, sheet in wanted.items()
        if key not in held and sheet not in {name.upper() for name in spoiled}
    )
