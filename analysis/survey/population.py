"""The people a result is about: the shared filters as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.survey.dimension import dimension, dimensions
from analysis.survey.place import ENGLAND, Place, place


@dataclass(frozen=True)
class Population:
    """Who a result is about.

    It is hashable, and equal populations are equal however they were made, so it
    serves as cache key, link and caption.

    Attributes
    ----------
    dataset : str
        Id of the dataset.
    years : tuple of int
        Survey years, sorted; empty means every year.
    place : str
        Code of the place; ``"ENG"`` is England.
    groups : tuple of (str, tuple of str)
        For each filtered dimension its id and the ids of the groups kept, both in the
        dimensions' own order. A dimension that is not there is not filtered.
    """

    dataset: str
    years: tuple[int, ...] = ()
    place: str = ENGLAND.code
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(
        cls,
        dataset: str,
        *,
        years: Iterable[int] = (),
        at: str = ENGLAND.code,
        groups: Mapping[str, Iterable[str]] | None = None,
    ) -> Population:
        """Return the population with these filters, checked and in canonical order.

        Raises
        ------
        UnknownChoice
            If the place, a dimension or a group does not exist.
        """
        wanted = {dimension(key).id: frozenset(kept) for key, kept in (groups or {}).items()}
        for key, kept in wanted.items():
            for one in kept:
                dimension(key).group(one)
        return cls(
            dataset=dataset,
            years=tuple(sorted(set(years))),
            place=place(at).code,
            groups=tuple(
                (d.id, tuple(i for i in (*d.ids, "not-given") if i in wanted[d.id]))
                for d in dimensions()
                if wanted.get(d.id)
            ),
        )

    @property
    def where(self) -> Place:
        """The place itself."""
        return place(self.place)

    @property
    def everybody(self) -> Population:
        """The people of the same dataset and years, from everywhere and of all groups."""
        return Population(self.dataset, self.years)

    def kept(self, dimension_id: str) -> tuple[str, ...]:
        """Return the groups kept of one dimension; empty means no filter."""
        return dict(self.groups).get(dimension_id, ())

    def caption(self) -> str:
        """Return the filters in words, e.g. "England, 2018, female, lung"."""
        parts = [self.where.name]
        if self.years:
            parts.append(_years(self.years))
        for key, kept in self.groups:
            labels = [dimension(key).group(one).label for one in kept]
            parts.append(f"{dimension(key).label.lower()}: {' or '.join(labels)}")
        return "; ".join(parts)


def _years(years: tuple[int, ...]) -> str:
    run = list(range(years[0], years[-1] + 1))
    if len(years) > 1 and list(years) == run:
        return f"{years[0]} to {years[-1]}"
    return ", ".join(map(str, years))
