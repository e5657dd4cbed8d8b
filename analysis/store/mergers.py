"""Places that were merged: their figures from before are the sum of all that went into them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.survey import any_place, became, formed_of

_COUNTS = ["numerator", "denominator"]
_ALWAYS = "1900-01-01"


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
    links = _links(figures)
    if times is None or links.empty:
        return figures
    rows = links.merge(figures, left_on="part", right_on="place")
    rows = rows[(rows["period"] >= rows["begins"]) & (rows["period"] < rows["ends"])]
    if rows.empty:
        return figures
    sums = _whole(_sums(rows), links)
    value = times * sums["numerator"] / sums["denominator"].where(sums["denominator"] > 0)
    sums = sums.assign(value=value, lower=np.nan, upper=np.nan, merged=True)
    every = pd.concat([sums[list(figures.columns)], figures]).drop_duplicates(["place", "period"])
    return every.sort_values(["place", "period"], kind="stable", ignore_index=True)


def _links(figures: pd.DataFrame) -> pd.DataFrame:
    """Return which places go into which sum, one row each, and from when to when.

    Columns ``after``, ``part``, ``begins``, ``ends``. The place itself is part of its sum until
    the last of the others has become part of it.
    """
    known = figures["period"].max()
    after = {s.after.code for code in figures["place"].unique() for s in became(code)}
    rows: list[tuple[str, str, pd.Timestamp, pd.Timestamp]] = []
    for code in sorted(after):
        ends = {s.before.code: pd.Timestamp(s.since) for s in formed_of(code)}
        ends = {part: end for part, end in ends.items() if end <= known}
        if ends:
            begins = pd.Timestamp(any_place(code).since or _ALWAYS)
            rows += [(code, part, pd.Timestamp(_ALWAYS), end) for part, end in ends.items()]
            rows.append((code, code, begins, max(ends.values())))
    return pd.DataFrame(rows, columns=["after", "part", "begins", "ends"])


def _sums(rows: pd.DataFrame) -> pd.DataFrame:
    by = rows.groupby(["after", "period", "grain"])
    counts = by[_COUNTS].sum().where(by[_COUNTS].count().eq(by.size(), axis=0))
    about = by.agg(
        hidden=("hidden", "any"),
        synthetic=("synthetic", "any"),
        source=("source", "last"),
        members=("part", "size"),
    )
    return counts.join(about).reset_index().rename(columns={"after": "place"})


def _whole(sums: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return the sums in which no part is missing."""
    due = sums[["place", "period"]].reset_index().merge(links, left_on="place", right_on="after")
    there = (due["period"] >= due["begins"]) & (due["period"] < due["ends"])
    return sums[sums["members"] == there.groupby(due["index"]).sum()]
