"""The range in which each place's score is expected to lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.results.official import RATING_SD
from analysis.statistics import Spread, band, expected_range, pooled, spread
from analysis.survey import Question

Floats = NDArray[np.float64]
Values = TypeVar("Values", pd.Series, NDArray[np.float64])


def variance_by_chance(question: Question, centre: float, sd: float, n: Values) -> Values:
    """Return the variance of a place's score by chance alone, around the pooled score.

    For a share P(1 - P)/n; for a rating sd^2/n with the `sd` of one person's answer.
    """
    return (sd**2 if question.is_rating else centre * (1 - centre)) / n


@dataclass(frozen=True)
class Ranges:
    """The ranges expected of several places on one question.

    Attributes
    ----------
    lower, upper : ndarray, shape (places,)
        Ends of the range, 0-1 or 0-10; NaN where nothing is known, and everywhere if all places
        give the same answer throughout.
    band : ndarray of object, shape (places,)
        "above", "expected" or "below"; None where there is no range.
    spread : Spread
        How the places differ beyond chance.
    """

    lower: Floats
    upper: Floats
    band: NDArray[np.object_]
    spread: Spread


def ranges(
    question: Question,
    score: Floats,
    n: Floats,
    *,
    hidden: int,
    centre: float | None = None,
    sd: float = RATING_SD,
) -> Ranges:
    """Return the range expected of each place.

    Parameters
    ----------
    question : Question
        The question.
    score, n : ndarray, shape (places,)
        Scores and their (effective) bases; NaN where hidden or nobody answered.
    hidden : int
        How many of the places are hidden: they are not used, but counted.
    centre : float, optional
        The score expected of everybody; the pooled score by default.
    sd : float
        Standard deviation of one person's rating.
    """
    known = ~np.isnan(score) & (n > 0)
    lower, upper = np.full(score.shape, np.nan), np.full(score.shape, np.nan)
    bands = np.full(score.shape, None, dtype=object)
    middle = pooled(score[known], n[known]) if centre is None else centre
    variance = variance_by_chance(question, middle, sd, n[known])
    if not known.any() or not (variance > 0).all():
        return Ranges(lower, upper, bands, Spread(middle, float("nan"), 0.0, int(known.sum())))
    found = spread(score[known], variance, middle, hidden=hidden)
    bounds = (0.0, 10.0 if question.is_rating else 1.0)
    lower[known], upper[known] = expected_range(middle, variance, found.tau2, bounds=bounds)
    bands[known] = band(score[known], lower[known], upper[known])
    return Ranges(lower, upper, bands, found)


def with_ranges(
    frame: pd.DataFrame, question: Question, *, centre: float | None = None, sd: float = RATING_SD
) -> tuple[pd.DataFrame, Spread]:
    """Return the frame with the range expected of each place, and the spread behind it.

    Parameters
    ----------
    frame : DataFrame
        ``score``, ``n_effective``, ``hidden``, one row a place. Hidden places are not used, but
        counted.
    question : Question
        The question.
    centre : float, optional
        The score expected of everybody; the pooled score by default.
    sd : float
        Standard deviation of one person's rating.

    Returns
    -------
    (DataFrame, Spread)
        ``expected_lower``, ``expected_upper`` and ``band`` are missing where nothing is known,
        and everywhere if all places give the same answer throughout.
    """
    found = ranges(
        question,
        frame["score"].to_numpy(dtype=float),
        frame["n_effective"].to_numpy(dtype=float),
        hidden=int(frame["hidden"].sum()),
        centre=centre,
        sd=sd,
    )
    made = frame.assign(expected_lower=found.lower, expected_upper=found.upper, band=found.band)
    return made, found.spread
