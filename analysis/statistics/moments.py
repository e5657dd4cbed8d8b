"""Means and regression coefficients of two groups, and how sure of them one can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.term import Matrix, Term, design_matrix, distinct

Floats = NDArray[np.float64]
Reference = float | Literal["group size", "pooled", "pooled with group"]


@dataclass(frozen=True)
class Moments:
    """Means and coefficients of two groups and of the reference.

    Attributes
    ----------
    matrix : Matrix
        What each column is.
    values : tuple of five ndarrays, each of shape (columns,)
        Means of the first group, its coefficients, means of the second, its coefficients, and the
        reference coefficients; all normalised.
    covariance : ndarray, shape (5 columns, 5 columns)
        Of all these, in this order.
    """

    matrix: Matrix
    values: tuple[Floats, Floats, Floats, Floats, Floats]
    covariance: Floats


class ImpossibleError(Exception):
    """There is no decomposition, for the reason that it says."""


@dataclass(frozen=True)
class Rows:
    """People who are alike in everything, gathered.

    Attributes
    ----------
    matrix : Matrix
        Their variables.
    y : ndarray, shape (rows,)
        Their outcome.
    first : ndarray of bool, shape (rows,)
        Whether they are in the first group.
    weight : ndarray, shape (rows,)
        The weight of each of them.
    count : ndarray, shape (rows,)
        How many they are.
    """

    matrix: Matrix
    y: Floats
    first: NDArray[np.bool_]
    weight: Floats
    count: Floats

    @property
    def x(self) -> Floats:
        """Columns that are fitted."""
        return self.matrix.x[:, self.matrix.fitted]


def distinct_rows(
    outcome: ArrayLike, terms: Sequence[Term], in_first: ArrayLike, weights: ArrayLike | None
) -> Rows:
    """Return people gathered into distinct rows; arguments as for `oaxaca_twofold`.

    Raises
    ------
    ValueError
        For missing values, lengths that differ, or weights that are not above 0.
    """
    y, first = np.asarray(outcome, dtype=np.float64), np.asarray(in_first, dtype=bool)
    w = np.ones_like(y) if weights is None else np.asarray(weights, dtype=np.float64)
    values = [np.asarray(term.values, dtype=np.float64) for term in terms]
    if any(v.shape != y.shape for v in (first, w, *values)):
        msg = "Outcomes, groups, weights and variables need the same length."
        raise ValueError(msg)
    if not (all(np.isfinite(v).all() for v in (y, w, *values)) and (w > 0).all()):
        msg = "Outcomes and variables must not be missing, and weights must be above 0."
        raise ValueError(msg)
    where, count = distinct([first.astype(float), *values, y, w])
    kept = [replace(t, values=v[where]) for t, v in zip(terms, values, strict=True)]
    matrix = design_matrix(kept, where.size)
    return Rows(matrix, y[where], first[where], w[where], count.astype(np.float64))


def _fit(rows: Rows, x: Floats, chosen: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Return least-squares coefficients, weight times residual of a person, and inv(X'WX).

    Residuals are scaled up for the coefficients that were fitted to them (HC1).
    """
    root = np.sqrt(rows.weight * rows.count)[chosen]
    y = rows.y[chosen]
    q, r = np.linalg.qr(x * root[:, None])
    if (np.abs(np.diag(r)) < 1e-10 * np.linalg.norm(r, axis=0)).any():
        raise ImpossibleError(
            "The variables repeat each other, so their effects can't be told apart."
        )
    inverse = np.linalg.inv(r)
    coefficients = inverse @ (q.T @ (root * y))
    people = rows.count[chosen].sum()
    scale = np.sqrt(people / (people - x.shape[1])) * rows.weight[chosen]
    return coefficients, scale * (y - x @ coefficients), inverse @ inverse.T


def _check(rows: Rows) -> None:
    """Refuse groups that are too small, or that share no level of something."""
    matrix = rows.matrix
    for name, chosen in (("first", rows.first), ("second", ~rows.first)):
        x, people = matrix.x[chosen], rows.count[chosen].sum()
        if not people:
            raise ImpossibleError(f"Nobody in the {name} group answered.")
        for column in np.flatnonzero(~x.any(axis=0)):
            if matrix.level[column]:
                what = f"{matrix.variable[column]}: {matrix.level[column]}"
                raise ImpossibleError(f"Nobody in the {name} group is in “{what}”.")
        if people <= matrix.fitted.size:
            raise ImpossibleError(f"Too few people in the {name} group answered for a regression.")


@dataclass(frozen=True)
class _Group:
    """One group's mean and coefficients, and how much each of its people moves them.

    Somebody moves the k-th of (mean, coefficients, reference) by ``x * scores[k] @ maps[k]``.
    """

    chosen: NDArray[np.bool_]
    x: Floats
    count: Floats
    mean: Floats
    slopes: Floats
    scores: list[Floats]
    maps: list[Floats]


def _group(rows: Rows, chosen: NDArray[np.bool_]) -> _Group:
    matrix, x, count = rows.matrix, rows.x[chosen], rows.count[chosen]
    share = rows.weight[chosen] / (rows.weight * rows.count)[chosen].sum()
    mean = (share * count) @ matrix.x[chosen]
    coefficients, scores, inverse = _fit(rows, x, chosen)
    centre = matrix.expand.copy()
    centre[0] -= mean
    maps = [centre, inverse @ matrix.normalise.T]
    slopes = matrix.normalise @ coefficients
    shares = share * np.sqrt(count.sum() / (count.sum() - 1))
    return _Group(chosen, x, count, mean, slopes, [shares, scores], maps)


def _mix(groups: list[_Group], share: float) -> Floats:
    """Add reference coefficients between those of the two groups, and return them."""
    for group, part in zip(groups, (share, 1 - share), strict=True):
        group.scores.append(group.scores[1])
        group.maps.append(part * group.maps[1])
    return share * groups[0].slopes + (1 - share) * groups[1].slopes


def _pool(rows: Rows, groups: list[_Group], *, with_group: bool) -> Floats:
    """Add reference coefficients from both groups together, and return them."""
    x, normalise = rows.x, rows.matrix.normalise
    wide = np.column_stack([x, np.where(rows.first, 0.5, -0.5)]) if with_group else x
    coefficients, scores, inverse = _fit(rows, wide, np.ones_like(rows.first))
    columns = x.shape[1]
    for group, side in zip(groups, (0.5, -0.5), strict=True):
        group.scores.append(scores[group.chosen])
        by_row = inverse[:columns, :columns].copy()
        if with_group:
            by_row[0] += side * inverse[columns, :columns]
        group.maps.append(by_row @ normalise.T)
    return np.asarray(normalise @ coefficients[:columns])


def _joint(groups: list[_Group]) -> Floats:
    """Return the covariance of all moments from what each person moves them by, group by group."""
    size = groups[0].mean.size
    covariance = np.zeros((5 * size, 5 * size))
    for g, group in enumerate(groups):
        n = group.count.sum()
        drift = [group.x.T @ (score * group.count) for score in group.scores]
        for i, j in product(range(3), repeat=2):
            square = group.scores[i] * group.scores[j] * group.count
            both = group.x.T @ (group.x * square[:, None]) - np.outer(drift[i], drift[j]) / n
            rows, columns = (size * (4 if k == 2 else k + 2 * g) for k in (i, j))
            block = group.maps[i].T @ both @ group.maps[j]
            covariance[rows : rows + size, columns : columns + size] += block
    return covariance


def moments(rows: Rows, reference: Reference) -> Moments:
    """Return the means and coefficients of two groups, with their joint covariance.

    Parameters
    ----------
    rows : Rows
        From `distinct_rows`.
    reference : Reference
        Which coefficients are the reference; see `oaxaca_twofold`.

    Returns
    -------
    Moments
        The covariance is by the delta method on what each person moves each number by (the
        infinitesimal jackknife), so it holds for answers whose variance differs, for survey
        weights, and for case mix that is itself a sample. Sizes of the groups count as fixed.

    Raises
    ------
    ImpossibleError
        With the reason, in a sentence for people.
    """
    _check(rows)
    groups = [_group(rows, chosen) for chosen in (rows.first, ~rows.first)]
    if isinstance(reference, str) and reference != "group size":
        standard = _pool(rows, groups, with_group=reference == "pooled with group")
    else:
        total = rows.weight * rows.count
        share = float(total[rows.first].sum() / total.sum())
        standard = _mix(groups, share if isinstance(reference, str) else float(reference))
    values = (groups[0].mean, groups[0].slopes, groups[1].mean, groups[1].slopes, standard)
    return Moments(rows.matrix, values, _joint(groups))
