"""CCGs for the framework, made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.dashboard import Evidence
from analysis.dashboard.year_figures import YearFigures
from analysis.results import PlaceScores
from analysis.statistics import Spread, wilson
from analysis.store import Dataset
from analysis.survey import Population, indicator, level, places, question

CODES = tuple(p.code for p in places("ccg"))
LEVELS = {"early-stage": 0.53, "wait-62-day": 0.85, "one-year-survival": 0.71}
SURVEY = Dataset("made", "Made up by hand", "respondents", "A test.", years=(2018,), synthetic=True)


def figures(
    of: str,
    people: int = 1000,
    *,
    shifts: dict[str, float] | None = None,
    hidden: tuple[str, ...] = (),
    tiny: tuple[str, ...] = (),
    spread: float = 0.03,
    label: str = "2018",
) -> YearFigures:
    """Return a year's figures, evenly spread around a level; a shift moves a CCG from the level."""
    moved = dict(zip(CODES, np.linspace(-spread, spread, len(CODES)), strict=True)) | (shifts or {})
    value = np.array([LEVELS[of] + moved[code] for code in CODES])
    n = np.array([19.0 if code in tiny else people for code in CODES])
    lower, upper = wilson(value, n)
    frame = pd.DataFrame({"n": n, "value": value, "lower": lower, "upper": upper})
    frame = frame.assign(variance=np.nan)
    gone = np.isin(CODES, hidden)
    frame = frame.mask(gone[:, None] & np.ones(frame.shape, bool))
    frame.insert(0, "code", CODES)
    frame["why"] = np.where(gone, "hidden", "")
    what = indicator(of)
    return YearFigures(what, label, frame, LEVELS[of], ("Made by hand",), synthetic=True)


def experience(
    *, shifts: dict[str, float] | None = None, hidden: tuple[str, ...] = ()
) -> PlaceScores:
    """Return overall ratings of 8.8 that differ by chance, of 100 people each."""
    moved = dict.fromkeys(CODES, 0.0) | (shifts or {})
    frame = pd.DataFrame({"code": CODES, "n": 100.0, "n_effective": 100.0})
    frame["score"] = [8.8 + moved[code] for code in CODES]
    frame = frame.assign(lower=frame["score"] - 0.3, upper=frame["score"] + 0.3)
    frame["hidden"] = np.isin(CODES, hidden)
    numbers = ["n", "n_effective", "score", "lower", "upper"]
    frame.loc[frame["hidden"], numbers] = np.nan
    return PlaceScores(
        question("Q59"),
        Population.of("made", years=[2018]),
        level("ccg"),
        frame,
        Spread(8.8, 1.0, 0.0, len(CODES)),
        official=False,
        adjusted=True,
    )


def evidence(**parts: object) -> Evidence:
    """Return evidence in which every CCG is spread alike; parts replace a measure by its id."""
    every: dict[str, object] = {of: figures(of) for of in LEVELS} | {"Q59": experience()} | parts
    three = tuple(every[of] for of in LEVELS)
    return Evidence(Population.of("made", years=[2018]), SURVEY, three, every["Q59"])
