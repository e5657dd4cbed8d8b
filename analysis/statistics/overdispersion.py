"""How much more places differ than chance alone would have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.interval import Floats

Trim = Literal["winsorise", "truncate"]


@dataclass(frozen=True)
class Overdispersion:
    """How much more places differ than chance alone would have them.

    Attributes
    ----------
    phi : float or None
        Mean squared z-score after trimming: about 1 where places differ by chance alone, less
        with winsorising, which takes the tails in. None where it can't be had.
    tau2 : float
        Variance between places beyond chance, on the scale that z was made on; 0 if none, and
        where it can't be had.
    places : int
        Number of places that `phi` is the mean over.
    left_out : int
        Number of places without a z-score, or cut off by truncation.
    why : str
        Why it can't be had; empty if it can.
    """

    phi: float | None
    tau2: float
    places: int
    left_out: int
    why: str = ""


def winsorise(z: ArrayLike, share: float) -> Floats:
    """Pull in the z-scores beyond the quantiles at `share` and 1 - `share` to those quantiles.

    Parameters
    ----------
    z : array-like, shape (places,)
        Z-scores, without missing values.
    share : float
        Share at each end, 0 to below 0.5. Quantiles are interpolated (Hyndman and Fan's type 7).

    Returns
    -------
    ndarray, shape (places,)
        In the order given.
    """
    scores = np.asarray(z, dtype=np.float64)
    return np.clip(scores, *np.quantile(scores, [share, 1 - share])) if scores.size else scores


def inside(z: ArrayLike, share: float) -> NDArray[np.bool_]:
    """Return which z-scores are left when `share` of the places is cut off at each end.

    Parameters
    ----------
    z : array-like, shape (places,)
        Z-scores, without missing values.
    share : float
        Share at each end, 0 to below 0.5; the number of places is rounded down. Equal scores are
        kept or cut off together.

    Returns
    -------
    ndarray of bool, shape (places,)
        True for who is left, in the order given.
    """
    scores = np.asarray(z, dtype=np.float64)
    ordered = np.sort(scores)
    below, up_to = (np.searchsorted(ordered, scores, side) for side in ("left", "right"))
    rank = (below + up_to + 1) / 2
    cut = np.floor(share * rank.size)
    return np.asarray((rank > cut) & (rank < rank.size - cut + 1))


def additive_variance(phi: float, variance: ArrayLike) -> float:
    """Return the variance between places beyond chance by the method of moments.

    Parameters
    ----------
    phi : float
        Mean squared z-score.
    variance : array-like, shape (places,)
        Variance of each place by chance alone, above 0.

    Returns
    -------
    float
        max(0, (I phi - (I - 1)) / (sum w - sum w^2 / sum w)) with I places and w = 1 / variance;
        0 for fewer than two places.

    Notes
    -----
    DerSimonian and Laird (1986), as Spiegelhalter (2005) uses it.
    """
    weight = 1 / np.asarray(variance, dtype=np.float64)
    if weight.size < 2:
        return 0.0
    scale = float(weight.sum() - (weight**2).sum() / weight.sum())
    return max(0.0, (weight.size * phi - (weight.size - 1)) / scale)


def overdispersion(
    z: ArrayLike, variance: ArrayLike, share: float = 0.1, trim: Trim = "winsorise"
) -> Overdispersion:
    """Return how much more places differ than chance alone would have them.

    Parameters
    ----------
    z : array-like, shape (places,)
        Z-scores, see `Points.z`; places where it is NaN are left out and counted.
    variance : array-like, shape (places,)
        Variance of each place by chance alone, on the scale that z was made on.
    share : float
        Share of the places at each end that is pulled in or cut off; 0.1 by custom.
    trim : {"winsorise", "truncate"}
        Pull the ends in to the next quantile (Care Quality Commission), or cut them off (SHMI).

    Returns
    -------
    Overdispersion
        With the reason where fewer than two places are left.

    Raises
    ------
    ValueError
        If `share` is not from 0 to below 0.5.

    Notes
    -----
    Spiegelhalter (2005, 2012). Matches R package FunnelPlotR 0.6.0 to 1e-12, but that its
    truncation cuts off one place more at the upper end than at the lower where the number of
    places is one short of a multiple of 1 / `share`.
    """
    if not 0 <= share < 0.5:
        raise ValueError("The share at each end must be from 0 to below a half.")
    scores, chance = np.broadcast_arrays(np.asarray(z, float), np.asarray(variance, float))
    known = np.isfinite(scores) & (chance > 0)
    kept, spread = scores[known], chance[known]
    if trim == "truncate":
        left = inside(kept, share)
        kept, spread = kept[left], spread[left]
    else:
        kept = winsorise(kept, share)
    left_out = scores.size - kept.size
    if kept.size < 2:
        why = "Fewer than two places can be compared, so their spread can't be told."
        return Overdispersion(None, 0.0, kept.size, left_out, why)
    phi = float(np.mean(kept**2))
    return Overdispersion(phi, additive_variance(phi, spread), kept.size, left_out)
