"""The answers to one question beside others of the same stratum, for all crossings at once.

What chance would give a combination are sums over strata of its people and of their squares. A
table of combinations by strata gives them, one for every crossing of characteristics but those with
the kind of cancer in them: strata lie inside a kind of cancer, so that the same table, its strata
taken apart by kind, serves the crossing with it too. Sums of answers are counted for the crossings
of most characteristics alone: the others are their margins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from analysis.store.axis import Axis
from analysis.store.lines import Names
from analysis.store.respondents import Respondents, Rows, taken, worth_of
from analysis.survey import Question

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]
Codes = NDArray[np.int32]

PLACE, KIND = "trust", "tumour"
"""What people are alike in when a combination is compared with everyone else."""

SUMS = 5
"""How many rows of sums over strata there are before those of answers."""


@dataclass(frozen=True)
class Strata:
    """Everybody whose answer to a question counts, stratum by stratum.

    Attributes
    ----------
    axes : tuple of Axis
        The characteristics that are combined.
    columns : dict of str to ndarray of int, shape (people,)
        Each person's group in each characteristic.
    stratum : ndarray of int, shape (people,)
        Which stratum each person is in, going up; strata without people are left out.
    short : ndarray, shape (people,)
        How far each answer is below the best: 0 or 1, or 0-10.
    best : float
        The best answer: 1, or 10.
    """

    axes: tuple[Axis, ...]
    columns: dict[str, Codes]
    stratum: Codes
    short: Floats
    best: float

    @classmethod
    def of(
        cls, people: Respondents, rows: Rows | None, question: Question, axes: Sequence[Axis]
    ) -> Strata:
        """Return the strata of these people."""
        counts, worth = worth_of(question)
        level = people.answer(question, rows)
        used = np.flatnonzero(np.append(counts, 0.0)[level])
        cross = taken(people.columns[PLACE], rows)[used].astype(np.int32)
        cross += taken(people.columns[KIND], rows)[used] * np.int32(len(people.axes[PLACE].keys))
        order = np.argsort(cross.astype(np.min_scalar_type(cross.max(initial=0))), kind="stable")
        stratum = np.cumsum(np.diff(cross[order], prepend=cross[order][:1]) > 0, dtype=np.int32)
        chosen = used[order]
        columns = {
            axis.name: people.group(axis.name, rows)[chosen].astype(np.int32) for axis in axes
        }
        best = 10.0 if question.is_rating else 1.0
        return cls(tuple(axes), columns, stratum, best - np.append(worth, 0.0)[level[chosen]], best)

    def sums(self, most: int, shuffles: int, seed: int) -> dict[Names, Floats]:
        """Return what is summed over the people of every combination.

        Parameters
        ----------
        most : int
            Most characteristics in a combination.
        shuffles : int
            How many times to deal the answers out anew within strata.
        seed : int
            Of the shuffling.

        Returns
        -------
        dict of tuple of str to ndarray, shape (5 + 1 + shuffles, ...)
            For every set of characteristics, that of none too: people; the means of their strata;
            the variances (n - 1) of those; for each stratum the square of the people over the
            stratum's people, times the variance, and by itself; what the answers lack of the best,
            as given and as shuffled. One further axis a characteristic, in the order of `axes`,
            its last position for "not given".
        """
        inner = [axis for axis in self.axes if axis.name != KIND]
        kinds = next((len(axis.keys) for axis in self.axes if axis.name == KIND), 1)
        kind = self.columns[KIND] if kinds > 1 else np.zeros_like(self.stratum)
        moments = self._moments(kind, kinds)
        answers = _Answers.of(self._dealt(shuffles, seed), kind, kinds)
        found: dict[Names, Floats] = {}
        short: dict[Names, Floats] = {}
        for size in reversed(range(min(most, len(inner)) + 1)):
            for axes in combinations(inner, size):
                names, sizes = _named(axes), tuple(len(axis.keys) for axis in axes)
                code = self._code(axes)
                if names not in short:
                    short[names] = answers.by(code, prod(sizes)).reshape(-1, kinds, *sizes)
                _add_margins(short, names)
                table = moments.of(code, prod(sizes)).reshape(SUMS, kinds, *sizes)
                found[names] = np.concatenate([table, short[names]])
        return self._placed(found, most)

    def _code(self, axes: Sequence[Axis]) -> Codes:
        """Return which combination each person is in; the first axis varies slowest."""
        code = np.zeros_like(self.stratum)
        for axis in axes:
            code *= len(axis.keys)
            code += self.columns[axis.name]
        return code

    def _dealt(self, shuffles: int, seed: int) -> Iterator[Floats]:
        """Yield what answers lack, as given and as dealt out anew within each stratum."""
        yield self.short
        random = np.random.default_rng(seed)
        for _ in range(shuffles):
            yield self.short[np.argsort(self.stratum + random.random(self.stratum.size))]

    def _moments(self, kind: Codes, kinds: int) -> _Moments:
        people = np.bincount(self.stratum).astype(np.float64)
        mean = self.best - np.bincount(self.stratum, self.short) / people
        gap = self.best - self.short - mean[self.stratum]
        spread = np.bincount(self.stratum, gap**2) / np.maximum(people - 1, 1)
        of_stratum = np.zeros(people.size, dtype=np.int32)
        of_stratum[self.stratum] = kind
        return _Moments(
            self.stratum,
            _by_kind([np.ones(people.size), mean, spread], of_stratum, kinds),
            _by_kind([spread / people, 1 / people], of_stratum, kinds),
        )

    def _placed(self, found: dict[Names, Floats], most: int) -> dict[Names, Floats]:
        """Return crossings without the axis of kinds of cancer, and those with it in its place."""
        names = _named(self.axes)
        placed = {some: sums.sum(axis=1) for some, sums in found.items()}
        if KIND in names:
            for some, sums in found.items():
                if len(some) < most:
                    full = tuple(n for n in names if n == KIND or n in some)
                    placed[full] = np.moveaxis(sums, 1, 1 + full.index(KIND))
        return placed


@dataclass(frozen=True)
class _Moments:
    """What to sum over strata: `first` times people, `second` times their squares, by kind.

    In single precision, which takes half the time: people are exact below 16 million, and the rest
    is good to about five digits.
    """

    stratum: Codes
    first: csr_array
    second: csr_array

    def of(self, code: Codes, cells: int) -> Floats:
        """Return the sums of combinations, shape (5 * kinds, cells)."""
        one = np.ones(code.size, dtype=np.float32)
        where = (self.stratum, code)
        members = coo_array((one, where), shape=(self.first.shape[1], cells)).toarray()
        first = self.first @ members
        second = self.second @ np.square(members, out=members)
        return np.concatenate([first, second]).astype(np.float64)


@dataclass(frozen=True)
class _Answers:
    """Who gave less than the best answer, each time that answers were dealt out.

    Attributes
    ----------
    who : ndarray of int
        Positions of people, of all times one after the other.
    row : ndarray of int
        For each the time and the kind of cancer, as one number.
    lacks : ndarray or None
        By how much; None where it is 1 for all.
    rows : int
        How many times and kinds there are.
    """

    who: Positions
    row: Codes
    lacks: Floats | None
    rows: int

    @classmethod
    def of(cls, dealt: Iterator[Floats], kind: Codes, kinds: int) -> _Answers:
        who, row, lacks = [], [], []
        for time, short in enumerate(dealt):
            poor = np.flatnonzero(short > 0)
            who.append(poor)
            row.append(kind[poor] + np.int32(time * kinds))
            lacks.append(short[poor])
        all_lacks = np.concatenate(lacks)
        plain = bool((all_lacks == 1).all())
        return cls(
            np.concatenate(who),
            np.concatenate(row),
            None if plain else all_lacks,
            len(who) * kinds,
        )

    def by(self, code: Codes, cells: int) -> Floats:
        """Return what is lacking in each combination, shape (rows, cells)."""
        where = self.row * cells + code[self.who]
        counted = np.bincount(where, self.lacks, minlength=self.rows * cells)
        return counted.reshape(self.rows, cells).astype(np.float64)


def _named(axes: Sequence[Axis]) -> Names:
    return tuple(axis.name for axis in axes)


def _by_kind(weights: Sequence[Floats], kind: Codes, kinds: int) -> csr_array:
    """Return what adds up strata by kind of cancer, shape (weights * kinds, strata)."""
    strata = np.arange(kind.size)
    rows = np.concatenate([i * kinds + kind for i in range(len(weights))])
    where = (rows, np.tile(strata, len(weights)))
    values = np.concatenate(weights).astype(np.float32)
    return csr_array((values, where), shape=(len(weights) * kinds, kind.size))


def _add_margins(tables: dict[Names, Floats], names: Names) -> None:
    """Add what a table by the names of its axes but two has without one of them, if not there."""
    for i in range(len(names)):
        rest = names[:i] + names[i + 1 :]
        if rest not in tables:
            tables[rest] = tables[names].sum(axis=2 + i)


__all__ = ["KIND", "PLACE", "SUMS", "Strata"]
