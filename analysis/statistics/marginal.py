"""Groups compared as if all of them had the same case mix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from analysis.statistics.estimate import Estimate
from analysis.statistics.interval import critical_value
from analysis.statistics.pattern import Patterns
from analysis.statistics.regression import Regression

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MarginallyStandardised:
    """Scores of groups, adjusted for everything else in a regression.

    Attributes
    ----------
    mean : ndarray, shape (groups,)
        Mean expected answer if everybody were in the group, in the unit of the answers; NaN for
        groups that nobody is in.
    covariance : ndarray, shape (groups, groups)
        Of the means.
    why : tuple of str
        Why a group has no mean, in a sentence; empty for those that have one.
    bounds : (float, float)
        Ends of the scale that intervals are clipped to.
    """

    mean: Floats
    covariance: Floats
    why: tuple[str, ...]
    bounds: tuple[float, float]

    def group(self, index: int, confidence: float = 0.95) -> Estimate:
        """Return a group's adjusted score with its delta-method interval."""
        if self.why[index]:
            return Estimate.missing(self.why[index])
        half = critical_value(confidence) * float(np.sqrt(self.covariance[index, index]))
        value = float(self.mean[index])
        return Estimate(value, max(value - half, self.bounds[0]), min(value + half, self.bounds[1]))

    def difference(self, first: int, second: int, confidence: float = 0.95) -> Estimate:
        """Return the first group's adjusted score minus the second's, with its interval.

        The two share a regression, so the interval uses their covariance: it is not the one that
        two separate intervals suggest.
        """
        why = self.why[first] or self.why[second]
        if why:
            return Estimate.missing(why)
        c = self.covariance
        variance = c[first, first] + c[second, second] - 2 * c[first, second]
        half = critical_value(confidence) * float(np.sqrt(max(variance, 0.0)))
        value = float(self.mean[first] - self.mean[second])
        return Estimate(value, value - half, value + half)


def standardise_groups(
    patterns: Patterns,
    regression: Regression,
    variable: int,
    *,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> MarginallyStandardised:
    """Return the scores of groups by marginal standardisation.

    Everybody is given each group's value in turn, all else as it is, and the expected answers are
    averaged.

    Parameters
    ----------
    patterns : Patterns
        Everybody, from `gather`. With the place among the variables, groups are compared "within
        the same place".
    regression : Regression
        Fitted on these patterns by `logistic` or `linear`.
    variable : int
        Which of the variables the groups are levels of.
    bounds : (float, float)
        Ends of the scale: (0, 1) for proportions, (0, 10) for the overall rating.

    Returns
    -------
    MarginallyStandardised
        One mean for each level of the variable.

    Notes
    -----
    Lane and Nelder (1982), also called predictive margins or g-computation. The covariance is by
    the delta method from that of the coefficients, for people such as these (their case mix counts
    as fixed). Agrees with base R 4.2.2 (`glm` and the delta method) to 1e-8.
    """
    groups = patterns.levels[variable]
    if not regression.is_known:
        none = np.full(groups, np.nan)
        return MarginallyStandardised(
            none, np.full((groups, groups), np.nan), (regression.why,) * groups, bounds
        )
    design = regression.design
    block = design.block(variable)
    effect = regression.coefficients[block]
    others = design.predictor(regression.coefficients) - effect[patterns.codes[:, variable]]
    share = patterns.weight / patterns.weight.sum()
    mean, gradient = np.empty(groups), np.empty((groups, design.columns))
    for g in range(groups):
        predictor = others + effect[g]
        logistic = regression.kind == "logistic"
        expected = expit(predictor) if logistic else predictor
        slope = expected * (1 - expected) if logistic else np.ones_like(expected)
        mean[g] = share @ expected
        gradient[g] = design.sums(share * slope)
        gradient[g, block] = 0
        gradient[g, block.start + g] = gradient[g, 0]
    covariance = gradient @ regression.covariance @ gradient.T
    empty = design.size[block] == 0
    repeated = design.is_repeated(variable)
    why = tuple(_why(bool(e), repeated) for e in empty)
    unknown = np.array([bool(w) for w in why])
    mean[unknown] = np.nan
    covariance[unknown] = covariance[:, unknown] = np.nan
    return MarginallyStandardised(mean, covariance, why, bounds)


def _why(empty: bool, repeated: bool) -> str:
    if empty:
        return "Nobody in this group answered."
    if repeated:
        return "The other variables already say who is in which group."
    return ""
