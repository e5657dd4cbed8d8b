"""Das Gupta's standardisation and decomposition of rates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Standardised:
    """Rates of populations with one factor at a time left to differ.

    Attributes
    ----------
    crude : ndarray, shape (populations,)
        The rates as they are, in the unit of the product of the factors.
    rates : ndarray, shape (factors, populations)
        What the rates would be if only this factor differed. They are relative: only differences
        between populations mean something.
    """

    crude: Floats
    rates: Floats

    def effects(self, first: int = 0, second: int = 1) -> Floats:
        """Return each factor's part of ``crude[first] - crude[second]``, shape (factors,)."""
        return np.asarray(self.rates[:, first] - self.rates[:, second])


def _mixtures(first: Floats, second: Floats) -> Floats:
    """Return the mean product of factors, each from either population, shape (cells,).

    Products with the same number of factors from the first population are averaged, then those
    averages. With equally weighted *orders* of swapping this is what Das Gupta's equations give
    for any number of factors; the polynomial below needs no list of subsets.
    """
    by_count = [np.ones(first.shape[1:])]
    for a, b in zip(first, second, strict=True):
        with_a = [np.zeros_like(a), *(a * p for p in by_count)]
        with_b = [*(b * p for p in by_count), np.zeros_like(b)]
        by_count = [x + y for x, y in zip(with_a, with_b, strict=True)]
    many = len(by_count) - 1
    return np.asarray(sum(p / comb(many, k) for k, p in enumerate(by_count)) / len(by_count))


def _pair(first: Floats, second: Floats, rate: Floats | float = 1.0) -> tuple[Floats, Floats]:
    """Return the standardised rates of two populations, each of shape (factors, ...).

    Factors have shape (factors, ..., cells). `rate` multiplies every cell and is the same in both.
    """
    rates = []
    for k in range(len(first)):
        rest = rate * _mixtures(np.delete(first, k, axis=0), np.delete(second, k, axis=0))
        rates.append(((first[k] * rest).sum(axis=-1), (second[k] * rest).sum(axis=-1)))
    return np.array([r[0] for r in rates]), np.array([r[1] for r in rates])


def standardise(factors: ArrayLike) -> Standardised:
    """Return standardised rates for rates that are products of factors, summed over cells.

    Parameters
    ----------
    factors : array-like, shape (factors, populations) or (factors, populations, cells...)
        Each population's factors. The rate of a population is the sum over cells of the product of
        its factors, e.g. shares of people times rates. No missing values, except where another
        factor of the same cell and population is 0: see Notes.

    Returns
    -------
    Standardised
        Its effects always add up to the difference of the crude rates.

    Raises
    ------
    ValueError
        For fewer than two populations, or a factor that is missing where people are.

    Notes
    -----
    Das Gupta (1993), for any number of factors: each factor's effect is averaged over the orders
    in which the factors of one population could be swapped for the other's (the Shapley value), so
    no order is favoured and there is no interaction term. With more than two populations, pairs
    are made consistent by his equations 6.11 and 6.12, which are the same as averaging each
    population's differences from all others.

    A cell that is empty in one population has no rate there. It takes the other population's, so
    that such a cell counts towards composition only; a cell that is empty in both is nothing.

    Agrees with R package DasGuptR 2.1.0 to 1e-10, and with the printed examples 2.1 to 2.3 and 4.3
    of the book.
    """
    f = np.array(factors, dtype=np.float64)
    if f.ndim < 2 or f.shape[1] < 2:
        msg = "Standardising needs at least two populations."
        raise ValueError(msg)
    f = f.reshape(*f.shape[:2], -1)
    nobody = (f == 0).any(axis=0)
    if (~np.isfinite(f) & ~nobody).any():
        msg = "A factor is missing in a cell that is not empty."
        raise ValueError(msg)
    filled = np.where(np.isfinite(f), f, 0.0)
    crude = np.where(nobody, 0.0, np.prod(filled, axis=0)).sum(axis=1)
    return _consistent(crude, lambda i, j: _pair(*_borrowed(f[:, i], f[:, j])))


def _consistent(crude: Floats, pair: Callable[[int, int], tuple[Floats, Floats]]) -> Standardised:
    """Return rates standardised over all populations from those of each pair."""
    count = crude.size
    pairs = {(i, j): pair(i, j) for i, j in combinations(range(count), 2)}
    table = np.zeros((len(pairs[0, 1][0]), count, count))
    for (i, j), (first, second) in pairs.items():
        table[:, i, j], table[:, j, i] = first, second
    difference = (table - table.transpose(0, 2, 1)).sum(axis=2) / count
    mean = table.sum(axis=(1, 2)) / (count * (count - 1))
    return Standardised(crude, mean[:, None] + difference)


def _borrowed(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Return both with what is missing in one taken from the other, or else 0."""
    known = np.where(np.isfinite(first), first, np.where(np.isfinite(second), second, 0.0))
    return known, np.where(np.isfinite(second), second, known)


def structure(counts: ArrayLike) -> Floats:
    """Return a cross-classified population as one composition factor per variable.

    Parameters
    ----------
    counts : array-like, shape (levels of variable 1, levels of variable 2, ...)
        People, or summed weights, in each cell; some above 0.

    Returns
    -------
    ndarray, shape (variables, levels of variable 1, ...)
        Factors whose product is each cell's share of the population (0-1); 0 in empty cells.

    Raises
    ------
    ValueError
        For counts that are missing, below 0, or all 0.

    Notes
    -----
    Das Gupta (1993), chapter 6: a variable's factor is the geometric mean of the ratios that adding
    it to the margins of the others makes, averaged over the orders in which variables can be
    added. Agrees with the cross-classified method of R package DasGuptR 2.1.0 to 1e-10.
    """
    n = np.asarray(counts, dtype=np.float64)
    _check_counts(n)
    return _structures(n[None])[:, 0]


def _check_counts(counts: Floats) -> None:
    if not (np.isfinite(counts).all() and (counts >= 0).all() and counts.sum() > 0):
        msg = "Counts must be 0 or more, and some above 0."
        raise ValueError(msg)


def _structures(counts: Floats) -> Floats:
    """Return the factors of several populations, shape (variables, populations, levels...)."""
    variables, filled = counts.ndim - 1, counts > 0
    factors = np.zeros((variables, *counts.shape))
    for size in range(variables + 1):
        for kept in combinations(range(variables), size):
            others = tuple(1 + v for v in range(variables) if v not in kept)
            margin = np.broadcast_to(counts.sum(axis=others, keepdims=True), counts.shape)
            log = np.log(margin, where=filled, out=np.zeros_like(counts))
            for variable in range(variables):
                factors[variable] += _exponent(variables, size, variable in kept) * log
    return np.where(filled, np.exp(factors), 0.0)


def _exponent(variables: int, size: int, among: bool) -> float:
    """Return the power of a margin of so many variables in the factor of one of them, or not."""
    if among:
        return 1 / (variables * comb(variables - 1, size - 1))
    return -1 / (variables * comb(variables - 1, size))


def standardise_structure(rate: ArrayLike, counts: ArrayLike) -> Standardised:
    """Return rates standardised for each variable that the populations are classified by.

    Parameters
    ----------
    rate : array-like, shape (populations, levels of variable 1, ...)
        Rate of each cell: a proportion 0-1, a mean score. NaN where nobody is in the cell.
    counts : array-like, same shape
        People in each cell, or summed weights.

    Returns
    -------
    Standardised
        The first factor is the rate; then the composition by each variable in turn.

    Raises
    ------
    ValueError
        For fewer than two populations, a population without people, counts that are missing or
        below 0, or a rate that is missing where people are.

    Notes
    -----
    Das Gupta (1993), chapter 6. The rate is weighed against the composition as a whole, as Kitagawa
    (1955) does; then the composition part is shared between the variables. A cell that is empty in
    one population takes the other's rate, so it counts towards composition only. Agrees with R
    package DasGuptR 2.1.0 (``crossclassified``) to 1e-10, for two populations and for thirteen.
    """
    n = np.asarray(counts, dtype=np.float64)
    r = np.asarray(rate, dtype=np.float64)
    if r.shape != n.shape or len(n) < 2:
        msg = "Standardising needs rates and counts of the same shape for two populations or more."
        raise ValueError(msg)
    if (~np.isfinite(r) & (n > 0)).any():
        msg = "A rate is missing in a cell that is not empty."
        raise ValueError(msg)
    for population in n:
        _check_counts(population)
    crude = _crude(r, n)
    samples = [(r[k][None], n[k][None]) for k in range(len(n))]

    def pair(i: int, j: int) -> tuple[Floats, Floats]:
        first, second = _structure_pair(*samples[i], *samples[j])
        return first[:, 0], second[:, 0]

    return _consistent(crude, pair)


def structure_effects(rate: ArrayLike, counts: ArrayLike) -> Floats:
    """Return the effects on the gap between two populations, for many samples of both at once.

    Parameters
    ----------
    rate, counts : array-like, shape (2, samples, levels of variable 1, ...)
        As for `standardise_structure`, which says what the effects are.

    Returns
    -------
    ndarray, shape (1 + variables, samples)
        Effects of the rate, then of the composition by each variable.
    """
    r, n = np.asarray(rate, dtype=np.float64), np.asarray(counts, dtype=np.float64)
    first, second = _structure_pair(r[0], n[0], r[1], n[1])
    return np.asarray(first - second)


def _crude(rate: Floats, counts: Floats) -> Floats:
    """Return the rate of each population."""
    cells = tuple(range(1, counts.ndim))
    total = (counts * np.where(counts > 0, rate, 0.0)).sum(axis=cells)
    return np.asarray(total / counts.sum(axis=cells))


def _structure_pair(
    rate: Floats, counts: Floats, other_rate: Floats, other_counts: Floats
) -> tuple[Floats, Floats]:
    """Return standardised rates of samples of two populations, each (1 + variables, samples)."""
    samples = len(counts)
    first, second = _borrowed(
        np.where(counts > 0, rate, np.nan).reshape(samples, -1),
        np.where(other_counts > 0, other_rate, np.nan).reshape(samples, -1),
    )
    flat, other_flat = counts.reshape(samples, -1), other_counts.reshape(samples, -1)
    alike = flat / flat.sum(axis=1, keepdims=True)
    alike = (alike + other_flat / other_flat.sum(axis=1, keepdims=True)) / 2
    factors, other_factors = (
        _structures(n).reshape(-1, samples, flat.shape[1]) for n in (counts, other_counts)
    )
    by_variable = _pair(factors, other_factors, (first + second) / 2)
    return (
        np.concatenate([(first * alike).sum(axis=1)[None], by_variable[0]]),
        np.concatenate([(second * alike).sum(axis=1)[None], by_variable[1]]),
    )
