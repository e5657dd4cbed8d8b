"""Several small numbers in one: which combination of levels somebody has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from analysis.survey import Question

PACK_SIZE = 256
"""Most combinations of answers in a pack: what a byte can hold."""


def first_fit(sizes: Sequence[int], most: int) -> list[list[int]]:
    """Return positions gathered so that each gathering has at most so many combinations.

    The largest come first, and each goes where it first fits; one that is larger than `most` is
    alone. (First-fit decreasing: at most about a fifth more gatherings than there need be.)
    """
    gathered: list[list[int]] = []
    for position in sorted(range(len(sizes)), key=lambda i: -sizes[i]):
        fits = (g for g in gathered if prod(sizes[i] for i in g) * sizes[position] <= most)
        place = next(fits, None)
        if place is None:
            gathered.append([position])
        else:
            place.append(position)
    return gathered


@lru_cache(maxsize=128)
def belonging(sizes: tuple[int, ...]) -> csr_array:
    """Return which levels each combination is made of: 0 or 1, shape (sum of sizes, product).

    The first of `sizes` varies slowest in the combinations, and its levels come first.
    """
    combinations = np.arange(prod(sizes))
    levels = np.unravel_index(combinations, sizes)
    starts = np.cumsum((0, *sizes))[:-1]
    rows = np.concatenate([start + level for start, level in zip(starts, levels, strict=True)])
    where = (rows, np.tile(combinations, len(sizes)))
    return csr_array((np.ones(rows.size, np.int32), where), shape=(sum(sizes), combinations.size))


@dataclass(frozen=True)
class Pack:
    """The answers to a few questions as one byte a person.

    Attributes
    ----------
    questions : tuple of Question
        The first varies slowest.
    codes : ndarray of uint8, shape (respondents,)
        Which combination of answers each gave. The level of a question is the position of the
        answer among its options, or one more than the last for blank or not asked.
    """

    questions: tuple[Question, ...]
    codes: NDArray[np.uint8]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many levels each question has."""
        return tuple(len(q.options) + 1 for q in self.questions)

    def levels(self) -> Iterator[tuple[Question, NDArray[np.intp]]]:
        """Yield each question and the level of its answer in every combination."""
        levels = np.unravel_index(np.arange(prod(self.sizes)), self.sizes)
        yield from zip(self.questions, levels, strict=True)


def packed(asked: Sequence[Question], answers: pd.DataFrame) -> tuple[Pack, ...]:
    """Return answers in few bytes a person.

    Parameters
    ----------
    asked : sequence of Question
        The questions.
    answers : DataFrame
        A column of option codes (0-255) a question; any other code counts as no answer.
    """
    packs = []
    for positions in first_fit([len(q.options) + 1 for q in asked], PACK_SIZE):
        codes = np.zeros(len(answers), dtype=np.uint8)
        together = tuple(asked[i] for i in positions)
        for q in together:
            level = np.full(256, len(q.options), dtype=np.uint8)
            level[[o.code for o in q.options]] = np.arange(len(q.options))
            codes *= np.uint8(len(q.options) + 1)
            codes += level[answers[q.code].to_numpy()]
        packs.append(Pack(together, codes))
    return tuple(packs)
