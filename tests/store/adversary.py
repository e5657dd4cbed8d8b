"""Someone who has nothing but a released table and wants to know what is hidden in it.

A table is an array of counts by answer, totals last on each axis, NaN where hidden. It is known
that a hidden cell has at least one person, as cells about nobody are always shown.
"""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from scipy.optimize import linprog

_EPS = 1e-6
_MANY = 1e5


def with_totals(cells: np.ndarray) -> np.ndarray:
    """Add the totals at the end of each axis but the last, which is of answers."""
    for axis in range(cells.ndim - 1):
        cells = np.concatenate([cells, cells.sum(axis=axis, keepdims=True)], axis=axis)
    return cells


def seen(answers: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    return np.where(hidden[..., None], np.nan, answers.astype(float))


def sums(shape: tuple[int, ...]) -> np.ndarray:
    """Every row, column and margin as an equation between cells: parts minus total is 0."""
    positions = np.arange(int(np.prod(shape))).reshape(shape)
    rows = []
    for axis in range(len(shape)):
        for line in np.moveaxis(positions, axis, -1).reshape(-1, shape[axis]):
            row = np.zeros(positions.size)
            row[line[:-1]], row[line[-1]] = 1, -1
            rows.append(row)
    return np.array(rows)


class Adversary:
    """What can be worked out from a table.

    `worth` is what each answer is worth for the score; NaN if it does not count. `least` is how
    many answers of the table a hidden cell is known to have.
    """

    def __init__(
        self, table: np.ndarray, worth: np.ndarray | None = None, *, least: int = 1
    ) -> None:
        self.least = least
        counts = table.reshape(-1, table.shape[-1])
        self.hidden = np.flatnonzero(np.isnan(counts[:, 0]))
        self.kinds = counts.shape[1]
        self.worth = np.array([1.0, 0.0]) if worth is None else worth
        self.scored = (~np.isnan(self.worth)).astype(float)
        lines = sums(table.shape[:-1])
        self.unknown = lines[:, self.hidden]
        self.known = -lines @ np.nan_to_num(counts)
        self.rng = np.random.default_rng(0)

    # (a) linear algebra alone

    def solved(self) -> list[int]:
        """Cells that follow from the sums alone."""
        _, singular, basis = np.linalg.svd(self.unknown)
        free = basis[int((singular > _EPS).sum()) :]
        return [
            int(c) for i, c in enumerate(self.hidden) if np.abs(free[:, i]).max(initial=0) < _EPS
        ]

    # (b) bounds

    def _least(self, cost: np.ndarray) -> np.ndarray:
        """Of the tables that fit everything known, one that costs least."""
        size = self.hidden.size
        found = linprog(
            cost.ravel(),
            A_eq=np.kron(self.unknown, np.eye(self.kinds)),
            b_eq=self.known.ravel(),
            A_ub=-np.kron(np.eye(size), np.ones(self.kinds)),
            b_ub=np.full(size, -self.least),
            bounds=(0, _MANY),
            method="highs",
        )
        assert found.status == 0, found.message
        return found.x.reshape(size, self.kinds)

    def _range(self, cell: int, cost: np.ndarray) -> float:
        full = np.zeros((self.hidden.size, self.kinds))
        full[cell] = cost
        return float((full * (self._least(-full) - self._least(full))).sum())

    def _mean(self, cell: np.ndarray) -> float:
        base = cell @ self.scored
        return float(cell @ np.nan_to_num(self.worth) / base) if base > _EPS else np.nan

    def _mean_is_fixed(self, cell: int, example: np.ndarray) -> bool:
        mean = self._mean(example)
        if np.isnan(mean):
            return False
        return self._range(cell, np.nan_to_num(self.worth - mean)) < _EPS

    def pinned(self) -> list[tuple[int, str]]:
        """Hidden cells whose base or score is known exactly from all bounds together."""
        if not self.hidden.size:
            return []
        size = (self.hidden.size, self.kinds)
        tables = [self._least(self.rng.normal(size=size)) for _ in range(6)]
        found = []
        for i, cell in enumerate(self.hidden):
            bases = [t[i].sum() for t in tables]
            means = {round(m, 6) for t in tables if not np.isnan(m := self._mean(t[i]))}
            nobody = max(bases) < _EPS
            if not nobody and np.ptp(bases) < 1 and self._range(i, np.ones(self.kinds)) < 1 - _EPS:
                found.append((int(cell), "base"))
            if len(means) < 2 and self._mean_is_fixed(i, tables[0][i]):
                found.append((int(cell), "score"))
        return found

    # (c) small groups

    def isolated(self, lines: int = 1) -> list[float]:
        """Groups of 1 to 9 people that adding and subtracting up to so many lines leaves over."""
        found = []
        for some in range(1, lines + 1):
            for chosen in combinations(range(len(self.unknown)), some):
                for signs in product((1, -1), repeat=some):
                    cells = np.array(signs) @ self.unknown[list(chosen)]
                    people = np.array(signs) @ self.known[list(chosen)]
                    if cells.any() and np.isin(cells, (0, 1)).all():
                        counted = (people.sum(), people @ self.scored)
                        found += [n for n in counted if _EPS < n < 10 - _EPS]
        return found
