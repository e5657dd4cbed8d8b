"""Places that were merged: their figures from before are the sum of all that went into them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.survey import any_place, became, formed_of

_COUNTS = ["numerator", "denominator"]


def merged(figures: pd.DataFrame, times: float | None) -> pd.DataFrame:
    """Return figures in which a merged place stands for all that went into it.

    Parameters
    ----------
    figures : DataFrame
        Columns ``place``, ``period``, ``grain``, ``numerator``, ``denominator``, ``value``,
        ``lower``, ``upper``, ``hidden``, ``source``, ``synthetic``; one row a place and period.
    times : float or None
        What numerator / denominator is multiplied by; None where there are no counts, and so no
        sums.

    Returns
    -------
    DataFrame
        The same and ``merged``, by place and time. A sum takes the place of the figure that one
        of the places reported under the code that stayed. It is hidden where a part is hidden.
        There is none where a part is missing, nor where the merger is later than all figures. The
        places that went into another keep their own.
    """
    figures = figures.assign(merged=False)
    there = set(figures["place"])
    after = {s.after.code for code in there for s in became(code)}
    sums = [] if times is None else [_before(figures, code, times) for code in sorted(after)]
    found = [one for one in sums if len(one)]
    if not found:
        return figures
    keys = ["place", "period"]
    every = pd.concat([*found, figures]).drop_duplicates(keys)
    return every.sort_values(keys, kind="stable", ignore_index=True)[list(figures.columns)]


def _before(figures: pd.DataFrame, code: str, times: float) -> pd.DataFrame:
    """Return the sums for the periods before places became part of this one."""
    known = figures["period"].max()
    mergers = {s.before.code: pd.Timestamp(s.since) for s in formed_of(code)}
    ends = {before: since for before, since in mergers.items() if since <= known}
    if not ends:
        return figures.iloc[:0]
    begins = pd.Timestamp(any_place(code).since or "1900-01-01")
    rows = figures[figures["place"].isin([*ends, code]) & (figures["period"] < max(ends.values()))]
    own = rows["place"] == code
    rows = rows[(own & (rows["period"] >= begins)) | (rows["period"] < rows["place"].map(ends))]
    by = rows.groupby(["period", "grain"], sort=True)
    sums = by[_COUNTS].sum(min_count=1).where(by[_COUNTS].count().eq(by.size(), axis=0))
    sums = sums.join(by.agg(hidden=("hidden", "any"), synthetic=("synthetic", "any")))
    sums = sums.join(by.agg(source=("source", "last"), members=("place", "size"))).reset_index()
    due = sum((sums["period"] < end).astype(int) for end in ends.values())
    sums = sums[sums["members"] == due + (sums["period"] >= begins)]
    value = times * sums["numerator"] / sums["denominator"].where(sums["denominator"] > 0)
    return sums.assign(place=code, value=value, lower=np.nan, upper=np.nan, merged=True)[
        list(figures.columns)
    ]
