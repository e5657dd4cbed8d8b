"""The range in which each place's score is expected to lie."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.results.official import RATING_SD
from analysis.statistics import Spread, band, expected_range, pooled, spread
from analysis.survey import Question


def variance_by_chance(question: Question, centre: float, sd: float, n: pd.Series) -> pd.Series:
    """Return the variance of a place's score by chance alone, around the pooled score.

    For a share P(1 - P)/n; for a rating sd^2/n with the `sd` of one person's answer.
    """
    return (sd**2 if question.is_rating else centre * (1 - centre)) / n


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
    known = frame[frame["score"].notna() & (frame["n_effective"] > 0)]
    middle = pooled(known["score"], known["n_effective"]) if centre is None else centre
    variance = variance_by_chance(question, middle, sd, known["n_effective"])
    frame = frame.assign(expected_lower=np.nan, expected_upper=np.nan, band=None)
    if known.empty or not (variance > 0).all():
        return frame, Spread(middle, float("nan"), 0.0, len(known))
    found = spread(known["score"], variance, middle, hidden=int(frame["hidden"].sum()))
    bounds = (0.0, 10.0 if question.is_rating else 1.0)
    lower, upper = expected_range(middle, variance, found.tau2, bounds=bounds)
    frame.loc[known.index, "expected_lower"] = lower
    frame.loc[known.index, "expected_upper"] = upper
    frame.loc[known.index, "band"] = band(known["score"], lower, upper)
    return frame, found
