"""Tables of an indicator over time."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.results import IndicatorTrend
from analysis.statistics.xmr import SpecialCause

NOT_GIVEN = "not given"
_CAUSES = {
    SpecialCause.ABOVE_LIMIT: "above the usual range",
    SpecialCause.BELOW_LIMIT: "below the usual range",
    SpecialCause.RISING: "7 or more rising in a row",
    SpecialCause.FALLING: "7 or more falling in a row",
    SpecialCause.NEAR_UPPER: "2 of 3 near the upper limit",
    SpecialCause.NEAR_LOWER: "2 of 3 near the lower limit",
    SpecialCause.ABOVE_MEAN: "7 or more above the average in a row",
    SpecialCause.BELOW_MEAN: "7 or more below the average in a row",
    SpecialCause.NONE: "nothing unusual",
    SpecialCause.UNKNOWN: "–",
}


def indicator(trend: IndicatorTrend) -> pd.DataFrame:
    """Return an indicator over time for the screen, the latest period first."""
    frame, what = trend.frame.iloc[::-1].reset_index(drop=True), trend.indicator
    table = pd.DataFrame({trend.grain.capitalize(): frame["label"]})
    rows = [row for _, row in frame.iterrows()]
    table[what.label] = [_cell(row, units.figure(what, row["value"])) for row in rows]
    if what.times is not None and frame["denominator"].notna().any():
        table["People"] = [_cell(row, _counts(row), "denominator") for row in rows]
    if what.standard is not None and what.better != "neutral":
        table[f"Standard: {units.rounded(100 * what.standard, 0)}%"] = [
            _cell(row, "met" if what.meets_standard(row["value"]) else "missed") for row in rows
        ]
    table["Usual range"] = ["–" if pd.isna(row["mean"]) else _range(trend, row) for row in rows]
    table["What stands out"] = [_CAUSES[SpecialCause(row["special_cause"])] for row in rows]
    return table


def plain_indicator(trend: IndicatorTrend) -> pd.DataFrame:
    """Return an indicator over time for a file; percentages and their limits 0-100."""
    scale = units.figure_scale(trend.indicator)
    shown = {c: scale * trend.frame[c] for c in ("value", "mean", "lower_limit", "upper_limit")}
    frame = trend.frame.assign(
        indicator=trend.indicator.id,
        place=trend.place.code,
        grain=trend.grain,
        period=trend.frame["period"].dt.strftime("%Y-%m-%d"),
        **shown,
        standard=None if trend.indicator.standard is None else scale * trend.indicator.standard,
        unit=trend.indicator.unit,
        synthetic=trend.synthetic,
    )
    counts, limits = ["numerator", "denominator"], ["mean", "lower_limit", "upper_limit"]
    about = ["special_cause", "variation", "standard", "unit", "hidden", "synthetic"]
    return frame[["indicator", "place", "period", "grain", *counts, "value", *limits, *about]]


def _cell(row: pd.Series, text: str, column: str = "value") -> str:
    if row["hidden"]:
        return units.HIDDEN
    return NOT_GIVEN if pd.isna(row[column]) else text


def _counts(row: pd.Series) -> str:
    return f"{row['numerator']:,g} of {row['denominator']:,g}"


def _range(trend: IndicatorTrend, row: pd.Series) -> str:
    return units.figure_limits(trend.indicator, row["lower_limit"], row["upper_limit"])
