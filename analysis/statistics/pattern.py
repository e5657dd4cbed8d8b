"""Respondents gathered into distinct patterns of what they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

_COUNTABLE = 1_000_000


@dataclass(frozen=True)
class Patterns:
    """Answers summed by distinct pattern of categorical variables.

    Attributes
    ----------
    levels : tuple of int
        Number of levels of each variable, whether or not anybody is in them.
    codes : ndarray of int, shape (patterns, variables)
        The level of each variable, from 0.
    weight : ndarray, shape (patterns,)
        Number of people, or their summed weights.
    total, squares : ndarray, shape (patterns,)
        Weighted sums of the answers and of their squares.
    noise : ndarray, shape (3, patterns), or None
        Sums of w^2, w^2 y and w^2 y^2, which robust standard errors need; None when unweighted.
    of_row : ndarray of int, shape (rows,)
        The pattern of each person that was given.
    """

    levels: tuple[int, ...]
    codes: Codes
    weight: Floats
    total: Floats
    squares: Floats
    noise: Floats | None
    of_row: Codes

    @property
    def people(self) -> int:
        """How many people were gathered."""
        return int(self.of_row.size)


def _column(codes: ArrayLike, levels: int, rows: int) -> Codes:
    column = np.asarray(codes)
    if column.shape != (rows,):
        msg = f"A variable has shape {column.shape} for {rows} answers."
        raise ValueError(msg)
    if rows and (column.min() < 0 or column.max() >= levels):
        msg = f"A variable of {levels} levels has codes outside 0 to {levels - 1}."
        raise ValueError(msg)
    return column.astype(np.intp, copy=False)


def _distinct(columns: list[Codes], levels: Sequence[int], rows: int) -> tuple[Codes, Codes]:
    """Return one key per pattern and each row's pattern."""
    key = np.zeros(rows, dtype=np.intp)
    for column, size in zip(columns, levels, strict=True):
        key = key * size + column
    if math.prod(levels) > max(_COUNTABLE, 8 * rows):
        keys, of_row = np.unique(key, return_inverse=True)
        return keys, of_row
    found = np.bincount(key) > 0
    keys = np.flatnonzero(found)
    place = np.cumsum(found) - 1
    return keys, place[key]


def gather(
    codes: Sequence[ArrayLike],
    levels: Sequence[int],
    answers: ArrayLike,
    weights: ArrayLike | None = None,
) -> Patterns:
    """Return answers summed by distinct pattern of categorical variables.

    Parameters
    ----------
    codes : sequence of array-like of int, each of shape (rows,)
        One column per variable: the level of each person, from 0. Somebody whose level is not
        known belongs in a level of their own ("not given"); there is no code for missing.
    levels : sequence of int
        Number of levels of each variable.
    answers : array-like, shape (rows,)
        0 or 1 for a percent question, or a score. No missing values.
    weights : array-like, shape (rows,), optional
        Survey weights, above 0.

    Returns
    -------
    Patterns
        With no patterns when there are no rows.

    Raises
    ------
    ValueError
        For codes outside their levels, lengths that differ, answers that are missing, or weights
        that are not above 0.
    """
    y = np.asarray(answers, dtype=np.float64)
    if not np.isfinite(y).all():
        msg = "Answers must not be missing."
        raise ValueError(msg)
    columns = [_column(c, size, y.size) for c, size in zip(codes, levels, strict=True)]
    keys, of_row = _distinct(columns, levels, y.size)
    unravelled = np.unravel_index(keys, tuple(levels)) if levels else ()
    codes_of = np.stack(unravelled, axis=1) if levels else np.zeros((keys.size, 0), dtype=np.intp)

    def summed(values: Floats | None) -> Floats:
        return np.bincount(of_row, values, minlength=keys.size).astype(np.float64)

    if weights is None:
        sums, noise = (summed(None), summed(y), summed(y * y)), None
    else:
        w = _weights(weights, y.size)
        sums = (summed(w), summed(w * y), summed(w * y * y))
        noise = np.stack([summed(w * w), summed(w * w * y), summed((w * y) ** 2)])
    return Patterns(tuple(levels), codes_of, *sums, noise, of_row)


def _weights(weights: ArrayLike, rows: int) -> Floats:
    w = np.asarray(weights, dtype=np.float64)
    if w.shape != (rows,) or not (np.isfinite(w).all() and (w > 0).all()):
        msg = "Weights must be above 0, one for each answer."
        raise ValueError(msg)
    return w
