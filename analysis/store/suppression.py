"""Which cells of a table must be hidden so that no small group of people can be seen.

A table here is an array of counts with one or two axes whose last position on each axis is the
total of the others, and one further axis that splits each count by answer.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.survey import InputError

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Line = tuple[NDArray[np.intp], int]

_FLOOR = 10
_ZERO = 1e-9


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


def _lines(shape: tuple[int, ...]) -> Iterator[Line]:
    """Yield every sum in the table, as flat positions of its parts and of its total."""
    positions = np.arange(int(np.prod(shape))).reshape(shape)
    for axis in range(len(shape)):
        for line in np.moveaxis(positions, axis, -1).reshape(-1, shape[axis]):
            yield line[:-1], int(line[-1])


def _is_safe(hidden_parts: NDArray[np.intp], answers: Counts, minimum: int) -> bool:
    """Tell whether what subtraction leaves over is many people, of more than one answer."""
    rest = answers[hidden_parts].sum(axis=0)
    return hidden_parts.size > 1 and rest.sum() >= minimum and rest.max() < rest.sum()


def _next_to_hide(line: Line, hidden: Mask, answers: Counts, minimum: int) -> int | None:
    """Return a further cell of the line that must be hidden, or None when the line is safe."""
    parts, total = line
    people = answers.sum(axis=1)
    peopled = parts[people[parts] > 0]
    hidden_parts = peopled[hidden[peopled]]
    shown = peopled[~hidden[peopled]]
    if hidden[total]:
        exposed = people[total] > 0 and hidden_parts.size == 0
    else:
        exposed = hidden_parts.size > 0 and not _is_safe(hidden_parts, answers, minimum)
    if not exposed:
        return None
    return int(shown[np.argmin(people[shown])]) if shown.size else total


def _solvable(lines: list[Line], hidden: Mask) -> NDArray[np.intp]:
    """Return the hidden cells whose value follows from the shown ones by linear algebra."""
    unknown = np.flatnonzero(hidden)
    column = {int(cell): i for i, cell in enumerate(unknown)}
    sums = np.zeros((len(lines), unknown.size))
    for row, (parts, total) in zip(sums, lines, strict=True):
        for cell in parts[hidden[parts]]:
            row[column[int(cell)]] = 1
        if hidden[total]:
            row[column[total]] = -1
    _, singular, basis = np.linalg.svd(sums)
    free = basis[int((singular > _ZERO).sum()) :]
    fixed: Mask = np.abs(free).max(axis=0, initial=0) < _ZERO
    return unknown[fixed]


def _settle(lines: list[Line], hidden: Mask, answers: Counts, minimum: int) -> None:
    """Hide further cells, in place, until every line is safe by itself."""
    settled = False
    while not settled:
        settled = True
        for line in lines:
            cell = _next_to_hide(line, hidden, answers, minimum)
            if cell is not None and not hidden[cell]:
                hidden[cell] = True
                settled = False


def suppress(answers: Counts, policy: Policy) -> Mask:
    """Return which cells to hide.

    A cell is hidden when it rests on 1 to ``minimum - 1`` answers. Further cells are hidden,
    smallest first, until nothing hidden follows from what is shown: what subtraction leaves over
    in any row, column or margin is at least ``minimum`` answers, is spread over at least two
    cells and is not all the same answer; and no hidden cell is fixed by all the sums together.
    A cell within ``minimum - 1`` people of its total is hidden by the same rule, as what is left
    over would be too few.

    Parameters
    ----------
    answers : ndarray of int, shape (groups + 1, answers) or (rows + 1, columns + 1, answers)
        Number of people by answer; the last position on each axis but the last is the total.
    policy : Policy
        The fewest answers that may be shown.

    Returns
    -------
    ndarray of bool, shape as `answers` without its last axis
        True where nothing may be shown. Cells with no answers at all are never hidden: they are
        about nobody.
    """
    shape = answers.shape[:-1]
    flat = answers.reshape(-1, answers.shape[-1])
    people = flat.sum(axis=1)
    hidden: Mask = (people > 0) & (people < policy.minimum)
    if not hidden.any():
        return hidden.reshape(shape)
    lines = [
        (parts[people[parts] > 0], total) for parts, total in _lines(shape) if people[total] > 0
    ]
    _settle(lines, hidden, flat, policy.minimum)
    while len(shape) > 1 and (solved := _solvable(lines, hidden)).size:
        partners = [c for parts, _ in lines for c in parts if np.isin(parts, solved).any()]
        shown = [c for c in partners if not hidden[c]] or list(
            np.flatnonzero(~hidden & (people > 0))
        )
        hidden[min(shown, key=lambda c: people[c])] = True
        _settle(lines, hidden, flat, policy.minimum)
    return hidden.reshape(shape)
