"""Sum figures of trusts or CCGs up to the places they are part of."""

from __future__ import annotations

import pandas as pd

from analysis.store.figures import CUTS
from analysis.survey import ENGLAND, find_place, indicators

_KEYS = ["indicator", "period", "grain"]
_SUMMED = ["numerator", "denominator", "value"]


def summed_up(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures with those of STPs, Cancer Alliances and England added.

    Counts are summed, percentages never averaged. Where a count of any part is missing, the total
    is missing too: it would be wrong, and could give away what was hidden. A total that the
    publisher gives stays as it is.

    Parameters
    ----------
    figures : DataFrame
        Columns ``indicator``, ``place``, ``period``, ``grain``, ``numerator``, ``denominator``,
        and any of the others of `INDICATOR_COLUMNS`; places of one level, trusts or CCGs, and
        totals that were given. A place that is in no known area counts for England.

    Returns
    -------
    DataFrame
        The same columns: the rows given, then the totals that were not.
    """
    keys = ["place", *_KEYS, *(cut for cut in CUTS if cut in figures)]
    up = {code: _areas(code) for code in figures["place"].unique()}
    parts = figures[[up[code] is not None for code in figures["place"]]]
    if "value" in parts:
        counts = {i.id for i in indicators() if i.unit == "count"}
        parts = parts.assign(value=parts["value"].where(parts["indicator"].isin(counts)))
    totals = [
        _sums(parts.assign(place=parts["place"].map({c: a[i] for c, a in up.items() if a})), keys)
        for i in range(3)
    ]
    every = pd.concat([figures, *totals], ignore_index=True)
    return every.drop_duplicates(keys, ignore_index=True)


def _areas(code: str) -> tuple[str | None, str | None, str] | None:
    """Return the STP, the Alliance and England for a trust or CCG; None for a total."""
    where = find_place(code)
    if where is None:
        return None, None, ENGLAND.code
    if where.level not in ("trust", "ccg"):
        return None
    return where.stp or None, where.alliance or None, ENGLAND.code


def _sums(figures: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    groups = figures.groupby(keys, observed=True)[[c for c in _SUMMED if c in figures]]
    complete = groups.count().eq(groups.size(), axis=0)
    return groups.sum().where(complete).reset_index()
