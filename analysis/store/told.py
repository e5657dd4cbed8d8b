"""What filters may tell of each person who wrote, so that filters together single nobody out.

A comment can be known again by its words. Whoever finds it under "Asian", under "women" and under
a trust knows all three of who wrote it, though each of the three views holds many people. So it
is settled once and for all which filters may show a person's comments: of what they tell together,
at least as many people as the policy asks for who wrote are alike. Any views, of any filters,
then differ by that many people or by nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.store.axis import YEAR
from analysis.store.respondents import Respondents
from analysis.survey import Population, dimensions

Bools = NDArray[np.bool_]
Codes = NDArray[np.int64]

_TREATED, _LIVED = ("alliance", "trust"), ("stp", "ccg")
_SEED = 20151016
_ENOUGH = 5_000


@dataclass(frozen=True)
class Told:
    """Which filters may show whom.

    Attributes
    ----------
    by : mapping of str to ndarray of bool, shape (respondents,)
        Breakdown -> whether a filter on it may show a person's comments.
    """

    by: Mapping[str, Bools]

    def fits(self, people: Respondents, population: Population) -> Bools:
        """Return which respondents a population shows comments of, shape (respondents,)."""
        rows = people.rows(population)
        fits = np.full(people.people, rows is None)
        fits[rows if rows is not None else []] = True
        filters = [key for key, _ in population.groups]
        filters += [YEAR] if population.years else []
        filters += [population.where.level] if population.where.level != "national" else []
        for name in filters:
            fits &= self.by[name]
        return fits


def told(people: Respondents, writers: NDArray[np.intp], minimum: int) -> Told:
    """Return which filters may show the comments of each person who wrote.

    Parameters
    ----------
    people : Respondents
        Everybody who answered.
    writers : ndarray of int
        Positions of those who wrote, each once.
    minimum : int
        Fewest people who must be alike in all that filters tell of them.

    Notes
    -----
    Local suppression in the sense of k-anonymity (Sweeney 2002). People are dealt by chance to
    several orders of the breakdowns, so that each breakdown comes early for some: a half begin
    with where and when they were treated, the others each with another of the dimensions.
    """
    orders = _orders(writers.size)
    dealt = np.random.default_rng(_SEED).permutation(writers.size) % len(orders)
    by = {name: np.zeros(people.people, dtype=bool) for name in orders[0]}
    for order in dict.fromkeys(orders):
        mine = writers[np.isin(dealt, [i for i, other in enumerate(orders) if other == order])]
        columns = [people.columns[name][mine].astype(np.int64) for name in order]
        for name, may in zip(order, _suppressed(columns, minimum), strict=True):
            by[name][mine] = may
    return Told(by)


def _orders(writers: int) -> list[tuple[str, ...]]:
    """Return the orders of breakdowns, in the shares in which so many people are dealt to them."""
    coarse_first = sorted(dimensions(), key=lambda d: len(d.ids))
    whole = [d.id for d in coarse_first if d.parent is None]
    finer = [d.id for d in dimensions() if d.parent is not None]
    many = min(max(writers // _ENOUGH, 1), len(whole))
    starts = [i * len(whole) // many for i in range(many)]
    turned = [(*whole[i:], *whole[:i]) for i in starts]
    where = (*_TREATED, *_LIVED)
    by_person = [(turn[0], YEAR, *turn[1:], *where, *finer) for turn in turned]
    by_place = [
        (YEAR, *_TREATED, *whole, *_LIVED, *finer),
        (YEAR, *_LIVED, *whole, *_TREATED, *finer),
    ]
    return [*by_person, *(by_place[i % 2] for i in range(many))]


def _suppressed(columns: Sequence[Codes], minimum: int) -> list[Bools]:
    """Return for each column which people it may be told of, in the order of the columns.

    People who are alike so far are parted by a column's values. Values of too few are not told;
    if those that are left over are too few themselves, the smallest value that would be told
    joins them.
    """
    alike = np.zeros(columns[0].size, dtype=np.int64)
    found = []
    for column in columns:
        values = int(column.max(initial=0)) + 1
        pairs, part, size = np.unique(
            alike * values + column, return_inverse=True, return_counts=True
        )
        parent = pairs // values
        kept = size >= minimum
        over = np.bincount(parent, weights=size * ~kept, minlength=1)
        short = np.flatnonzero(kept & ((over > 0) & (over < minimum))[parent])
        smallest_first = short[np.lexsort((size[short], parent[short]))]
        kept[smallest_first[np.unique(parent[smallest_first], return_index=True)[1]]] = False
        may = kept[part]
        found.append(may)
        alike = np.unique(np.where(may, part, pairs.size + alike), return_inverse=True)[1]
    return found
