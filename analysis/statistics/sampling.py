"""How the people who answered were drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.interval import Floats


@dataclass(frozen=True)
class SampleDesign:
    """How the answers were drawn.

    Attributes
    ----------
    weights : ndarray, shape (people,)
        Weights, 0 or more; their scale does not matter.
    clusters : ndarray, shape (people,), or None
        Which cluster (primary unit) each person was drawn in, e.g. a trust; None if drawn singly.
        Clusters are told apart within a stratum.
    strata : ndarray, shape (people,), or None
        Which stratum each person is of; None if there is one.
    units : ndarray, shape (people,), or None
        How many clusters (people, if drawn singly) the population of the person's stratum has, for
        the finite population correction; None if there are very many.

    Raises
    ------
    ValueError
        If a weight is negative or missing, the arrays differ in length, or more clusters were
        drawn than there are.
    """

    weights: Floats
    clusters: NDArray[np.generic] | None = None
    strata: NDArray[np.generic] | None = None
    units: Floats | None = None

    def __post_init__(self) -> None:
        size = len(self.weights)
        others = (self.clusters, self.strata, self.units)
        if any(other is not None and len(other) != size for other in others):
            raise ValueError("Weights, clusters, strata and units must have one length.")
        if not (np.asarray(self.weights) >= 0).all():
            raise ValueError("A weight must be 0 or more.")

    def cells(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return the cluster of each person, and the stratum of each cluster, as codes from 0."""
        size = len(self.weights)
        strata = np.zeros(size, int) if self.strata is None else self.strata
        clusters = np.arange(size) if self.clusters is None else self.clusters
        stratum, cluster = (np.unique(v, return_inverse=True)[1] for v in (strata, clusters))
        pairs, code = np.unique(
            stratum * (cluster.max(initial=0) + 1) + cluster, return_inverse=True
        )
        return code, pairs // (cluster.max(initial=0) + 1)

    def variance_of_total(self, scores: Floats) -> float:
        """Return the variance of the sum of `scores`; NaN if a stratum has a single cluster."""
        code, stratum = self.cells()
        totals, drawn = np.bincount(code, scores), np.bincount(stratum)
        means = np.bincount(stratum, totals) / drawn
        squares = np.bincount(stratum, (totals - means[stratum]) ** 2)
        if (drawn == 1).any():
            return float("nan")
        return float((self._left(code, stratum, drawn) * drawn / (drawn - 1) * squares).sum())

    def _left(
        self, code: NDArray[np.intp], stratum: NDArray[np.intp], drawn: NDArray[np.intp]
    ) -> Floats:
        """Return the share of each stratum's clusters that was not drawn."""
        if self.units is None:
            return np.ones(drawn.size)
        there = np.zeros(drawn.size)
        there[stratum[code]] = self.units
        if (there < drawn).any():
            raise ValueError("More clusters were drawn than there are.")
        return 1 - drawn / there
