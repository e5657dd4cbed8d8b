"""What the themes miss: topics among comments that have none."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.comments.words import pieces, plain

LEAST_PEOPLE = 10
"""People who must use a word before it is shown, and write on a topic before it is offered."""

_TOP = 8
_MOST_WORDS = 5_000
_PART = 0.5
_SHORTEST = 3
_CONTRACTED = frozenset(
    f"{word}nt"
    for word in ("do", "does", "did", "is", "was", "are", "were", "ca", "could", "wo", "would")
)


@dataclass(frozen=True)
class Topic:
    """A candidate for a theme.

    Attributes
    ----------
    words : tuple of str
        What marks it, the strongest first; each was written by at least `LEAST_PEOPLE` people.
    people : int
        How many wrote on it, at least `LEAST_PEOPLE`.
    comments : tuple of int
        Positions of their comments, those that are most about it first.
    """

    words: tuple[str, ...]
    people: int
    comments: tuple[int, ...]


def candidate_topics(
    texts: Sequence[str], people: Sequence[Hashable] | None = None, *, most: int = 8
) -> tuple[Topic, ...]:
    """Return topics of comments that no theme covers, the largest first.

    Non-negative matrix factorisation of TF-IDF. It is a first look that a person has to read:
    topics agree with people's labels half as well as a dictionary does.

    Parameters
    ----------
    texts : sequence of str
        The comments, redacted, that no theme was found in.
    people : sequence, optional
        Who wrote each; everyone one comment if not given.
    most : int
        How many topics at most.

    Returns
    -------
    tuple of Topic
        Empty if too few people use the same words.
    """
    from sklearn.decomposition import NMF

    who = _numbered(range(len(texts)) if people is None else people)
    words, rows = _weighed(texts, who)
    kept = np.flatnonzero(np.diff(rows.indptr)) if len(words) else np.array([], dtype=int)
    count = min(most, len(words) // 2, len(kept) // LEAST_PEOPLE)
    if count < 1:
        return ()
    model = NMF(count, init="nndsvda", random_state=0, max_iter=400, tol=1e-3)
    share = model.fit_transform(rows[kept])
    total = share.sum(axis=1, keepdims=True)
    share = np.divide(share, total, out=np.zeros_like(share), where=total > 0)
    topics = [_topic(words, model.components_[t], share[:, t], kept, who) for t in range(count)]
    offered = [t for t in topics if t.people >= LEAST_PEOPLE and t.words]
    return tuple(sorted(offered, key=lambda t: (-t.people, t.words)))


def _topic(
    words: NDArray[np.str_],
    weights: NDArray[np.float64],
    share: NDArray[np.float64],
    kept: NDArray[np.intp],
    who: NDArray[np.intp],
) -> Topic:
    top = [w for w in np.argsort(-weights, kind="stable")[:_TOP] if weights[w] > 0]
    order = np.argsort(-share, kind="stable")
    about = kept[order[share[order] >= _PART]]
    return Topic(
        tuple(str(words[w]) for w in top), len(set(who[about].tolist())), tuple(about.tolist())
    )


def _numbered(people: Sequence[Hashable] | range) -> NDArray[np.intp]:
    number = {person: i for i, person in enumerate(dict.fromkeys(people))}
    return np.array([number[person] for person in people], dtype=np.intp)


def _weighed(texts: Sequence[str], who: NDArray[np.intp]) -> tuple[NDArray[np.str_], Any]:
    """Return the words that enough people use, and TF-IDF of the comments in them."""
    from scipy import sparse
    from sklearn.feature_extraction.text import (
        ENGLISH_STOP_WORDS,
        CountVectorizer,
        TfidfTransformer,
    )

    empty = ENGLISH_STOP_WORDS | _CONTRACTED

    def terms(text: str) -> list[str]:
        words = (plain(piece) for piece in pieces(text))
        return [w for w in words if len(w) >= _SHORTEST and w not in empty]

    if not any(terms(text) for text in texts):
        return np.array([]), None
    reader = CountVectorizer(analyzer=terms)
    counts = reader.fit_transform(texts)
    said = sparse.csr_array((np.ones(len(who)), (who, np.arange(len(who)))))
    users = ((said @ counts) > 0).sum(axis=0)
    enough = np.flatnonzero(users >= LEAST_PEOPLE)
    enough = np.sort(enough[np.argsort(-users[enough], kind="stable")[:_MOST_WORDS]])
    if not len(enough):
        return np.array([]), None
    rows = TfidfTransformer(sublinear_tf=True).fit_transform(counts[:, enough])
    return reader.get_feature_names_out()[enough], rows
