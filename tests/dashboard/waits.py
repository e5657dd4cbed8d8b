"""Made-up waits, a month a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.store import Dataset
from analysis.survey import indicator

WAIT = indicator("wait-62-day")
SOURCE = Dataset("waits", "Waits made by hand", "indicators", "A test.")


def waits(
    places: Mapping[str, Sequence[float | None]],
    of: float = 100,
    last: str = "2018-12-01",
    what: str = WAIT.id,
) -> pd.DataFrame:
    """Return monthly figures of places, code -> shares up to the last month; None is hidden."""
    rows = [
        {
            "indicator": what,
            "place": code,
            "period": month,
            "grain": "month",
            "numerator": None if share is None else share * of,
            "denominator": None if share is None else of,
        }
        for code, shares in places.items()
        for month, share in zip(
            pd.date_range(end=last, periods=len(shares), freq="MS"), shares, strict=True
        )
    ]
    return pd.DataFrame(rows)
