"""Who was asked, who stayed silent and who left questions blank, through suppression only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.store import gate
from analysis.store.asking import both, condition, counted, known_of_silent
from analysis.store.axis import ALL, axis
from analysis.store.gate import Policy, Released
from analysis.store.pair import Floats
from analysis.store.schema import quoted
from analysis.store.suppression import Mask, suppress, too_few
from analysis.store.workspace import Workspace
from analysis.survey import Population, Question


def _hidden(first: Floats, second: Floats, policy: Policy) -> Mask:
    """Return which cells to hide: of few people altogether, of the first kind or of the second."""
    twice = Policy(2 * policy.minimum)  # a count beside itself is twice as many people
    tables = ((first, second, policy), (first, first, twice), (second, second, twice))
    masks = []
    for *pair, rules in tables:
        counts = np.stack(pair, axis=-1).astype(np.int64)
        is_total_alone = first.size == 1
        masks.append(
            too_few(counts, rules, np.arange(2)) if is_total_alone else suppress(counts, rules)
        )
    return np.asarray(np.logical_or.reduce(masks))


def _released(rows: Sequence[tuple[Mapping[str, Any], Floats, Floats]], policy: Policy) -> Released:
    """Return cells with their first count and the sum of both, nothing where either is few."""
    frames = []
    for keys, first, second in rows:
        hidden = _hidden(first, second, policy)
        numbers = {"part": first, "asked": first + second}
        shown = {name: np.where(hidden, np.nan, n) for name, n in numbers.items()}
        frames.append(pd.DataFrame({**keys, **shown, "hidden": hidden}))
    return Released(pd.concat(frames, ignore_index=True), policy)


def responses(
    workspace: Workspace,
    population: Population,
    by: Sequence[str],
    *,
    policy: Policy | None = None,
) -> Released:
    """Return how many were sent a questionnaire and how many answered, by several breakdowns.

    Parameters
    ----------
    workspace, policy
        As for `gate.sheet`.
    population : Population
        Filtered only by what `known_of_silent` names (and years), or nobody silent is counted.
    by : sequence of str
        Levels of place and ids of dimensions, not crossed with each other; at least one.

    Returns
    -------
    Released
        Columns ``breakdown``, ``group`` ("all" is each breakdown's total), ``part`` (people who
        answered), ``asked``, ``hidden``. A cell is hidden where any of answered, silent and asked
        is 1 to ``minimum - 1``, and with it what would give it away.

    Raises
    ------
    UnknownChoice
        If the dataset or a breakdown does not exist.
    """
    policy = gate._strictest(policy)
    dataset = workspace.dataset(population.dataset)
    rows = []
    for name in by:
        found = axis(dataset, name)
        keys = {"breakdown": name, "group": [*found.keys, ALL]}
        rows.append((keys, *both(workspace, population, found)))
    return _released(rows, policy)


def blanks(
    workspace: Workspace,
    population: Population,
    questions: Sequence[Question],
    by: str | None = None,
    *,
    policy: Policy | None = None,
) -> Released:
    """Return how many of those asked a question left it blank.

    Parameters
    ----------
    workspace, population, policy
        As for `gate.sheet`.
    questions : sequence of Question
        Which questions.
    by : str, optional
        A level of place or id of a dimension.

    Returns
    -------
    Released
        Columns ``question``, ``group`` ("all" is the total), ``part`` (people who left it blank),
        ``asked`` (of those who sent the questionnaire back, all whom it was for), ``hidden``: where
        any of blank, filled in and asked is 1 to ``minimum - 1``, and with it what would give it
        away. People who were led past a question are not among those asked.

    Raises
    ------
    UnknownChoice
        If the dataset or the breakdown does not exist.
    """
    policy = gate._strictest(policy)
    dataset = workspace.dataset(population.dataset)
    found = axis(dataset, by) if by else None
    names = [quoted(q.code) for q in questions]
    counts = [count for n in names for count in (f"count({n})", f"count(nullif({n}, 0))")]
    where = condition(workspace, population)
    table = counted(workspace, dataset.table, found, counts, where)
    groups = [*(found.keys if found else ()), ALL]
    return _released(
        [
            (
                {"question": q.code, "group": groups},
                table[:, 2 * i] - table[:, 2 * i + 1],
                table[:, 2 * i + 1],
            )
            for i, q in enumerate(questions)
        ],
        policy,
    )


__all__ = ["blanks", "known_of_silent", "responses"]
