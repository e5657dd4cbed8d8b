"""Themes learned from comments that people have labelled."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from analysis.comments.agreement import Agreement, agreements
from analysis.comments.dictionary import (
    Bits,
    Bools,
    dictionary,
    once_each,
    packed,
    themed_by,
)
from analysis.comments.features import Features
from analysis.comments.framework import Framework
from analysis.survey import InputError

if TYPE_CHECKING:
    from scipy import sparse

Floats = NDArray[np.float32]
Fold = tuple[NDArray[np.intp], NDArray[np.intp]]

FOLDS = 5
LEAST = 10
"""Comments that a theme must have been given before a model is tried."""

_C = 0.1
_RARE = 2.0
_STEPS = 10_000


@dataclass(frozen=True)
class ThemeFigures:
    """How a theme is found, and how well out of fold.

    Attributes
    ----------
    theme_id : str
        The theme.
    used : {"dictionary", "model"}
        What finds it: the one with the better F1 in comments that it had not seen.
    dictionary, model : Agreement
        Of both; the model's is empty where fewer than `LEAST` comments had the theme.
    """

    theme_id: str
    used: Literal["dictionary", "model"]
    dictionary: Agreement
    model: Agreement


@dataclass(frozen=True, eq=False)
class Model:
    """A linear classifier for each theme that words alone find less well.

    Attributes
    ----------
    features : Features
        How comments are read.
    weights : ndarray of float32, shape (features, themes)
        Of a linear support vector machine; 0 for themes left to the dictionary.
    thresholds : ndarray of float32, shape (themes,)
        A comment whose weighed sum is above it has the theme; infinite for the dictionary's.
    figures : tuple of ThemeFigures
        One for each theme that had labels.
    labelled : int
        Comments it learned from.
    """

    features: Features
    weights: Floats
    thresholds: Floats
    figures: tuple[ThemeFigures, ...]
    labelled: int

    @property
    def framework(self) -> Framework:
        """The framework of its themes."""
        return self.features.dictionary.framework

    def themed(self, texts: Sequence[str]) -> Bools:
        """Return which themes each comment has.

        Returns
        -------
        ndarray of bool, shape (texts, themes)
            Themes in the framework's order. A row without any is "not assigned".
        """
        return themed_by(self._coded, texts, len(self.thresholds))

    @cached_property
    def _learned(self) -> tuple[Bools, Floats, Floats]:
        """Return which themes are learned, and their weights and thresholds."""
        learned = np.isfinite(self.thresholds)
        return learned, np.ascontiguousarray(self.weights[:, learned]), self.thresholds[learned]

    def _coded(self, texts: Sequence[str]) -> Bits:
        return once_each(self._bits, texts)

    def _bits(self, texts: Sequence[str]) -> Bits:
        learned, weights, thresholds = self._learned
        read = self.features.read(texts)
        found = read.themed.copy()
        found[:, learned] = read.features @ weights > thresholds
        return packed(found)


def train(
    texts: Sequence[str],
    labels: Mapping[str, Sequence[bool] | Bools],
    framework: Framework,
    *,
    groups: Sequence[Hashable] | None = None,
) -> Model:
    """Learn themes from labelled comments.

    Each theme is found by its classifier (a linear support vector machine over words, dictionary
    hits and length, with the threshold of the best F1) or by the dictionary, whichever has the
    better F1 in comments kept out of learning. Comments of one group are never on both sides.

    Parameters
    ----------
    texts : sequence of str
        The comments.
    labels : mapping of str to sequence of bool
        Theme id -> for each comment, whether a person gave it the theme. Themes that are not in it
        are left to the dictionary.
    groups : sequence, optional
        What keeps comments together, such as who wrote them. Without it, equal texts.

    Raises
    ------
    InputError
        If there are too few comments or groups, or labels of another length.
    UnknownChoice
        If a label is no theme of the framework.
    """
    given = _matrix(texts, labels, framework)
    folds = list(folded(texts, groups, FOLDS))
    reader = dictionary(framework)
    themed = reader.themed(texts)
    known = [framework.ids.index(theme) for theme in labels]
    tried = [t for t in known if given[:, t].sum() >= LEAST and not given[:, t].all()]
    scores = np.full(given.shape, -np.inf, dtype=np.float32)
    for learn, test in folds:
        features = Features.of([texts[i] for i in learn], reader)
        rows = features.read([texts[i] for i in learn]).features
        weights = _fitted(rows, given[learn], tried)
        scores[test] = features.read([texts[i] for i in test]).features @ weights
    found = np.zeros(given.shape, dtype=bool)
    for learn, test in folds:
        found[test] = scores[test] > _thresholds(scores[learn], given[learn], tried)
    figures = _figures(framework, known, given, themed, found)
    better = [framework.ids.index(f.theme_id) for f in figures if f.used == "model"]
    features = Features.of(texts, reader)
    weights = _fitted(features.read(texts).features, given, better)
    return Model(features, weights, _thresholds(scores, given, better), figures, len(texts))


def folded(texts: Sequence[str], groups: Sequence[Hashable] | None, folds: int) -> Iterator[Fold]:
    """Yield positions to learn from and positions to test on, groups kept together.

    Raises
    ------
    InputError
        If there are fewer groups than folds.
    """
    from sklearn.model_selection import GroupKFold

    kept = [" ".join(t.casefold().split()) for t in texts] if groups is None else list(groups)
    number = {group: i for i, group in enumerate(dict.fromkeys(kept))}
    if len(number) < folds:
        noun = "different comments" if groups is None else "groups"
        raise InputError(f"There are {len(number)} {noun}; {folds} or more are needed to learn.")
    split = GroupKFold(folds, shuffle=True, random_state=0)
    yield from split.split(kept, groups=[number[group] for group in kept])


def _matrix(
    texts: Sequence[str], labels: Mapping[str, Sequence[bool] | Bools], framework: Framework
) -> Bools:
    if not labels:
        raise InputError("There are no labels to learn from.")
    given = np.zeros((len(texts), len(framework.themes)), dtype=bool)
    for theme, column in labels.items():
        if len(column) != len(texts):
            msg = f"Theme '{theme}' has {len(column)} labels for {len(texts)} comments."
            raise InputError(msg)
        given[:, framework.ids.index(framework.theme(theme).id)] = column
    return given


def _fitted(rows: sparse.csr_array, given: Bools, themes: Sequence[int]) -> Floats:
    """Return a column of weights for each theme, 0 for those that are not asked for."""
    from sklearn.svm import LinearSVC

    weights = np.zeros((rows.shape[1], given.shape[1]), dtype=np.float32)
    for theme in themes:
        if not given[:, theme].any():
            continue
        weight = {True: _RARE, False: 1.0}
        machine = LinearSVC(C=_C, class_weight=weight, fit_intercept=False, max_iter=_STEPS)
        weights[:, theme] = machine.fit(rows, given[:, theme]).coef_[0]
    return weights


def _thresholds(scores: Floats, given: Bools, themes: Sequence[int]) -> Floats:
    """Return the threshold of the best F1 of each theme, infinite for those not asked for."""
    thresholds = np.full(scores.shape[1], np.inf, dtype=np.float32)
    for theme in themes:
        order = np.argsort(-scores[:, theme], kind="stable")
        ranked = scores[order, theme]
        both = np.cumsum(given[order, theme])
        f1 = 2 * both / (np.arange(1, len(order) + 1) + both[-1])
        last = len(order) - 1
        f1[:last][ranked[:last] == ranked[1:]] = -1
        best = int(np.argmax(f1))
        thresholds[theme] = (ranked[best] + ranked[min(best + 1, last)]) / 2
    return thresholds


def _figures(
    framework: Framework, known: Sequence[int], given: Bools, themed: Bools, found: Bools
) -> tuple[ThemeFigures, ...]:
    words, learned = agreements(given, themed), agreements(given, found)
    return tuple(
        ThemeFigures(
            framework.ids[t],
            "model" if learned[t].f1 > words[t].f1 else "dictionary",
            words[t],
            learned[t],
        )
        for t in known
    )
