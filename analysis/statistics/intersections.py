"""How much strata differ, and how much of it is more than the sum of their parts (MAIHDA).

Strata are the intersections of characteristics such as sex, age band and ethnic group. A
random-intercept logistic model is fitted to their counts, first with nothing else (the null model)
and then with the characteristics' main effects: what variance is left is particular to
intersections.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq
from scipy.special import expit

from analysis.statistics.estimate import Estimate
from analysis.statistics.intercepts import (
    RandomIntercepts,
    Unfitted,
    fit_intercepts,
    profile_drop,
)
from analysis.statistics.interval import critical_value

Floats = NDArray[np.float64]

_LATENT = np.pi**2 / 3
_WIDEST = 20.0


@dataclass(frozen=True)
class Predictions:
    """Shrunken proportions of strata, 0-1; arrays have one entry for each stratum.

    Attributes
    ----------
    value, lower, upper : ndarray
        What the model expects of the stratum, with limits that hold the uncertainty of its fixed
        part and of the stratum's deviation, but not of the variance between strata.
    additive : ndarray
        What the fixed part alone expects of it: the overall level in a null model, the sum of the
        characteristics' main effects otherwise. ``value - additive`` is what is particular to
        the stratum.
    """

    value: Floats
    lower: Floats
    upper: Floats
    additive: Floats


@dataclass(frozen=True)
class VarianceShares:
    """How much strata differ, before and after the main effects of their characteristics.

    Attributes
    ----------
    null, main : RandomIntercepts or None
        The two models; None if the model can't be fitted.
    vpc : Estimate
        Share of the variance, on the latent logistic scale, that lies between strata (variance
        partition coefficient of the null model), 0-1, with its profile-likelihood limits.
    vpc_main : Estimate
        The same after the main effects: the share that is particular to intersections.
    pcv : Estimate
        Proportional change in variance: the share of the variance between strata that the main
        effects explain. 1 means that strata are the sum of their parts. Below 0 if the variance
        is larger with the main effects. It has no limits.
    """

    null: RandomIntercepts | None
    main: RandomIntercepts | None
    vpc: Estimate
    vpc_main: Estimate
    pcv: Estimate


def latent_share(variance: ArrayLike) -> Floats:
    """Return the share of the latent variance that lies between strata.

    ``variance / (variance + pi^2 / 3)``: Goldstein, Browne & Rasbash (2002).
    """
    between = np.asarray(variance, dtype=np.float64)
    return between / (between + _LATENT)


def main_effects(*labels: ArrayLike) -> Floats:
    """Return the design of an intercept and one indicator for each label but the first.

    Parameters
    ----------
    *labels : array-like, shape (strata,)
        The strata's label of each characteristic.

    Returns
    -------
    ndarray, shape (strata, columns)
    """
    columns = [np.ones(len(np.asarray(labels[0])))]
    for label in labels:
        values = np.asarray(label)
        columns += [values == one for one in np.unique(values)[1:]]
    return np.column_stack(columns).astype(np.float64)


def variance_shares(
    positive: ArrayLike, n: ArrayLike, labels: Sequence[ArrayLike], confidence: float = 0.95
) -> VarianceShares:
    """Return how much strata differ, and how much of it their characteristics' sum explains.

    Parameters
    ----------
    positive, n : array-like, shape (strata,)
        Positive answers and bases. Strata with a base of 0 are left out of the fit.
    labels : sequence of array-like, shape (strata,)
        The strata's label of each characteristic.
    confidence : float
        Confidence level of the limits.

    Returns
    -------
    VarianceShares
        What can't be had says why: fewer than two strata, answers all alike, as many main
        effects as strata, a characteristic's group that answered all alike, no variance.

    Raises
    ------
    ValueError
        If a count is missing or negative, or `positive` exceeds `n`.

    Notes
    -----
    Evans et al. (2018), Merlo (2018). See `fit_intercepts` for the reference that was matched.
    """
    level = np.ones((np.size(n), 1))
    null = fit_intercepts(positive, n, level)
    design = main_effects(*labels)
    main = fit_intercepts(positive, n, design)
    return VarianceShares(
        null if isinstance(null, RandomIntercepts) else None,
        main if isinstance(main, RandomIntercepts) else None,
        _share(null, positive, n, level, confidence),
        _share(main, positive, n, design, confidence),
        _change(null, main),
    )


def predictions(model: RandomIntercepts, confidence: float = 0.95) -> Predictions:
    """Return the shrunken proportions of the strata; NaN for strata that were left out.

    The limits are normal on the logit scale.
    """
    logit = model.fixed + model.deviation
    half = critical_value(confidence) * model.se
    return Predictions(expit(logit), expit(logit - half), expit(logit + half), expit(model.fixed))


def _share(
    model: RandomIntercepts | Unfitted,
    positive: ArrayLike,
    n: ArrayLike,
    design: Floats,
    confidence: float,
) -> Estimate:
    if isinstance(model, Unfitted):
        return Estimate.missing(model.why)
    allowed = critical_value(confidence) ** 2 / 2
    sd = model.variance**0.5

    def excess(at: float) -> float:
        return profile_drop(model, positive, n, design, at) - allowed

    lower = float(brentq(excess, 0, sd, xtol=1e-5)) if sd > 0 and excess(0.0) > 0 else 0.0
    far = max(2 * sd, 0.25)
    while excess(far) < 0 and far < _WIDEST:
        far *= 2
    upper = float(brentq(excess, sd, far, xtol=1e-5)) if far < _WIDEST else np.inf
    value, low = (float(latent_share(v**2)) for v in (sd, lower))
    return Estimate(value, low, float(latent_share(upper**2)) if np.isfinite(upper) else 1.0)


def _change(null: RandomIntercepts | Unfitted, main: RandomIntercepts | Unfitted) -> Estimate:
    if isinstance(null, Unfitted):
        return Estimate.missing(null.why)
    if isinstance(main, Unfitted):
        return Estimate.missing(main.why)
    if null.variance == 0:
        return Estimate.missing(
            "The strata differ by no more than chance, so there is nothing to explain."
        )
    why = "No interval is worked out for the share that main effects explain."
    if main.variance == 0:
        why = (
            "The main effects explain all the variance that can be told from chance "
            "(the variance left is estimated as 0); no interval is worked out."
        )
    return Estimate(1 - main.variance / null.variance, why=why)
