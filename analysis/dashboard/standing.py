"""How a place stands on every indicator: latest figure, standard, what is happening."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.dashboard.missing import MissingRule, beyond, misses, run_of
from analysis.results import IndicatorTrend, Unavailable
from analysis.results.indicators import indicator_trends, with_intervals
from analysis.store import Cut, Workspace, indicator_parts
from analysis.survey import Indicator, Place, Succession, any_place, became, indicators


@dataclass(frozen=True)
class Standing:
    """How a place stands on one indicator.

    Attributes
    ----------
    trend : IndicatorTrend
        All figures over time with their control chart; its place is the one whose figures these
        are.
    latest : Series
        The latest row of the trend that has a value: ``label``, ``numerator``, ``denominator``,
        ``value``, ``lower``, ``upper`` (95%), and ``beyond`` (people for whom the standard was
        not kept; missing without counts or standard).
    known, missed, run : int
        Of the last periods that the rule looks at, how many have a value, how many of those
        missed the standard, and how many in a row up to the latest did.
    rule : MissingRule
        How many periods that is.
    """

    trend: IndicatorTrend
    latest: pd.Series
    known: int
    missed: int
    run: int
    rule: MissingRule

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.trend.indicator

    @property
    def meets(self) -> bool | None:
        """Whether the latest figure meets the standard; None without a standard."""
        return self.indicator.meets_standard(float(self.latest["value"]))

    @property
    def reliably(self) -> bool:
        """Whether the interval of the latest figure leaves out the standard."""
        standard = self.indicator.standard
        outside = standard is not None and not (
            self.latest["lower"] <= standard <= self.latest["upper"]
        )
        return bool(outside)


@dataclass(frozen=True)
class Standings:
    """How a place stands on all indicators.

    Attributes
    ----------
    asked : Place
        The place that was asked for.
    became : tuple of Succession
        What it is part of now, if it is gone: one place whose figures are shown, or several, and
        then only its own are.
    found : tuple of Standing
        One an indicator that has figures, in the indicators' order.
    without : tuple of Indicator
        Those that have none for the place.
    """

    asked: Place
    became: tuple[Succession, ...]
    found: tuple[Standing, ...]
    without: tuple[Indicator, ...]

    @property
    def shown(self) -> Place:
        """The place whose figures are shown."""
        return self.became[0].after if len(self.became) == 1 else self.asked

    @property
    def synthetic(self) -> bool:
        """Whether any figure is made up."""
        return any(one.trend.synthetic for one in self.found)

    @property
    def source(self) -> str:
        """Names of what the figures are from."""
        names = (name for one in self.found for name in one.trend.source.split(", "))
        return ", ".join(dict.fromkeys(names))

    def of(self, indicator: Indicator) -> Standing:
        """Return how the place stands on one indicator.

        Raises
        ------
        Unavailable
            If there are no figures.
        """
        for one in self.found:
            if one.indicator == indicator:
                return one
        msg = f"There are no figures on “{indicator.label}” for {self.shown.name}."
        raise Unavailable(msg)

    def only(self, one: Standing) -> Standings:
        """Return only one of what was found."""
        return replace(self, found=(one,), without=())

    @property
    def missing(self) -> tuple[Standing, ...]:
        """Those whose latest figure misses its standard."""
        return tuple(one for one in self.found if one.meets is False)

    @property
    def merged(self) -> bool:
        """Whether any figure is the sum of places that are one now."""
        return any(one.trend.frame["merged"].any() for one in self.found)


def standings(workspace: Workspace, at: str, rule: MissingRule | None = None) -> Standings:
    """Return how a place stands on every indicator.

    Parameters
    ----------
    workspace : Workspace
        Where the figures are.
    at : str
        Code of a place. Where it became part of another, the figures are the other's, if that
        has any.
    rule : MissingRule or None
        How many periods to look back; None is 6.

    Raises
    ------
    UnknownChoice
        If there is no such place.
    """
    where, asked = any_place(at), rule or MissingRule()
    after = became(where.code)
    codes = [after[0].after.code, where.code] if len(after) == 1 else [where.code]
    for code in codes:
        trends = indicator_trends(workspace, indicators(), code)
        found = tuple(_standing(trend, asked) for trend in trends if len(trend.known))
        if found:
            break
    there = {one.indicator.id for one in found}
    return Standings(
        where,
        after if code != where.code or len(after) != 1 else (),
        found,
        tuple(i for i in indicators() if i.id not in there),
    )


def latest_parts(
    workspace: Workspace, indicator: Indicator, at: str, by: Cut, period: pd.Timestamp
) -> pd.DataFrame:
    """Return the parts of a place's figure in one period, most people beyond the standard first.

    Parameters
    ----------
    workspace : Workspace
        Where the figures are.
    indicator : Indicator
        Which figures.
    at : str
        Code of a place.
    by : {"route", "cancer", "treatment"}
        Which parts.
    period : Timestamp
        First day of the period.

    Returns
    -------
    DataFrame
        One row a part: ``part``, ``numerator``, ``denominator``, ``value``, ``lower``, ``upper``
        (95%), ``hidden`` and ``beyond`` (people for whom the standard was not kept). No rows if
        there are none.
    """
    frame = indicator_parts(workspace, indicator, at, by)
    frame = with_intervals(frame[frame["period"] == period], indicator)
    late = beyond(indicator, frame["numerator"], frame["denominator"])
    order = np.argsort(np.where(np.isnan(late), 0, -late), kind="stable")
    return frame.assign(beyond=late).iloc[order].reset_index(drop=True)


def _standing(trend: IndicatorTrend, rule: MissingRule) -> Standing:
    latest = trend.known.iloc[-1].copy()
    late = beyond(trend.indicator, latest["numerator"], latest["denominator"])
    latest["beyond"] = float(late)
    values = trend.frame["value"].tail(rule.of)
    missed = misses(trend.indicator, values)
    return Standing(
        trend, latest, int(values.notna().sum()), int(missed.sum()), int(run_of(missed)), rule
    )
