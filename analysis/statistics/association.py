"""Tests of association in tables of counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import chi2, chi2_contingency

from analysis.statistics.estimate import Estimate

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Association:
    """A chi-squared test, or the reason why it can't be done.

    Attributes
    ----------
    statistic : float or None
        Chi-squared; 0 means that the table shows no association at all.
    freedom : int
        Degrees of freedom; 0 when there is no test.
    p : float or None
        Probability of a statistic at least this large without any association.
    why : str
        Why there is no test, in a sentence for people; empty when there is one.
    """

    statistic: float | None
    freedom: int
    p: float | None
    why: str = ""

    @classmethod
    def missing(cls, why: str) -> Association:
        """Return the test that can't be done, for this reason."""
        return cls(None, 0, None, why)


@dataclass(frozen=True)
class Stratified:
    """What several two-by-two tables say together.

    Attributes
    ----------
    test : Association
        Whether the common odds ratio is 1.
    odds_ratio : Estimate
        The common odds ratio; 1 means no association.
    """

    test: Association
    odds_ratio: Estimate


def _tested(statistic: float, freedom: int) -> Association:
    return Association(statistic, freedom, float(chi2.sf(statistic, freedom)))


def trend_test(positive: ArrayLike, n: ArrayLike, score: ArrayLike | None = None) -> Association:
    """Test whether a proportion rises or falls along ordered groups.

    Parameters
    ----------
    positive, n : array-like, shape (groups,)
        Positive answers and bases, in the order of the groups. Groups with a base of 0 are
        left out.
    score : array-like, shape (groups,), optional
        Where each group stands on the scale; 1, 2, 3 ... by default.

    Returns
    -------
    Association
        With one degree of freedom. No test with fewer than three groups, or where all answers
        are the same.

    Raises
    ------
    ValueError
        If a count is missing or negative, or `positive` exceeds `n`.

    Notes
    -----
    Cochran (1954) and Armitage (1955): N r^2, with r the correlation of score and answer over
    the N people. The same as `prop.trend.test` of R 4.2.2 to 1e-8; `test_ordinal_association`
    of statsmodels has N - 1 in place of N.
    """
    x, size = np.asarray(positive, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if not (np.isfinite(x) & np.isfinite(size) & (x >= 0) & (x <= size)).all():
        raise ValueError("Counts must be known and within 0 <= positive <= n.")
    place = np.arange(1, x.size + 1) if score is None else np.asarray(score)
    used = size > 0
    x, size, place = x[used], size[used], place[used].astype(np.float64)
    if np.unique(place).size < 3:
        return Association.missing("A trend needs at least three ordered groups with answers.")
    total = size.sum()
    pooled = x.sum() / total
    if pooled in (0, 1):
        return Association.missing("Everybody answered alike, so there is no trend to test.")
    centred = place - (size * place).sum() / total
    slope_sum = float((x * centred).sum())
    return _tested(slope_sum**2 / float(pooled * (1 - pooled) * (size * centred**2).sum()), 1)


def independence_test(table: ArrayLike) -> Association:
    """Test whether the rows of a table differ in how they spread over the columns.

    Parameters
    ----------
    table : array-like, shape (rows, columns)
        Counts. Empty rows and columns are left out.

    Returns
    -------
    Association
        Pearson's chi-squared without continuity correction. No test when fewer than two rows
        or columns have any counts.

    Raises
    ------
    ValueError
        If a count is missing or negative.

    Notes
    -----
    Pearson (1900), by `chi2_contingency` of scipy. The same as `chisq.test` of R 4.2.2 to 1e-8.
    """
    counts = np.asarray(table, dtype=np.float64)
    if not (np.isfinite(counts) & (counts >= 0)).all():
        raise ValueError("Counts must be known and not negative.")
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return Association.missing("The table needs two rows and two columns with answers.")
    found = chi2_contingency(counts, correction=False)
    return Association(float(found.statistic), int(found.dof), float(found.pvalue))


def mantel_haenszel(tables: ArrayLike, confidence: float = 0.95) -> Stratified:
    """Return the odds ratio that several two-by-two tables have in common, and its test.

    Parameters
    ----------
    tables : array-like, shape (strata, 2, 2)
        Counts: rows are the two groups, columns positive and negative answers. A stratum in
        which a row or a column is empty says nothing about the odds ratio and is left out.
    confidence : float
        Confidence level of the interval.

    Returns
    -------
    Stratified
        The odds ratio is that of the first row to the second.

    Raises
    ------
    ValueError
        If a count is missing or negative, or the tables are not two by two.

    Notes
    -----
    Mantel & Haenszel (1959), with continuity correction; interval of Robins, Breslow &
    Greenland (1986); by `StratifiedTable` of statsmodels. The same as `mantelhaen.test` of
    R 4.2.2 to 1e-8. The correction is taken as no more than the difference itself, so that a
    table without any association has a statistic of 0.
    """
    counts = np.asarray(tables, dtype=np.float64)
    if counts.ndim != 3 or counts.shape[1:] != (2, 2):
        raise ValueError("The tables must be two by two.")
    if not (np.isfinite(counts) & (counts >= 0)).all():
        raise ValueError("Counts must be known and not negative.")
    telling = (counts.sum(axis=1) > 0).all(axis=1) & (counts.sum(axis=2) > 0).all(axis=1)
    counts = counts[telling]
    if not counts.size:
        why = "In no stratum do both groups have answers that differ."
        return Stratified(Association.missing(why), Estimate.missing(why))
    return Stratified(_common_test(counts), _common_odds_ratio(counts, confidence))


def _common_test(counts: Floats) -> Association:
    total = counts.sum(axis=(1, 2))
    rows, columns = counts.sum(axis=2), counts.sum(axis=1)
    expected = rows[:, 0] * columns[:, 0] / total
    variance = rows.prod(axis=1) * columns.prod(axis=1) / (total**2 * (total - 1))
    apart = max(0.0, abs(float((counts[:, 0, 0] - expected).sum())) - 0.5)
    return _tested(apart**2 / float(variance.sum()), 1)


def _common_odds_ratio(counts: Floats, confidence: float) -> Estimate:
    from statsmodels.stats.contingency_tables import StratifiedTable

    total = counts.sum(axis=(1, 2))
    if not (counts[:, 0, 1] * counts[:, 1, 0] / total).any():
        return Estimate.missing("The odds ratio is infinite: in each stratum a cell is empty.")
    table = StratifiedTable(np.moveaxis(counts, 0, 2))
    ratio = float(table.oddsratio_pooled)
    if ratio == 0:
        return Estimate(0.0, why="There is no interval around an odds ratio of 0.")
    lower, upper = table.oddsratio_pooled_confint(alpha=1 - confidence)
    return Estimate(ratio, float(lower), float(upper))
