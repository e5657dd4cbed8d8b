"""How the answers to one question are spread over its options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.results.scores import label_of
from analysis.results.unavailable import Unavailable
from analysis.store import ALL, Policy, Workspace, gate
from analysis.survey import NOT_GIVEN, Dimension, Population, Question


@dataclass(frozen=True)
class Answers:
    """Shares of every response option.

    Attributes
    ----------
    question, population, by, policy
        As in `analysis.results.scores.Scores`.
    frame : DataFrame
        One row a group and option, in the groups' and the questionnaire's order: ``group``,
        ``label``, ``option`` (code), ``answer``, ``polarity``, ``n`` (everyone in the group who
        answered), ``share`` (0-1 of n), ``hidden``.
    """

    question: Question
    population: Population
    by: tuple[Dimension, ...]
    frame: pd.DataFrame
    policy: Policy


def answers(
    workspace: Workspace, population: Population, question: Question, by: Sequence[Dimension] = ()
) -> Answers:
    """Return the shares of every response option, by at most one breakdown.

    Raises
    ------
    Unavailable
        If the dataset holds official results, which have scores only, or with two breakdowns.
    """
    if workspace.dataset(population.dataset).kind == "published":
        msg = (
            "The official results have scores only, not every answer. "
            "Show scores, or choose a dataset of respondents."
        )
        raise Unavailable(msg)
    if len(by) > 1:
        msg = "Every answer can be shown by one breakdown at a time. Remove the second one."
        raise Unavailable(msg)
    released = gate.options(workspace, population, question, [d.id for d in by])
    frame = released.frame.rename(columns={d.id: "group" for d in by})
    if not by:
        frame = frame.assign(group=ALL)
    labels = {key: label_of(by[0], key) if by else "Everyone" for key in frame["group"].unique()}
    words = {o.code: o for o in question.options}
    frame = frame.assign(
        label=frame["group"].map(labels),
        answer=frame["option"].map({code: o.label for code, o in words.items()}),
        polarity=frame["option"].map({code: o.polarity for code, o in words.items()}),
    )
    kept = population.kept(by[0].id) if by else ()
    nobody = (frame["group"] == NOT_GIVEN.id) & ~frame["hidden"] & (frame["n"] == 0)
    outside = ~frame["group"].isin([*kept, ALL]) if kept else nobody
    shown = frame[~(nobody | outside)]
    order = {key: i for i, key in enumerate(shown["group"].unique())}
    shown = shown.sort_values(
        ["group", "option"], key=lambda c: c.map(order) if c.name == "group" else c
    )
    return Answers(question, population, tuple(by), shown.reset_index(drop=True), released.policy)
