"""Other ways to score every question by every breakdown, each as its users would write it well.

They work on a frame of people in memory and know nothing of workspaces. All give the same table:
one row a group (those of all breakdowns under each other), for each question how many answers
count and their mean.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

Found = NDArray[np.float64]
Scoring = Callable[[], Found]


@dataclass(frozen=True)
class Task:
    """What is scored.

    Attributes
    ----------
    people : DataFrame
        A person a row: categorical columns without missing values, and answers as float32 (1 or
        0, or 0-10), missing where they don't count.
    breakdowns, questions : tuple of str
        Names of those columns.
    """

    people: pd.DataFrame
    breakdowns: tuple[str, ...]
    questions: tuple[str, ...]

    def groups(self, breakdown: str) -> list[str]:
        """Return the groups of a breakdown, in order."""
        return list(self.people[breakdown].cat.categories)


@dataclass(frozen=True)
class Peer:
    """Another way to score.

    Attributes
    ----------
    name : str
        What it is.
    threads : int
        How many it uses at once.
    load : callable
        Brings the people into its own form and returns what scores them: an array of shape
        (2, groups, questions), answers that count and their mean.
    """

    name: str
    threads: int
    load: Callable[[Task], Scoring]


def peers() -> list[Peer]:
    """Return the peers that are installed: Polars may be missing."""
    cores = os.cpu_count() or 1
    polars = [Peer("Polars, one group-by a breakdown", cores, _polars)]
    return [
        Peer("pandas, one group-by a breakdown: agg([count, mean])", 1, _pandas),
        Peer("pandas, the same as two: count() and mean()", 1, _pandas_in_two),
        *(polars if importlib.util.find_spec("polars") else []),
        Peer("DuckDB, one query a breakdown", cores, _duckdb),
        Peer("NumPy, a product of one-hot matrices", cores, _one_hot),
    ]


def _stacked(task: Task, tables: Sequence[pd.DataFrame]) -> Found:
    """Return tables (columns: group, counts, means) as one array, in the order of the groups."""
    rows = [
        t.set_index(t[b].astype(str)).drop(columns=b).reindex(task.groups(b)).to_numpy(np.float64)
        for t, b in zip(tables, task.breakdowns, strict=True)
    ]
    n, mean = np.split(np.concatenate(rows), 2, axis=1)
    return np.stack([np.nan_to_num(n), mean])


def _pandas(task: Task) -> Scoring:
    def score() -> Found:
        tables = []
        for breakdown in task.breakdowns:
            grouped = task.people.groupby(breakdown, observed=False)[list(task.questions)]
            both = grouped.agg(["count", "mean"])
            parts = [both.xs(what, axis=1, level=1).copy() for what in ("count", "mean")]
            tables.append(pd.concat(parts, axis=1).reset_index())
        return _stacked(task, tables)

    return score


def _pandas_in_two(task: Task) -> Scoring:
    def score() -> Found:
        tables = []
        for breakdown in task.breakdowns:
            grouped = task.people.groupby(breakdown, observed=False)[list(task.questions)]
            tables.append(pd.concat([grouped.count(), grouped.mean()], axis=1).reset_index())
        return _stacked(task, tables)

    return score


def _polars(task: Task) -> Scoring:
    import polars as pl

    texts = task.people.astype(dict.fromkeys(task.breakdowns, str))
    kinds = [pl.col(b).cast(pl.Enum(task.groups(b))) for b in task.breakdowns]
    lazy = pl.from_pandas(texts).with_columns(kinds).lazy()
    asked = [pl.col(q).count().alias(f"n {q}") for q in task.questions]
    asked += [pl.col(q).mean() for q in task.questions]

    def score() -> Found:
        found = pl.collect_all([lazy.group_by(b).agg(asked) for b in task.breakdowns])
        frames = [pd.DataFrame(f.to_dict(as_series=False)) for f in found]
        return _stacked(task, frames)

    return score


def _duckdb(task: Task) -> Scoring:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.register("frame", task.people)
    known = ", ".join(f'CASE WHEN NOT isnan("{q}") THEN "{q}" END AS "{q}"' for q in task.questions)
    named = ", ".join(f'"{b}"' for b in task.breakdowns)
    connection.execute(f"CREATE TABLE people AS SELECT {named}, {known} FROM frame")
    columns = [f'count("{q}")' for q in task.questions] + [f'avg("{q}")' for q in task.questions]

    def score() -> Found:
        tables = [
            connection.execute(f'SELECT "{b}", {", ".join(columns)} FROM people GROUP BY 1').df()
            for b in task.breakdowns
        ]
        return _stacked(task, tables)

    return score


def _one_hot(task: Task) -> Scoring:
    groups = np.concatenate(
        [pd.get_dummies(task.people[b], dtype=np.float32).to_numpy().T for b in task.breakdowns]
    )
    answers = task.people[list(task.questions)].to_numpy(np.float32)
    both = np.hstack([np.isfinite(answers).astype(np.float32), np.nan_to_num(answers)])

    def score() -> Found:
        n, total = np.split((groups @ both).astype(np.float64), 2, axis=1)
        with np.errstate(invalid="ignore"):
            return np.stack([n, total / n])

    return score
