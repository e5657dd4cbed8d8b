"""How well themes that were found agree with themes that people gave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Agreement:
    """Precision, recall and F1, each 0 to 1; 0 where they would be divided by nothing.

    Attributes
    ----------
    labelled, found, both : int
        Comments that people gave the theme, that were found to have it, and both.
    """

    labelled: int
    found: int
    both: int

    @property
    def precision(self) -> float:
        """Of the comments found to have the theme, the share that people gave it."""
        return self.both / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of the comments that people gave the theme, the share that was found."""
        return self.both / self.labelled if self.labelled else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.labelled + self.found
        return 2 * self.both / total if total else 0.0


def agreements(labels: NDArray[np.bool_], found: NDArray[np.bool_]) -> tuple[Agreement, ...]:
    """Return the agreement on each theme.

    Parameters
    ----------
    labels, found : ndarray of bool, shape (texts, themes)
        What people gave, and what was found.
    """
    both = (labels & found).sum(axis=0)
    counts = zip(labels.sum(axis=0), found.sum(axis=0), both, strict=True)
    return tuple(Agreement(*map(int, c)) for c in counts)


def micro(each: tuple[Agreement, ...]) -> Agreement:
    """Return the agreement on all themes together, in which large themes weigh more."""
    return Agreement(
        sum(a.labelled for a in each), sum(a.found for a in each), sum(a.both for a in each)
    )


def macro_f1(each: tuple[Agreement, ...]) -> float:
    """Return the mean F1 of the themes, in which all weigh the same."""
    return float(np.mean([a.f1 for a in each])) if each else 0.0
