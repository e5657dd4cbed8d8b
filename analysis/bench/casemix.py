"""How fast case-mix adjustment is, beside statsmodels on the individual rows."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import expit

from analysis.bench.page import give
from analysis.statistics.casemix import standardise_places
from analysis.statistics.marginal import standardise_groups
from analysis.statistics.pattern import gather
from analysis.statistics.regression import logistic

_LEVELS = (9, 2, 6, 5, 13)
_PLACES = 145


@dataclass(frozen=True)
class Race:
    """One question adjusted for five variables, and the same regression by statsmodels.

    Attributes
    ----------
    ours : float
        Seconds to gather, fit, and adjust every place and every ethnic group; best of three.
    theirs : float
        Seconds of statsmodels' GLM on the individual rows, with the design matrix already made.
    furthest : float
        Largest difference of a coefficient.
    """

    ours: float
    theirs: float
    furthest: float

    @property
    def ratio(self) -> float:
        """How many times faster ours is."""
        return self.theirs / self.ours


def race(respondents: int = 281_000) -> Race:
    """Return how long both take for made-up respondents, in this process.

    Parameters
    ----------
    respondents : int
        By default about as many as four years of the survey hold.
    """
    import statsmodels.api as sm

    rng = np.random.default_rng(281)
    codes = [rng.integers(0, k, respondents) for k in _LEVELS]
    place = rng.integers(0, _PLACES, respondents)
    effects = [rng.normal(scale=0.3, size=k) for k in _LEVELS]
    predictor = 1.0 + np.sum([e[c] for e, c in zip(effects, codes, strict=True)], axis=0)
    y = (rng.random(respondents) < expit(predictor)).astype(float)
    ours = np.inf
    for _ in range(3):
        start = time.perf_counter()
        patterns = gather(codes, _LEVELS, y)
        fitted = logistic(patterns, [0] * len(_LEVELS))
        standardise_places(patterns, fitted, y, place, _PLACES)
        standardise_groups(patterns, fitted, 0)
        ours = min(ours, time.perf_counter() - start)
    columns = [np.ones(respondents)]
    columns += [c == k for c, n in zip(codes, _LEVELS, strict=True) for k in range(1, n)]
    x = np.stack(columns, axis=1).astype(float)
    start = time.perf_counter()
    rows = sm.GLM(y, x, sm.families.Binomial()).fit(tol=1e-14)
    theirs = time.perf_counter() - start
    coefficients = fitted.coefficients[fitted.standard_errors() > 0]
    return Race(ours, theirs, float(np.abs(coefficients - rows.params).max()))


def report(found: Race, respondents: int) -> str:
    """Return the race as a page of Markdown."""
    return "\n".join(
        [
            "# Case-mix adjustment: how fast",
            "",
            "Made by `python -m analysis bench casemix`.",
            f"One question of {respondents:,} made-up",
            "respondents, adjusted for five variables of 9, 2, 6, 5 and 13 groups. Ours is the",
            "time to gather people into patterns, fit, and adjust 145 places and 9 groups, best of",
            "three. The other is statsmodels' GLM on the individual rows in the same process, its",
            "design matrix ready made.",
            "",
            "| ours (s) | statsmodels GLM (s) | times faster | largest coefficient difference |",
            "|---|---|---|---|",
            f"| {found.ours:.3f} | {found.theirs:.1f} | {found.ratio:.0f} | {found.furthest:.0e} |",
            "",
        ]
    )


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench casemix``."""
    parser.add_argument("--respondents", type=int, default=281_000)
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def run(asked: Namespace) -> None:
    """Print or write the race."""
    give(report(race(asked.respondents), asked.respondents), asked.out)
