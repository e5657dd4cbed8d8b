"""Who mentions two themes, through the gate: a pair of themes that few people part is hidden."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.store import gate
from analysis.store.comments import comments
from analysis.store.gate import Policy, Released
from analysis.store.respondents import respondents
from analysis.store.workspace import Workspace
from analysis.survey import InputError, Population, wrote


def overlap(
    workspace: Workspace, population: Population, framework: str, *, policy: Policy | None = None
) -> Released:
    """Return how many people mention each two themes.

    Parameters
    ----------
    workspace, population, policy
        As for `gate.scores`.
    framework : str
        Id of the framework.

    Returns
    -------
    Released
        A row for each pair of themes, either way round: ``theme``, ``other``, ``n`` (people who
        wrote anything), ``first`` (who mention the theme), ``second`` (the other), ``both``,
        ``hidden``. A pair is hidden, with all its numbers, unless each of the four kinds of
        people who wrote (both themes, one, the other, neither) is nobody or as many as the
        policy asks for; all are, where too few people wrote.

    Raises
    ------
    InputError
        If the dataset has no comments.
    UnknownChoice
        If there is no such dataset or framework.
    """
    rules = gate._strictest(policy)
    written = comments(workspace, population.dataset)
    if written is None:
        msg = f"{workspace.dataset(population.dataset).name} has no comments."
        raise InputError(msg)
    ids = [id_ for id_, _ in written.framework(framework).themes]
    people = respondents(workspace, population.dataset)
    mentioned = np.zeros((people.people, len(ids)), dtype=np.float32)
    for i, theme in enumerate(ids):
        mentioned[written.person[written.about(framework, theme)], i] = 1
    writers = np.zeros(people.people, dtype=bool)
    writers[written.person] = True
    rows = people.rows(population)
    if rows is not None:
        inside = np.zeros(people.people, dtype=bool)
        inside[rows] = True
        writers &= inside
    counted = mentioned[writers].astype(np.float64)
    both = counted.T @ counted
    first = np.repeat(np.diag(both)[:, np.newaxis], len(ids), axis=1)
    second, total = first.T, float(writers.sum())
    kinds = np.stack([both, first - both, second - both, total - first - second + both])
    asked = wrote(workspace.dataset(population.dataset).years)
    whole = gate.scores(workspace, population, [asked], policy=rules).frame
    unsafe = ((kinds > 0) & (kinds < rules.minimum)).any(axis=0)
    nothing = bool(whole["hidden"].any()) or 0 < total < rules.minimum
    hidden = np.array(unsafe | nothing, dtype=bool)
    numbers = {"n": np.full_like(both, total), "first": first, "second": second, "both": both}
    apart = ~np.eye(len(ids), dtype=bool)
    return Released(
        pd.DataFrame(
            {
                "theme": np.repeat(ids, len(ids))[apart.ravel()],
                "other": np.tile(ids, len(ids))[apart.ravel()],
                **{name: np.where(hidden, np.nan, v)[apart] for name, v in numbers.items()},
                "hidden": hidden[apart],
            }
        ),
        rules,
    )
