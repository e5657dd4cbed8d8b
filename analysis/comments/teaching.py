"""Which comments would teach the most if somebody labelled them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.comments.dictionary import Bools
from analysis.comments.learning import Model
from analysis.comments.words import pieces

Floats = NDArray[np.float64]

_SHORTEST = 6
_LAST = -2.0


def teaching(
    texts: Sequence[str],
    themed: Bools,
    labels: Sequence[frozenset[int]],
    *,
    model: Model | None = None,
    most: int = 20,
) -> list[int]:
    """Return the comments to label next, those that teach most first.

    A comment teaches where it is doubtful: near the line that a model draws for a theme or, before
    there is a model, without any theme or of a theme that has few labels. What was chosen already
    makes others of the same themes less worth asking about.

    Parameters
    ----------
    texts : sequence of str
        Comments that have no label yet.
    themed : ndarray of bool, shape (texts, themes)
        The themes that they are found to have.
    labels : sequence of frozenset of int
        Positions of the themes of each comment that has been labelled.
    model : Model, optional
        What was learned from those.
    most : int
        How many to return.

    Returns
    -------
    list of int
        Positions among the texts. Very short comments come only after all others.
    """
    short = np.array([len(pieces(text)) < _SHORTEST for text in texts])
    doubt: Floats = np.where(short, _LAST, _doubt(texts, themed, model))
    kinds = [frozenset(np.flatnonzero(row).tolist()) for row in themed]
    asked = Counter(theme for given in labels for theme in given or {-1})
    chosen: list[int] = []
    while len(chosen) < min(most, len(texts)):
        worth = doubt + [1 / (1 + min(asked[theme] for theme in kind or {-1})) for kind in kinds]
        worth[chosen] = -np.inf
        best = int(np.argmax(worth))
        chosen.append(best)
        asked.update(kinds[best] or {-1})
    return chosen


def _doubt(texts: Sequence[str], themed: Bools, model: Model | None) -> Floats:
    """Return how doubtful the themes of each comment are, from 0 to 1."""
    learned = np.isfinite(model.thresholds) if model else np.zeros(0, dtype=bool)
    if model is None or not learned.any():
        return np.where(themed.any(axis=1), 0.0, 0.5)
    rows = model.features.read(texts).features
    margins = np.abs(rows @ model.weights[:, learned] - model.thresholds[learned])
    return np.asarray(1 / (1 + margins.min(axis=1)), dtype=np.float64)
