"""What is in the comments that no theme covers, through the gate: words of many people only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.store import gate
from analysis.store.comments import comments
from analysis.store.gate import Policy, Released
from analysis.store.schema import quoted
from analysis.store.workspace import Workspace
from analysis.survey import NOT_ASSIGNED, InputError

_MOST_READ = 20_000


class Found(Protocol):
    """A topic: its words, and the positions of the comments on it."""

    @property
    def words(self) -> tuple[str, ...]:
        """What marks it."""

    @property
    def comments(self) -> tuple[int, ...]:
        """Positions among the texts that were given."""


def uncovered(
    workspace: Workspace,
    dataset: str,
    framework: str,
    find: Callable[[Sequence[str], Sequence[int]], Sequence[Found]],
    *,
    policy: Policy | None = None,
) -> Released:
    """Return topics in a dataset's comments that no theme of a framework covers.

    Parameters
    ----------
    workspace, policy
        As for `gate.scores`.
    dataset, framework : str
        Their ids. The whole dataset is read: views of parts of it, compared with each other,
        could tell what a few people wrote.
    find : callable
        Given texts and who wrote each, returns topics. It must keep nothing.

    Returns
    -------
    Released
        A row a topic: ``topic`` (number from 1), ``words`` (a tuple), ``people`` (who wrote on
        it). Every word and every topic is of as many people as the policy asks for; other words
        and topics are left out.

    Raises
    ------
    InputError
        If the dataset has no comments.
    UnknownChoice
        If its comments are not coded by the framework.

    Notes
    -----
    Of more than 20,000 such comments, that many are read, drawn by chance with a fixed seed.
    """
    rules = gate._strictest(policy)
    written = comments(workspace, dataset)
    if written is None:
        msg = f"{workspace.dataset(dataset).name} has no comments."
        raise InputError(msg)
    rows = np.flatnonzero(written.about(framework, NOT_ASSIGNED))
    if rows.size > _MOST_READ:
        rows = np.sort(np.random.default_rng(0).choice(rows, _MOST_READ, replace=False))
    frame = workspace._frame(
        f"SELECT text FROM {quoted(f'comment:{dataset}')} WHERE rowid IN (SELECT unnest(?))"
        " ORDER BY rowid",
        [rows.tolist()],
    )
    texts, who = frame["text"].tolist(), written.person[rows]
    words_of = _users(frame["text"], who)
    topics: list[dict[str, object]] = []
    for found in find(texts, who.tolist()):
        people = np.unique(who[list(found.comments)]).size
        words = tuple(w for w in found.words if words_of.get(w, 0) >= rules.minimum)
        if people >= rules.minimum and words:
            topics.append({"topic": len(topics) + 1, "words": words, "people": people})
    return Released(pd.DataFrame(topics, columns=["topic", "words", "people"]), rules)


def _users(texts: pd.Series, who: NDArray[np.int32]) -> dict[str, int]:
    """Return how many people use each word."""
    words = texts.str.lower().str.findall(r"[^\W\d_]+").explode()
    used = pd.DataFrame({"word": words.to_numpy(), "person": who[words.index.to_numpy(np.intp)]})
    people = used.drop_duplicates()["word"].value_counts()
    return {str(word): int(count) for word, count in people.items()}
