"""The likelihood of counts in strata that deviate at random."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]

_NEWTON_STEPS = 60
_NEAR = 1e-9


@cache
def _quadrature(nodes: int) -> tuple[Floats, Floats]:
    node, weight = np.polynomial.hermite.hermgauss(nodes)
    return node, np.log(weight) + node**2


class Likelihood:
    """The likelihood of counts, given each stratum's fixed logit and the deviations' SD.

    Deviations are normal and integrated out by adaptive Gauss-Hermite quadrature (Pinheiro &
    Bates 1995): the nodes lie around each stratum's most likely deviation. With a single node it
    is the Laplace approximation. Answers count as single yes or no, without binomial coefficients.

    Parameters
    ----------
    positive, n : ndarray, shape (strata,)
        Positive answers and bases, above 0.
    nodes : int
        Nodes of the quadrature.
    """

    def __init__(self, positive: Floats, n: Floats, nodes: int = 15) -> None:
        self.x, self.n = positive, n
        self.node, self.log_weight = _quadrature(nodes)

    def mode(self, fixed: Floats, sd: float) -> tuple[Floats, Floats]:
        """Return each stratum's most likely deviation in SDs, and the curvature there."""
        z = np.zeros_like(fixed)
        for _ in range(_NEWTON_STEPS):
            p = expit(fixed + sd * z)
            curve = sd**2 * self.n * p * (1 - p) + 1
            step = np.clip((sd * (self.x - self.n * p) - z) / curve, -2, 2)
            z = z + step
            if np.abs(step).max() < _NEAR:
                break
        p = expit(fixed + sd * z)
        return z, sd**2 * self.n * p * (1 - p) + 1

    def value(self, fixed: Floats, sd: float) -> tuple[float, Floats, Floats]:
        """Return the log-likelihood, and each stratum's slopes and curvatures (Louis 1982).

        Slopes, shape (2, strata), are for the stratum's logit and for the SD. Curvatures, shape
        (3, strata), are the second derivatives for logit twice, logit and SD, SD twice.
        """
        z, curve = self.mode(fixed, sd)
        width = np.sqrt(2 / curve)[:, None]
        at = z[:, None] + width * self.node
        logit = fixed[:, None] + sd * at
        x, n = self.x[:, None], self.n[:, None]
        joint = x * logit - n * np.logaddexp(0, logit) - at**2 / 2
        joint += self.log_weight + np.log(width) - np.log(2 * np.pi) / 2
        p = expit(logit)
        highest = joint.max(axis=1, keepdims=True)
        posterior = np.exp(joint - highest)
        total = posterior.sum(axis=1, keepdims=True)
        posterior /= total
        score = x - n * p
        first = posterior * score
        second = posterior * (score**2 - n * p * (1 - p))
        slope, slope_sd = first.sum(axis=1), (first * at).sum(axis=1)
        curves = [
            second.sum(axis=1) - slope**2,
            (second * at).sum(axis=1) - slope * slope_sd,
            (second * at**2).sum(axis=1) - slope_sd**2,
        ]
        return float((highest + np.log(total)).sum()), np.stack([slope, slope_sd]), np.stack(curves)
