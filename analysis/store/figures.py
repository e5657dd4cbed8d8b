"""Write figures of indicators: all of a source anew, or some of its periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import duckdb
import pandas as pd

from analysis.store.dataset import Dataset
from analysis.store.schema import INDICATOR_COLUMNS, quoted
from analysis.store.written import viewed

CUTS = ("basis", "route", "cancer", "treatment")
"""Columns that tell figures of one indicator, place and period apart; "" is all together."""

_COLUMNS = ", ".join(map(quoted, INDICATOR_COLUMNS))
_TABLE = ("indicator", "period", "grain", "basis")
_SAME_TABLE = " AND ".join(
    [
        *(f"i.{c} = n.{c}" for c in _TABLE),
        *(f"(i.{c} = '') = (n.{c} = '')" for c in ("route", "cancer", "treatment")),
    ]
)
_SAME = " AND ".join(f"i.{c} = n.{c}" for c in (*_TABLE, "place", "route", "cancer", "treatment"))
_BEFORE = f"""
    WITH old AS (
        SELECT * FROM indicator i WHERE source = $source
        AND EXISTS (SELECT 1 FROM {{new}} n WHERE {_SAME_TABLE})
    ), new AS (
        SELECT * FROM {{new}} n WHERE EXISTS (SELECT 1 FROM old i WHERE {_SAME_TABLE})
    )
    SELECT {
    ", ".join(
        f"coalesce(i.{c}, n.{c}) AS {c}"
        for c in ("indicator", "place", "period", "route", "cancer", "treatment")
    )
},
        i.denominator AS denominator_before, n.denominator AS denominator_after,
        i.numerator AS numerator_before, n.numerator AS numerator_after
    FROM old i FULL JOIN new n ON {_SAME}
    WHERE i.indicator IS NULL OR n.indicator IS NULL
        OR (i.numerator, i.denominator, i.value)
            IS DISTINCT FROM (n.numerator, n.denominator, n.value)
    ORDER BY 1, 3, 2, 4, 5, 6
"""


def put_figures(
    connection: duckdb.DuckDBPyConnection, source: Dataset, figures: pd.DataFrame
) -> None:
    """Add figures to those of a source.

    Parameters
    ----------
    connection : DuckDBPyConnection
        The workspace in the making.
    source : Dataset
        What they are from.
    figures : DataFrame
        Columns `INDICATOR_COLUMNS`; numbers may be left out (missing), and so may `CUTS` (all).
    """
    with viewed(connection, _complete(figures)) as view:
        connection.execute(
            f"INSERT INTO indicator (source, {_COLUMNS}) SELECT ?, {_COLUMNS} FROM {view}",
            [source.id],
        )


def merge_figures(
    connection: duckdb.DuckDBPyConnection,
    source: Dataset,
    figures: pd.DataFrame,
    names: Mapping[str, str],
) -> pd.DataFrame:
    """Put figures in place of those of the same table; keep the others.

    A table is an indicator, a period, a basis and what it is broken down by: one by cancer stays
    where the file has none (it may have been spoiled there).

    Parameters
    ----------
    connection, source, figures
        As `put_figures` takes them.
    names : mapping of str to str
        Code of a place -> its name in the file.

    Returns
    -------
    DataFrame
        What changed in periods that were there before, one row a figure: ``indicator``,
        ``place``, ``period``, ``route``, ``cancer``, ``treatment``, ``denominator_before``,
        ``denominator_after``, ``numerator_before``, ``numerator_after``; a count is missing where
        the figure was not there, or was hidden.
    """
    with viewed(connection, _complete(figures)) as view:
        changed = connection.execute(_BEFORE.format(new=view), {"source": source.id}).df()
        connection.execute(
            f"DELETE FROM indicator i WHERE source = ?"
            f" AND EXISTS (SELECT 1 FROM {view} n WHERE {_SAME_TABLE})",
            [source.id],
        )
    put_figures(connection, source, figures)
    known = pd.DataFrame({"code": list(names), "name": list(names.values())}, dtype="string")
    with viewed(connection, known) as view:
        connection.execute(
            f"DELETE FROM place_name WHERE source = ? AND code IN (SELECT code FROM {view})",
            [source.id],
        )
        connection.execute(f"INSERT INTO place_name SELECT ?, code, name FROM {view}", [source.id])
    return changed


def counted(connection: duckdb.DuckDBPyConnection, source: Dataset) -> Dataset:
    """Return a source with the years and the number of figures that are there."""
    row = connection.execute(
        "SELECT count(*), list_sort(list(DISTINCT year(period))) FROM indicator WHERE source = ?",
        [source.id],
    ).fetchone()
    assert row is not None
    return replace(source, rows=row[0], years=tuple(row[1] or ()))


def _complete(figures: pd.DataFrame) -> pd.DataFrame:
    frame = figures.reindex(columns=list(INDICATOR_COLUMNS))
    return frame.assign(**{cut: frame[cut].astype(object).fillna("") for cut in CUTS})
