"""The CCG framework: four indicators of equal standing, and an overall category by our own rule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dashboard.improvement import EARLY_STAGE
from analysis.dashboard.measure import Measure, absent, of_indicator, of_survey
from analysis.dashboard.rule import CATEGORIES, Category, Rule
from analysis.dashboard.year_figures import YearFigures, year_figures
from analysis.results import PlaceScores, Unavailable, place_scores
from analysis.results.official import BREAKDOWN_YEAR, year_of
from analysis.results.place_list import rows_within
from analysis.store import Dataset, Workspace
from analysis.survey import ENGLAND, Population, indicator, level, place, places, question

_FIGURES = (EARLY_STAGE, "wait-62-day", "one-year-survival")
_EXPERIENCE = "Q59"


@dataclass(frozen=True)
class Framework:
    """The rating of every CCG.

    Attributes
    ----------
    rule : Rule
        How they are rated.
    population : Population
        Whose answers count for patient experience: a dataset and years, without groups. Its place
        narrows nothing.
    measures : tuple of Measure
        Early-stage diagnosis, 62-day wait, one-year survival and overall experience.
    frame : DataFrame
        One row a CCG of the survey, by name: ``code``, ``name``, ``rated`` (how many of the
        four it is rated on), ``average`` (mean z), ``error`` (its standard error by chance),
        ``category`` (one of `CATEGORIES`, or missing), ``probability`` (of that category), ``also``
        (the next likeliest category where it has at least a tenth of the probability, or missing).
        Average, error and what follows are missing where too few are rated.
    """

    rule: Rule
    population: Population
    measures: tuple[Measure, ...]
    frame: pd.DataFrame

    @property
    def synthetic(self) -> bool:
        """Whether any figure is made up."""
        return any(measure.synthetic for measure in self.measures)

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of what the figures are from, each once."""
        return tuple(dict.fromkeys(s for measure in self.measures for s in measure.sources))

    def within(self, code: str) -> pd.DataFrame:
        """Return the rows of a CCG or of those in an area; none for a trust."""
        return self.frame if code == ENGLAND.code else rows_within(self.frame, code)

    def of(self, code: str) -> pd.Series | None:
        """Return the row of a CCG; None for a place that is none."""
        rows = self.frame[self.frame["code"] == code]
        return rows.iloc[0] if len(rows) else None


ALSO = 0.1
"""A category this likely or more is named beside the likeliest."""


@dataclass(frozen=True)
class Evidence:
    """What CCGs are rated on, before any rule.

    Attributes
    ----------
    population : Population
        Whose answers count: a dataset and years, everywhere, without groups.
    dataset : Dataset
        The survey that they are from.
    figures : tuple of YearFigures or None
        A year of each of the three indicators; None where there are no figures.
    experience : PlaceScores or None
        Overall experience by CCG; None where the dataset has none.
    """

    population: Population
    dataset: Dataset
    figures: tuple[YearFigures | None, ...]
    experience: PlaceScores | None


def evidence(workspace: Workspace, population: Population) -> Evidence:
    """Return what CCGs are rated on.

    Parameters
    ----------
    workspace : Workspace
        Where answers and indicators are.
    population : Population
        Dataset and years of the survey; place and groups of people are ignored, as every CCG is
        compared and indicators have no groups.

    Returns
    -------
    Evidence
        Patient experience is adjusted for case mix where the dataset lets it.
    """
    everybody = population.everybody
    dataset = workspace.dataset(everybody.dataset)
    ours = dataset.kind == "published" and year_of(workspace, everybody) == BREAKDOWN_YEAR
    figures = tuple(year_figures(workspace, indicator(one)) for one in _FIGURES)
    try:
        found = place_scores(
            workspace, everybody, question(_EXPERIENCE), level("ccg"), recompute=ours
        )
    except Unavailable:
        found = None
    return Evidence(everybody, dataset, figures, found)


def rate(found: Evidence, rule: Rule) -> Framework:
    """Return the rating of every CCG by a rule."""
    measures = [
        of_indicator(figures, rule) if figures else absent(indicator(one))
        for one, figures in zip(_FIGURES, found.figures, strict=True)
    ]
    measures.append(_experience(found, rule))
    return Framework(rule, found.population, tuple(measures), _overall(measures, rule))


def _experience(found: Evidence, rule: Rule) -> Measure:
    scores, dataset = found.experience, found.dataset
    if scores is None:
        return absent(question(_EXPERIENCE))
    years = (scores.year,) if scores.year else found.population.years or dataset.years
    period = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return of_survey(scores, period, dataset.name, rule, synthetic=dataset.synthetic)


def _overall(measures: list[Measure], rule: Rule) -> pd.DataFrame:
    """Return average and category of every CCG: each indicator that is rated counts the same."""
    z, error = (np.column_stack([m.frame[c] for m in measures]) for c in ("z", "error"))
    rated = np.isfinite(z).sum(axis=1)
    enough = rated >= rule.fewest
    shares = np.where(enough, rated, np.nan)
    frame = pd.DataFrame(
        {
            "code": [p.code for p in places("ccg")],
            "rated": rated,
            "average": np.nansum(z, axis=1) / shares,
            "error": np.sqrt(np.nansum(error**2, axis=1)) / shares,
        }
    )
    frame["name"] = [place(code).name for code in frame["code"]]
    sure = [_sure(rule, a, e) for a, e in zip(frame["average"], frame["error"], strict=True)]
    columns = pd.DataFrame(sure, columns=["category", "probability", "also"], dtype=object)
    frame = frame.join(columns).astype({"probability": float})
    return frame.sort_values("name", ignore_index=True)


def _sure(
    rule: Rule, average: float, error: float
) -> tuple[Category | None, float, Category | None]:
    """Return the category, its probability, and the next likeliest if that is likely enough."""
    if not np.isfinite(average):
        return None, float("nan"), None
    own, chance = rule.category(average), rule.probabilities(average, error)
    others = [c for c in CATEGORIES if c != own]
    second = max(others, key=lambda c: chance[c])
    return own, chance[own], second if chance[second] >= ALSO else None
