"""Read the indicators: official figures about places, in which what is hidden stays hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import pandas as pd

from analysis.store.dataset import Dataset
from analysis.store.mergers import merged
from analysis.store.workspace import Workspace
from analysis.survey import MONTHS, Indicator, formed_of

Cut = Literal["route", "cancer", "treatment"]

_TOGETHER = "route = '' AND cancer = '' AND treatment = ''"
_FIGURES = """
    WITH what AS (SELECT unnest($indicators) AS id, unnest($times) AS times), sound AS (
        SELECT i.indicator FROM indicator i JOIN dataset d ON d.id = i.source
        GROUP BY i.indicator HAVING NOT bool_and(d.synthetic)
    ), latest AS (
        SELECT i.*, d.synthetic, what.times
        FROM indicator i JOIN what ON what.id = i.indicator JOIN dataset d ON d.id = i.source
        WHERE {which} AND (NOT d.synthetic OR i.indicator NOT IN (SELECT indicator FROM sound))
        QUALIFY row_number() OVER (
            PARTITION BY i.indicator, place, grain, period, route, cancer, treatment
            ORDER BY basis = 'commissioner', d.rowid DESC
        ) = 1
    ), counted AS (
        SELECT * REPLACE (CASE
            WHEN (numerator IS NULL) <> (denominator IS NULL) THEN NULL
            WHEN numerator IS NULL OR times IS NULL THEN value
            WHEN denominator > 0 THEN times * numerator / denominator
        END AS value)
        FROM latest
    ), figures AS (
        SELECT *, value IS NULL AND denominator IS DISTINCT FROM 0 AS hidden FROM counted
    )
"""
"""The figures of an indicator that count.

Real ones put made-up ones aside altogether. Of several for one place and period those of who
treats go before those of who answers for the people (they differ for England as a whole), then the
one that was brought in last.
"""

_NUMBERS = ("numerator", "denominator", "value", "lower", "upper")
_SHOWN = ", ".join(f"CASE WHEN NOT hidden THEN {c} END AS {c}" for c in _NUMBERS)
_COLUMNS = ["period", "grain", *_NUMBERS, "hidden", "source", "synthetic"]


def indicator_sources(workspace: Workspace) -> tuple[Dataset, ...]:
    """Return where the workspace's indicators are from: made-up ones first, then by id."""
    return tuple(d for d, _ in workspace._read_datasets("kind = 'indicators'").values())


def place_names(workspace: Workspace) -> dict[str, str]:
    """Return code -> name, as files had it, of places that the tool itself may not know."""
    return dict(workspace._rows("SELECT code, name FROM place_name ORDER BY rowid"))


def indicator_places(workspace: Workspace, indicator: Indicator) -> tuple[str, ...]:
    """Return the codes of the places that have any figure of an indicator, in order."""
    rows = workspace._rows(
        f"{_FIGURES.format(which=_TOGETHER)} SELECT DISTINCT place FROM figures ORDER BY place",
        _named([indicator]),
    )
    return tuple(code for (code,) in rows)


def indicator_table(workspace: Workspace, indicator: Indicator) -> pd.DataFrame:
    """Return the figures of an indicator for every place.

    Parameters
    ----------
    workspace : Workspace
        Where they are.
    indicator : Indicator
        Which figures.

    Returns
    -------
    DataFrame
        One row a place and period, by place and time: ``place`` (code), then the columns of
        `indicator_series`.
    """
    return _figures(workspace, [indicator], None)[indicator.id]


def indicator_series(workspace: Workspace, indicator: Indicator, place: str) -> pd.DataFrame:
    """Return the figures of an indicator for a place, in order of time.

    Where there are several grains, the finest is meant: months before quarters before years.
    Figures from before other places became part of it are the sum of all of them.

    Parameters
    ----------
    workspace : Workspace
        Where they are.
    indicator : Indicator
        Which figures.
    place : str
        Code of a place.

    Returns
    -------
    DataFrame
        One row a period: ``period`` (its first day), ``grain``, ``numerator``, ``denominator``,
        ``value``, ``lower``, ``upper`` (a proportion 0-1 for a percentage), ``hidden``,
        ``source`` (id), ``synthetic`` and ``merged`` (the sum of places that are one now). Where
        one of the counts is missing, or everything is, the figure is hidden and every number in
        its row is missing. A figure of nobody (denominator 0) has no value and is not hidden. No
        rows if there are none.
    """
    return every_series(workspace, [indicator], place)[indicator.id]


def every_series(
    workspace: Workspace, indicators: Sequence[Indicator], place: str
) -> dict[str, pd.DataFrame]:
    """Return what `indicator_series` does for several indicators at once: id -> figures."""
    found = _figures(workspace, indicators, place)
    return {key: frame.drop(columns="place") for key, frame in found.items()}


def indicator_parts(
    workspace: Workspace, indicator: Indicator, place: str, by: Cut
) -> pd.DataFrame:
    """Return the figures of a place by route, cancer or treatment.

    Parameters
    ----------
    workspace : Workspace
        Where they are.
    indicator : Indicator
        Which figures.
    place : str
        Code of a place.
    by : {"route", "cancer", "treatment"}
        Which parts.

    Returns
    -------
    DataFrame
        One row a part and period: ``part`` (in the publisher's words), then the columns of
        `indicator_series` but for ``merged``. Parts of each route are summed where the publisher
        gives none of all routes together. No rows if there are none.
    """
    others = " AND ".join(f"{c} = ''" for c in ("cancer", "treatment") if c != by)
    which = f"place = $place AND {by} <> '' AND {others}"
    keys = f"{by} AS part, period, grain, source, synthetic"
    frame = workspace._frame(
        f"""{_FIGURES.format(which=which)}
        SELECT {keys}, CASE WHEN NOT bool_or(hidden) THEN sum(numerator) END AS numerator,
            CASE WHEN NOT bool_or(hidden) THEN sum(denominator) END AS denominator,
            bool_or(hidden) AS hidden
        FROM figures f WHERE '{by}' = 'route' OR route = '' OR NOT EXISTS (
            SELECT 1 FROM figures g WHERE g.route = '' AND g.period = f.period
                AND g.grain = f.grain)
        GROUP BY ALL ORDER BY part, period""",
        _named([indicator]) | {"place": place},
    )
    share = frame["numerator"] / frame["denominator"].where(frame["denominator"] > 0)
    frame = frame.assign(
        value=share * (indicator.times or 1), lower=float("nan"), upper=float("nan")
    )
    return _finest(frame, [])[["part", *_COLUMNS]]


def _figures(
    workspace: Workspace, indicators: Sequence[Indicator], place: str | None
) -> dict[str, pd.DataFrame]:
    """Return the figures of all places, or of one, with those of places that went into them."""
    which, named = _TOGETHER, _named(indicators)
    if place is not None:
        which += " AND list_contains($codes, place)"
        named["codes"] = [place, *(s.before.code for s in formed_of(place))]
    frame = workspace._frame(
        f"{_FIGURES.format(which=which)}"
        f" SELECT * REPLACE ({_SHOWN}) FROM figures ORDER BY place, period",
        named,
    )
    finest = _finest(frame, ["indicator", "place"])
    found = {}
    for one in indicators:
        own = finest.loc[finest["indicator"] == one.id, ["place", *_COLUMNS]]
        every = merged(own.reset_index(drop=True), one.times)
        kept = every if place is None else every[every["place"] == place]
        found[one.id] = kept.reset_index(drop=True)
    return found


def _finest(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return only the rows of the finest grain that each of the keys has."""
    rank = frame["grain"].map({grain: i for i, grain in enumerate(MONTHS)})
    best = rank.groupby([frame[k] for k in keys]).transform("min") if keys else rank.min()
    return frame[rank == best].reset_index(drop=True)


def _named(indicators: Sequence[Indicator]) -> dict[str, Any]:
    return {"indicators": [i.id for i in indicators], "times": [i.times for i in indicators]}
