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
from analysis.store.lists import Mask, are_few, settle, suppress_lists
from analysis.store.pair import Floats
from analysis.store.schema import quoted
from analysis.store.workspace import Workspace
from analysis.survey import Population, Question


def _hidden(first: Floats, second: Floats, policy: Policy, known: Mask | None = None) -> Mask:
    """Return which cells to hide: of few people altogether, of the first kind or of the second.

    Counts have shape (lists, cells), the total last. What is `known` to be hidden elsewhere is
    hidden here too: a sum over other cells than there would give it away.
    """
    sums = first + second
    bases = np.stack([sums, first, second]).astype(np.int64)
    hidden = np.asarray(are_few(bases, policy.minimum).any(axis=0))
    if first.shape[1] == 1:
        return hidden if known is None else hidden | known
    kinds, minimum = np.arange(2)[np.newaxis, np.newaxis], policy.minimum
    for one, other, fewest in (
        (first, second, minimum),
        (first, first, 2 * minimum),  # a count beside itself is twice as many people
        (second, second, 2 * minimum),
    ):
        hidden |= suppress_lists(np.stack([one, other], axis=-1).astype(np.int64), fewest, kinds)
    if known is not None:
        hidden |= known
    before = -1
    while before < hidden.sum():
        before = hidden.sum()
        settle(hidden, bases, policy.minimum)
    return hidden


def _released(
    names: Mapping[str, list[Any]], keys: Sequence[str], counts: tuple[Floats, Floats], hidden: Mask
) -> pd.DataFrame:
    """Return lists with their first count and the sum of both, nothing where hidden.

    `names` says what each list is about, `keys` its cells.
    """
    first, second = counts
    numbers = {"part": first, "asked": first + second}
    columns: dict[str, Any] = {name: np.repeat(v, len(keys)) for name, v in names.items()}
    columns |= {"group": np.tile(np.array(keys, dtype=object), len(first))}
    columns |= {name: np.where(hidden, np.nan, n).ravel() for name, n in numbers.items()}
    return pd.DataFrame(columns | {"hidden": hidden.ravel()})


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
    frames = []
    for name in by:
        found = axis(dataset, name)
        answered, silent = (n[np.newaxis] for n in both(workspace, population, found))
        hidden = _hidden(answered, silent, policy)
        keys = [*found.keys, ALL]
        frames.append(_released({"breakdown": [name]}, keys, (answered, silent), hidden))
    return Released(pd.concat(frames, ignore_index=True), policy)


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
        any of blank, filled in and asked is 1 to ``minimum - 1``, where the gate hides the score
        by this breakdown, and with it what would give it away. People who were led past a question
        are not among those asked.

    Raises
    ------
    UnknownChoice
        If the dataset or the breakdown does not exist.
    """
    policy = gate._strictest(policy)
    dataset = workspace.dataset(population.dataset)
    found = axis(dataset, by) if by else None
    names = [quoted(q.code) for q in questions]
    each = [count for n in names for count in (f"count({n})", f"count(nullif({n}, 0))")]
    table = counted(workspace, dataset.table, found, each, condition(workspace, population))
    filled = table[:, 1::2].T
    counts = table[:, ::2].T - filled, filled
    scored = gate.scores(workspace, population, questions, [by] if by else [], policy=policy)
    known = scored.frame["hidden"].to_numpy().reshape(filled.shape)
    keys = [*(found.keys if found else ()), ALL]
    names_of = {"question": [q.code for q in questions]}
    return Released(_released(names_of, keys, counts, _hidden(*counts, policy, known)), policy)


__all__ = ["blanks", "known_of_silent", "responses"]
