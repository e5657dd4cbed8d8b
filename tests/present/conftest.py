from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.present import Palette, palette
from analysis.results import PlaceScores, Scores
from analysis.results.scores import add_interval, label_of
from analysis.statistics import Spread
from analysis.store import Policy
from analysis.survey import Dimension, Population, Question, level, place


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def colours(request: pytest.FixtureRequest) -> Palette:
    return palette(dark=request.param)


@pytest.fixture(scope="session")
def scores_of():
    """Make scores of one breakdown from group -> (n, score); None is hidden."""

    def make(
        q: Question, by: Dimension, *, at: str = "ENG", sd: float = 1.4, **groups: tuple | None
    ) -> Scores:
        rows = []
        for key, cell in groups.items():
            n, score = cell or (np.nan, np.nan)
            key = key.replace("_", "-").lstrip("g")
            rows.append({"group": key, "label": label_of(by, key), "n": n, "score": score})
        frame = pd.DataFrame(rows)
        frame = frame.assign(
            n_effective=frame["n"],
            weight=frame["n"],
            sd=sd if q.is_rating else np.nan,
            hidden=[cell is None for cell in groups.values()],
            total=frame["group"] == "all",
        )
        return Scores(q, Population.of("made", at=at), (by,), add_interval(frame, q), Policy())

    return make


@pytest.fixture(scope="session")
def places_of():
    """Make scores of places from code -> (n, score, band); None is hidden."""

    def make(q: Question, level_id: str, **codes: tuple | None) -> PlaceScores:
        cells = [cell or (np.nan, np.nan, None) for cell in codes.values()]
        frame = pd.DataFrame(cells, columns=["n", "score", "band"])
        frame["band"] = frame["band"].astype(object)
        frame = frame.assign(
            code=list(codes),
            name=[place(code).name for code in codes],
            n_effective=frame["n"],
            sd=1.4,
            hidden=[cell is None for cell in codes.values()],
            expected_lower=frame["score"].mean() * 0.95 + 0 * frame["score"],
            expected_upper=frame["score"].mean() * 1.05 + 0 * frame["score"],
        )
        spread = Spread(float(frame["score"].mean()), 1.0, 0.0, int(frame["score"].notna().sum()))
        return PlaceScores(
            q,
            Population.of("made"),
            level(level_id),
            add_interval(frame, q),
            spread,
            official=False,
            adjusted=False,
        )

    return make
