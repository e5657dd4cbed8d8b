"""Gaps between two groups by place, made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.results import PlaceGaps
from analysis.store import Policy
from analysis.survey import Population, dimension, level, place, question

ETHNICITY = dimension("ethnicity")


def gaps_of(mean=-0.06, half=0.01, code="Q5", reference="white", **codes) -> PlaceGaps:
    """Return gaps of trusts from code -> (gap, error, band); None is hidden."""
    cells = [cell or (np.nan, np.nan, None) for cell in codes.values()]
    frame = pd.DataFrame(cells, columns=["difference", "error", "band"])
    frame["band"] = frame["band"].astype(object)
    known = frame["difference"].notna()
    frame = frame.assign(
        code=list(codes),
        name=[place(c).name for c in codes],
        n=np.where(known, 40.0, np.nan),
        n_reference=np.where(known, 1200.0, np.nan),
        score=0.9 + frame["difference"],
        score_reference=np.where(known, 0.9, np.nan),
        difference_lower=frame["difference"] - 0.02,
        difference_upper=frame["difference"] + 0.02,
        expected_lower=mean - 2 * frame["error"],
        expected_upper=mean + 2 * frame["error"],
        hidden=~known,
    )
    return PlaceGaps(
        question(code),
        Population.of("made"),
        level("trust"),
        ETHNICITY,
        ETHNICITY.group("asian"),
        ETHNICITY.group(reference),
        frame,
        mean,
        mean - half,
        mean + half,
        0.0,
        Policy(),
    )


CELLS = {
    "R0A": (-0.20, 0.02, "below"),
    "R1F": None,
    "R1H": (-0.05, 0.03, "expected"),
    "R1K": (0.05, 0.04, "above"),
}
