"""Tables of the Trends page."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.tables import cells
from analysis.results import Trend
from analysis.survey import Question

_YEARLY = ["change", "change_lower", "change_upper"]
_GAP = ["gap_change", "gap_change_lower", "gap_change_upper"]
_ALL = ["change_all", "change_all_lower", "change_all_upper"]
_ENDS = {
    **dict(zip(_YEARLY, _ALL, strict=True)),
    **{name: name for name in [*_GAP, "movement"]},
    "official": "official_all",
}


def _change(q: Question, row: pd.Series, name: str) -> str:
    return cells.gap(q, row[[name, f"{name}_lower", f"{name}_upper"]].set_axis(cells.GAPS))


def _flag(stands_out: pd.Series) -> list[str]:
    words = {True: "stands out", False: "within chance"}
    return [words.get(flag, "–") for flag in stands_out.astype(object)]


def _official(flags: pd.Series) -> dict[str, list[str]]:
    """Return the publisher's flags as a column, if there are any."""
    if not flags.notna().any():
        return {}
    return {"Publisher's flag": ["–" if units.is_missing(f) else str(f) for f in flags]}


def trends(trend: Trend) -> pd.DataFrame:
    """Return every year of every group for the screen."""
    q, frame = trend.question, trend.frame
    rows = [row for _, row in frame.iterrows()]
    groups = {trend.by.label: frame["label"]} if trend.by else {}
    gaps = {}
    if trend.reference:
        gaps = {
            f"Difference from: {trend.reference.label} (points)": [cells.gap(q, r) for r in rows]
        }
    return pd.DataFrame(
        {
            **groups,
            "Year": frame["year"].astype(str),
            "Answers": [cells.base(r) for r in rows],
            "Score": [cells.score(q, r) for r in rows],
            "95% interval": [cells.span(q, r["lower"], r["upper"]) for r in rows],
            "Change on the year before (points)": [_change(q, r, "change") for r in rows],
            "Our test": _flag(frame["stands_out"]),
            **_official(frame["official"]),
            **gaps,
        }
    )


def trend_ends(trend: Trend) -> pd.DataFrame:
    """Return the change of each group and of its gap, from the first year to the last."""
    q, ends = trend.question, trend.ends
    rows = [row for _, row in ends.iterrows()]
    table: dict[str, object] = {trend.by.label: ends["label"]} if trend.by else {}
    for name, year in (("before", trend.first), ("after", trend.last)):
        table[f"Score in {year}"] = [
            cells.score(q, pd.Series({"hidden": r[f"hidden_{name}"], "score": r[name]}))
            for r in rows
        ]
    table["Change (points)"] = [_change(q, r, "change") for r in rows]
    table["Our test"] = _flag(ends["stands_out"])
    table |= _official(ends["official"])
    if trend.reference:
        name = trend.reference.label
        table[f"Gap to {name}, {trend.first}"] = [_change(q, r, "gap_before") for r in rows]
        table[f"Gap to {name}, {trend.last}"] = [_change(q, r, "gap_after") for r in rows]
        table["Change of the gap (points)"] = [_change(q, r, "gap_change") for r in rows]
        table["The gap is"] = ends["movement"].replace("not known", "–")
    return pd.DataFrame(table)


def plain_trends(trend: Trend) -> pd.DataFrame:
    """Return the trend for a file: percent 0-100 (or the rating), points.

    The change from the first year to the last, and that of the gap, are in the row of the last.
    """
    ends = trend.ends.rename(columns=_ENDS).assign(year=trend.last)
    ends["movement"] = ends["movement"].replace("not known", None)
    frame = trend.frame.merge(ends[["group", "year", *_ENDS.values()]], "left", ["group", "year"])
    frame = units.scale_frame(
        trend.question, frame, [*cells.LIMITS, *_YEARLY, *_ALL, *cells.GAPS, *_GAP]
    )
    tests = ["p_value", "p_adjusted", "stands_out"]
    gaps = [*cells.GAPS, *_GAP, "movement"] if trend.by else []
    flags = ["official", "official_all"] if trend.policy is None else []
    columns = ["group", "label", "year", "n", *cells.LIMITS, *_YEARLY, *tests, *_ALL]
    frame = frame[[*columns, *gaps, *flags, "hidden"]]
    return frame.assign(reference=trend.reference.id) if trend.reference else frame
