"""A search for the worst-off groups, made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.results.discovery import Discovery
from analysis.store import Policy
from analysis.survey import Population, dimension, question

_COLUMNS = ("characteristics", "groups", "n", "score", "value", "lower", "upper")
_FIRST = ("sex+ethnicity+deprivation", "female+asian+1", 840, 0.71, -0.12, -0.15, -0.08)
_SECOND = ("age", "16-24", 95, 0.55, -0.05, -0.12, -0.001)
_OTHER = ("sex", "male", 4000, 0.8, 0.01, 0.0, 0.02)


def discovery_of(*shuffled: int, codes: tuple[str, ...] = ("Q5",)) -> Discovery:
    """Return a search of questions; of each it lists two combinations, and not a third one."""
    rows = [(code, *row) for row in (_FIRST, _SECOND) for code in codes]
    findings = pd.DataFrame(rows, columns=["question", *_COLUMNS])
    others = pd.DataFrame([(codes[0], *_OTHER)], columns=["question", *_COLUMNS])
    rating = findings["question"] == "Q59"
    scale = np.where(rating, 10.0, 1.0)
    for column in ("score", "value", "lower", "upper"):
        findings[column] *= scale
    extra = np.where(rating, np.nan, -findings["value"] * findings["n"])
    findings = findings.assign(extra=extra, p=1e-9, p_adjusted=1e-6, probability=0.97)
    findings.loc[findings["groups"] == "16-24", ["p_adjusted", "probability"]] = 0.0412, 0.004
    return Discovery(
        Population.of("demo"),
        tuple(question(code) for code in codes),
        (dimension("sex"), dimension("ethnicity")),
        3,
        findings,
        others.assign(extra=-40.0, p=0.2),
        1234,
        7,
        shuffled or (0,),
        Policy(),
        (),
    )
