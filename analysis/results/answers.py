"""How the answers to one question are spread over its options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.results.scores import asked_for, check_breakdowns, labelled
from analysis.results.unavailable import Unavailable
from analysis.store import Policy, Workspace, gate
from analysis.survey import Dimension, Population, Question


@dataclass(frozen=True)
class Answers:
    """Shares of every response option.

    Attributes
    ----------
    question, population, by, policy
        As in `analysis.results.scores.Scores`.
    frame : DataFrame
        One row a cell and option, in the groups' and the questionnaire's order: ``group``,
        ``label`` and, for two breakdowns, ``panel``, ``panel_label``; ``option`` (code),
        ``answer``, ``polarity``, ``n`` (everyone in the cell who answered), ``share`` (0-1 of n),
        ``hidden``, ``total``.
    """

    question: Question
    population: Population
    by: tuple[Dimension, ...]
    frame: pd.DataFrame
    policy: Policy


def answers(
    workspace: Workspace, population: Population, question: Question, by: Sequence[Dimension] = ()
) -> Answers:
    """Return the shares of every response option, by up to two breakdowns.

    Raises
    ------
    Unavailable
        If the dataset holds official results, which have scores only.
    InputError
        If there are more than two breakdowns or the same one twice.
    """
    by = check_breakdowns(by)
    if workspace.dataset(population.dataset).kind == "published":
        msg = (
            "The official results have scores only, not every answer. "
            "Show scores, or choose a dataset of respondents."
        )
        raise Unavailable(msg)
    released = gate.options(workspace, population, question, [d.id for d in by])
    frame = asked_for(labelled(released.frame, by), population, by)
    words = {o.code: o for o in question.options}
    frame = frame.assign(
        answer=frame["option"].map({code: o.label for code, o in words.items()}),
        polarity=frame["option"].map({code: o.polarity for code, o in words.items()}),
    )
    keys = [c for c in ("panel", "group") if c in frame]
    order = frame.groupby(keys, sort=False).ngroup()
    frame = frame.assign(cell=order).sort_values(["cell", "option"], kind="stable")
    frame = frame.drop(columns="cell").reset_index(drop=True)
    return Answers(question, population, by, frame, released.policy)
