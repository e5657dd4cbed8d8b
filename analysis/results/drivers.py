"""Which other answers go with the gap between two groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.adjusted_gaps import Progress
from analysis.results.compare import difference_of
from analysis.results.sides import Sides, asked_gap, both_sides, sides_of
from analysis.statistics import critical_value
from analysis.store import Released, Workspace
from analysis.store.associated import associations
from analysis.store.decomposed import Gap
from analysis.survey import Dimension, Population, Question, questions


@dataclass(frozen=True)
class Drivers:
    """Other answers that go with a gap.

    Attributes
    ----------
    question, population, dimension, sides
        As in `analysis.results.gap.GapParts`.
    frame : DataFrame
        One row another question, by how much of the gap goes with it, most first: ``question``,
        ``title``, ``score`` and ``score_reference`` (shares of the two groups who answered
        positively, 0-1), ``difference`` (-1 to 1) with ``difference_lower`` and
        ``difference_upper``; ``association`` (how much higher people who answered it positively
        score on the main question than people alike who did not, in its unit) with limits; and
        ``goes`` (difference times association: how much of the gap goes with this answer) with
        limits, and ``share`` of the gap (missing where that is not clear of 0). Limits are 95%.
        The rows do not add up: people who answer one question positively do others as well.
    left_out : tuple of str
        Codes of questions with too few answers of either group, or too few of either kind.
    """

    question: Question
    population: Population
    dimension: Dimension
    sides: Sides
    frame: pd.DataFrame
    left_out: tuple[str, ...]


def drivers(
    workspace: Workspace,
    population: Population,
    question: Question,
    by: Dimension,
    group: str,
    reference: str | None = None,
    progress: Progress | None = None,
) -> Drivers:
    """Return which other answers go with the gap between two groups on a question.

    Parameters
    ----------
    workspace, population, question, by, group, reference
        As for `analysis.results.gap.gap`.
    progress : callable, optional
        Called with the share done (0-1) and the question that comes next.

    Returns
    -------
    Drivers

    Raises
    ------
    Unavailable, UnknownChoice, InputError
        As from `analysis.results.gap.gap`.

    Notes
    -----
    For every other percent question by itself: the difference between the groups in answering it
    positively, times the difference it goes with on the main question between people of the same
    group, age, sex, ethnic group, deprivation, conditions and tumour group. That is the explained
    part of a Blinder-Oaxaca decomposition with this answer beside the case mix. The limits of the
    product are by the delta method. Both are answers of the same people at the same time: which
    came first, and whether either would change the other, can't be told.
    """
    asked = asked_gap(workspace, population, by, group, reference)
    others = [q for q in questions() if not q.is_rating and q != question]
    found = associations(workspace, population, question, others, asked, progress=progress)
    sides = sides_of(found.released, question, by, asked, found.why)
    frame = _differences(found.released, asked).merge(found.frame, on="question", how="inner")
    titles = {q.code: q.title for q in others}
    known = set(frame["question"])
    return Drivers(
        question,
        population,
        by,
        sides,
        _with_products(frame.assign(title=frame["question"].map(titles)), sides),
        tuple(q.code for q in others if q.code not in known),
    )


def _differences(released: Released, asked: Gap) -> pd.DataFrame:
    """Return the difference between the groups on every question, and its standard error."""
    first, second = both_sides(released, asked)
    found = difference_of(first, second, rating=False)
    p, n = (np.array([side[c] for side in (first, second)]) for c in ("score", "n_effective"))
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.maximum((p * (1 - p) / n).sum(axis=0), 0)
    return pd.DataFrame(
        {
            "question": first.index,
            "score": p[0],
            "score_reference": p[1],
            "difference": found.value,
            "difference_lower": found.lower,
            "difference_upper": found.upper,
            "difference_se": np.sqrt(variance),
        }
    )


def _with_products(frame: pd.DataFrame, sides: Sides) -> pd.DataFrame:
    """Return the questions with how much of the gap goes with each, most first."""
    z = critical_value(0.95)
    apart, slope = frame["difference"], frame["association"]
    goes = apart * slope
    error = np.hypot(apart * frame["association_se"], slope * frame["difference_se"])
    frame = frame.assign(
        association_lower=slope - z * frame["association_se"],
        association_upper=slope + z * frame["association_se"],
        goes=goes,
        goes_lower=goes - z * error,
        goes_upper=goes + z * error,
        share=goes / sides.gap if sides.is_clear else np.nan,
    )
    towards = -1 if sides.gap < 0 else 1
    order = (towards * frame["goes"]).sort_values(ascending=False, kind="stable").index
    ranked: pd.DataFrame = frame.loc[order].reset_index(drop=True)
    return ranked.drop(columns=["association_se", "difference_se"])
