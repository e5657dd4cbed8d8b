"""Random-intercept logistic regression on counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import expit

from analysis.statistics.likelihood import Likelihood
from analysis.statistics.shrinkage import empirical_logit

Floats = NDArray[np.float64]

_GAIN = 1e-7
_BOUNDLESS = 10.0
_SMALLEST_START = 0.1
_FLAT = 1e-8
_STEEP = 0.01


@dataclass(frozen=True)
class RandomIntercepts:
    """A fitted model; arrays have one entry for each stratum, NaN where it was left out.

    Attributes
    ----------
    fixed : ndarray
        Fixed part of the strata, as a logit.
    variance : float
        Variance of the strata's deviations, in squared logits; 0 if they differ by no more than
        chance once the fixed part is known (a singular fit).
    log_likelihood : float
        Of the answers as single yes or no, i.e. without binomial coefficients.
    deviation : ndarray
        Most likely deviation of each stratum from its fixed part, in logits (conditional mode).
    deviation_se : ndarray
        Its standard error given the fixed part and the variance.
    se : ndarray
        Standard error of ``fixed + deviation`` given the variance.
    is_singular : bool
        Whether the variance is 0.
    """

    fixed: Floats
    variance: float
    log_likelihood: float
    deviation: Floats
    deviation_se: Floats
    se: Floats
    is_singular: bool


@dataclass(frozen=True)
class Unfitted:
    """A model that can't be fitted.

    Attributes
    ----------
    why : str
        The reason, in a sentence for people.
    """

    why: str


def fit_intercepts(
    positive: ArrayLike, n: ArrayLike, design: ArrayLike
) -> RandomIntercepts | Unfitted:
    """Fit a logistic regression with a random intercept for each stratum.

    Parameters
    ----------
    positive, n : array-like, shape (strata,)
        Positive answers and bases. Strata with a base of 0 are left out.
    design : array-like, shape (strata, columns)
        Fixed part, including the intercept. Columns that repeat others do no harm.

    Returns
    -------
    RandomIntercepts or Unfitted
        The fit; or the reason why there is none.

    Raises
    ------
    ValueError
        If a count is missing or negative, or `positive` exceeds `n`.

    Notes
    -----
    Maximum likelihood by adaptive Gauss-Hermite quadrature with 15 nodes (Pinheiro & Chao 2006).
    `glmer` of the R package lme4 1.1-31, which uses the Laplace approximation, gives the same to
    1e-3 in variances, intercepts, deviations and predictions. A variance of 0 is a result like
    any other: it is taken where no positive variance has a higher likelihood.
    """
    x, size, columns = (np.asarray(v, dtype=np.float64) for v in (positive, n, design))
    if not (np.isfinite(x) & np.isfinite(size) & (x >= 0) & (x <= size)).all():
        raise ValueError("Counts must be known and within 0 <= positive <= n.")
    used = size > 0
    x, size = x[used], size[used]
    why = _obstacle(x, size)
    if why:
        return Unfitted(why)
    basis = _basis(columns[used])
    if basis.shape[1] >= size.size:
        return Unfitted("There are as many main effects as strata, so nothing is left to vary.")
    likelihood = Likelihood(x, size)
    share = x.sum() / size.sum()
    level = np.full(size.size, np.log(share / (1 - share)))
    flat = _climb(likelihood, basis, np.append(basis.T @ level / size.size, 0.0), move_sd=False)
    if np.abs(basis @ flat.coefficient).max() > _BOUNDLESS:
        return Unfitted("In one of the groups everybody answered alike: its effect has no limit.")
    top = _climb(likelihood, basis, _near(likelihood, basis, flat.coefficient), move_sd=True)
    if top.sd > _BOUNDLESS:
        return Unfitted("In each stratum everybody answered alike: the variance has no limit.")
    if top.steepness > _STEEP:
        return Unfitted("The variance between strata can't be pinned down with these answers.")
    if top.value <= flat.value + _GAIN:
        top = flat
    return _described(likelihood, basis, top, used)


def profile_drop(
    model: RandomIntercepts, positive: ArrayLike, n: ArrayLike, design: ArrayLike, sd: float
) -> float:
    """Return how much lower the log-likelihood is when the SD between strata is fixed.

    Parameters
    ----------
    model : RandomIntercepts
        What `fit_intercepts` returned for the same counts and design.
    positive, n, design : array-like
        As for `fit_intercepts`.
    sd : float
        Standard deviation of the strata's deviations, in logits.

    Returns
    -------
    float
        At least 0, but for rounding.
    """
    x, size, columns = (np.asarray(v, dtype=np.float64) for v in (positive, n, design))
    used = size > 0
    likelihood = Likelihood(x[used], size[used])
    basis = _basis(columns[used])
    start = np.append(basis.T @ model.fixed[used] / len(basis), sd)
    return model.log_likelihood - _climb(likelihood, basis, start, move_sd=False).value


def _obstacle(x: Floats, size: Floats) -> str:
    if size.size < 2:
        return "Fewer than two strata have answers, so there is no variance between them."
    if x.sum() in (0, size.sum()):
        return "Everybody answered alike, so strata can't be compared on the logit scale."
    return ""


def _basis(columns: Floats) -> Floats:
    """Return independent columns that span the same space, of root mean square 1."""
    left, size, _ = np.linalg.svd(columns, full_matrices=False)
    return np.asarray(left[:, size > 1e-9 * size[0]] * np.sqrt(len(columns)))


@dataclass(frozen=True)
class _Top:
    coefficient: Floats
    sd: float
    value: float
    steepness: float


def _climb(likelihood: Likelihood, basis: Floats, start: Floats, *, move_sd: bool) -> _Top:
    """Return the highest point above `start`, which is the coefficients with the SD as the last."""
    moved = start.size - (not move_sd)
    latest: dict[bytes, tuple[float, Floats, Floats]] = {}

    def at(point: Floats) -> tuple[float, Floats, Floats]:
        key = point.tobytes()
        if key not in latest:
            full = np.append(point, start[moved:])
            value, slope, curve = likelihood.value(basis @ full[:-1], float(full[-1]))
            gradient = np.append(basis.T @ slope[0], slope[1].sum())
            bend = np.empty((start.size, start.size))
            bend[:-1, :-1] = _crossed(basis, curve[0])
            bend[-1, :-1] = bend[:-1, -1] = basis.T @ curve[1]
            bend[-1, -1] = curve[2].sum()
            latest.clear()
            latest[key] = (-value, -gradient[:moved], -bend[:moved, :moved])
        return latest[key]

    found = minimize(
        lambda point: at(point)[:2],
        start[:moved],
        jac=True,
        hess=lambda point: at(point)[2],
        method="trust-exact",
        options={"gtol": _FLAT * max(1.0, float(likelihood.n.sum()) ** 0.5)},
    )
    full = np.append(found.x, start[moved:])
    return _Top(full[:-1], abs(float(full[-1])), -float(found.fun), float(np.abs(found.jac).max()))


def _crossed(basis: Floats, weight: Floats) -> Floats:
    return np.asarray(basis.T @ (basis * weight[:, None]))


def _near(likelihood: Likelihood, basis: Floats, coefficient: Floats) -> Floats:
    """Return coefficients and SD to start at, from least squares on the empirical logits."""
    value, variance = empirical_logit(likelihood.x, likelihood.n)
    excess = float(((value - basis @ coefficient) ** 2 - variance).mean())
    sd = max(_SMALLEST_START, max(excess, 0.0) ** 0.5)
    weight = 1 / np.sqrt(variance + sd**2)
    fitted = np.linalg.lstsq(basis * weight[:, None], value * weight, rcond=None)[0]
    return np.append(fitted, sd)


def _described(
    likelihood: Likelihood, basis: Floats, top: _Top, used: NDArray[np.bool_]
) -> RandomIntercepts:
    fixed, sd = basis @ top.coefficient, top.sd
    z, curve = likelihood.mode(fixed, sd)
    p = expit(fixed + sd * z)
    information = likelihood.n * p * (1 - p)
    own = sd**2 * information / curve
    fixed_cov = np.linalg.inv(_crossed(basis, information / curve))
    fixed_var = np.einsum("ij,jk,ik->i", basis, fixed_cov, basis)

    def everywhere(values: Floats) -> Floats:
        full = np.full(used.size, np.nan)
        full[used] = values
        return full

    return RandomIntercepts(
        everywhere(fixed),
        sd**2,
        top.value,
        everywhere(sd * z),
        everywhere(sd / np.sqrt(curve)),
        everywhere(np.sqrt(sd**2 / curve + (1 - own) ** 2 * fixed_var)),
        sd == 0,
    )
