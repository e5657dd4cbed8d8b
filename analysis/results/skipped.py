"""Who left questions blank, of those who sent the questionnaire back."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.results.voices import check_asked
from analysis.statistics import wilson
from analysis.store import ALL, Policy, Workspace
from analysis.store.voices import blanks
from analysis.survey import Dimension, Population, Question, questions


@dataclass(frozen=True)
class Skipped:
    """How often questions were left blank.

    Attributes
    ----------
    question : Question
        The one that groups are compared on.
    dimension : Dimension
        The breakdown.
    questions : DataFrame
        All questions, most often blank first and hidden ones last: ``question``, ``title``,
        ``asked`` (of those who answered at all, everyone it was for), ``blank``, ``rate`` (0-1)
        with ``lower``, ``upper`` (95%, Wilson), ``hidden``.
    groups : DataFrame
        The same for one question by ``group`` and ``label``; the last row is everyone.
    policy : Policy
        The disclosure rules applied.
    """

    question: Question
    dimension: Dimension
    questions: pd.DataFrame
    groups: pd.DataFrame
    policy: Policy


def skipped(
    workspace: Workspace, population: Population, question: Question, by: Dimension
) -> Skipped:
    """Return how often each question was left blank, and one by group.

    Parameters
    ----------
    workspace, population
        Whose answers.
    question : Question
        The one to compare groups on.
    by : Dimension
        The breakdown.

    Returns
    -------
    Skipped
        Questions nobody was asked, and groups of nobody, are left out.

    Raises
    ------
    Unavailable
        For official results.
    """
    check_asked(workspace, population)
    every = blanks(workspace, population, questions())
    groups = blanks(workspace, population, [question], by.id).frame
    titles = {q.code: q.title for q in questions()}
    listed = _rates(every.frame).sort_values("rate", ascending=False, kind="stable")
    listed.insert(1, "title", listed["question"].map(titles))
    found = _rates(groups)
    found.insert(
        1, "label", ["Everyone" if g == ALL else by.group(g).label for g in found["group"]]
    )
    return Skipped(
        question,
        by,
        listed.drop(columns="group").reset_index(drop=True),
        found.drop(columns="question").reset_index(drop=True),
        every.policy,
    )


def _rates(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.rename(columns={"part": "blank"})
    frame = frame[frame["asked"] != 0].copy()
    rate = frame["blank"] / frame["asked"]
    lower, upper = wilson(rate, frame["asked"].fillna(0))
    return frame.assign(rate=rate, lower=lower, upper=upper)
