"""Tell what a file changed in figures that were there before."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.intake.report import Report
from analysis.survey import indicator

_LISTED = 5
_CHANGED = "figures that changed since the file before"
_CUTS = ("route", "cancer", "treatment")


def changes_told(changes: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return lines of a report: how many figures are new, gone or different, the largest first.

    Parameters
    ----------
    changes : DataFrame
        As `analysis.store.Builder.merge_indicators` returns it.
    names : mapping of str to str
        Code of a place -> its name.

    Returns
    -------
    DataFrame
        ``reason``, ``rows`` (figures), ``example`` (the places where most people are more or
        fewer).
    """
    report = Report(str)
    before, after = changes["denominator_before"], changes["denominator_after"]
    gap = (after.fillna(0) - before.fillna(0)).abs()
    met = (changes["numerator_after"].fillna(0) - changes["numerator_before"].fillna(0)).abs()
    order = changes.assign(gap=gap, met=met).sort_values(
        ["gap", "met"], ascending=False, kind="stable"
    )
    for reason, rows in (
        (_CHANGED, before.notna() & after.notna()),
        (
            "figures that the file before did not have, of the same periods",
            before.isna() & after.notna(),
        ),
        ("figures of the file before that are not in this one", before.notna() & after.isna()),
        ("numbers of referrals that changed since the file before", before.isna() & after.isna()),
    ):
        chosen = order[rows[order.index]]
        if len(chosen) or reason == _CHANGED:
            report.tell(reason, len(chosen), _listed(chosen, names))
    return report.frame()


def _listed(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    return "; ".join(_told(row, names) for _, row in rows.head(_LISTED).iterrows())


def _told(row: pd.Series, names: Mapping[str, str]) -> str:
    about = [indicator(row["indicator"]).label, *(row[c] for c in _CUTS if row[c])]
    what = f"{names.get(row['place'], row['place'])}, {', '.join(about)}, {row['period']:%Y-%m}"
    counts = [_counts(row, when) for when in ("before", "after")]
    return f"{what}: {' before, '.join(counts)} now" if any(counts) else what


def _counts(row: pd.Series, when: str) -> str:
    met, total = row[f"numerator_{when}"], row[f"denominator_{when}"]
    return "none" if pd.isna(total) else f"{met:,g} of {total:,g}"
