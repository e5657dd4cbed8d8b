"""Which cells of a table must be hidden so that no small group of people can be seen.

A table here is an array of counts with one or two axes whose last position on each axis is the
total of the others, and one further axis that splits each count by answer.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analysis.store.inference import fixed_cells, small_rest
from analysis.survey import InputError

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Line = tuple[NDArray[np.intp], int]

_FLOOR = 10


@dataclass(frozen=True)
class Policy:
    """What may be shown of respondents.

    Attributes
    ----------
    minimum : int
        Fewest answers that a shown figure may rest on. At least 10: an operator may ask for
        more (environment variable ``PEX_MINIMUM_BASE``), nobody for less.
    """

    minimum: int = _FLOOR

    def __post_init__(self) -> None:
        if self.minimum < _FLOOR:
            msg = f"The fewest answers that may be shown is {_FLOOR}, not {self.minimum}."
            raise InputError(msg)

    @classmethod
    def of_operator(cls) -> Policy:
        """Return the policy that the operator of this installation asks for."""
        asked = os.environ.get("PEX_MINIMUM_BASE", str(_FLOOR))
        if not asked.isdecimal():
            msg = f"PEX_MINIMUM_BASE must be a whole number of at least {_FLOOR}, not '{asked}'."
            raise InputError(msg)
        return cls(int(asked))


@lru_cache(maxsize=128)
def _lines(shape: tuple[int, ...]) -> tuple[Line, ...]:
    """Return every sum in the table, as flat positions of its parts and of its total."""
    positions = np.arange(int(np.prod(shape))).reshape(shape)
    return tuple(
        (line[:-1], int(line[-1]))
        for axis in range(len(shape))
        for line in np.moveaxis(positions, axis, -1).reshape(-1, shape[axis])
    )


@dataclass(frozen=True)
class _People:
    """Who is in each cell of a table, flat.

    Attributes
    ----------
    answers : ndarray of int, shape (cells, answers)
        People by answer.
    kinds : ndarray of int, shape (answers,)
        What each answer means for the score; -1 does not count.
    bases : ndarray of int, shape (2, cells)
        Everyone who answered, and everyone whose answer counts for the score.
    """

    answers: Counts
    kinds: NDArray[np.int64]
    bases: Counts

    @classmethod
    def of(cls, answers: Counts, kinds: NDArray[np.int64]) -> _People:
        """Return the people with these answers."""
        counting = np.array([np.ones_like(kinds), kinds >= 0])
        return cls(answers, kinds, counting @ answers.T)

    @property
    def all(self) -> Counts:
        """Everyone who answered."""
        return np.asarray(self.bases[0])

    def too_few(self, minimum: int) -> Mask:
        """Return the cells that rest on too few answers, all of them or those that count."""
        return np.asarray(((self.bases > 0) & (self.bases < minimum)).any(axis=0))

    def is_safe(self, rest: NDArray[np.intp], minimum: int) -> bool:
        """Tell whether what subtraction leaves over is many people, in more than one cell."""
        bases = self.bases[:, rest].sum(axis=1)
        return rest.size > 1 and not ((bases > 0) & (bases < minimum)).any()


def _next_to_hide(line: Line, hidden: Mask, people: _People, minimum: int) -> int | None:
    """Return a further cell of the line that must be hidden, or None when the line is safe."""
    parts, total = line
    hidden_parts, shown = parts[hidden[parts]], parts[~hidden[parts]]
    if hidden[total]:
        exposed = hidden_parts.size == 0
    else:
        exposed = hidden_parts.size > 0 and not people.is_safe(hidden_parts, minimum)
    if not exposed:
        return None
    return int(shown[np.argmin(people.all[shown])]) if shown.size else total


def _settle(lines: list[Line], hidden: Mask, people: _People, minimum: int) -> None:
    """Hide further cells, in place, until every line is safe by itself."""
    settled = False
    while not settled:
        settled = True
        for line in lines:
            cell = _next_to_hide(line, hidden, people, minimum)
            if cell is not None and not hidden[cell]:
                hidden[cell] = True
                settled = False


def _exposed(hidden: Mask, people: _People, minimum: int) -> list[int]:
    """Return hidden cells that all lines together give away."""
    found = fixed_cells(hidden, people.answers, people.kinds)
    if found or hidden.ndim == 1:
        return found
    for counted in people.bases:
        found = found or small_rest(hidden, counted.reshape(hidden.shape), minimum)
    return found


def too_few(answers: Counts, policy: Policy, kinds: NDArray[np.int64]) -> Mask:
    """Return which cells rest on too few answers, whatever is shown beside them.

    Parameters
    ----------
    answers : ndarray of int, shape (cells, answers)
        Number of people by answer.
    policy, kinds
        As for `suppress`.
    """
    return _People.of(answers, kinds).too_few(policy.minimum)


def suppress(answers: Counts, policy: Policy, kinds: NDArray[np.int64] | None = None) -> Mask:
    """Return which cells to hide.

    A cell is hidden when it rests on 1 to ``minimum - 1`` answers, or on so few that count for
    the score. Further cells are hidden, smallest first, until nothing hidden follows from what is
    shown: what subtraction leaves over in any row, column or margin is at least ``minimum``
    answers and is spread over at least two cells; all sums together fix neither the base nor the
    score of a hidden cell (as they do when all that is left over means the same); and no sum of
    hidden cells that they fix is 1 to ``minimum - 1`` people. A cell within ``minimum - 1`` people
    of its total is hidden by the same rule, as what is left over would be too few.

    Parameters
    ----------
    answers : ndarray of int, shape (groups + 1, answers) or (rows + 1, columns + 1, answers)
        Number of people by answer; the last position on each axis but the last is the total.
    policy : Policy
        The fewest answers that may be shown.
    kinds : ndarray of int, shape (answers,), optional
        What each answer means for the score: the same number means the same, and -1 that it does
        not count. By default each means something else.

    Returns
    -------
    ndarray of bool, shape as `answers` without its last axis
        True where nothing may be shown. Cells with no answers at all are never hidden: they are
        about nobody.
    """
    shape = answers.shape[:-1]
    people = _People.of(
        answers.reshape(-1, answers.shape[-1]),
        np.arange(answers.shape[-1]) if kinds is None else kinds,
    )
    hidden = people.too_few(policy.minimum)
    if not shape or not hidden.any():
        return hidden.reshape(shape)
    inhabited = people.all > 0
    lines = [(parts[inhabited[parts]], total) for parts, total in _lines(shape) if inhabited[total]]
    _settle(lines, hidden, people, policy.minimum)
    while exposed := _exposed(hidden.reshape(shape), people, policy.minimum):
        partners = [c for parts, _ in lines if np.isin(parts, exposed).any() for c in parts]
        shown = [c for c in partners if not hidden[c]] or list(np.flatnonzero(~hidden & inhabited))
        if not shown:
            break
        hidden[min(shown, key=lambda c: people.all[c])] = True
        _settle(lines, hidden, people, policy.minimum)
    return hidden.reshape(shape)
