"""Free published scores of rounding, so that expected ranges can be worked out again."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.results.official import BREAKDOWN_YEAR
from analysis.statistics import pooled, proportion_of_wilson, wilson
from analysis.store import Workspace, published
from analysis.survey import Level, Population, Question, place

_HALF_PERCENT = 0.005
_STEPS = 481
_REACH = 0.012


def _is_whole_percent(values: pd.Series) -> bool:
    percents = values.dropna() * 100
    return bool(np.allclose(percents, percents.round(), atol=1e-6))


def rounding_limits(
    score: pd.Series, lower: pd.Series, upper: pd.Series, n: pd.Series
) -> tuple[pd.Series, pd.Series]:
    """Return the lowest and highest true score that rounds to what was published.

    Parameters
    ----------
    score, lower, upper : Series
        Published score and Wilson limits, 0-1, each rounded to a whole percent.
    n : Series
        Bases.

    Returns
    -------
    (Series, Series)
        Scores 0-1. Where the three figures contradict each other, the scores that fit them best.
    """
    grid = np.clip(score.to_numpy()[:, None] + np.linspace(-_REACH, _REACH, _STEPS), 0, 1)
    low, high = wilson(grid, n.to_numpy()[:, None])
    misfit = sum(
        np.maximum(np.abs(made - given.to_numpy()[:, None]) - _HALF_PERCENT, 0)
        for made, given in ((grid, score), (low, lower), (high, upper))
    )
    fits = misfit <= misfit.min(axis=1, keepdims=True) + 1e-9
    return (
        pd.Series(np.where(fits, grid, np.inf).min(axis=1), score.index),
        pd.Series(np.where(fits, grid, -np.inf).max(axis=1), score.index),
    )


def _adjusted(
    workspace: Workspace, population: Population, question: Question, level: str
) -> pd.DataFrame:
    rows = published(
        workspace,
        population.dataset,
        question=question.code,
        level=level,
        year=BREAKDOWN_YEAR,
        variant="adjusted",
        dimension="all",
    )
    return rows[rows["score"].notna()].astype({"place": str}).set_index("place")


def _unrounded(rows: pd.DataFrame) -> pd.Series:
    if _is_whole_percent(rows["lower"]):
        low, high = rounding_limits(rows["score"], rows["lower"], rows["upper"], rows["n"])
        return (low + high) / 2
    return pd.Series(proportion_of_wilson(rows["lower"], rows["upper"], rows["n"]), rows.index)


def _alliances(rows: pd.DataFrame, ccgs: pd.DataFrame) -> pd.Series:
    """Return Alliances' scores from their CCGs', within what their own figures allow."""
    low, high = rounding_limits(rows["score"], rows["lower"], rows["upper"], rows["n"])
    parts = ccgs.assign(
        score=_unrounded(ccgs), alliance=[place(code).alliance for code in ccgs.index]
    )
    built = pd.Series(
        {code: pooled(part["score"], part["n"]) for code, part in parts.groupby("alliance")}
    )
    return built.reindex(rows.index).fillna((low + high) / 2).clip(low, high)


def _published_centre(rows: pd.DataFrame) -> float:
    """Return the middle of the publisher's own ranges, which counts the places it hid."""
    inside = rows[(rows["expected_lower"] > 0) & (rows["expected_upper"] < 1)]
    return float(((inside["expected_lower"] + inside["expected_upper"]) / 2).median())


def recovered_scores(
    workspace: Workspace, population: Population, question: Question, level: Level
) -> tuple[pd.Series, float | None]:
    """Return the case-mix adjusted scores of a level without their rounding, and their centre.

    Parameters
    ----------
    workspace, population : Workspace, Population
        Where the official results are.
    question : Question
        Which question. Ratings are taken from the middle of their intervals.
    level : Level
        Trusts have unrounded intervals, from which the score follows. For CCGs score and interval
        are whole percents, and the score is the middle of what rounds to all three. An Alliance's
        score is that of its CCGs together, kept within what rounds to its own three figures.

    Returns
    -------
    (Series, float or None)
        Place code -> score; and the score expected of everybody, where unrounded ranges give it.
    """
    rows = _adjusted(workspace, population, question, level.id)
    if question.is_rating:
        return (rows["lower"] + rows["upper"]) / 2, None
    if level.id == "alliance":
        return _alliances(rows, _adjusted(workspace, population, question, "ccg")), None
    centre = None if _is_whole_percent(rows["expected_lower"]) else _published_centre(rows)
    return _unrounded(rows), centre
