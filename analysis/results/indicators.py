"""Indicators over time: what is happening, and whether the standard will be met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.results.unavailable import Unavailable
from analysis.statistics import wilson
from analysis.statistics.xmr import Assurance, SpecialCause, Variation, Xmr, xmr
from analysis.store import Workspace, every_series, indicator_places, indicator_sources
from analysis.survey import (
    LEVELS,
    MONTHS,
    Grain,
    Indicator,
    Place,
    any_place,
    find_place,
    indicators,
    period_label,
)

_TREND = (SpecialCause.RISING, SpecialCause.FALLING)
_COLUMNS = ["numerator", "denominator", "value", "lower", "upper"]


@dataclass(frozen=True)
class IndicatorTrend:
    """An indicator for one place, with its XmR control chart.

    Attributes
    ----------
    indicator : Indicator
        What is measured; its standard is a proportion 0-1.
    place : Place
        Where.
    grain : {"month", "quarter", "year"}
        How long a period is.
    frame : DataFrame
        One row a period in order of time, without gaps: ``period`` (first day), ``label`` (in
        words), ``numerator``, ``denominator``, ``value``, ``lower``, ``upper`` (95% interval: the
        publisher's, else Wilson's), ``hidden`` (a count was hidden), ``merged`` (the sum of
        places that are one now), ``mean``, ``lower_limit``, ``upper_limit`` (natural process
        limits, not an interval of the value), ``special_cause`` and ``variation`` (in words).
        Values, mean and limits are proportions 0-1 for a percentage, and limits end at 0 and 1. A
        value is missing where it is hidden, was not given, or is of nobody.
    cause : SpecialCause
        The rule that the latest known point breaks.
    run : int
        How many known points in a row, the latest the last of them, are on its side of the mean
        (or rise, or fall, where that is the rule it breaks); 0 without limits.
    variation : Variation
        What that means, given which direction is better.
    assurance : Assurance
        Whether the standard will be met if the process goes on as it is.
    source : str
        Names of what the figures are from; made-up ones say so.
    synthetic : bool
        Whether they are made up.
    caution : str
        What to bear in mind about the limits, or why there are none; empty when nothing.
    """

    indicator: Indicator
    place: Place
    grain: Grain
    frame: pd.DataFrame
    cause: SpecialCause
    run: int
    variation: Variation
    assurance: Assurance
    source: str
    synthetic: bool
    caution: str

    @property
    def known(self) -> pd.DataFrame:
        """The periods that have a value."""
        return self.frame[self.frame["value"].notna()]


def indicators_for(workspace: Workspace, at: str) -> tuple[Indicator, ...]:
    """Return the indicators that have any figure for the place with this code."""
    return tuple(i for i in indicators() if at in indicator_places(workspace, i))


def indicator_trend(workspace: Workspace, indicator: Indicator, at: str) -> IndicatorTrend:
    """Return an indicator for a place over time.

    Parameters
    ----------
    workspace : Workspace
        Where the figures are.
    indicator : Indicator
        Which figures. Of several grains the finest is taken.
    at : str
        Code of a place.

    Returns
    -------
    IndicatorTrend
        With limits from all known points (see `analysis.statistics.xmr.xmr`).

    Raises
    ------
    Unavailable
        If there are no figures for the place; it says what there is.
    UnknownChoice
        If there is no such place.
    """
    where = any_place(at)
    found = indicator_trends(workspace, [indicator], where.code)
    if not found:
        raise Unavailable(_instead(workspace, indicator, where))
    return found[0]


def indicator_trends(
    workspace: Workspace, indicators: Sequence[Indicator], at: str
) -> list[IndicatorTrend]:
    """Return `indicator_trend` of each of the indicators that has figures for a place."""
    where = any_place(at)
    names = {source.id: source.name for source in indicator_sources(workspace)}
    every = every_series(workspace, indicators, where.code)
    return [
        charted(one, where, series, ", ".join(names[key] for key in series["source"].unique()))
        for one in indicators
        if len(series := every[one.id])
    ]


def charted(
    indicator: Indicator, where: Place, series: pd.DataFrame, source: str
) -> IndicatorTrend:
    """Return the trend of figures that are at hand.

    Parameters
    ----------
    indicator : Indicator
        What is measured.
    where : Place
        Where.
    series : DataFrame
        One row or more, as `analysis.store.indicator_series` gives them.
    source : str
        What they are from, in words.
    """
    grain: Grain = series["grain"].iloc[0]
    frame = with_intervals(_without_gaps(series, grain), indicator)
    chart = xmr(frame["value"])
    ceiling = 1.0 if indicator.unit == "percent" else np.inf
    known = [cause for cause in chart.special_cause if cause is not SpecialCause.UNKNOWN]
    cause = known[-1] if known else SpecialCause.UNKNOWN
    return IndicatorTrend(
        indicator=indicator,
        place=where,
        grain=grain,
        frame=frame.assign(
            mean=chart.mean,
            lower_limit=chart.lower.clip(0, ceiling),
            upper_limit=chart.upper.clip(0, ceiling),
            special_cause=[str(c) for c in chart.special_cause],
            variation=[str(v) for v in chart.variation(indicator.better)],
        ),
        cause=cause,
        run=_run(chart, cause),
        variation=chart.latest_variation(indicator.better),
        assurance=chart.assurance(indicator.standard, indicator.better),
        source=source,
        synthetic=bool(series["synthetic"].any()),
        caution=chart.why or chart.caution,
    )


def with_intervals(frame: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return figures with Wilson's 95% interval where the publisher gives none.

    Parameters
    ----------
    frame : DataFrame
        ``value``, ``denominator``, ``lower``, ``upper``.
    indicator : Indicator
        What they are of; only percentages of counts have an interval of ours.
    """
    if indicator.unit != "percent":
        return frame
    ours = wilson(frame["value"], frame["denominator"])
    return frame.assign(
        lower=frame["lower"].fillna(pd.Series(ours.lower, frame.index)),
        upper=frame["upper"].fillna(pd.Series(ours.upper, frame.index)),
    )


def level_of(code: str) -> str:
    """Return the level of a place; one that is in no list treats people, so counts as a trust."""
    found = find_place(code)
    return found.level if found else "trust"


def _without_gaps(series: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    """Return the series with a row for every period between the first and the last."""
    given = pd.DatetimeIndex(series["period"])
    every = pd.date_range(given[0], given[-1], freq=f"{MONTHS[grain]}MS").union(given)
    frame = series.set_index(given)[[*_COLUMNS, "hidden", "merged"]].reindex(every)
    frame = frame.rename_axis("period").reset_index()
    return frame.assign(
        hidden=frame["hidden"].eq(True),
        merged=frame["merged"].eq(True),
        label=[period_label(start.date(), grain) for start in frame["period"]],
    )


def _run(chart: Xmr, cause: SpecialCause) -> int:
    """Return how many points in a row, up to the latest, go on as the latest does."""
    known = np.isfinite(chart.value)
    if cause is SpecialCause.UNKNOWN:
        return 0
    series = chart.value[known]
    if cause in _TREND:
        return _alike(np.sign(np.diff(series))) + 1
    return _alike(np.sign(series - chart.mean[known]))


def _alike(signs: NDArray[np.float64]) -> int:
    """Return how many signs in a row, the last one included, are like the last."""
    other = np.flatnonzero(signs != signs[-1])
    return int(signs.size - 1 - other[-1]) if other.size else int(signs.size)


def _instead(workspace: Workspace, indicator: Indicator, where: Place) -> str:
    """Return why there is nothing for a place, and what there is."""
    if not indicator_sources(workspace):
        return (
            "This workspace holds no indicators. Make the demonstration with "
            "'python -m analysis demo', or bring your own figures: "
            "'python -m analysis import --template indicators' prints a table to fill in."
        )
    codes = indicator_places(workspace, indicator)
    if not codes:
        return f"This workspace holds no figures on “{indicator.label}” for any place."
    counts = {one: sum(level_of(code) == one.id for code in codes) for one in LEVELS}
    have = [f"{level.plural} ({count})" for level, count in counts.items() if count]
    return (
        f"There are no figures on “{indicator.label}” for {where.name}. "
        f"There are figures for: {', '.join(have)}."
    )
