"""Combinations of characteristics beside everyone else, through rules of their own.

Tables of three characteristics are more than `analysis.store.suppression` handles, and here there
are many at once. `analysis.store.lines` says which combinations are shown; those that are not are
not in the released table at all, so that nothing tells a hidden one from one of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics.stratified import Expected, expected, tail_p_value
from analysis.store.axis import Axis
from analysis.store.gate import Policy, Released, _strictest
from analysis.store.lines import Bases, Names, blurred, safe
from analysis.store.respondents import Respondents, Rows, respondents, taken, worth_of
from analysis.store.workspace import Workspace
from analysis.survey import Population, Question

MOST = 3
"""Most characteristics in a combination."""

ALIKE = ("trust", "tumour")
"""What people are alike in when a combination is compared with everyone else."""

SEPARATOR = "+"
"""Between the characteristics, and between the groups, of a combination."""

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]
Cells = NDArray[np.int32]
_SEED = 20_180_701


@dataclass(frozen=True)
class _Answered:
    """Everybody whose answer to a question counts, stratum by stratum.

    Attributes
    ----------
    columns : dict of str to ndarray of int
        Each person's group in each characteristic.
    stratum : ndarray of int
        Which stratum each person is in, going up; strata without people are left out.
    answers : ndarray
        1 or 0, or 0-10.
    best : float
        The best answer.
    """

    columns: dict[str, Cells]
    stratum: Cells
    answers: Floats
    best: float

    def shuffled(self, random: np.random.Generator) -> Floats:
        """Return the answers, dealt out anew within each stratum."""
        dealt: Floats = self.answers[np.argsort(self.stratum + random.random(self.stratum.size))]
        return dealt


def _answered(
    people: Respondents, rows: Rows | None, question: Question, names: Sequence[str]
) -> _Answered:
    counts, worth = worth_of(question)
    level = people.answer(question, rows)
    used = np.append(counts, 0.0)[level] > 0
    first, second = (people.columns[name] for name in ALIKE)
    cross = taken(first, rows)[used].astype(np.int32) * len(people.axes[ALIKE[1]].keys)
    cross += taken(second, rows)[used]
    order = np.argsort(cross.astype(np.min_scalar_type(cross.max(initial=0))), kind="stable")
    stratum = np.cumsum(np.diff(cross[order], prepend=cross[order][:1]) > 0, dtype=np.int32)
    columns = {name: people.group(name, rows)[used][order].astype(np.int32) for name in names}
    best = 10.0 if question.is_rating else 1.0
    return _Answered(columns, stratum, np.append(worth, 0.0)[level[used][order]], best)


def _codes(answered: _Answered, crossed: Sequence[tuple[Axis, ...]]) -> dict[Names, Cells]:
    """Return which combination each person is in; the first axis varies slowest.

    Those of fewer axes come first among the crossings.
    """
    codes: dict[Names, Cells] = {(): np.zeros(answered.answers.size, dtype=np.int32)}
    for axes in crossed[1:]:
        *others, last = axes
        codes[_named(axes)] = codes[_named(others)] * len(last.keys) + answered.columns[last.name]
    return codes


def _sizes(axes: Sequence[Axis]) -> tuple[int, ...]:
    return tuple(len(axis.keys) for axis in axes)


def _named(axes: Sequence[Axis]) -> Names:
    return tuple(axis.name for axis in axes)


def _crossings(axes: Sequence[Axis], most: int) -> Iterator[tuple[Axis, ...]]:
    """Yield every combination of up to so many axes, that of none first."""
    for size in range(min(most, len(axes)) + 1):
        yield from combinations(axes, size)


def _bases(codes: dict[Names, Cells], crossed: Sequence[tuple[Axis, ...]]) -> dict[Names, Bases]:
    return {
        _named(axes): np.bincount(
            codes[_named(axes)], minlength=int(np.prod(_sizes(axes)))
        ).reshape(_sizes(axes))
        for axes in crossed
    }


class _Strata:
    """How the answers to a question are spread over strata."""

    def __init__(self, answered: _Answered) -> None:
        where, answers = answered.stratum, answered.answers
        self.where = where
        self.people = np.bincount(where).astype(np.float64)
        self.mean = np.bincount(where, answers) / self.people
        squares = np.bincount(where, (answers - self.mean[where]) ** 2)
        self.spread = squares / np.maximum(self.people - 1, 1)

    def chance(self, code: Cells, kept: Positions, cells: int) -> Expected:
        """Return what chance would give the combinations that are kept."""
        strata, columns = self.people.size, kept.size + 1
        place = np.full(cells, kept.size, dtype=np.int32)
        place[kept] = np.arange(kept.size)
        members = np.bincount(self.where * columns + place[code], minlength=strata * columns)
        inside = members.reshape(strata, columns)[:, :-1].T
        return expected(inside, self.mean, self.spread, self.people)


def _keys(axes: Sequence[Axis]) -> NDArray[np.object_]:
    return np.array(
        [SEPARATOR.join(cell) for cell in product(*(axis.keys for axis in axes))], dtype=object
    )


def _rows_of(
    answered: _Answered,
    crossed: Sequence[tuple[Axis, ...]],
    minimum: int,
    shuffles: int,
    seed: int,
) -> Iterable[dict[str, Any]]:
    """Yield the shown combinations of every crossing."""
    codes = _codes(answered, crossed)
    bases = _bases(codes, crossed)
    shown, strata = safe(bases, minimum), _Strata(answered)
    random = np.random.default_rng(seed)
    best = answered.best
    poor = [_poor(answered.answers, best)]
    poor += [_poor(answered.shuffled(random), best) for _ in range(shuffles)]
    for axes in (some for some in crossed if some):
        names = _named(axes)
        given = shown[names].copy()
        for i in range(len(axes)):
            np.moveaxis(given, i, -1)[..., -1] = False
        kept = np.flatnonzero(given)
        if not kept.size:
            continue
        people = bases[names].ravel()[kept].astype(np.float64)
        chance = strata.chance(codes[names], kept, given.size)
        sums = [best * people - _short(codes[names], one, given.size)[kept] for one in poor]
        p_values = [tail_p_value(total, chance, people, best) for total in sums]
        difference, error = chance.difference(sums[0])
        base = blurred(people, minimum)
        yield {
            "characteristics": np.full(kept.size, SEPARATOR.join(names), dtype=object),
            "groups": _keys(axes)[kept],
            "n": base,
            "score": np.round(base * sums[0] / people) / base,
            "difference": difference,
            "difference_se": error,
            "weight": chance.weight * base / people,
            "p": p_values[0],
            **{f"shuffled_{i}": p for i, p in enumerate(p_values[1:])},
        }


def _poor(answers: Floats, best: float) -> tuple[Positions, Floats]:
    """Return who gave less than the best answer, and by how much."""
    who = np.flatnonzero(answers < best)
    return who, best - answers[who]


def _short(code: Cells, poor: tuple[Positions, Floats], cells: int) -> Floats:
    who, lacks = poor
    if (lacks == 1).all():
        return np.bincount(code[who], minlength=cells).astype(np.float64)
    return np.bincount(code[who], lacks, minlength=cells).astype(np.float64)


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
        ``characteristics`` and ``groups`` (ids joined by "+"), ``n`` (answers that count, as
        `blurred`), ``score`` (0-1, or 0-10, as so many answers could have it), ``difference``
        from everyone else at the same trust with the same kind of cancer, ``difference_se`` (of
        shuffled answers), ``weight`` (as of `Expected`, in proportion to ``n``), ``p`` (as from
        `tail_p_value`), ``shuffled_0`` and on: ``p`` on shuffled answers. ``difference`` and
        ``p`` are missing where there is nobody else. "Not given" is in no row, and nothing is
        ``hidden``.

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
    crossed = list(_crossings([people.axes[name] for name in by], min(most, MOST)))
    answered = _answered(people, people.rows(population), question, by)
    if not answered.answers.size:
        return Released(_framed([], question, shuffles), policy)
    seed = _SEED + sum(map(ord, question.code))
    parts = list(_rows_of(answered, crossed, policy.minimum, shuffles, seed))
    return Released(_framed(parts, question, shuffles), policy)


def _framed(parts: Sequence[dict[str, Any]], question: Question, shuffles: int) -> pd.DataFrame:
    texts = ["characteristics", "groups"]
    numbers = ["n", "score", "difference", "difference_se", "weight", "p"]
    numbers += [f"shuffled_{i}" for i in range(shuffles)]
    columns: dict[str, Any] = {
        name: np.concatenate([part[name] for part in parts]) if parts else []
        for name in (*texts, *numbers)
    }
    types: dict[str, Any] = {**dict.fromkeys(texts, object), **dict.fromkeys(numbers, float)}
    frame = pd.DataFrame({name: pd.Series(columns[name], dtype=types[name]) for name in types})
    frame.insert(0, "question", pd.Series(question.code, index=frame.index, dtype=object))
    return frame.assign(hidden=False)


__all__ = ["ALIKE", "MOST", "SEPARATOR", "combined"]
