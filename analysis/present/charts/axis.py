"""The axis of scores that pictures share."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from analysis.survey import Question

LEFT = alt.XValue(0)  # type: ignore[no-untyped-call]
"""Where the names of rows begin."""


def score_domain(question: Question, scores: pd.DataFrame) -> list[float]:
    """Return the ends of an axis that holds every score and limit.

    Parameters
    ----------
    question : Question
        The question.
    scores : DataFrame
        Scores and limits, any columns: percent 0-100, or the rating 0-10; at least one is known.
    """
    low, high = float(np.nanmin(scores)), float(np.nanmax(scores))
    step, top = (0.5, 10.0) if question.is_rating else (10.0, 100.0)
    start, end = step * np.floor(low / step), step * np.ceil(high / step)
    if start == end:
        start, end = start - step, end + step
    return [max(0.0, start), min(top, end)]
