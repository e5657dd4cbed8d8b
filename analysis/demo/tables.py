"""The tables in ``data/demo`` and how to draw from them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.survey import dimension, questions
from analysis.survey.files import DATA

FOLDER = DATA / "demo"
QUESTIONS = tuple(q.code for q in questions())
TUMOURS = dimension("tumour").ids
YEARS = (2015, 2016, 2017, 2018)

Codes = NDArray[np.intp]
"""Position of each person's group in the order of its table or dimension, from 0."""

Floats = NDArray[np.floating[Any]]


def read_table(name: str, **options: Any) -> pd.DataFrame:
    """Return ``data/demo/<name>.csv``; empty cells are missing."""
    table: pd.DataFrame = pd.read_csv(FOLDER / f"{name}.csv", **options)
    return table


def fit_margins(start: Floats, rows: Floats, columns: Floats) -> Floats:
    """Return a table with the given margins that keeps the odds ratios of another.

    Iterative proportional fitting; both margins are scaled to sum to 1.

    Parameters
    ----------
    start : ndarray, shape (rows, columns)
        Positive where a cell may be positive.
    rows, columns : ndarray
        Wanted margins, in any unit.
    """
    table: Floats = start / start.sum()
    rows, columns = rows / rows.sum(), columns / columns.sum()
    for _ in range(100):
        table = table * (rows / table.sum(axis=1))[:, None]
        table = table * (columns / table.sum(axis=0))
    return table


class Chances:
    """For each row of a table, the chance of each column.

    Parameters
    ----------
    weights : ndarray, shape (rows, columns)
        Relative chances; each row needs a positive sum.
    """

    def __init__(self, weights: Floats) -> None:
        share = np.cumsum(weights, axis=1, dtype=float)
        share /= share[:, -1:]
        share[:, -1] = 1
        self._columns = weights.shape[1]
        self._flat = (share + np.arange(len(share))[:, None]).ravel()

    def draw(self, rng: np.random.Generator, rows: Codes) -> Codes:
        """Return a column for each of the given rows."""
        found = np.searchsorted(self._flat, rows + rng.random(len(rows)), side="right")
        columns: Codes = np.minimum(found - rows * self._columns, self._columns - 1)
        return columns
