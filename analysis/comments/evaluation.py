"""How well themes are found in comments that nothing has learned from."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.comments.agreement import Agreement, agreements, macro_f1, micro
from analysis.comments.dictionary import Bools, dictionary
from analysis.comments.framework import Framework
from analysis.comments.learning import FOLDS, folded, train


@dataclass(frozen=True)
class Evaluation:
    """Agreement of found themes with labels.

    Attributes
    ----------
    comments : int
        How many were tested.
    theme_ids : tuple of str
        The themes that had labels.
    dictionary, trained : tuple of Agreement
        One for each theme. `trained` is empty if nothing was trained.
    """

    comments: int
    theme_ids: tuple[str, ...]
    dictionary: tuple[Agreement, ...]
    trained: tuple[Agreement, ...]

    def overall(self) -> dict[str, tuple[Agreement, float]]:
        """Return the micro agreement and the macro F1 of each way to find themes."""
        ways = {"dictionary": self.dictionary, "trained": self.trained}
        return {name: (micro(each), macro_f1(each)) for name, each in ways.items() if each}


def evaluated(
    texts: Sequence[str],
    labels: Mapping[str, Sequence[bool] | Bools],
    framework: Framework,
    *,
    groups: Sequence[Hashable] | None = None,
    trained: bool = True,
) -> Evaluation:
    """Test the dictionary on all comments, and a trained model on each fold it had not seen.

    Everything is learned anew in each of five folds, thresholds and the choice between dictionary
    and model included.

    Parameters
    ----------
    texts, labels, groups
        As in `train`.
    trained : bool
        Whether to train; the dictionary alone is tested at once.

    Raises
    ------
    InputError
        As in `train`.
    """
    ids = tuple(framework.theme(theme).id for theme in labels)
    columns = [framework.ids.index(theme) for theme in ids]
    given = np.array([np.asarray(column, dtype=bool) for column in labels.values()]).T
    by_words = agreements(given, dictionary(framework).themed(texts)[:, columns])
    if not trained:
        return Evaluation(len(texts), ids, by_words, ())
    found = np.zeros_like(given)
    for learn, test in folded(texts, groups, FOLDS):
        model = train(
            [texts[i] for i in learn],
            {theme: given[learn, at] for at, theme in enumerate(ids)},
            framework,
            groups=None if groups is None else [groups[i] for i in learn],
        )
        found[test] = model.themed([texts[i] for i in test])[:, columns]
    return Evaluation(len(texts), ids, by_words, agreements(given, found))
