"""How much units differ beyond chance, and what each unit's own figure is worth.

Units are places, groups or combinations of groups, each with an estimate and its variance. A unit
whose estimate is missing, or whose variance is not above 0, is left out of what is estimated and
has NaN for results of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from analysis.statistics.interval import critical_value

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Method = Literal["paule-mandel", "dersimonian-laird", "reml"]

_STEPS = 200
_EXACT = 1e-13
_ROUNDING = 1e-10


@dataclass(frozen=True)
class Heterogeneity:
    """How much units differ beyond chance.

    Attributes
    ----------
    mean : float or None
        Mean of the units' true values, in the unit of the estimates; None without units.
    se : float or None
        Standard error of `mean`.
    tau2 : float or None
        Variance of the true values, in squared units; 0 if the units differ by no more than
        chance, None with fewer than two units.
    q : float or None
        Cochran's Q, expected to be units - 1 under chance alone.
    i2 : float or None
        Share of the variance of a typical unit's estimate that is not chance, 0-1.
    units : int
        Number of units it was estimated from.
    why : str
        Why something is missing; empty when nothing is.
    """

    mean: float | None
    se: float | None
    tau2: float | None
    q: float | None
    i2: float | None
    units: int
    why: str = ""

    @property
    def p_value(self) -> float | None:
        """Chance of so large a Q if all true values were the same (Cochran 1954), 0-1."""
        from scipy.stats import chi2

        return None if self.q is None else float(chi2.sf(self.q, self.units - 1))


@dataclass(frozen=True)
class Shrunken:
    """Empirical-Bayes estimates; arrays have one entry for each unit, NaN where left out.

    Attributes
    ----------
    value : ndarray
        Each unit's best guess: its own estimate pulled towards the mean.
    se : ndarray
        Standard error, with the uncertainty of the mean but not of tau^2.
    lower, upper : ndarray
        Limits of `value`.
    reliability : ndarray
        Weight of the unit's own estimate, 0 (nothing but the mean) to 1 (nothing but its own).
    why : str
        Why there are no estimates; empty when there are.
    """

    value: Floats
    se: Floats
    lower: Floats
    upper: Floats
    reliability: Floats
    why: str = ""


def empirical_logit(positive: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """Return the logit of proportions and its variance, finite for 0 and for all as well.

    Parameters
    ----------
    positive, n : array-like
        Positive answers and bases.

    Returns
    -------
    (ndarray, ndarray)
        log((x + 1/2) / (n - x + 1/2)) and 1/(x + 1/2) + 1/(n - x + 1/2); NaN where n is 0.

    Notes
    -----
    Haldane (1956), Anscombe (1956).
    """
    x, size = np.asarray(positive, dtype=np.float64), np.asarray(n, dtype=np.float64)
    yes = np.where(size > 0, x + 0.5, np.nan)
    no = size - x + 0.5
    return np.log(yes / no), 1 / yes + 1 / no


def known_units(estimate: ArrayLike, variance: ArrayLike) -> tuple[Floats, Floats, Flags]:
    """Return estimates, variances, and which units have both (the variance above 0)."""
    y, v = np.asarray(estimate, dtype=np.float64), np.asarray(variance, dtype=np.float64)
    return y, v, np.isfinite(y) & np.isfinite(v) & (v > 0)


def heterogeneity(
    estimate: ArrayLike, variance: ArrayLike, method: Method = "paule-mandel"
) -> Heterogeneity:
    """Return how much units differ beyond chance.

    Parameters
    ----------
    estimate : array-like, shape (units,)
        Estimates, any unit.
    variance : array-like, shape (units,)
        Their variances by chance alone, taken as known.
    method : {"paule-mandel", "dersimonian-laird", "reml"}
        How tau^2 is estimated. Paule-Mandel is the same as empirical Bayes by Morris (1983).

    Returns
    -------
    Heterogeneity
        With `why` when fewer than two units are known.

    Notes
    -----
    DerSimonian & Laird (1986), Paule & Mandel (1982), Raudenbush (2009) for REML; I^2 with the
    typical variance of Higgins & Thompson (2002). The R package metafor 3.8-1 gives the same for
    DerSimonian-Laird to 1e-9; so does `combine_effects` of statsmodels, but that goes on with a
    negative tau^2 where this has 0. metafor stops its
    iterations at steps of 1e-5: its REML is off by 8e-8 and its Paule-Mandel by 3e-5 in tau^2,
    while ours solves the estimating equation to machine precision, as statsmodels does for
    Paule-Mandel to 1e-10.
    """
    y, v, used = known_units(estimate, variance)
    y, v = y[used], v[used]
    if y.size < 2:
        why = "Fewer than two units have an estimate, so there is no variance between them."
        if not y.size:
            return Heterogeneity(None, None, None, None, None, 0, why)
        return Heterogeneity(*_pooled(0.0, y, v), None, None, None, 1, why)
    weight = 1 / v
    q = _q(0.0, y, v)
    scale = float((weight * (1 - weight / weight.sum())).sum())
    if method == "dersimonian-laird":
        tau2 = max(0.0, (q - (y.size - 1)) / scale)
    else:
        tau2 = _paule_mandel(y, v) if method == "paule-mandel" else _reml(y, v)
    mean, se = _pooled(tau2, y, v)
    return Heterogeneity(mean, se, tau2, q, tau2 / (tau2 + (y.size - 1) / scale), int(y.size))


def shrink(
    estimate: ArrayLike,
    variance: ArrayLike,
    spread: Heterogeneity,
    confidence: float = 0.95,
) -> Shrunken:
    """Return empirical-Bayes estimates (best linear unbiased predictions) of the units.

    Parameters
    ----------
    estimate, variance : array-like, shape (units,)
        As for `heterogeneity`.
    spread : Heterogeneity
        What `heterogeneity` returned; of other units too, e.g. to shrink within a wider family.
    confidence : float
        Confidence level of the limits.

    Returns
    -------
    Shrunken
        All NaN, with `why`, if tau^2 is not known.

    Notes
    -----
    Robinson (1991). With tau^2 as given, the same as `blup` of the R package metafor 3.8-1 to
    1e-12. tau^2 counts as known: with few units limits are too narrow (with 20 units of which half
    of the variance is chance, nominal 95% limits hold the truth about 88% of the time).
    """
    y, v, used = known_units(estimate, variance)
    if spread.tau2 is None or spread.mean is None or spread.se is None:
        nothing = np.full(y.size, np.nan)
        return Shrunken(nothing, nothing, nothing, nothing, nothing, spread.why)
    y, v = np.where(used, y, np.nan), np.where(used, v, np.nan)
    own = spread.tau2 / (spread.tau2 + v)
    value = own * y + (1 - own) * spread.mean
    se = np.sqrt(own * v + ((1 - own) * spread.se) ** 2)
    half = critical_value(confidence) * se
    return Shrunken(value, se, value - half, value + half, own)


def _pooled(tau2: float, y: Floats, v: Floats) -> tuple[float, float]:
    weight = 1 / (v + tau2)
    return float((weight * y).sum() / weight.sum()), float(weight.sum() ** -0.5)


def _q(tau2: float, y: Floats, v: Floats) -> float:
    return float(((y - _pooled(tau2, y, v)[0]) ** 2 / (v + tau2)).sum())


def _paule_mandel(y: Floats, v: Floats) -> float:
    """Return the tau^2 at which the generalised Q is what it is expected to be."""
    freedom = y.size - 1
    if _q(0.0, y, v) <= freedom:
        return 0.0
    ceiling = float(((y - y.mean()) ** 2).sum()) / freedom
    return float(brentq(lambda t: _q(t, y, v) - freedom, 0, ceiling, xtol=1e-15 * ceiling))


def _reml(y: Floats, v: Floats) -> float:
    """Return the tau^2 of the highest restricted likelihood, by Fisher scoring."""
    tau2 = _paule_mandel(y, v)
    for _ in range(_STEPS):
        step = _scoring_step(tau2, y, v)
        new, enough = max(0.0, tau2 + step), _restricted(tau2, y, v) - _ROUNDING
        while _restricted(new, y, v) < enough and abs(new - tau2) > _EXACT * tau2:
            step /= 2
            new = max(0.0, tau2 + step)
        if abs(new - tau2) <= _EXACT * (tau2 + float(v.min())):
            return new
        tau2 = new
    return tau2


def _restricted(tau2: float, y: Floats, v: Floats) -> float:
    """Return the restricted log-likelihood, but for a constant."""
    weight = 1 / (v + tau2)
    return float(np.log(weight).sum() - np.log(weight.sum()) - _q(tau2, y, v)) / 2


def _scoring_step(tau2: float, y: Floats, v: Floats) -> float:
    weight = 1 / (v + tau2)
    total, squares = weight.sum(), (weight**2).sum()
    residual = y - (weight * y).sum() / total
    score = ((weight * residual) ** 2).sum() - total + squares / total
    return float(score / (squares - 2 * (weight**3).sum() / total + (squares / total) ** 2))
