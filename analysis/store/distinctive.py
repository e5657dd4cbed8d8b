"""How many people of each group use a word, through the gate: words of few people are hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.store import gate
from analysis.store.comments import Comments, comments
from analysis.store.gate import Policy, Released
from analysis.store.respondents import respondents
from analysis.store.schema import quoted
from analysis.store.workspace import Workspace
from analysis.survey import NOT_GIVEN, InputError, Population, wrote

Counts = NDArray[np.int64]

_MOST_READ = 1_000
_SURE = 3
"""Letters that every form of a word has in common with its stem."""


def word_users(
    workspace: Workspace, population: Population, by: str, *, policy: Policy | None = None
) -> Released:
    """Return how many people of each group use each word, counting people and not words.

    Parameters
    ----------
    workspace, population, policy
        As for `gate.scores`.
    by : str
        Id of a dimension.

    Returns
    -------
    Released
        A row for each stem of a word and group that may be shown: ``stem``, ``group``, ``users``
        (people of the group who use it), ``others`` (everyone else who does), ``n`` and
        ``n_others`` (who wrote anything); in the order of stems and groups. A word is there for a
        group only if as many people as the policy asks for use it in the group and outside it.
        Where groups have fewer, what is left over for them together is nobody, or enough people
        of at least two groups. Groups are left out as a whole where the gate hides them.

    Raises
    ------
    InputError
        If the dataset has no comments.
    UnknownChoice
        If there is no such dataset or dimension.
    """
    rules = gate._strictest(policy)
    written = _written(workspace, population.dataset)
    asked = wrote(workspace.dataset(population.dataset).years)
    released = gate.scores(workspace, population, [asked], [by], policy=rules).frame
    shown = released[~released["hidden"] & (released["n"] > 0)]
    people = respondents(workspace, population.dataset)
    rows = people.rows(population)
    group = np.full(people.people, -1)
    inside = np.arange(people.people) if rows is None else rows
    group[inside] = people.columns[by][inside]
    keys = people.axes[by].keys
    writers = np.bincount(group[np.unique(written.person)] + 1, minlength=len(keys) + 1)[1:]
    stems, users = _users(workspace, population.dataset, written.person, group, len(keys), rules)
    may = _may_be_shown(users, rules.minimum)
    may &= np.array([k in set(shown[by]) and k != NOT_GIVEN.id for k in keys])
    may &= writers >= rules.minimum
    row, column = np.nonzero(may)
    total = users.sum(axis=1)
    frame = pd.DataFrame(
        {
            "stem": np.array(stems, dtype=object)[row],
            "group": np.array(keys, dtype=object)[column],
            "users": users[row, column],
            "others": total[row] - users[row, column],
            "n": writers[column],
            "n_others": writers.sum() - writers[column],
        }
    )
    return Released(frame, rules)


def _written(workspace: Workspace, id: str) -> Comments:
    written = comments(workspace, id)
    if written is None:
        msg = f"{workspace.dataset(id).name} has no comments."
        raise InputError(msg)
    return written


def _users(
    workspace: Workspace,
    id: str,
    writer: NDArray[np.int32],
    group: NDArray[np.int64],
    groups: int,
    rules: Policy,
) -> tuple[list[str], Counts]:
    """Return the stems that twice the minimum use, and their users by group.

    `writer` is who wrote each comment, `group` the group of each person, -1 for none.
    """
    posting, stem = (quoted(f"{name}:{id}") for name in ("posting", "stem"))
    used = workspace._frame(
        f"SELECT stem, comment FROM {posting} WHERE stem IN"
        f" (SELECT stem FROM {posting} GROUP BY stem HAVING count(*) >= ?)",
        [2 * rules.minimum],
    )
    words = workspace._frame(f"SELECT word FROM {stem} ORDER BY stem")["word"].tolist()
    person = writer[used["comment"].to_numpy()].astype(np.int64)
    pairs = used["stem"].to_numpy(np.int64) * group.size + person
    pairs.sort(kind="stable")  # sorted but for few: a hundred times faster than numpy.unique
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    its_group = group[pairs % group.size]
    there = its_group >= 0
    cell = pairs[there] // group.size * groups + its_group[there]
    users = np.bincount(cell, minlength=len(words) * groups).reshape(len(words), groups)
    kept = np.flatnonzero(users.sum(axis=1) >= 2 * rules.minimum)
    return [words[i] for i in kept.tolist()], users[kept]


def _may_be_shown(users: Counts, minimum: int) -> NDArray[np.bool_]:
    """Return which groups' users of each stem may be shown; shape (stems, groups)."""
    total = users.sum(axis=1, keepdims=True)
    may: NDArray[np.bool_] = (users >= minimum) & (total - users >= minimum)
    while True:
        left = np.where(may, 0, users)
        over = left.sum(axis=1)
        unsafe = (over > 0) & (over < minimum) & may.any(axis=1)
        if not unsafe.any():
            return may
        smallest = np.where(may, users, np.iinfo(np.int64).max).argmin(axis=1)
        may[unsafe, smallest[unsafe]] = False


def usual_forms(
    workspace: Workspace,
    dataset: str,
    stems: Sequence[str],
    cut: Callable[[str], str],
    *,
    policy: Policy | None = None,
) -> dict[str, str]:
    """Return how each stem is mostly written, where enough people write it so.

    Parameters
    ----------
    workspace, policy
        As for `gate.scores`.
    dataset : str
        Id of the dataset.
    stems : sequence of str
        A few of its stems.
    cut : callable
        Returns the stem of a word.

    Returns
    -------
    dict
        Stem -> word in small letters; stems of which no form has enough people are left out.

    Raises
    ------
    InputError
        If the dataset has no comments.
    """
    rules = gate._strictest(policy)
    written = _written(workspace, dataset)
    posting, stem, comment = (
        quoted(f"{name}:{dataset}") for name in ("posting", "stem", "comment")
    )
    found = {}
    for wanted in filter(str.isalpha, stems):
        begin = wanted[:_SURE]
        frame = workspace._frame(
            "SELECT rowid, unnest(regexp_extract_all(lower(text), ?)) AS form"
            f" FROM {comment} WHERE rowid IN (SELECT comment FROM {posting}"
            f" WHERE stem = (SELECT stem FROM {stem} WHERE word = ?) LIMIT {_MOST_READ})",
            [rf"\b{begin}[a-z]*", wanted],
        )
        frame = frame[[cut(form) == wanted for form in frame["form"]]]
        person = written.person[frame["rowid"].to_numpy(np.intp)]
        counted = pd.DataFrame({"form": frame["form"], "person": person}).drop_duplicates()
        people = counted["form"].value_counts()
        if len(people) and people.iloc[0] >= rules.minimum:
            found[wanted] = str(people.index[0])
    return found
