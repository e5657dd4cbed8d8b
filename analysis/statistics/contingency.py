"""Tests of whether two proportions differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_NOBODY = "One of the two groups has nobody in it."
_ALIKE = "Everybody in both groups answered alike, so there is nothing to test."


@dataclass(frozen=True)
class ProportionTest:
    """Whether two proportions differ by more than chance.

    Attributes
    ----------
    statistic : float or None
        Pearson's chi-square with one degree of freedom, without continuity correction.
    p_value : float or None
        Its p-value.
    exact_p_value : float or None
        Fisher's exact two-sided p-value, to be preferred where an expected count is below 5.
    why : str
        Why there is no result; empty when there is one.
    """

    statistic: float | None
    p_value: float | None
    exact_p_value: float | None
    why: str = ""


def two_proportions(first: int, n_first: int, second: int, n_second: int) -> ProportionTest:
    """Test whether two independent proportions are the same.

    Parameters
    ----------
    first, second : int
        Numbers of people counted.
    n_first, n_second : int
        Numbers of people asked.

    Returns
    -------
    ProportionTest
        Without a result, and with the reason, where a group is empty or everybody answered alike.

    Raises
    ------
    ValueError
        If a count is negative or more than its base.

    Notes
    -----
    Pearson (1900) and Fisher (1922), by scipy. Matches R 4.2.2 `prop.test(correct = FALSE)` and
    `fisher.test` to 1e-8. The interval that belongs to it is `newcombe`.
    """
    if not (0 <= first <= n_first and 0 <= second <= n_second):
        raise ValueError("A count must be between 0 and its base.")
    if not (n_first and n_second):
        return ProportionTest(None, None, None, _NOBODY)
    if first + second in (0, n_first + n_second):
        return ProportionTest(None, None, None, _ALIKE)
    from scipy.stats import chi2_contingency, fisher_exact

    table = np.array([[first, n_first - first], [second, n_second - second]])
    chi2 = chi2_contingency(table, correction=False)
    exact = fisher_exact(table)
    return ProportionTest(float(chi2.statistic), float(chi2.pvalue), float(exact.pvalue))
