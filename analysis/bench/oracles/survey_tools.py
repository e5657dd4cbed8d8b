"""Raking beside the R package survey."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import norm

from analysis.bench.oracles.row import OracleRow
from analysis.bench.oracles.worst import worst
from analysis.statistics.raking import Margin, rake, raked_mean

SURVEY = "R package survey 4.1"

_TARGETS = {
    "sex": {"F": 3100, "M": 2900},
    "age": {"16-44": 900, "45-64": 1900, "65-74": 1800, "75+": 1400},
}


def rows(folder: Path) -> list[OracleRow]:
    """Return our raked weights and mean beside those of the reference package.

    Parameters
    ----------
    folder : Path
        The folder with the numbers that the reference packages made.

    Returns
    -------
    list of OracleRow
        Factors of the weights, the raked mean as a proportion, and its standard error.
    """
    people = pd.read_csv(folder / "synthetic_respondents.csv")
    factors = pd.read_csv(folder / "survey" / "raking_factors.csv")
    theirs = pd.read_csv(folder / "survey" / "raked_mean.csv").iloc[0]
    margins = [
        Margin(
            name,
            people[name].map({group: i for i, group in enumerate(totals)}).to_numpy(),
            np.array(list(totals.values()), dtype=float),
        )
        for name, totals in _TARGETS.items()
    ]
    raked = rake(people["w"], margins)
    people["factor"] = raked.weights / people["w"] if raked.weights is not None else np.nan
    both = people.merge(factors, on=["sex", "age"])
    mean = raked_mean(people["y"], raked, margins)
    se = ((mean.upper or np.nan) - (mean.value or np.nan)) / norm.ppf(0.975)
    return [
        worst("Raking factor", SURVEY, both["factor"], both["ratio"], 1e-9),
        worst("Raked mean", SURVEY, mean.value or np.nan, theirs["y_mean"], 1e-9),
        worst("Raked mean, standard error", SURVEY, se, theirs["y"], 1e-6),
    ]
