"""Newton's method for the logistic likelihood, and the answers that defeat it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from analysis.statistics.design import Design
from analysis.statistics.pattern import Patterns

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

_STEPS = 25
_SETTLED = 1e-9
_PRIOR_SD = 2.5


@dataclass(frozen=True)
class Ascent:
    """Where Newton's method ended.

    Attributes
    ----------
    coefficients : ndarray, shape (columns,)
        0 for columns that were not fitted.
    information : ndarray, shape (fitted, fitted)
        Minus the second derivative of the (penalised) log-likelihood there.
    step : ndarray, shape (columns,)
        The last step; it points along the separation when there is one.
    converged : bool
        Whether the last step was next to nothing.
    """

    coefficients: Floats
    information: Floats
    step: Floats
    converged: bool


def _height(patterns: Patterns, predictor: Floats, b: Floats, penalty: Floats) -> float:
    """Return the penalised log-likelihood."""
    likelihood = patterns.total @ predictor - patterns.weight @ np.logaddexp(0, predictor)
    return float(likelihood - b @ penalty @ b / 2)


def ascend(design: Design, patterns: Patterns, kept: Codes, penalty: Floats) -> Ascent:
    """Maximise the logistic log-likelihood less a quadratic penalty.

    Parameters
    ----------
    design : Design
        Columns of the regression.
    patterns : Patterns
        People, with sums of answers 0 or 1; not all the same.
    kept : ndarray of int
        Columns to fit.
    penalty : ndarray, shape (columns, columns)
        Matrix P of the penalty b'Pb / 2; zeros for none.

    Returns
    -------
    Ascent
        Not converged after 25 steps where the maximum is not finite. A step that would go down is
        halved until it does not.
    """
    b = np.zeros(design.columns)
    b[0] = logit(patterns.total.sum() / patterns.weight.sum())
    predictor = design.predictor(b)
    height = _height(patterns, predictor, b, penalty)
    among = np.ix_(kept, kept)
    for _ in range(_STEPS):
        fitted = expit(predictor)
        score = design.sums(patterns.total - patterns.weight * fitted) - penalty @ b
        information = (design.gram(patterns.weight * fitted * (1 - fitted)) + penalty)[among]
        step = np.zeros_like(b)
        step[kept] = np.linalg.solve(information, score[kept])
        for _ in range(_STEPS):
            predictor = design.predictor(b + step)
            reached = _height(patterns, predictor, b + step, penalty)
            if reached >= height - 1e-12 * abs(height):
                break
            step /= 2
        b, height = b + step, reached
        if np.abs(step).max() < _SETTLED:
            break
    fitted = expit(predictor)
    information = (design.gram(patterns.weight * fitted * (1 - fitted)) + penalty)[among]
    return Ascent(b, information, step, bool(np.abs(step).max() < _SETTLED))


def one_sided(design: Design, patterns: Patterns) -> Codes:
    """Return the columns of levels in which everybody gave the same answer."""
    positive = design.sums(patterns.total)
    slack = 1e-9 * design.size
    same = (positive <= slack) | (positive >= design.size - slack)
    return np.flatnonzero(same & (design.size > 0))


def wandering(design: Design, step: Floats) -> Codes:
    """Return the columns that a step which never settles still moves, apart from their variable.

    Where the reference level is the one that is separated, all others move together; so steps are
    compared with the middle person's level of the same variable.
    """
    moved = [0]
    for variable in range(design.offsets.size - 1):
        block = design.block(variable)
        size, change = design.size[block], step[block]
        order = np.argsort(change)
        shares = np.cumsum(size[order]) / size.sum()
        middle = change[order[np.searchsorted(shares, 0.5)]]
        off = (np.abs(change - middle) > np.abs(step).max() / 10) & (size > 0)
        moved += [block.start + int(i) for i in np.flatnonzero(off)]
    return np.array(moved[1:], dtype=np.intp)


def prior(design: Design, levels: Codes) -> Floats:
    """Return the ridge penalty for every variable that one of these levels belongs to.

    Effects are drawn to the mean effect of the variable's levels, whatever the reference is, as by
    a normal prior with standard deviation 2.5 on the log-odds scale.
    """
    penalty = np.zeros((design.columns, design.columns))
    for variable in range(design.offsets.size - 1):
        block = design.block(variable)
        if not ((levels >= block.start) & (levels < block.stop)).any():
            continue
        there = block.start + np.flatnonzero(design.size[block] > 0)
        centring = np.eye(there.size) - 1 / there.size
        penalty[np.ix_(there, there)] = centring / _PRIOR_SD**2
    return penalty
