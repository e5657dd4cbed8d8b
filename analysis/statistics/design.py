"""The design of a regression on categorical variables, never written out as a matrix."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.pattern import Patterns

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

_ALIASED = 1e-9


class Design:
    """An intercept and every level of every variable, one column each.

    Cross products are cross-tabulations, so no matrix of patterns by columns is made: a thousand
    places are as easy as two sexes.

    Parameters
    ----------
    patterns : Patterns
        The people.

    Attributes
    ----------
    offsets : ndarray of int, shape (variables + 1,)
        First column of each variable, and the number of columns. Column 0 is the intercept.
    size : ndarray, shape (columns,)
        (Weighted) people in each column.
    """

    def __init__(self, patterns: Patterns) -> None:
        self._codes = [np.ascontiguousarray(column) for column in patterns.codes.T]
        self._levels = patterns.levels
        self._weight = patterns.weight
        self.offsets = 1 + np.concatenate([[0], np.cumsum(self._levels)]).astype(np.intp)
        self._pairs = {
            (i, j): self._codes[i] * self._levels[j] + self._codes[j]
            for i, j in combinations(range(len(self._levels)), 2)
        }
        self.size = self.sums(patterns.weight)

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return int(self.offsets[-1])

    def block(self, variable: int) -> slice:
        """Return the columns of a variable."""
        return slice(int(self.offsets[variable]), int(self.offsets[variable + 1]))

    def predictor(self, coefficients: Floats) -> Floats:
        """Return the sum of the coefficients that apply to each pattern, shape (patterns,)."""
        total = np.full(self._weight.size, coefficients[0])
        for i, codes in enumerate(self._codes):
            total += coefficients[self.block(i)][codes]
        return total

    def sums(self, values: Floats) -> Floats:
        """Return X'v: the values of the patterns summed by column, shape (columns,)."""
        parts = [np.array([values.sum()])]
        for codes, levels in zip(self._codes, self._levels, strict=True):
            parts.append(np.bincount(codes, values, minlength=levels))
        return np.concatenate(parts)

    def gram(self, weight: Floats) -> Floats:
        """Return X'WX for weights of shape (patterns,), shape (columns, columns)."""
        product = np.diag(self.sums(weight))
        product[0, 1:] = product[1:, 0] = np.diag(product)[1:]
        for (i, j), key in self._pairs.items():
            shape = self._levels[i], self._levels[j]
            table = np.bincount(key, weight, minlength=shape[0] * shape[1]).reshape(shape)
            product[self.block(i), self.block(j)] = table
            product[self.block(j), self.block(i)] = table.T
        return product

    @cached_property
    def product(self) -> Floats:
        """The cross products of the people themselves: `gram` of their weights."""
        return self.gram(self._weight)

    def _widest(self, columns: Codes) -> NDArray[np.bool_]:
        """Tell which of these columns are of the variable with most levels; they never overlap."""
        block = self.block(int(np.argmax(self._levels))) if self._levels else slice(0, 1)
        return np.asarray((columns >= block.start) & (columns < block.stop))

    def _is_full(self, product: Floats, columns: Codes) -> bool:
        """Tell whether no column of a product with ones on its diagonal repeats others."""
        wide = self._widest(columns)
        across = product[np.ix_(~wide, wide)]
        left = product[np.ix_(~wide, ~wide)] - np.einsum("ik,jk->ij", across, across)
        try:
            return bool((np.diag(np.linalg.cholesky(left)) ** 2 > _ALIASED).all())
        except np.linalg.LinAlgError:
            return False

    def inverse(self, product: Floats, columns: Codes) -> Floats:
        """Return the inverse of cross products of some columns.

        Parameters
        ----------
        product : ndarray, shape (chosen, chosen)
            As from `gram`, of these columns alone; none repeats others.
        columns : ndarray of int, shape (chosen,)
            Which they are.

        Notes
        -----
        People are at one level of a variable, so the products of the widest one's columns are a
        diagonal, which is inverted by itself; the rest is a small matrix. A whole matrix of places
        is large enough for BLAS to share it out to threads, which costs more than it saves.
        """
        wide = self._widest(columns)
        own = 1 / np.diag(product)[wide]
        beside = product[np.ix_(~wide, wide)]
        across = beside * own
        corner = np.linalg.inv(
            product[np.ix_(~wide, ~wide)] - np.einsum("ik,jk->ij", across, beside)
        )
        side = np.einsum("ij,jk->ik", corner, across)
        found = np.empty_like(product)
        found[np.ix_(~wide, ~wide)] = corner
        found[np.ix_(~wide, wide)] = -side
        found[np.ix_(wide, ~wide)] = -side.T
        found[np.ix_(wide, wide)] = np.einsum("ji,jk->ik", across, side) + np.diag(own)
        return found

    def reference(self, variable: int, wanted: int | None) -> int:
        """Return the column of the reference level: the wanted one, or the one with most people."""
        size = self.size[self.block(variable)]
        level = wanted if wanted is not None and size[wanted] > 0 else int(size.argmax())
        return int(self.offsets[variable]) + level

    def estimable(self, reference: list[int], last: int | None = None) -> tuple[Codes, Codes]:
        """Return the columns that can be estimated together, and those that repeat others.

        Parameters
        ----------
        reference : list of int
            Column of the reference level of each variable. These and levels that nobody is in are
            neither estimated nor repeated.
        last : int, optional
            A variable whose columns are the first to be left out.

        Returns
        -------
        (ndarray of int, ndarray of int)
            A column repeats others when it follows from earlier ones, as a region does from its
            places.
        """
        candidates = np.flatnonzero(self.size > 0)
        candidates = candidates[~np.isin(candidates, reference)]
        if last is not None:
            block = self.block(last)
            own = (candidates >= block.start) & (candidates < block.stop)
            candidates = np.concatenate([candidates[~own], candidates[own]])
        rest = self.product[np.ix_(candidates, candidates)]
        scale = 1 / np.sqrt(np.diag(rest))
        rest *= scale * scale[:, None]
        if self._is_full(rest, candidates):
            return np.sort(candidates), candidates[:0]
        kept = np.zeros(candidates.size, dtype=bool)
        for i in range(candidates.size):
            if rest[i, i] > _ALIASED:
                kept[i] = True
                rest -= np.outer(rest[:, i], rest[i]) / rest[i, i]
        return np.sort(candidates[kept]), np.sort(candidates[~kept])

    def is_repeated(self, variable: int) -> bool:
        """Return whether the other variables already say who is in some level of a variable."""
        reference = [self.reference(i, None) for i in range(len(self._levels))]
        block = self.block(variable)
        repeated = self.estimable(reference, last=variable)[1]
        return bool(((repeated >= block.start) & (repeated < block.stop)).any())
