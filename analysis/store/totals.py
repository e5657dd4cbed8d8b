"""Sum figures of trusts or CCGs up to the places they are part of."""

from __future__ import annotations

import pandas as pd

from analysis.survey import ENGLAND, place

_KEYS = ["indicator", "period", "grain"]
_COUNTS = ["numerator", "denominator"]


def summed_up(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures with those of STPs, Cancer Alliances and England added.

    Counts are summed, percentages never averaged. Where a count of any part is missing, the total
    is missing too: it would be wrong, and could give away what was hidden.

    Parameters
    ----------
    figures : DataFrame
        Columns ``indicator``, ``place``, ``period``, ``grain``, ``numerator``, ``denominator``;
        places of one level, trusts or CCGs.

    Returns
    -------
    DataFrame
        The same columns: the rows given, then the totals.
    """
    parents = {
        code: (place(code).stp, place(code).alliance, ENGLAND.code)
        for code in figures["place"].unique()
    }
    totals = [
        _sums(figures.assign(place=figures["place"].map({c: up[i] for c, up in parents.items()})))
        for i in range(3)
    ]
    return pd.concat([figures, *totals], ignore_index=True)[["place", *_KEYS, *_COUNTS]]


def _sums(figures: pd.DataFrame) -> pd.DataFrame:
    groups = figures.groupby(["place", *_KEYS], observed=True)[_COUNTS]
    complete = groups.count().eq(groups.size(), axis=0)
    return groups.sum().where(complete).reset_index()
