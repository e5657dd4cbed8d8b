"""Which cells of many lists must be hidden, all lists at once.

A list is a table with one axis: the groups of a breakdown and, at the last position, their total.
What follows from the shown cells of a list is known in closed form, so that lists need no network
(as tables with two axes do: `analysis.store.inference`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

_EVERYBODY = np.iinfo(np.int64).max


def are_few(people: Counts, minimum: int) -> Mask:
    """Return where there is somebody, but fewer people than may be shown."""
    return np.asarray((people > 0) & (people < minimum))


def bases_of(answers: Counts, kinds: NDArray[np.int64]) -> Counts:
    """Return everyone who answered, and everyone whose answer counts for the score.

    Parameters
    ----------
    answers : ndarray of int, shape (..., cells, answers)
        People by answer.
    kinds : ndarray of int, shape of `answers` or one that broadcasts to it
        What each answer means for the score; below 0 it does not count.

    Returns
    -------
    ndarray of int, shape (2, ..., cells)
    """
    return np.array([answers.sum(axis=-1), (answers * (kinds >= 0)).sum(axis=-1)])


def settle(hidden: Mask, bases: Counts, minimum: int) -> None:
    """Hide one more cell, in place, of every list that is not safe by itself.

    A list is safe if no part is hidden, or if the hidden parts are two or more and together not
    too few; with a hidden total, if any part is hidden. The cell is the smallest shown part that
    is about anybody, or the total if there is none.

    Parameters
    ----------
    hidden : ndarray of bool, shape (lists, cells)
        The hidden cells.
    bases : ndarray of int, shape (2, lists, cells)
        From `bases_of`.
    minimum : int
        Fewest people that may be shown.
    """
    size, (parts, total) = bases[0], (hidden[:, :-1], hidden[:, -1])
    hidden_parts = parts.sum(axis=1)
    rest = (bases[..., :-1] * parts).sum(axis=-1)
    unsafe = (hidden_parts == 1) | are_few(rest, minimum).any(axis=0)
    exposed = np.where(total, hidden_parts == 0, unsafe) & (size[:, -1] > 0)
    shown = ~parts & (size[:, :-1] > 0)
    smallest = np.where(shown, size[:, :-1], _EVERYBODY).argmin(axis=1)
    cell = np.where(shown.any(axis=1), smallest, parts.shape[1])
    hidden[exposed, cell[exposed]] = True


def can_shrink(answers: Counts) -> Mask:
    """Return which answers of a cell could be one fewer, and the cell not be empty."""
    return np.asarray((answers > 0) & (answers.sum(axis=-1, keepdims=True) > 1))


def tells(answers: Counts, kinds: NDArray[np.int64]) -> Mask:
    """Return which answers would change the score of a cell if there were one more or fewer.

    Parameters
    ----------
    answers : ndarray of int, shape (..., cells, answers)
        People by answer.
    kinds : ndarray of int, shape (answers,), or (lists, 1, answers) for each list its own
        What each answer means for the score: the same number means the same; -1 does not count.
    """
    kind = np.atleast_2d(kinds)
    scored = (answers * (kind >= 0)).sum(axis=-1, keepdims=True)
    alike = answers @ (kind.swapaxes(-1, -2) == kind)
    return np.asarray((scored == 0) | ((kind >= 0) & (alike < scored)))


def fixed_cells(hidden: Mask, answers: Counts, kinds: NDArray[np.int64]) -> Mask:
    """Return the hidden cells whose base or score follows from what is shown.

    A hidden cell could hold one answer more, or one fewer, if another hidden one can make up for
    it; a total grows with its parts.

    Parameters
    ----------
    hidden : ndarray of bool, shape (lists, cells)
        The hidden cells, each known to have at least one person in it.
    answers : ndarray of int, shape (lists, cells, answers)
        People by answer.
    kinds : ndarray of int, shape (lists, 1, answers)
        As for `tells`.
    """
    is_total = (np.arange(hidden.shape[1]) == hidden.shape[1] - 1)[:, np.newaxis]
    hides, shrinks = hidden[..., np.newaxis], can_shrink(answers)
    up, down = hides & (~is_total | shrinks), hides & (is_total | shrinks)
    other_up, other_down = (
        way.sum(axis=1, keepdims=True, dtype=np.int16) > way for way in (up, down)
    )
    moves = (up & other_down) | (down & other_up)
    return np.asarray(hidden & ~(moves & tells(answers, kinds)).any(axis=-1))


def partners(fixed: Mask, answers: Counts, kinds: NDArray[np.int64]) -> Mask:
    """Return the cells to hide so that no fixed cell is fixed any more.

    For each the smallest other cell that can make up for one answer more in it, where that answer
    would change its score. A cell without such an answer, as when all answers mean the same, has
    no partner.

    Parameters
    ----------
    fixed : ndarray of bool, shape (lists, cells)
        From `fixed_cells`.
    answers, kinds
        As for `fixed_cells`.
    """
    found = np.zeros_like(fixed)
    which, cell = np.nonzero(fixed)
    inside, last = answers[which], fixed.shape[1] - 1
    telling = tells(inside, kinds[which])[np.arange(cell.size), cell]
    moves_against = can_shrink(inside)
    moves_against[:, last] = True
    moves_against[cell == last] = True
    people = inside.sum(axis=-1)
    helps = (moves_against & telling[:, np.newaxis]).any(axis=-1) & (people > 0)
    helps[np.arange(cell.size), cell] = False
    partner = np.where(helps, people, _EVERYBODY).argmin(axis=1)
    has_one = helps.any(axis=1)
    found[which[has_one], partner[has_one]] = True
    return found


def suppress_lists(answers: Counts, minimum: int, kinds: NDArray[np.int64]) -> Mask:
    """Return which cells of lists to hide, by the rules of `analysis.store.suppression.suppress`.

    Parameters
    ----------
    answers : ndarray of int, shape (lists, groups + 1, answers)
        People by answer; the last cell of each list is the total.
    minimum : int
        Fewest people that may be shown.
    kinds : ndarray of int, shape (lists, 1, answers)
        What each answer means for the score: the same number means the same, and -1 that it does
        not count. An answer that nobody gave and that does not count changes nothing, so lists may
        be padded with such.

    Returns
    -------
    ndarray of bool, shape (lists, groups + 1)
    """
    bases = bases_of(answers, kinds)
    hidden: Mask = np.asarray(are_few(bases, minimum).any(axis=0))
    open_ = np.flatnonzero(hidden.any(axis=1))
    while open_.size:
        cells, inside, of = hidden[open_], answers[open_], kinds[open_]
        before = -1
        while before < cells.sum():
            before = cells.sum()
            settle(cells, bases[:, open_], minimum)
        fixed = fixed_cells(cells, inside, of)
        more = partners(fixed, inside, of) & ~cells
        helpless = fixed.any(axis=1) & ~more.any(axis=1)
        more[helpless] = ~cells[helpless] & (bases[0, open_][helpless] > 0)
        hidden[open_] = cells | more
        open_ = open_[more.any(axis=1)]
    return hidden
