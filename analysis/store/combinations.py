"""Combinations of characteristics beside everyone else, through rules of their own.

Tables of three characteristics are more than `analysis.store.suppression` handles, and here there
are many at once. A combination is shown where `analysis.store.lines` allows it and, of one or two
characteristics, where the gate shows it too; those that are not are not in the released table at
all, so that nothing tells a hidden one from one of nobody. Whatever is said of a shown one is
worked out from rounded numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.store.axis import Axis
from analysis.store.counting import count
from analysis.store.gate import Policy, Released, _strictest
from analysis.store.lines import LARGER, Bases, Names, safe
from analysis.store.respondents import Respondents, Rows, respondents
from analysis.store.rounding import Rounded
from analysis.store.scoring import hidden_cells, stacked
from analysis.store.strata import KIND, PLACE, SUMS, Strata
from analysis.store.suppression import Mask
from analysis.store.workspace import Workspace
from analysis.survey import Population, Question

MOST = 3
"""Most characteristics in a combination."""

ALIKE = (PLACE, KIND)
"""What people are alike in when a combination is compared with everyone else."""

SEPARATOR = "+"
"""Between the characteristics, and between the groups, of a combination."""

Floats = NDArray[np.float64]
_SEED = 20_180_701
_GATED = 2


def _gated(
    people: Respondents,
    rows: Rows | None,
    question: Question,
    axes: Sequence[Axis],
    bases: Mapping[Names, Bases],
    policy: Policy,
) -> dict[Names, Mask]:
    """Return which combinations of one or two characteristics the gate shows by themselves."""
    enough = LARGER * policy.minimum
    crossed = [
        some
        for size in range(1, _GATED + 1)
        for some in combinations(axes, size)
        if _named(some) in bases and (bases[_named(some)] >= enough).any()
    ]
    counts = count(people, rows, crossed, [question])
    tables = [stacked(cells, [question]) for cells in counts]
    shown = {}
    for some, table, hidden in zip(
        crossed, tables, hidden_cells(tables, [question], policy), strict=True
    ):
        cells = ~hidden.reshape(table.shape[1:-1])
        shown[_named(some)] = cells[(slice(-1),) * len(some)]
    return shown


def _named(axes: Sequence[Axis]) -> Names:
    return tuple(axis.name for axis in axes)


@lru_cache(maxsize=512)
def _keys(axes: tuple[Axis, ...]) -> NDArray[np.object_]:
    keys = [SEPARATOR.join(cell) for cell in product(*(axis.keys for axis in axes))]
    return np.array(keys, dtype=object)


def _kept(shown: Mask) -> NDArray[np.intp]:
    """Return the positions of what is shown, without anybody whose group is not given."""
    given = shown.copy()
    for i in range(shown.ndim):
        np.moveaxis(given, i, -1)[..., -1] = False
    return np.flatnonzero(given)


def combined(
    workspace: Workspace,
    population: Population,
    question: Question,
    by: Sequence[str],
    *,
    most: int = MOST,
    shuffles: int = 0,
    policy: Policy | None = None,
) -> Released:
    """Return all combinations of up to three characteristics beside everyone else.

    Parameters
    ----------
    workspace, population, policy
        As for `gate.scores`.
    question : Question
        The question.
    by : sequence of str
        Ids of the dimensions to combine.
    most : int
        Most characteristics in a combination, at most `MOST`.
    shuffles : int
        How many times to repeat the search on shuffled answers: each answer is given to somebody
        at the same trust with the same kind of cancer, by a fixed seed.

    Returns
    -------
    Released
        One row a combination that may be shown, none for any other: ``question``,
        ``characteristics`` and ``groups`` (ids joined by "+"), ``n`` (answers that count; of two
        or three characteristics as `blurred`), ``score`` (0-1, or 0-10; of two or three with those
        that fall short rounded to half the minimum), ``difference`` from everyone else
        at the same trust with the same kind of cancer,
        ``difference_se`` (of shuffled answers and of rounding), ``weight`` (as of `Expected`),
        ``p`` (as from `tail_p_value`), ``shuffled_0`` and on: ``p`` on shuffled answers.
        ``difference`` and ``p`` are missing where hardly anybody else is there. "Not given" is in
        no row, and nothing is ``hidden``.

    Raises
    ------
    UnknownChoice
        If the dataset or a dimension does not exist.

    Notes
    -----
    Survey weights are not used: a search is about who answered.
    """
    policy = _strictest(policy)
    people = respondents(workspace, population.dataset)
    rows, axes = people.rows(population), [people.axes[name] for name in by]
    strata = Strata.of(people, rows, question, axes)
    if not strata.short.size:
        return _released([], np.empty((SUMS + 1 + shuffles, 0)), question, policy)
    seed = _SEED + sum(map(ord, question.code))
    sums = strata.sums(min(most, MOST), shuffles, seed)
    bases = {names: table[0].astype(np.int64) for names, table in sums.items()}
    gated = _gated(people, rows, question, axes, bases, policy)
    shown = safe(bases, policy.minimum, gated)
    crossed = [
        some
        for size in range(1, MOST + 1)
        for some in combinations(axes, size)
        if _named(some) in shown
    ]
    kept = [(some, _kept(shown[_named(some)])) for some in crossed]
    parts = [sums[_named(some)].reshape(SUMS + 1 + shuffles, -1)[:, at] for some, at in kept]
    return _released(kept, np.concatenate(parts, axis=1), question, policy)


def _released(
    kept: Sequence[tuple[tuple[Axis, ...], NDArray[np.intp]]],
    sums: Floats,
    question: Question,
    policy: Policy,
) -> Released:
    """Return the rows of combinations, given by their crossing and positions in it."""
    names = [np.full(at.size, SEPARATOR.join(_named(axes)), dtype=object) for axes, at in kept]
    groups = [_keys(axes)[at] for axes, at in kept]
    none = np.empty(0, dtype=object)
    single = np.concatenate([[], *(np.full(at.size, len(axes) == 1) for axes, at in kept)]).astype(
        bool
    )
    best = 10.0 if question.is_rating else 1.0
    rounded = Rounded.of(sums, single, policy.minimum, best)
    columns: dict[str, Any] = {
        "question": np.full(sums.shape[1], question.code, dtype=object),
        "characteristics": np.concatenate([none, *names]),
        "groups": np.concatenate([none, *groups]),
    }
    return Released(pd.DataFrame(columns | rounded.columns()).assign(hidden=False), policy)


__all__ = ["ALIKE", "MOST", "SEPARATOR", "combined"]
