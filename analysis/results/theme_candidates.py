"""What people write about that no theme covers yet."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.comments.topics import candidate_topics
from analysis.results.themes import coding
from analysis.store import Coded, Policy, Workspace
from analysis.store.uncovered import uncovered


@dataclass(frozen=True)
class Candidates:
    """Candidates for themes, found in the comments that have none.

    Attributes
    ----------
    framework : Coded
        The themes that there are.
    frame : DataFrame
        One row a candidate, the largest first: ``topic`` (number from 1), ``words`` (a tuple, the
        strongest first), ``people`` (who wrote on it). Empty if too few people use the same
        words.
    policy : Policy
        The disclosure rules applied.
    """

    framework: Coded
    frame: pd.DataFrame
    policy: Policy


def theme_candidates(
    workspace: Workspace, dataset: str, framework: str | None = None
) -> Candidates:
    """Return candidates for themes in the comments of a dataset that have none.

    Raises
    ------
    Unavailable
        If the dataset has no comments.
    UnknownChoice
        If its comments are not coded by the framework.
    """
    chosen = coding(workspace, dataset, framework)
    released = uncovered(workspace, dataset, chosen.id, candidate_topics)
    return Candidates(chosen, released.frame, released.policy)
