"""Read the indicators: official figures about places, in which what is hidden stays hidden."""

from __future__ import annotations

import pandas as pd

from analysis.store.dataset import Dataset
from analysis.store.workspace import Workspace
from analysis.survey import MONTHS, Indicator

_FIGURES = """
    WITH known AS (
        SELECT i.*, d.synthetic, d.rowid AS turn
        FROM indicator i JOIN dataset d ON d.id = i.source
        WHERE i.indicator = $indicator
    ), latest AS (
        SELECT * FROM known WHERE synthetic = (SELECT bool_and(synthetic) FROM known)
        QUALIFY row_number() OVER (PARTITION BY place, grain, period ORDER BY turn DESC) = 1
    ), counted AS (
        SELECT * REPLACE (CASE
            WHEN (numerator IS NULL) <> (denominator IS NULL) THEN NULL
            WHEN numerator IS NULL OR $times IS NULL THEN value
            WHEN denominator > 0 THEN $times * numerator / denominator
        END AS value)
        FROM latest
    ), figures AS (
        SELECT *, value IS NULL AND denominator IS DISTINCT FROM 0 AS hidden FROM counted
    )
"""
"""The figures of an indicator that count.

Real ones put made-up ones aside altogether; of several for one place and period, the one that was
brought in last counts.
"""

_NUMBERS = ("numerator", "denominator", "value", "lower", "upper")


def indicator_sources(workspace: Workspace) -> tuple[Dataset, ...]:
    """Return where the workspace's indicators are from: made-up ones first, then by id."""
    return tuple(d for d, _ in workspace._read_datasets("kind = 'indicators'").values())


def indicator_places(workspace: Workspace, indicator: Indicator) -> tuple[str, ...]:
    """Return the codes of the places that have any figure of an indicator, in order."""
    rows = workspace._rows(
        f"{_FIGURES} SELECT DISTINCT place FROM figures ORDER BY place", _named(indicator)
    )
    return tuple(code for (code,) in rows)


def indicator_series(workspace: Workspace, indicator: Indicator, place: str) -> pd.DataFrame:
    """Return the figures of an indicator for a place, in order of time.

    Where there are several grains, the finest is meant: months before quarters before years.

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
        ``source`` (id) and ``synthetic``. Where one of the counts is missing, or everything is,
        the figure is hidden and every number in its row is missing. A figure of nobody
        (denominator 0) has no value and is not hidden. No rows if there are none.
    """
    numbers = ", ".join(f"CASE WHEN NOT hidden THEN {c} END AS {c}" for c in _NUMBERS)
    frame = workspace._frame(
        f"{_FIGURES} SELECT * REPLACE ({numbers}) FROM figures WHERE place = $place"
        " ORDER BY period",
        _named(indicator) | {"place": place},
    )
    finest = [grain for grain in MONTHS if (frame["grain"] == grain).any()][:1]
    columns = ["period", "grain", *_NUMBERS, "hidden", "source", "synthetic"]
    return frame.loc[frame["grain"].isin(finest), columns].reset_index(drop=True)


def _named(indicator: Indicator) -> dict[str, str | float | None]:
    return {"indicator": indicator.id, "times": indicator.times}
