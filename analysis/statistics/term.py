"""Variables of a regression that keeps every row, and their design matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

INTERCEPT = "intercept"


@dataclass(frozen=True)
class Term:
    """A variable of a regression.

    Attributes
    ----------
    name : str
        Its name, for results.
    values : array-like, shape (rows,)
        Numbers; or, with levels, which of them (from 0) each row is. No missing values.
    levels : tuple of str
        Names of the categories; none for a number.
    """

    name: str
    values: ArrayLike
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """A design matrix in which no level is left out, and the way to one that can be fitted.

    Attributes
    ----------
    x : ndarray, shape (rows, columns)
        Ones, then each number, and a 0/1 column for each level that somebody is in.
    variable, level : tuple of str
        What each column is; `level` is empty for the intercept and for numbers.
    fitted : ndarray of int
        Columns of a regression: all but the first level of each category.
    normalise : ndarray, shape (columns, fitted columns)
        Turns fitted coefficients into ones for all columns, with the levels of each category
        adding up to 0.
    expand : ndarray, shape (fitted columns, columns)
        Turns rows of the fitted columns into rows of all columns.
    """

    x: Floats
    variable: tuple[str, ...]
    level: tuple[str, ...]
    fitted: NDArray[np.intp]
    normalise: Floats
    expand: Floats


def distinct(columns: Sequence[Floats]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each distinct row is first found, and how many rows are like it.

    Parameters
    ----------
    columns : sequence of ndarray, each of shape (rows,)
        At least one. No missing values.

    Returns
    -------
    (ndarray of int, ndarray of int)
        Index and count, both of shape (distinct rows,), in the order of the columns' values.
    """
    key = np.zeros(columns[0].size, dtype=np.intp)
    for column in columns:
        values, code = np.unique(column, return_inverse=True)
        key = np.unique(key * values.size + code, return_inverse=True)[1]
    _, where, count = np.unique(key, return_index=True, return_counts=True)
    return where, count


def _levels(term: Term, codes: NDArray[np.intp]) -> list[tuple[str, Floats]]:
    """Return the name and the column of each level that somebody is in."""
    if codes.size and (codes.min() < 0 or codes.max() >= len(term.levels)):
        msg = f"'{term.name}' has codes outside its {len(term.levels)} levels."
        raise ValueError(msg)
    there = np.bincount(codes, minlength=len(term.levels)) > 0
    return [
        (name, (codes == i).astype(np.float64)) for i, name in enumerate(term.levels) if there[i]
    ]


def design_matrix(terms: Sequence[Term], rows: int) -> Matrix:
    """Return the design matrix of some variables.

    Parameters
    ----------
    terms : sequence of Term
        The variables.
    rows : int
        Number of rows.

    Returns
    -------
    Matrix
        Its first column is the intercept. Coefficients that are normalised give the same fit and do
        not depend on which level was left out (Gardeazabal and Ugidos 2004; Yun 2005).

    Raises
    ------
    ValueError
        For values that are missing, of another length, or outside their levels.
    """
    columns, names, blocks = [np.ones(rows)], [(INTERCEPT, "")], []
    for term in terms:
        values = np.asarray(term.values, dtype=np.float64)
        if values.shape != (rows,) or not np.isfinite(values).all():
            msg = f"'{term.name}' needs one value for each of {rows} rows."
            raise ValueError(msg)
        found = _levels(term, values.astype(np.intp)) if term.levels else [("", values)]
        if term.levels and found:
            blocks.append(np.arange(len(columns), len(columns) + len(found)))
        columns += [column for _, column in found]
        names += [(term.name, level) for level, _ in found]
    normalise, expand = np.eye(len(columns)), np.eye(len(columns))
    for block in blocks:
        expand[block[1:], block[0]] = -1
        expand[0, block[0]] = 1
        normalise[np.ix_(block, block)] -= 1 / block.size
        normalise[0, block] = 1 / block.size
    fitted = np.setdiff1d(np.arange(len(columns)), [block[0] for block in blocks])
    variable, level = (tuple(part) for part in zip(*names, strict=True))
    return Matrix(
        np.stack(columns, axis=1), variable, level, fitted, normalise[:, fitted], expand[fitted]
    )
