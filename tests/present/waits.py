"""Indicators over time made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.results import IndicatorTrend
from analysis.results.indicators import charted
from analysis.survey import Grain, Indicator, indicator, place

WAIT, EMERGENCY = indicator("wait-62-day"), indicator("emergency-presentation")
STEADY = [0.82, 0.80] * 10
DECLINE = [*STEADY, *[0.795] * 9]
HIDDEN = -1.0


def trend(
    values: Sequence[float | None],
    asked: Indicator = WAIT,
    *,
    at: str = "RBV",
    grain: Grain = "month",
    synthetic: bool = False,
    counts: bool = True,
) -> IndicatorTrend:
    """Return the trend of values of 1,000 people each; None is not given, `HIDDEN` hidden."""
    freq = {"month": "MS", "quarter": "3MS", "year": "12MS"}[grain]
    frame = pd.DataFrame({"period": pd.date_range("2016-04-01", periods=len(values), freq=freq)})
    given = np.array([np.nan if v is None else v for v in values])
    value = np.where(given == HIDDEN, np.nan, given)
    frame = frame.assign(
        grain=grain,
        value=value,
        numerator=1000 * value if counts else np.nan,
        denominator=np.where(np.isnan(value), np.nan, 1000) if counts else np.nan,
        hidden=given == HIDDEN,
        synthetic=synthetic,
        lower=np.nan,
        upper=np.nan,
        merged=False,
    )
    return charted(asked, place(at), frame, "A test")
