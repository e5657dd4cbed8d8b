"""Expected ranges of places and the funnels they are drawn in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.interval import critical_value
from analysis.statistics.overdispersion import additive_variance

Floats = NDArray[np.float64]

_WINSORISED = 0.2


@dataclass(frozen=True)
class Spread:
    """How much places differ beyond chance.

    Attributes
    ----------
    centre : float
        The pooled score that places are compared with; NaN without places.
    phi : float
        Mean squared z-score after winsorising; 1 where places differ by chance alone.
    tau2 : float
        Variance between places beyond chance, in squared units of the score; 0 if none.
    places : int
        Number of places it was estimated from.
    """

    centre: float
    phi: float
    tau2: float
    places: int


def pooled(score: ArrayLike, n: ArrayLike) -> float:
    """Return the mean of the scores weighted by their bases; NaN when there are no answers."""
    scores, bases = np.asarray(score, dtype=np.float64), np.asarray(n, dtype=np.float64)
    return float((scores * bases).sum() / bases.sum()) if bases.sum() > 0 else float("nan")


def _winsorise(z: Floats, hidden: int) -> Floats:
    """Pull in a fifth of the places at each end, counting hidden places as evenly spread."""
    ordered = np.sort(z)
    place = np.floor(_WINSORISED * (z.size + hidden)) - _WINSORISED * hidden
    low, high = np.interp([place, z.size - 1 - place], np.arange(z.size), ordered)
    return np.clip(z, low, high)


def spread(score: ArrayLike, variance: ArrayLike, centre: float, *, hidden: int = 0) -> Spread:
    """Return how much places differ beyond chance.

    Parameters
    ----------
    score : array-like, shape (places,)
        Scores, any unit. No missing values.
    variance : array-like, shape (places,)
        Variance of each score by chance alone around `centre`; must be above 0.
    centre : float
        The score that is expected of everybody, e.g. from `pooled`.
    hidden : int
        Places of the same level whose score is not known.

    Returns
    -------
    Spread
        With ``tau2`` 0 for fewer than two places.

    Notes
    -----
    Spiegelhalter (2005), additive random effects by the method of moments, on winsorised z-scores:
    the fifth of the places (rounded down) at each end is moved in to the next one. This is how the
    expected ranges of the 2018 National Cancer Patient Experience Survey were made; an interpolated
    20% quantile comes close with 145 trusts, but not with 19 Cancer Alliances.
    """
    p, s2 = np.asarray(score, dtype=np.float64), np.asarray(variance, dtype=np.float64)
    if p.size == 0:
        return Spread(float("nan"), float("nan"), 0.0, 0)
    z = (p - centre) / np.sqrt(s2)
    phi = float(np.mean(_winsorise(z, hidden) ** 2))
    return Spread(centre, phi, additive_variance(phi, s2), int(p.size))


def expected_range(
    centre: float,
    variance: ArrayLike,
    tau2: float = 0.0,
    *,
    confidence: float = 0.95,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> tuple[Floats, Floats]:
    """Return the range in which a place's score is expected to lie.

    Parameters
    ----------
    centre : float
        The pooled score.
    variance : array-like
        Variance of each score by chance alone.
    tau2 : float
        Variance between places beyond chance; 0 draws the funnel of chance alone.
    confidence : float
        0.95 or 0.998 by custom.
    bounds : (float, float)
        Ends of the scale, which the range is clipped to.

    Returns
    -------
    (ndarray, ndarray)
        Lower and upper limit, in the unit of the score.
    """
    half = critical_value(confidence) * np.sqrt(np.asarray(variance, dtype=np.float64) + tau2)
    return np.clip(centre - half, *bounds), np.clip(centre + half, *bounds)


def band(score: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> NDArray[np.str_]:
    """Return "above", "expected" or "below" for each score; on the limit is expected."""
    p = np.asarray(score, dtype=np.float64)
    above, below = p > np.asarray(upper), p < np.asarray(lower)
    return np.where(above, "above", np.where(below, "below", "expected"))
