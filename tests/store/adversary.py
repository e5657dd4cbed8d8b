"""Someone who has nothing but a released table and wants to know what is hidden in it.

A table is an array of counts by answer, totals last on each axis, NaN where hidden. It is known
that a hidden cell has at least one person, as cells about nobody are always shown.
"""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
from scipy.optimize import linprog

_EPS = 1e-6


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
    def __init__(self, table: np.ndarray, worth: np.ndarray | None = None) -> None:
        self.shape = table.shape[:-1]
        self.counts = table.reshape(-1, table.shape[-1])
        self.hidden = np.flatnonzero(np.isnan(self.counts[:, 0]))
        self.kinds = self.counts.shape[1]
        self.worth = np.array([1.0, 0.0]) if worth is None else worth
        lines = sums(self.shape)
        self.unknown = lines[:, self.hidden]
        self.known = -lines @ np.nan_to_num(self.counts)

    # (a) linear algebra alone

    def solved(self) -> list[int]:
        """Cells that follow from the sums alone."""
        _, singular, basis = np.linalg.svd(self.unknown)
        free = basis[int((singular > _EPS).sum()) :]
        return [
            int(c) for i, c in enumerate(self.hidden) if np.abs(free[:, i]).max(initial=0) < _EPS
        ]

    # (b) bounds

    def _extreme(self, cost: np.ndarray) -> tuple[float, np.ndarray]:
        size = self.hidden.size
        found = linprog(
            cost.ravel(),
            A_eq=np.kron(self.unknown, np.eye(self.kinds)),
            b_eq=self.known.ravel(),
            A_ub=-np.kron(np.eye(size), np.ones(self.kinds)),
            b_ub=-np.ones(size),
            bounds=(0, None),
            method="highs",
        )
        if found.status == 3:  # no bound at all
            return -np.inf, np.array([])
        assert found.status == 0, found.message
        return found.fun, found.x.reshape(size, self.kinds)

    def _range(self, cell: int, cost: np.ndarray) -> float:
        full = np.zeros((self.hidden.size, self.kinds))
        full[cell] = cost
        return -self._extreme(-full)[0] - self._extreme(full)[0]

    def _mean_is_fixed(self, cell: int) -> bool:
        """Whether every table that fits gives this cell one and the same mean."""
        _, point = self._extreme(np.zeros((self.hidden.size, self.kinds)))
        mean = point[cell] @ self.worth / point[cell].sum()
        return self._range(cell, self.worth - mean) < _EPS

    def pinned(self) -> list[tuple[int, str]]:
        """Hidden cells whose base or score is known exactly from all bounds together."""
        broken = []
        for i, cell in enumerate(self.hidden):
            if self._range(i, np.ones(self.kinds)) < 1 - _EPS:
                broken.append((int(cell), "base"))
            elif self._mean_is_fixed(i):
                broken.append((int(cell), "score"))
        return broken

    # (c) small groups

    def _rest(self, sign: np.ndarray) -> float:
        """People in a set of hidden cells whose sum follows from these lines, else 0."""
        cells = sign @ self.unknown
        if not cells.any() or not np.isin(cells, (0, 1)).all():
            return 0
        return float((sign @ self.known).sum())

    def isolated(self, depth: int = 1) -> list[float]:
        """Sums of 1 to 9 people that subtracting lines of one direction from others leaves."""
        lines = range(len(self.unknown))
        chosen = chain.from_iterable(combinations(lines, k) for k in range(1, depth + 1))
        found = []
        for some in chosen:
            for signs in np.ndindex(*(2,) * len(some)):
                sign = np.zeros(len(self.unknown))
                sign[list(some)] = np.array(signs) * 2 - 1
                left = self._rest(sign)
                if _EPS < left < 10 - _EPS:
                    found.append(left)
        return found
