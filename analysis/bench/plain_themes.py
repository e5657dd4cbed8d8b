"""The model that themes are measured against: TF-IDF and a linear machine, out of the box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.comments.agreement import Agreement, agreements
from analysis.comments.dictionary import Bools
from analysis.comments.learning import FOLDS, folded

_BLOCK = 20_000
_STEPS = 10_000


class PlainModel:
    """TF-IDF of words and pairs of words, and a support vector machine for each theme.

    Parameters
    ----------
    texts : sequence of str
        Comments to learn from.
    labels : ndarray of bool, shape (texts, themes)
        Themes that people gave them.
    """

    def __init__(self, texts: Sequence[str], labels: Bools) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.multiclass import OneVsRestClassifier
        from sklearn.svm import LinearSVC

        self._words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        self._machine = OneVsRestClassifier(LinearSVC(class_weight="balanced", max_iter=_STEPS))
        self._used = np.flatnonzero(labels.any(axis=0))
        self._themes = labels.shape[1]
        rows = self._words.fit_transform(texts)
        self._machine.fit(rows, labels[:, self._used].astype(int))

    def themed(self, texts: Sequence[str]) -> Bools:
        """Return themes of comments, shape (texts, themes), block by block."""
        found = np.zeros((len(texts), self._themes), dtype=bool)
        for start in range(0, len(texts), _BLOCK):
            rows = self._words.transform(texts[start : start + _BLOCK])
            found[start : start + _BLOCK, self._used] = self._machine.predict(rows)
        return found


def plain_agreements(texts: Sequence[str], labels: Mapping[str, Bools]) -> tuple[Agreement, ...]:
    """Return the plain model's agreement with labels, in the folds that `train` is tested in."""
    given = np.array(list(labels.values())).T
    found = np.zeros_like(given)
    for learn, test in folded(texts, None, FOLDS):
        model = PlainModel([texts[i] for i in learn], given[learn])
        found[test] = model.themed([texts[i] for i in test])
    return agreements(given, found)
