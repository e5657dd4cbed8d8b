"""Check what a file prints twice: totals against sums, percentages against counts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pandas as pd

from analysis.intake.report import Report
from analysis.intake.waits.derive import COUNTS, TABLE
from analysis.intake.waits.figures import PARTS
from analysis.intake.waits.labels import ENGLAND
from analysis.survey import indicator, period_label

_LISTED = 5
_EXACT = 1e-9


def check_totals(report: Report, figures: pd.DataFrame) -> None:
    """Tell, for each wait, which lines of England are not the sum of their places."""
    for key, table in figures.groupby("indicator", sort=False):
        compared, differing = total_differences(table)
        if compared:
            reason = (
                f"{indicator(str(key)).label}: lines of England that are not the sum of the places "
                f"(of {compared:,} compared; England's line is kept as printed)"
            )
            report.tell(reason, len(differing), _listed(differing, _difference))


def total_differences(figures: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    """Compare England's lines with the sums of their places; see `_compared`."""
    whole = figures["place"] == ENGLAND
    return _compared(figures[whole], figures[~whole], [*TABLE, *PARTS])


def check_parts(report: Report, figures: pd.DataFrame) -> None:
    """Tell where all routes, cancers or treatments together are not the sum of their parts."""
    for part in PARTS:
        compared, differing = part_differences(figures, part)
        if compared:
            reason = f"all {part}s together that are not the sum of the parts (of {compared:,})"
            report.tell(reason, len(differing), _listed(differing, _difference))


def part_differences(figures: pd.DataFrame, part: str) -> tuple[int, pd.DataFrame]:
    """Compare figures of all routes, cancers or treatments with the sums; see `_compared`."""
    whole = figures[part] == ""
    others = [p for p in PARTS if p != part]
    return _compared(figures[whole], figures[~whole], [*TABLE, "place", *others])


def _compared(
    whole: pd.DataFrame, parts: pd.DataFrame, line: list[str]
) -> tuple[int, pd.DataFrame]:
    """Compare lines with the sums of their parts.

    Returns
    -------
    (int, DataFrame)
        How many lines have both counts, as have all their parts; and those that differ, the
        largest difference first, with ``numerator``, ``denominator`` (the line's), and
        ``numerator_sum``, ``denominator_sum``.
    """
    groups = parts.groupby(line, sort=False)[COUNTS]
    sums = groups.sum().mask(groups.count().lt(groups.size(), axis=0)).dropna().reset_index()
    known = whole.dropna(subset=COUNTS)
    both = known.merge(sums, on=line, suffixes=("", "_sum"))
    apart = both[COUNTS] - both[[f"{c}_sum" for c in COUNTS]].to_numpy()
    gap = apart.abs().sum(axis=1)
    order = gap[gap > 0].sort_values(ascending=False, kind="stable").index
    return len(both), both.loc[order]


def check_rows(report: Report, figures: pd.DataFrame) -> None:
    """Tell which printed percentages and counts after the standard are not what counts give."""
    split = figures[figures[["numerator", "denominator", "after"]].notna().all(axis=1)]
    off = split[split["numerator"] + split["after"] != split["denominator"]]
    reason = f"people within and after the standard who are not the total (of {len(split):,} rows)"
    report.tell(reason, len(off), _listed(off, _remainder))
    printed = figures[figures["percent"].notna() & (figures["denominator"] > 0)]
    wrong = printed[~_agrees(printed)]
    reason = f"percentages that are not what the counts give (of {len(printed):,} printed)"
    report.tell(reason, len(wrong), _listed(wrong, _percentage))


def _agrees(printed: pd.DataFrame) -> pd.Series:
    """Return which percentages are the share that the counts give, to the last digit printed."""
    share = printed["numerator"] / printed["denominator"]
    hundreds = printed.groupby(["indicator", "sheet"])["percent"].transform("max") > 1 + _EXACT
    given = printed["percent"].where(~hundreds, printed["percent"] / 100)
    same = pd.Series(np.isclose(given, share, rtol=0, atol=_EXACT), printed.index)
    for i in printed.index[~same & share.notna()]:
        places = -int(Decimal(f"{printed['percent'][i]:.15g}").as_tuple().exponent)
        digits = max(places + 2 if hundreds[i] else places, 2)
        same[i] = abs(given[i] - share[i]) <= 10.0**-digits / 2 + _EXACT
    return same | share.isna()


def named(row: pd.Series) -> str:
    """Return which figure a row is, in words."""
    when = period_label(row["period"].date(), row["grain"])
    parts = [indicator(row["indicator"]).label, *(row[p] for p in PARTS if row[p]), when]
    return ", ".join(parts)


def _listed(rows: pd.DataFrame, tell: Callable[[pd.Series], str]) -> str:
    lines = [f"{named(row)}: {tell(row)}" for _, row in rows.head(_LISTED).iterrows()]
    more = [f"and {len(rows) - _LISTED:,} more"] if len(rows) > _LISTED else []
    return "; ".join(lines + more)


def _difference(row: pd.Series) -> str:
    return (
        f"{row['place']}, {row['numerator']:,g} of {row['denominator']:,g}, the sum "
        f"{row['numerator_sum']:,g} of {row['denominator_sum']:,g}"
    )


def _remainder(row: pd.Series) -> str:
    return (
        f"{row['place']}, {row['numerator']:,g} within and {row['after']:,g} after of "
        f"{row['denominator']:,g}"
    )


def _percentage(row: pd.Series) -> str:
    share = row["numerator"] / row["denominator"]
    return f"{row['place']}, {row['percent']:.15g} printed, {share:.15g} from the counts"
