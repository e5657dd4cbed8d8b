"""A year's figure of every CCG: counts of twelve months added up, never percentages averaged."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from analysis.statistics import critical_value, wilson
from analysis.store import Workspace, indicator_sources, indicator_table
from analysis.survey import ENGLAND, MONTHS, Indicator, places

_YEAR = MONTHS["year"]


@dataclass(frozen=True)
class YearFigures:
    """An indicator of every CCG over twelve months.

    Attributes
    ----------
    indicator : Indicator
        What is measured, as a share of people.
    label : str
        Which months, e.g. "2018" or "April 2017 to March 2018"; empty without figures.
    frame : DataFrame
        One row a CCG of the survey, by code: ``code``, ``n`` (people), ``value``, ``lower``,
        ``upper`` (95%; 0-1), ``variance`` (by chance alone, squared), ``why`` (in words why there
        is no value; empty if there is one). Everything else is missing where there is none.
    england : float
        England's value, 0-1: of all CCGs' people together, or as published where there are no
        counts; NaN if not known.
    sources : tuple of str
        Names of what the figures are from.
    synthetic : bool
        Whether any is made up.
    """

    indicator: Indicator
    label: str
    frame: pd.DataFrame
    england: float
    sources: tuple[str, ...]
    synthetic: bool


_known: WeakKeyDictionary[Workspace, dict[tuple[str, bool], YearFigures | None]] = (
    WeakKeyDictionary()
)


def year_figures(
    workspace: Workspace, indicator: Indicator, *, first: bool = False
) -> YearFigures | None:
    """Return the latest twelve months of an indicator for every CCG, or the first.

    Parameters
    ----------
    workspace : Workspace
        Where the figures are.
    indicator : Indicator
        A percentage.
    first : bool
        The first twelve months that there are figures of instead.

    Returns
    -------
    YearFigures or None
        None where there are no figures of CCGs, or where the first twelve months are asked for and
        run into the latest. A CCG without all twelve months has no value, nor one with a hidden
        month. They are worked out once for a workspace, which never changes while it is open.
    """
    known = _known.setdefault(workspace, {})
    if (indicator.id, first) not in known:
        known[indicator.id, first] = _worked_out(workspace, indicator, first=first)
    return known[indicator.id, first]


def _worked_out(workspace: Workspace, indicator: Indicator, *, first: bool) -> YearFigures | None:
    table = indicator_table(workspace, indicator)
    codes = [p.code for p in places("ccg")]
    table = table.assign(
        month=12 * table["period"].dt.year + table["period"].dt.month - 1,
        months=table["grain"].map(MONTHS).astype(int),
    )
    ours = table[table["place"].isin(codes)]
    if ours.empty:
        return None
    starts, ends = int(ours["month"].min()), int((ours["month"] + ours["months"]).max())
    if first and starts + _YEAR > ends - _YEAR:
        return None
    begin = starts if first else ends - _YEAR
    window = table[table["month"].between(begin, begin + _YEAR - 1)]
    rows = window[window["place"].isin(codes)]
    frame = _added(rows, codes)
    names = {source.id: source.name for source in indicator_sources(workspace)}
    return YearFigures(
        indicator,
        _label(begin),
        frame,
        _england(frame, window[window["place"] == ENGLAND.code]),
        tuple(names[key] for key in rows["source"].unique()),
        bool(rows["synthetic"].any()),
    )


def _label(month: int) -> str:
    """Return twelve months in words, given the first, counted from January of year 0."""
    begin = pd.Timestamp(year=month // 12, month=month % 12 + 1, day=1)
    end = begin + pd.DateOffset(months=_YEAR - 1)
    return str(begin.year) if begin.month == 1 else f"{begin:%B %Y} to {end:%B %Y}"


def _added(rows: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return a row a CCG from the rows of the twelve months.

    Without counts, one figure of a whole year stands as it was published, and the limits that were
    published with it say how sure it is.
    """
    by = rows.groupby("place")
    sums = by[["numerator", "denominator"]].sum(min_count=1)
    sums = sums.join(by[["value", "lower", "upper"]].first())
    sums = sums.join(
        by.agg(hidden=("hidden", "any"), months=("months", "sum"), size=("grain", "size"))
    )
    counted = by["denominator"].count() == by.size()
    sums = sums.assign(counted=counted).reindex(codes)
    counted = sums["counted"].eq(True)
    people = sums["denominator"].where(counted)
    share = sums["numerator"] / people.where(people > 0)
    low, high = wilson(share, people)
    half = (sums["upper"] - sums["lower"]) / 2
    why = np.select(
        [
            sums["size"].isna(),
            sums["hidden"].eq(True),
            sums["months"] != _YEAR,
            counted & ~(people > 0),
            ~counted & (sums["size"] > 1),
            ~counted & ~(half > 0),
        ],
        ["no figure", "hidden", "not a whole year", "nobody", "no counts to add up", "no interval"],
        "",
    )
    frame = pd.DataFrame(
        {
            "n": people,
            "value": share.where(counted, sums["value"]),
            "lower": np.where(counted, low, sums["lower"]),
            "upper": np.where(counted, high, sums["upper"]),
            "variance": ((half / critical_value()) ** 2).where(~counted),
        }
    )
    known: pd.DataFrame = frame[why == ""].reindex(codes)
    return known.assign(why=why).rename_axis("code").reset_index()


def _england(frame: pd.DataFrame, own: pd.DataFrame) -> float:
    """Return England's value: everybody of the CCGs that have counts, or else the published one."""
    counted = frame[frame["n"] > 0]
    if len(counted):
        return float((counted["value"] * counted["n"]).sum() / counted["n"].sum())
    return float(own["value"].iloc[0]) if len(own) == 1 else float("nan")
