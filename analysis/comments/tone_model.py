"""The tone of comments, learned from comments whose tone people gave."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.comments.learning import FOLDS, folded
from analysis.comments.sentiment import BOXES, Said, Tones, check_boxes, said, tones
from analysis.comments.words import pieces, plain, stem
from analysis.survey import InputError

_C = 0.3
_STEPS = 10_000
_LEAST = 50
_MOST_COUNTED = 3
_LONG = 40


@dataclass(frozen=True, eq=False)
class ToneModel:
    """A linear support vector machine over words, word pairs, boxes and what the rules find.

    Attributes
    ----------
    words : object
        scikit-learn's TF-IDF of words and pairs of words, fitted.
    classifier : object
        scikit-learn's support vector machine, one tone against the others, fitted.
    """

    words: Any
    classifier: Any

    def tones(self, texts: Sequence[str], boxes: Sequence[str]) -> Tones:
        """Return the tone of comments, as `analysis.comments.sentiment.tones` does."""
        check_boxes(boxes)
        if not len(texts):
            return np.zeros(0, dtype=np.int8)
        rows = self.words.transform(_documents(texts, boxes))
        given = sparse.hstack([rows, _found(texts, boxes)], format="csr")
        return np.asarray(self.classifier.predict(given), dtype=np.int8)


def train_tones(
    texts: Sequence[str], boxes: Sequence[str], given: Sequence[int] | Tones
) -> ToneModel:
    """Learn tones from comments whose tone people gave.

    Parameters
    ----------
    texts, boxes : sequence of str
        The comments and where each was written.
    given : sequence of int
        1 praise, -1 complaint, 0 neither or both.

    Raises
    ------
    InputError
        If there are fewer than 50 comments, or all have one tone, or a tone is none of the three.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    check_boxes(boxes)
    kinds = set(np.asarray(given).tolist())
    if len(texts) < _LEAST or len(kinds) < 2 or kinds - {-1, 0, 1}:
        msg = f"Tones are learned from {_LEAST} comments or more with tones of -1, 0 and 1."
        raise InputError(msg)
    words = TfidfVectorizer(analyzer=_terms, min_df=2, sublinear_tf=True)
    rows = words.fit_transform(_documents(texts, boxes))
    classifier = LinearSVC(C=_C, max_iter=_STEPS)
    classifier.fit(sparse.hstack([rows, _found(texts, boxes)], format="csr"), np.asarray(given))
    return ToneModel(words, classifier)


def tone_accuracy(
    texts: Sequence[str],
    boxes: Sequence[str],
    given: Sequence[int] | Tones,
    groups: Sequence[Hashable] | None = None,
) -> tuple[float, float]:
    """Return the share of comments whose tone is right: by rules, and learned out of fold.

    Parameters
    ----------
    texts, boxes, given
        As in `train_tones`.
    groups : sequence, optional
        What keeps comments together; equal texts if not given.

    Raises
    ------
    InputError
        As in `train_tones`.
    """
    right = np.asarray(given)
    found = np.zeros(len(texts), dtype=np.int8)
    for learn, test in folded(texts, groups, FOLDS):
        model = train_tones([texts[i] for i in learn], [boxes[i] for i in learn], right[learn])
        found[test] = model.tones([texts[i] for i in test], [boxes[i] for i in test])
    return float((tones(texts, boxes) == right).mean()), float((found == right).mean())


def _documents(texts: Sequence[str], boxes: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(boxes, texts, strict=True))


def _terms(document: tuple[str, str]) -> list[str]:
    box, text = document
    words = [stem(plain(piece)) for piece in pieces(text)]
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    return [*words, *pairs, *(f"{box}|{word}" for word in words)]


def _found(texts: Sequence[str], boxes: Sequence[str]) -> sparse.csr_array:
    """Return what the rules see, once for every box and once for the box of the comment."""
    by_rule = tones(texts, boxes)
    seen = np.array([_seen(said(t), tone) for t, tone in zip(texts, by_rule, strict=True)])
    parts = [seen * np.array([[b == box] for b in boxes]) for box in BOXES]
    return sparse.csr_array(np.hstack([seen, *parts]))


def _seen(found: Said, tone: int) -> NDArray[np.float64]:
    counts = (found.good, found.bad, found.wish)
    flags = (found.nothing, found.good > found.bad, found.bad > found.good)
    return np.array(
        [
            1.0,
            *(min(c, _MOST_COUNTED) / _MOST_COUNTED for c in counts),
            *flags,
            bool(found.good and found.bad),
            min(found.words, _LONG) / _LONG,
            *(tone == kind for kind in (1, 0, -1)),
        ]
    )
