"""What the app shows on a survey for a published finding about places: one figure each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.bench.shown import Asked, Shown
from analysis.results import Unavailable, place_scores
from analysis.results.compare import difference_of
from analysis.results.sheets import RATING, sheet
from analysis.results.voices import voices_places
from analysis.statistics import critical_value
from analysis.statistics.shrinkage import heterogeneity, shrink
from analysis.store import ALL
from analysis.survey import NOT_GIVEN, level, places, questions

Floats = NDArray[np.float64]

_ENOUGH = 0.7
_LONDON = tuple(p.code for p in places("alliance") if "London" in p.name)


def _scored(asked: Asked, kind: str) -> list[pd.DataFrame]:
    """Return the places of a level with their scores as answered, a frame a percent question."""
    cells = sheet(asked.workspace, asked.population, [kind]).frame
    cells = cells[~cells["group"].isin([ALL, NOT_GIVEN.id]) & (cells["question"] != RATING)]
    return [part for _, part in cells.groupby("question", sort=False)]


def _adjusted(asked: Asked, kind: str) -> list[pd.DataFrame]:
    """Return the same with scores adjusted for case mix."""
    return [
        place_scores(asked.workspace, asked.population, q, level(kind)).frame.rename(
            columns={"code": "group"}
        )
        for q in questions()
        if not q.is_rating
    ]


def _middle(values: pd.Series, what: str, scale: float = 1.0) -> Shown:
    low, middle, high = scale * values.quantile([0.25, 0.5, 0.75])
    words = f"middle half of {what} {low:,.1f} to {high:,.1f}".replace("-", "−")
    return Shown(float(middle), note=words)


def _part(frame: pd.DataFrame) -> dict[str, Floats]:
    known = frame[frame["score"].notna()]
    n = known["n_effective"].astype(float)
    return {
        "score": np.array([np.average(known["score"], weights=n)]),
        "n_effective": np.array([n.sum()]),
    }


def london_gaps(asked: Asked, *, adjusted: bool) -> pd.DataFrame:
    """Return the gap between London's Alliances and the others, in points, a row a question.

    Columns ``gap``, ``lower`` and ``upper`` (95%, Newcombe).
    """
    rows = []
    for frame in (_adjusted if adjusted else _scored)(asked, "alliance"):
        inside = frame["group"].isin(_LONDON)
        gap = difference_of(_part(frame[inside]), _part(frame[~inside]), rating=False)
        rows.append([100 * float(values[0]) for values in (gap.value, gap.lower, gap.upper)])
    return pd.DataFrame(rows, columns=["gap", "lower", "upper"])


def _clearly_lower(gaps: pd.DataFrame) -> Shown:
    higher = int((gaps["lower"] > 0).sum())
    lower = gaps["upper"] < 0
    return Shown(100 * float(lower.mean()), note=f"of {len(gaps)} questions; higher on {higher}")


def _london(asked: Asked) -> Shown:
    return _clearly_lower(london_gaps(asked, adjusted=False))


def _london_adjusted(asked: Asked) -> Shown:
    return _clearly_lower(london_gaps(asked, adjusted=True))


def _london_median(asked: Asked) -> Shown:
    gaps = london_gaps(asked, adjusted=False)
    clear = gaps.loc[gaps["upper"] < 0, "gap"]
    if clear.empty:
        msg = "London is clearly lower on no question."
        raise Unavailable(msg)
    return _middle(clear, "questions")


def _size(asked: Asked) -> Shown:
    found = pd.concat(_scored(asked, asked.breakdown))
    most = found.groupby("group")["n"].max()
    most = most[most > 0]
    return Shown(float(most.median()), note=f"from {most.min():,.0f} to {most.max():,.0f} shown")


def _estimates(frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return scores that are not at an end of the scale, and their variances by chance."""
    known = frame[frame["score"].between(0, 1, inclusive="neither")]
    return known["score"], known["score"] * (1 - known["score"]) / known["n_effective"]


def _spread(asked: Asked) -> Shown:
    tau2 = [heterogeneity(*_estimates(one)).tau2 for one in _scored(asked, asked.breakdown)]
    return _middle(pd.Series([np.sqrt(t) for t in tau2 if t is not None]), "questions", 100.0)


def _reliability(frame: pd.DataFrame) -> Floats:
    estimates = _estimates(frame)
    return shrink(*estimates, heterogeneity(*estimates)).reliability


def _reliable(asked: Asked) -> Shown:
    found = np.concatenate([_reliability(one) for one in _scored(asked, asked.breakdown)])
    return Shown(100 * float((found >= _ENOUGH).mean()), note=f"of {found.size:,} scores")


def _rates(asked: Asked) -> pd.DataFrame:
    found = voices_places(asked.workspace, asked.population, level("trust")).frame
    return found[found["rate"].notna()].set_index("place")


def _rate(rates: pd.DataFrame, at: int) -> Shown:
    row = rates.sort_values("rate").iloc[at]
    rate, lower, upper = (100 * float(row[name]) for name in ("rate", "lower", "upper"))
    return Shown(rate, (lower, upper))


def _response_lowest(asked: Asked) -> Shown:
    return _rate(_rates(asked), 0)


def _response_highest(asked: Asked) -> Shown:
    return _rate(_rates(asked), -1)


def _response_score(asked: Asked) -> Shown:
    """Return the correlation of trusts' response rates and scores, with Fisher's z interval."""
    found = place_scores(
        asked.workspace, asked.population, asked.question, level("trust"), adjusted=False
    )
    both = found.frame.set_index("code")["score"].to_frame().join(_rates(asked)["rate"]).dropna()
    r = float(both["score"].corr(both["rate"]))
    half = float(critical_value(0.95)) / np.sqrt(len(both) - 3)
    low, high = np.tanh([np.arctanh(r) - half, np.arctanh(r) + half])
    return Shown(r, (float(low), float(high)), f"{len(both)} trusts")


MEASURES: dict[str, Callable[[Asked], Shown]] = {
    "london": _london,
    "london-median": _london_median,
    "london-adjusted": _london_adjusted,
    "size": _size,
    "spread": _spread,
    "reliable": _reliable,
    "response-lowest": _response_lowest,
    "response-highest": _response_highest,
    "response-score": _response_score,
}
"""How the app is asked for a finding about places, by the name of the measure."""
