"""Gaps of combinations, pulled towards each other by how much of them is chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit

from analysis.statistics.ranking import worst
from analysis.statistics.shrinkage import heterogeneity, shrink
from analysis.survey import Question

WORST = 0.1
"""Share of the combinations that counts as the worst."""

Floats = NDArray[np.float64]

_EDGE = 0.001


def shrunken(frame: pd.DataFrame, q: Question, draws: int) -> pd.DataFrame:
    """Return the combinations of a question with shrunken gaps and probabilities.

    Parameters
    ----------
    frame : DataFrame
        As from `combined`.
    q : Question
        The question.
    draws : int
        Simulated rankings.

    Returns
    -------
    DataFrame
        Those that have a difference, with ``value``, ``lower``, ``upper`` (the difference pulled
        towards the mean, and its 95% limits, in the unit of the score), ``extra`` (how many more
        people than expected had no good answer; missing for a rating) and ``probability`` (0-1, of
        being among the share `WORST`).

    Notes
    -----
    Paule & Mandel (1982) for tau^2; the empirical logit for proportions, ratings as they are.
    """
    frame = frame[frame["p"].notna()].reset_index(drop=True)
    centre = (frame["score"] - frame["difference"]).to_numpy()
    error = frame["difference_se"].to_numpy()
    if q.is_rating:
        gap, variance = frame["difference"].to_numpy(), error**2
    else:
        gap, variance, centre = _on_logit(frame, centre)
    spread = heterogeneity(gap, variance)
    best = shrink(gap, variance, spread)
    ranked = worst(gap, variance, spread, WORST, draws=draws)

    def back(values: Floats) -> Floats:
        return values if q.is_rating else expit(logit(centre) + values) - centre

    value = back(best.value)
    extra = np.full(len(frame), np.nan) if q.is_rating else -value * frame["n"].to_numpy()
    return frame.assign(
        value=value,
        lower=back(best.lower),
        upper=back(best.upper),
        extra=extra,
        probability=ranked.probability,
    )


def _on_logit(frame: pd.DataFrame, others: Floats) -> tuple[Floats, Floats, Floats]:
    """Return gaps and their variances on the empirical logit, and the proportion of others.

    The error of the difference is carried over by the slope of the logit between the two.
    """
    n, score = frame["n"].to_numpy(), frame["score"].to_numpy()
    own = (n * score + 0.5) / (n + 1)
    beside = np.clip((n * others + 0.5) / (n + 1), _EDGE, 1 - _EDGE)
    middle = (own + beside) / 2
    slope = 1 / (middle * (1 - middle))
    error = frame["difference_se"].to_numpy() * slope
    return logit(own) - logit(beside), error**2, beside
