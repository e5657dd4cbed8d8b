"""The respondents of one dataset in memory, read once for all threads.

A person takes 45 bytes: 2 for each of 14 breakdowns and 17 for the answers to 52 questions
(8 more where there are weights). The demonstration survey of 281,000 people takes 13 MB.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.store.axis import YEAR, Axis, axis
from analysis.store.packing import Pack, packed
from analysis.store.schema import LEVEL_COLUMNS, NOT_ASKED, quoted
from analysis.store.workspace import Workspace
from analysis.survey import Population, Question, dimensions, questions

Codes = NDArray[np.uint16]
Rows = NDArray[np.intp]
Value = TypeVar("Value", bound=np.generic)


@dataclass(frozen=True)
class Respondents:
    """Everybody who answered, coded.

    Attributes
    ----------
    columns : mapping of str to ndarray of uint16, shape (respondents,)
        For each breakdown the position of a person's group among the keys of its axis.
    axes : mapping of str to Axis
        Those axes, by name.
    packs : tuple of Pack
        The answers.
    weight : ndarray, shape (respondents,), or None
        Survey weights, if there are any.
    """

    columns: Mapping[str, Codes]
    axes: Mapping[str, Axis]
    packs: tuple[Pack, ...]
    weight: NDArray[np.float64] | None

    @property
    def people(self) -> int:
        """How many there are."""
        return int(self.columns[YEAR].size)

    def rows(self, population: Population) -> Rows | None:
        """Return the positions of the people in a population; None means everybody."""
        kept = [(YEAR, tuple(map(str, population.years)))] if population.years else []
        kept += list(population.groups)
        if population.where.level != "national":
            kept.append((population.where.level, (population.place,)))
        if not kept:
            return None
        inside = np.ones(self.people, dtype=bool)
        for name, groups in kept:
            wanted = np.array([key in groups for key in self.axes[name].keys])
            inside &= wanted[self.columns[name]]
        return np.flatnonzero(inside)

    def group(self, name: str, rows: Rows | None) -> Codes:
        """Return the group of each of these people in a breakdown."""
        return taken(self.columns[name], rows)

    def answer(self, question: Question, rows: Rows | None) -> NDArray[np.intp]:
        """Return the level of each of these people's answer, as in `Pack.levels`."""
        levels = ((q.code, pack, level) for pack in self.packs for q, level in pack.levels())
        pack, level = next((p, level) for code, p, level in levels if code == question.code)
        return level[taken(pack.codes, rows)]


def taken(values: NDArray[Value], rows: Rows | None) -> NDArray[Value]:
    """Return the values at these rows; None means all."""
    return values if rows is None else values[rows]


def worth_of(question: Question) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for each option whether it counts, and what it is worth: 0-10, or 1 and 0."""
    counts = [question.is_rating or o.polarity != "excluded" for o in question.options]
    worth = [
        float(o.value or 0) if question.is_rating else float(o.polarity == "positive")
        for o in question.options
    ]
    return np.array(counts, dtype=np.float64), np.array(worth)


def _coded(column: pd.Series, axis: Axis) -> Codes:
    """Return the position of each value among the keys of an axis; the last if it is missing."""
    known = {key: i for i, key in enumerate(axis.keys)}
    values = column.astype("category")
    last = len(axis.keys) - 1
    places = [known.get(str(value), last) for value in values.cat.categories]
    return np.array([*places, last], dtype=np.uint16)[values.cat.codes.to_numpy()]


_loaded: WeakKeyDictionary[Workspace, dict[str, Respondents]] = WeakKeyDictionary()
_loading = Lock()


def respondents(workspace: Workspace, id: str) -> Respondents:
    """Return the respondents of a dataset, read the first time they are asked for.

    Raises
    ------
    UnknownChoice
        If the workspace has no such dataset.
    """
    with _loading:
        loaded = _loaded.setdefault(workspace, {})
        if id not in loaded:
            loaded[id] = _read(workspace, id)
        return loaded[id]


def _read(workspace: Workspace, id: str) -> Respondents:
    dataset = workspace.dataset(id)
    table = quoted(dataset.table)
    axes = {
        name: axis(dataset, name) for name in (YEAR, *LEVEL_COLUMNS, *(d.id for d in dimensions()))
    }
    columns = {
        name: _coded(_column(workspace, table, quoted(a.column)), a) for name, a in axes.items()
    }
    codes = ", ".join(
        f"coalesce({quoted(q.code)}, {NOT_ASKED})::UTINYINT AS {quoted(q.code)}"
        for q in questions()
    )
    packs = packed(questions(), workspace._frame(f"SELECT {codes} FROM {table}"))
    if not workspace.weighted(id):
        return Respondents(columns, axes, packs, None)
    weight = _column(workspace, table, "coalesce(weight, 0)::DOUBLE")
    return Respondents(columns, axes, packs, weight.to_numpy(np.float64))


def _column(workspace: Workspace, table: str, sql: str) -> pd.Series:
    return workspace._frame(f"SELECT {sql} AS found FROM {table}")["found"]
