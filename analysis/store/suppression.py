"""Which cells of a table must be hidden so that no small group of people can be seen.

A table here is an array of counts with one or two axes whose last position on each axis is the
total of the others, and one further axis that splits each count by answer.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.store.cuts import small_cuts
from analysis.store.inference import cheapest_partners, fixed_cells
from analysis.store.lists import are_few, bases_of, settle, suppress_lists
from analysis.survey import InputError

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

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


@dataclass(frozen=True)
class _People:
    """Who is in each cell of a table.

    Attributes
    ----------
    answers : ndarray of int, shape (cells, answers)
        People by answer, of the cells one after the other.
    kinds : ndarray of int, shape (answers,)
        What each answer means for the score; -1 does not count.
    bases : ndarray of int, shape (2, ...)
        Everyone who answered, and everyone whose answer counts for the score; each the table.
    """

    answers: Counts
    kinds: NDArray[np.int64]
    bases: Counts

    @classmethod
    def of(cls, answers: Counts, kinds: NDArray[np.int64]) -> _People:
        """Return the people with these answers, shape (..., answers)."""
        return cls(answers.reshape(-1, kinds.size), kinds, bases_of(answers, kinds))

    @property
    def all(self) -> Counts:
        """Everyone who answered."""
        return np.asarray(self.bases[0])

    def too_few(self, minimum: int) -> Mask:
        """Return the cells that rest on too few answers, all of them or those that count."""
        return np.asarray(are_few(self.bases, minimum).any(axis=0))

    @property
    def differ(self) -> bool:
        """Whether there is anybody whose answer does not count."""
        return not np.array_equal(*self.bases)

    def shown(self, hidden: Mask) -> Mask:
        """Return the cells of somebody that are not hidden."""
        return ~hidden & (self.all > 0)

    def smallest(self, cells: Mask) -> Mask:
        """Return the smallest of these cells; none of none."""
        chosen = np.zeros_like(cells)
        if cells.any():
            chosen.flat[np.where(cells, self.all, np.iinfo(np.int64).max).argmin()] = True
        return chosen


def _settle(hidden: Mask, people: _People, minimum: int) -> None:
    """Hide further cells, in place, until every row and every column is safe by itself."""
    before = -1
    while before < hidden.sum():
        before = hidden.sum()
        settle(hidden.T, people.bases.swapaxes(1, 2), minimum)
        settle(hidden, people.bases, minimum)


def _next_to_hide(hidden: Sequence[Mask], people: Sequence[_People], minimum: int) -> list[Mask]:
    """Return further cells to hide where all lines of a table give hidden cells away together."""
    fixed = fixed_cells(hidden, [p.answers for p in people], [p.kinds for p in people])
    more = [
        _partners(cells, mask, of) if cells else np.zeros_like(mask)
        for cells, mask, of in zip(fixed, hidden, people, strict=True)
    ]
    left = [i for i, cells in enumerate(fixed) if not cells]
    for base in range(2):
        across = small_cuts(
            [hidden[i] for i in left], [people[i].bases[base] for i in left], minimum
        )
        for i, cut in zip(left, across, strict=True):
            shown = people[i].shown(hidden[i])
            more[i] = people[i].smallest(shown & cut if (shown & cut).any() else shown & cut.any())
        left = [
            i for i, cut in zip(left, across, strict=True) if not cut.any() and people[i].differ
        ]
    return more


def _partners(fixed: list[int], hidden: Mask, people: _People) -> Mask:
    """Return what to hide so that no cell is fixed: everything, where nothing else helps."""
    partners = cheapest_partners(fixed, hidden, people.answers, people.kinds)
    return partners if partners.any() else people.shown(hidden)


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
    kinds = np.arange(answers.shape[-1]) if kinds is None else kinds
    if answers.ndim == 2:
        lists = suppress_lists(answers[np.newaxis], policy.minimum, kinds[np.newaxis, np.newaxis])
        return np.asarray(lists[0])
    if answers.ndim == 1:
        return _People.of(answers, kinds).too_few(policy.minimum)
    return suppress_tables([answers], policy, [kinds])[0]


def suppress_tables(
    answers: Sequence[Counts], policy: Policy, kinds: Sequence[NDArray[np.int64]]
) -> list[Mask]:
    """Return which cells to hide of many tables with two axes, each by itself, as by `suppress`.

    All tables at once take little longer than one.
    """
    people = [_People.of(table, kind) for table, kind in zip(answers, kinds, strict=True)]
    hidden = [of.too_few(policy.minimum) for of in people]
    open_ = [i for i, mask in enumerate(hidden) if mask.any()]
    while open_:
        for i in open_:
            _settle(hidden[i], people[i], policy.minimum)
        more = _next_to_hide([hidden[i] for i in open_], [people[i] for i in open_], policy.minimum)
        for i, cells in zip(open_, more, strict=True):
            hidden[i] |= cells
        open_ = [i for i, cells in zip(open_, more, strict=True) if cells.any()]
    return hidden
