"""Means and proportions of weighted, clustered and stratified answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit, stdtrit

from analysis.statistics.interval import effective_base
from analysis.statistics.sampling import SampleDesign

_NOBODY = "Nobody with a weight above 0 answered."
_LONELY = "A stratum has a single cluster, so its uncertainty can't be told."
_ALONE = "There is a single cluster, so the uncertainty can't be told."
_SAME = "The clusters don't differ at all, so they don't tell the uncertainty."
_EXTREME = "Everybody answered alike, so the interval on the log-odds scale can't be had."


@dataclass(frozen=True)
class WeightedMean:
    """A weighted mean or proportion with its uncertainty under the design.

    Attributes
    ----------
    value : float or None
        The estimate, in the unit of the answers; None if nobody answered.
    se : float or None
        Its standard error by linearisation; None if the design can't tell it.
    lower, upper : float or None
        Limits; None if they can't be had.
    freedom : int
        Degrees of freedom: clusters less strata, of those who answered.
    design_effect : float or None
        Variance over that of as many answers from a simple random sample with replacement: 1 means
        that weights, clusters and strata cost nothing. None where answers do not vary.
    n : int
        Number of answers with a weight above 0.
    n_effective : float
        Kish's effective base, for the weights alone.
    why : str
        Why something is missing, in a sentence; empty when nothing is.
    """

    value: float | None
    se: float | None
    lower: float | None
    upper: float | None
    freedom: int
    design_effect: float | None
    n: int
    n_effective: float
    why: str = ""


def weighted_mean(
    values: ArrayLike,
    design: SampleDesign,
    among: ArrayLike | None = None,
    confidence: float = 0.95,
) -> WeightedMean:
    """Return a weighted mean with its t interval under the design.

    Parameters
    ----------
    values : array-like, shape (people,)
        Answers, in any unit; NaN where there is none.
    design : SampleDesign
        How the people were drawn: all of them, not only those of the group.
    among : array-like of bool, shape (people,), or None
        The group that the mean is of; None for everybody. The design is not cut down to the
        group, so that its size counts as random, as it is.
    confidence : float
        Confidence level.

    Returns
    -------
    WeightedMean
        With the reason for whatever can't be had.

    Notes
    -----
    Taylor linearisation (Binder 1983). Standard errors match R package survey 4.1 `svymean` to
    1e-12. Its design effect is without replacement: it multiplies the variance of the simple
    sample by (sum w - n) / sum w, which means something only if the weights add up to the
    population; ours doesn't, so that weights may have any scale.
    """
    found = _linearised(values, design, among)
    if found.se is None or found.value is None:
        return found
    half = float(stdtrit(found.freedom, (1 + confidence) / 2)) * found.se
    return replace(found, lower=found.value - half, upper=found.value + half)


def weighted_proportion(
    counted: ArrayLike,
    design: SampleDesign,
    among: ArrayLike | None = None,
    confidence: float = 0.95,
) -> WeightedMean:
    """Return a weighted proportion with an interval on the log-odds scale.

    Parameters
    ----------
    counted : array-like, shape (people,)
        1 for who is counted, 0 for who is not, NaN for who did not answer.
    design : SampleDesign
        How the people were drawn: all of them, not only those of the group.
    among : array-like of bool, shape (people,), or None
        The group that the proportion is of; None for everybody.
    confidence : float
        Confidence level.

    Returns
    -------
    WeightedMean
        Proportions, 0-1. No limits, and the reason, where everybody answered alike.

    Notes
    -----
    Korn and Graubard (1998): t interval of the log-odds, with the design's degrees of freedom.
    Matches R package survey 4.1 `svyciprop(method = "logit")` to 1e-9.
    """
    found = _linearised(counted, design, among)
    if found.value in (0, 1):
        return replace(found, why=_EXTREME)
    if found.se is None or found.value is None:
        return found
    centre = logit(found.value)
    half = stdtrit(found.freedom, (1 + confidence) / 2) * found.se
    half /= found.value * (1 - found.value)
    return replace(found, lower=float(expit(centre - half)), upper=float(expit(centre + half)))


def _linearised(values: ArrayLike, design: SampleDesign, among: ArrayLike | None) -> WeightedMean:
    """Return the mean and its standard error, without limits."""
    y = np.asarray(values, dtype=np.float64)
    weight = np.asarray(design.weights, dtype=np.float64)
    counted = ~np.isnan(y) & (weight > 0)
    if among is not None:
        counted &= np.asarray(among, dtype=bool)
    weight, y = np.where(counted, weight, 0.0), np.where(counted, y, 0.0)
    n, total = int(counted.sum()), float(weight.sum())
    if n == 0:
        return WeightedMean(None, None, None, None, 0, None, 0, 0.0, _NOBODY)
    value = float((weight * y).sum() / total)
    kish = float(effective_base(total, (weight**2).sum()))
    code, stratum = design.cells()
    seen = np.unique(code[counted])
    freedom = seen.size - np.unique(stratum[seen]).size
    variance = design.variance_of_total(weight * (y - value) / total)
    simple = float((weight * (y - value) ** 2).sum() / total / (n - 1)) if n > 1 else 0.0
    why = _trouble(variance, stratum, freedom, value)
    se = None if why else float(np.sqrt(variance))
    effect = variance / simple if simple > 0 and not why else None
    return WeightedMean(value, se, None, None, freedom, effect, n, kish, why)


def _trouble(variance: float, stratum: NDArray[np.intp], freedom: int, value: float) -> str:
    """Return why the standard error can't be had; empty if it can."""
    if np.isnan(variance) and stratum.size > 1:
        return _LONELY
    if freedom < 1:
        return _ALONE
    return _SAME if np.sqrt(variance) <= 1e-14 * abs(value) else ""
