"""Who keeps missing a standard: one rule, stated, for every place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.results import Unavailable
from analysis.results.indicators import level_of, with_intervals
from analysis.statistics.exact import clopper_pearson
from analysis.statistics.xmr import Assurance, xmr
from analysis.store import (
    Workspace,
    indicator_places,
    indicator_sources,
    indicator_table,
    place_names,
)
from analysis.survey import (
    LEVELS,
    MONTHS,
    Grain,
    Indicator,
    InputError,
    Level,
    became,
    find_place,
    period_label,
)

Sure = Literal["exact", "chart"]
Floats = NDArray[np.float64]

MOST_PERIODS = 24


@dataclass(frozen=True)
class MissingRule:
    """When a place keeps missing a standard.

    Attributes
    ----------
    missed, of : int
        In at least so many of the last so many periods.
    sure : {"exact", "chart"}
        And reliably so: "exact" if the exact 95% interval of all those periods together leaves
        out the standard; "chart" if the whole usual range of the XmR control chart, of all
        periods there are, misses it.

    Raises
    ------
    InputError
        If a place can't miss it so often.
    """

    missed: int = 5
    of: int = 6
    sure: Sure = "exact"

    def __post_init__(self) -> None:
        if not 1 <= self.missed <= self.of <= MOST_PERIODS:
            msg = (
                f"A place can't miss a standard in {self.missed} of {self.of} periods here. From 1 "
                f"up to all of at most {MOST_PERIODS} periods would be right."
            )
            raise InputError(msg)


@dataclass(frozen=True)
class PlaceStandings:
    """All places of a level on one indicator.

    Attributes
    ----------
    indicator : Indicator
        What is measured.
    level : Level
        What kind of places.
    rule : MissingRule
        When one keeps missing the standard.
    grain : {"month", "quarter", "year"}
        How long a period is.
    labels : tuple of str
        The periods that the rule looks at, in words, the latest last.
    frame : DataFrame
        One row a place, by name: ``code``, ``name``, ``alliance`` (code; empty where it is in
        none that is known), and of the latest period ``numerator``, ``denominator``, ``value``,
        ``lower``, ``upper`` (95%: the publisher's, else Wilson's), ``hidden``, ``beyond`` (people
        for whom the standard was not kept). Of all periods that the rule looks at: ``known`` (how
        many have a value), ``missed`` (how many of those missed the standard), ``run`` (how many
        in a row up to the latest), ``pooled``, ``pooled_lower``, ``pooled_upper`` (all together,
        exact 95%), ``pooled_beyond``; and ``assurance`` (of the control chart), ``keeps``
        (whether the rule holds). Proportions 0-1 for a percentage. Missing where hidden or not
        given; what is about the standard is missing, and `keeps` false, where there is none.
    source : str
        Names of what the figures are from.
    synthetic : bool
        Whether they are made up.
    """

    indicator: Indicator
    level: Level
    rule: MissingRule
    grain: Grain
    labels: tuple[str, ...]
    frame: pd.DataFrame
    source: str
    synthetic: bool

    @property
    def keeping(self) -> pd.DataFrame:
        """The places for which the rule holds, furthest from the standard first."""
        found = self.frame[self.frame["keeps"]]
        ascending = self.indicator.better == "increase"
        return found.sort_values("pooled", ascending=ascending, kind="stable")

    def within(self, code: str) -> PlaceStandings:
        """Return only the places of an Alliance."""
        kept = self.frame[self.frame["alliance"] == code].reset_index(drop=True)
        return replace(self, frame=kept)


def place_standings(
    workspace: Workspace, indicator: Indicator, level: Level, rule: MissingRule | None = None
) -> PlaceStandings:
    """Return how all places of a level stand on an indicator, and who keeps missing the standard.

    Parameters
    ----------
    workspace : Workspace
        Where the figures are.
    indicator : Indicator
        Which figures.
    level : Level
        Which places: those that have a figure in any of the periods that the rule looks at.
    rule : MissingRule or None
        When a place keeps missing the standard; None is 5 of 6, by the exact interval.

    Raises
    ------
    Unavailable
        If no place of the level has any figure.
    """
    asked = rule or MissingRule()
    table = indicator_table(workspace, indicator)
    table = table[[level_of(code) == level.id for code in table["place"]]]
    if table.empty:
        msg = f"There are no figures on “{indicator.label}” for {level.plural}."
        raise Unavailable(msg)
    grain: Grain = min(table["grain"], key=list(MONTHS).index)
    table = table[table["grain"] == grain]
    last = table["period"].max()
    periods = pd.date_range(end=last, periods=asked.of, freq=f"{MONTHS[grain]}MS")
    gone = [code for code in table["place"].unique() if _is_gone(code, last)]
    recent = table[table["period"].isin(periods) & ~table["place"].isin(gone)]
    codes = recent["place"].unique()
    frame = with_intervals(_latest(recent, codes, last), indicator).assign(
        **_lately(recent, codes, periods, indicator, asked),
        assurance=_assurance(table, codes, indicator),
    )
    names = place_names(workspace)
    frame.insert(0, "name", [_name_of(code, names) for code in codes])
    frame.insert(1, "alliance", [_alliance_of(code) for code in codes])
    frame["keeps"] = _keeps(frame, indicator, asked)
    named = {source.id: source.name for source in indicator_sources(workspace)}
    return PlaceStandings(
        indicator,
        level,
        asked,
        grain,
        tuple(period_label(start.date(), grain) for start in periods),
        frame.rename_axis("code")
        .reset_index()
        .sort_values("name", key=lambda names: names.str.casefold(), ignore_index=True),
        ", ".join(named[key] for key in recent["source"].unique()),
        bool(recent["synthetic"].any()),
    )


def levels_of(workspace: Workspace, indicator: Indicator) -> tuple[Level, ...]:
    """Return the kinds of place that have figures of an indicator, the largest first."""
    there = {level_of(code) for code in indicator_places(workspace, indicator)}
    return tuple(one for one in LEVELS if one.id in there)


def beyond(indicator: Indicator, numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """Return for how many people a standard was not kept; missing where there is none."""
    counts = np.asarray(denominator, float) - np.asarray(numerator, float)
    if indicator.standard is None or indicator.better == "neutral":
        return np.full_like(counts, np.nan)
    return counts if indicator.better == "increase" else np.array(numerator, float)


def misses(indicator: Indicator, value: ArrayLike) -> NDArray[np.bool_]:
    """Return which values miss the standard; one that is missing, or has none, does not."""
    given = np.asarray(value, float)
    if indicator.standard is None or indicator.better == "neutral":
        return np.zeros(given.shape, dtype=bool)
    short = (
        given - indicator.standard
        if indicator.better == "increase"
        else (indicator.standard - given)
    )
    return np.asarray(short < 0, dtype=bool)


def run_of(missed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many in a row are true up to the last, along the last axis."""
    return np.asarray(np.cumprod(missed[..., ::-1], axis=-1).sum(axis=-1), dtype=np.int64)


def _latest(recent: pd.DataFrame, codes: NDArray[np.object_], last: pd.Timestamp) -> pd.DataFrame:
    columns = ["numerator", "denominator", "value", "lower", "upper", "hidden"]
    rows = recent[recent["period"] == last].set_index("place")[columns].reindex(codes)
    return rows.assign(hidden=rows["hidden"].eq(True))


def _lately(
    recent: pd.DataFrame,
    codes: NDArray[np.object_],
    periods: pd.DatetimeIndex,
    indicator: Indicator,
    rule: MissingRule,
) -> dict[str, Floats | NDArray[np.int64]]:
    """Return the columns about all periods that the rule looks at."""

    def wide(column: str) -> Floats:
        spread = recent.pivot_table(index="place", columns="period", values=column, dropna=False)
        return spread.reindex(index=codes, columns=periods).to_numpy(dtype=np.float64)

    value, of = wide("value"), wide("denominator")
    counts = np.where(np.isfinite(value), [wide("numerator"), of], np.nan)
    within, total = np.nansum(counts, axis=2)
    missed = misses(indicator, value)
    interval = clopper_pearson(within, total)
    share = np.divide(within, total, out=np.full_like(total, np.nan), where=total > 0)
    late = beyond(indicator, counts[0], counts[1])
    return {
        "beyond": late[:, -1],
        "known": np.isfinite(value).sum(axis=1),
        "missed": missed.sum(axis=1),
        "run": run_of(missed),
        "pooled": share,
        "pooled_lower": interval.lower,
        "pooled_upper": interval.upper,
        "pooled_beyond": np.where(np.isfinite(late).any(axis=1), np.nansum(late, axis=1), np.nan),
    }


def _assurance(table: pd.DataFrame, codes: NDArray[np.object_], indicator: Indicator) -> list[str]:
    if indicator.standard is None:
        return [str(Assurance.NONE)] * len(codes)
    series = dict(iter(table.groupby("place")["value"]))
    charts = (xmr(series[code].to_numpy()) for code in codes)
    return [str(chart.assurance(indicator.standard, indicator.better)) for chart in charts]


def _keeps(frame: pd.DataFrame, indicator: Indicator, rule: MissingRule) -> pd.Series:
    often = frame["missed"] >= rule.missed
    if rule.sure == "chart" or indicator.standard is None:
        return often & (frame["assurance"] == str(Assurance.FAIL))
    far = frame["pooled_upper" if indicator.better == "increase" else "pooled_lower"]
    return often & misses(indicator, far)


def _is_gone(code: str, when: pd.Timestamp) -> bool:
    return any(pd.Timestamp(s.since) <= when for s in became(code))


def _alliance_of(code: str) -> str:
    found = find_place(code)
    if found is None:
        return ""
    return found.code if found.level == "alliance" else found.alliance


def _name_of(code: str, names: dict[str, str]) -> str:
    found = find_place(code)
    return found.name if found else names.get(code, code)
