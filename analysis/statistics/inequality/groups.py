"""The groups whose inequality is measured: their values, errors and shares of the people."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_MOST_MISSING = 0.15


@dataclass(frozen=True)
class Groups:
    """Values of an indicator in groups of people.

    Make one with `Groups.of` or `Groups.of_proportions`.

    Attributes
    ----------
    value : ndarray, shape (groups,)
        Values, 0 or above, in any unit (a proportion 0-1, points, a rate); NaN where missing.
    se : ndarray, shape (groups,)
        Standard errors in the unit of the values; NaN where not known.
    population : ndarray, shape (groups,)
        People in each group, or anything in proportion to them.
    ordered : bool
        Whether the groups have a natural order. They are then given from the most disadvantaged
        (first) to the most advantaged (last).
    favourable : bool
        Whether more is better.
    reference : int or None
        Position of the group that the others are compared with, where there is one.
    scale : float or None
        The highest value there can be (1 for a proportion, 100 for a percentage, 10 for a rating
        of 0-10, 1000 for a rate per thousand); None if there is none.
    """

    value: Floats
    se: Floats
    population: Floats
    ordered: bool = False
    favourable: bool = True
    reference: int | None = None
    scale: float | None = None

    @classmethod
    def of(
        cls,
        value: ArrayLike,
        population: ArrayLike,
        se: ArrayLike | None = None,
        *,
        ordered: bool = False,
        favourable: bool = True,
        reference: int | None = None,
        scale: float | None = None,
    ) -> Groups:
        """Return groups, checked; without standard errors there will be no intervals.

        Raises
        ------
        ValueError
            Where the arrays don't have one shape, a value, error or population is negative, a
            value is above the scale, or the reference is none of the groups.
        """
        values = np.array(value, dtype=np.float64)
        errors = np.full(values.shape, np.nan) if se is None else np.array(se, dtype=np.float64)
        made = cls(
            values,
            errors,
            np.array(population, dtype=np.float64),
            ordered=ordered,
            favourable=favourable,
            reference=reference,
            scale=scale,
        )
        made._check()
        return made

    @classmethod
    def of_proportions(
        cls,
        proportion: ArrayLike,
        n: ArrayLike,
        population: ArrayLike | None = None,
        *,
        ordered: bool = False,
        favourable: bool = True,
        reference: int | None = None,
    ) -> Groups:
        """Return groups of proportions with the standard errors that their bases give them.

        Parameters
        ----------
        proportion : array-like, shape (groups,)
            Proportions 0-1; NaN where missing.
        n : array-like, shape (groups,)
            (Effective) bases. A group with a base of 0 is missing.
        population : array-like, shape (groups,), optional
            People in each group; the bases if not given.
        ordered, favourable, reference
            As in `Groups`.

        Notes
        -----
        The error is sqrt(q (1 - q) / n) with q = (np + 2) / (n + 4), the centre of Agresti and
        Coull (1998), so that it isn't 0 where everybody gave the same answer.
        """
        p, size = np.array(proportion, dtype=np.float64), np.array(n, dtype=np.float64)
        with np.errstate(divide="ignore", invalid="ignore"):
            centre = (p * size + 2) / (size + 4)
            se = np.where(size > 0, np.sqrt(centre * (1 - centre) / size), np.nan)
        return cls.of(
            np.where(size > 0, p, np.nan),
            size if population is None else population,
            se,
            ordered=ordered,
            favourable=favourable,
            reference=reference,
            scale=1.0,
        )

    def _check(self) -> None:
        shapes = {self.value.shape, self.se.shape, self.population.shape}
        if len(shapes) > 1 or self.value.ndim != 1:
            msg = "Values, standard errors and populations need one entry for each group"
            raise ValueError(msg)
        if any(np.nanmin(a, initial=0.0) < 0 for a in (self.value, self.se, self.population)):
            msg = "Values, standard errors and populations can't be negative"
            raise ValueError(msg)
        if self.scale is not None and np.nanmax(self.value, initial=0.0) > self.scale:
            msg = "A value is above the highest that the scale allows"
            raise ValueError(msg)
        if self.reference is not None and not 0 <= self.reference < self.value.size:
            msg = "The reference is not one of the groups"
            raise ValueError(msg)

    @property
    def share(self) -> Floats:
        """Shares of the people, 0-1, adding to 1."""
        share: Floats = self.population / self.population.sum()
        return share

    @property
    def mean(self) -> float:
        """Mean of the values, weighted by the people in each group."""
        return float(self.share @ self.value)

    @property
    def has_errors(self) -> bool:
        """Whether every group's standard error is known and at least one is above 0."""
        return bool(np.isfinite(self.se).all() and self.se.any())

    def where(self, kept: NDArray[np.bool_]) -> Groups:
        """Return some of the groups; the reference is None if it isn't among them."""
        reference = None
        if self.reference is not None and kept[self.reference]:
            reference = int(kept[: self.reference].sum())
        arrays = (self.value[kept], self.se[kept], self.population[kept])
        return replace(
            self, value=arrays[0], se=arrays[1], population=arrays[2], reference=reference
        )

    def complete(self) -> Groups:
        """Return the groups that have people and a value."""
        return self.where(self.inhabited & np.isfinite(self.value))

    @property
    def inhabited(self) -> NDArray[np.bool_]:
        """Which groups have people in them; an unknown number of people counts as some."""
        some: NDArray[np.bool_] = ~(self.population == 0)
        return some

    def problem(self, least: int, *, every: bool) -> str:
        """Return why nothing can be measured in these groups, or an empty string.

        Parameters
        ----------
        least : int
            Groups with people and a value that are needed.
        every : bool
            Whether every group's value is needed. If not, up to 15% may be missing, as in the
            World Health Organization's Health Equity Assessment Toolkit.
        """
        here = self.where(self.inhabited)
        missing = int(np.isnan(here.value).sum())
        if np.isnan(here.population).any():
            return "The number of people is not known for every group."
        if here.value.size - missing < least:
            return f"It needs at least {least} groups with a value."
        if missing and every:
            return f"It needs a value for every group, and {missing} have none."
        if missing > _MOST_MISSING * here.value.size:
            return f"{missing} of {here.value.size} groups have no value, more than 15%."
        return ""
