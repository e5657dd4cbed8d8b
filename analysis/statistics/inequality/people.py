"""Slope and concentration indices of people in a survey sample, with its design."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.estimate import Estimate
from analysis.statistics.inequality.regression import logistic_ends
from analysis.statistics.interval import critical_value

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]

_FEWEST = 3


@dataclass(frozen=True)
class PersonIndices:
    """Indices worked out from people, each a normal interval around its value.

    Attributes
    ----------
    slope : Estimate
        Slope index (SII), a difference of proportions.
    ratio : Estimate
        Relative index (RII), with its interval on the log scale.
    absolute : Estimate
        Absolute concentration index, a proportion.
    relative : Estimate
        Relative concentration index.
    """

    slope: Estimate
    ratio: Estimate
    absolute: Estimate
    relative: Estimate


def person_indices(
    answer: ArrayLike,
    group: ArrayLike,
    weight: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    stratum: ArrayLike | None = None,
    confidence: float = 0.95,
) -> PersonIndices:
    """Return the indices of a yes/no answer over ordered groups, from people.

    Parameters
    ----------
    answer : array-like, shape (people,)
        1 or 0; NaN is left out.
    group : array-like, shape (people,)
        The place of each person's group in the order, the most disadvantaged lowest.
    weight : array-like, shape (people,), optional
        Survey weights; people count the same without.
    cluster, stratum : array-like, shape (people,), optional
        Primary sampling unit and stratum; each person is a unit, in one stratum, without.
    confidence : float
        Confidence level.

    Notes
    -----
    Pseudo-likelihood with linearised (sandwich) errors, Binder (1983); a stratum with one unit is
    centred on the mean of all. People rank in the middle of their group. Matches the R packages
    healthequal 1.0.1 and survey (`svyglm`) to 1e-6, values and standard errors.
    """
    y = np.asarray(answer, dtype=np.float64)
    kept = np.isfinite(y)
    y = y[kept]
    places, at = np.unique(np.asarray(group)[kept], return_inverse=True)
    why = _problem(y, places.size)
    if why:
        return PersonIndices(*(Estimate.missing(why) for _ in range(4)))
    w = np.ones(y.size) if weight is None else np.asarray(weight, dtype=np.float64)[kept]
    design = _Design.of(kept, cluster, stratum)
    share = np.bincount(at, w) / w.sum()
    by_group = np.cumsum(share) - share / 2
    rank = by_group[at]
    z = critical_value(confidence)
    means = np.bincount(at, w * y) / np.bincount(at, w)
    bottom, top = (float(end) for end in logistic_ends(means, share, by_group))
    slope, ratio = _logistic(y, w, rank, design, (bottom, top), z)
    index, error = _concentration(y, w, rank, design)
    mean = float(w @ y / w.sum())
    absolute, relative = (
        Estimate(index / by, (index - z * error) / by, (index + z * error) / by)
        for by in (1.0, mean)
    )
    return PersonIndices(slope, ratio, absolute, relative)


def _problem(y: Floats, groups: int) -> str:
    if groups < _FEWEST:
        return "It needs at least 3 groups with answers."
    if y.min() == y.max():
        return "Everybody gave the same answer."
    return ""


@dataclass(frozen=True)
class _Design:
    """Clusters of people, and the stratum of each cluster."""

    cluster: Ids
    stratum: Ids

    @classmethod
    def of(
        cls, kept: NDArray[np.bool_], cluster: ArrayLike | None, stratum: ArrayLike | None
    ) -> _Design:
        size = int(kept.sum())
        strata = np.zeros(size, np.int64)
        if stratum is not None:
            strata = np.unique(np.asarray(stratum)[kept], return_inverse=True)[1]
        if cluster is None:
            return cls(np.arange(size), strata)
        units = np.unique(np.asarray(cluster)[kept], return_inverse=True)[1]
        _, first, at = np.unique(
            np.column_stack([strata, units]), axis=0, return_index=True, return_inverse=True
        )
        return cls(at, strata[first])

    def variance(self, scores: Floats) -> Floats:
        """Return the covariance matrix of the sums of the scores, shape (people, columns)."""
        total = np.zeros((self.stratum.size, scores.shape[1]))
        np.add.at(total, self.cluster, scores)
        units = np.bincount(self.stratum)
        sums = np.zeros((units.size, scores.shape[1]))
        np.add.at(sums, self.stratum, total)
        centre = np.where((units > 1)[:, None], sums / units[:, None], total.mean(axis=0))
        factor = np.where(units > 1, units / np.maximum(units - 1, 1), 1.0)
        far = (total - centre[self.stratum]) * np.sqrt(factor[self.stratum])[:, None]
        return np.asarray(far.T @ far)


def _logistic(
    y: Floats, w: Floats, rank: Floats, design: _Design, found: tuple[float, float], z: float
) -> tuple[Estimate, Estimate]:
    bottom, top = found
    if not np.isfinite(bottom):
        missing = Estimate.missing("There is no finite fit: the groups step from 0 to 1.")
        return missing, missing
    start, end = np.log(bottom / (1 - bottom)), np.log(top / (1 - top))
    fitted = 1 / (1 + np.exp(-(start + (end - start) * rank)))
    x = np.column_stack([np.ones_like(rank), rank])
    bread = np.linalg.inv((x * (w * fitted * (1 - fitted))[:, None]).T @ x)
    covariance = bread @ design.variance(x * (w * (y - fitted))[:, None]) @ bread
    at_top, at_bottom = np.array([1.0, 1.0]), np.array([1.0, 0.0])
    by_slope = top * (1 - top) * at_top - bottom * (1 - bottom) * at_bottom
    by_ratio = (1 - top) * at_top - (1 - bottom) * at_bottom
    half = z * float(np.sqrt(by_slope @ covariance @ by_slope))
    spread = z * float(np.sqrt(by_ratio @ covariance @ by_ratio))
    ratio = top / bottom
    return (
        Estimate(top - bottom, top - bottom - half, top - bottom + half),
        Estimate(ratio, ratio * np.exp(-spread), ratio * np.exp(spread)),
    )


def _concentration(y: Floats, w: Floats, rank: Floats, design: _Design) -> tuple[float, float]:
    """Return the absolute concentration index and its standard error."""
    share = w / w.sum()
    x = np.column_stack([np.ones_like(rank), rank])
    spread = float(share @ (rank - 0.5) ** 2)
    scaled = 2 * spread * y
    bread = np.linalg.inv((x * w[:, None]).T @ x)
    slope = bread @ (x.T @ (w * scaled))
    left = scaled - x @ slope
    covariance = bread @ design.variance(x * (w * left)[:, None]) @ bread
    return float(slope[1]), float(np.sqrt(covariance[1, 1]))
