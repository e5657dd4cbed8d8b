"""Which tables a workbook of the publication has, to say which is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.intake.error import refusal
from analysis.intake.waits.measures import FASTER, TWO_WEEK, TWO_WEEK_BREAST, WAIT_31, WAIT_62
from analysis.intake.waits.tables import Table

_PLAIN, _CANCER, _TREATMENT = (False, False), (True, False), (False, True)

_COMBINED = {
    (FASTER, _PLAIN): "28-DAY FDS (ALL ROUTES)",
    (FASTER, _CANCER): "28-DAY FDS (BY ROUTE)",
    (WAIT_31, _PLAIN): "31-DAY (ALL CANCER)",
    (WAIT_31, _CANCER): "31-DAY (BY CANCER)",
    (WAIT_31, _TREATMENT): "31-DAY (BY TREATMENT MODALITY)",
    (WAIT_62, _PLAIN): "62-DAY (ALL CANCER)",
    (WAIT_62, _CANCER): "62-DAY (BY CANCER)",
    (WAIT_62, _TREATMENT): "62-DAY (BY TREATMENT MODALITY)",
    (TWO_WEEK, _CANCER): "USC REFERRAL TO FOA",
    (TWO_WEEK_BREAST, _PLAIN): "UBS REFERRAL TO FHA",
}
_SEPARATE = {
    (TWO_WEEK, _PLAIN): "TWO WEEK WAIT-ALL CANCER",
    (TWO_WEEK_BREAST, _PLAIN): "TWO WEEK WAIT-BREAST SYMPTOMS",
    (WAIT_31, _PLAIN): "31-DAY FIRST TREAT (ALL CANCER)",
    (WAIT_62, _PLAIN): "62-DAY (ALL CANCER)",
}


def missing(
    file: str,
    figures: pd.DataFrame,
    found: Iterable[tuple[Table, ...]],
    faults: Mapping[int, str],
) -> tuple[str, ...]:
    """Return what should be in a monthly or quarterly workbook and is not there.

    Files with one table of everything, and time series, have no sheets that could be missing.
    Where a sheet can't be used, it is that sheet that is told, and nothing is called missing.
    """
    tables = [table for sheet in found for table in sheet]
    tidy = any({"standard", "period"} & set(table.columns) for table in tables)
    if tidy or faults:
        return ()
    kinds = pd.DataFrame(
        {
            "indicator": figures["indicator"],
            "cancer": figures["cancer"] != "",
            "treatment": figures["treatment"] != "",
        }
    ).drop_duplicates()
    held = {(i, (c, t)) for i, c, t in kinds.itertuples(index=False)}
    wanted = _COMBINED if figures["combined"].any() else _SEPARATE
    return tuple(
        str(refusal(file, f"There is no table like the sheet '{sheet}' of the publication. "))
        for key, sheet in wanted.items()
        if key not in held
    )
