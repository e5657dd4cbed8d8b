"""The characteristics by which results are broken down, from ``data/dimensions.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from analysis.survey.choice import UnknownChoice
from analysis.survey.files import read_toml


@dataclass(frozen=True)
class Group:
    """One group of people within a dimension.

    Attributes
    ----------
    id : str
        Its name in files, links and on the command line.
    label : str
        What people read in a chart or table.
    people : str
        How a sentence speaks of them, e.g. "people aged 65 to 74".
    parent : str or None
        The group of the coarser dimension that it is part of.
    """

    id: str
    label: str
    people: str
    parent: str | None = None


NOT_GIVEN = Group("not-given", "Not given", "people whose group is not known")
"""People whose group is not known. Always shown, never compared."""

OTHERS = Group("others", "Everyone else", "everyone else")
"""The reference of a group that is compared with all other people in the population."""


@dataclass(frozen=True)
class Dimension:
    """A demographic or clinical breakdown.

    Attributes
    ----------
    id, label : str
        Its name for machines and for people.
    plural : str
        How to speak of all its groups, as in "between age groups".
    ordered : bool
        Whether the groups have a natural order, first to last.
    reference : str
        Id of the group that others are compared with by default.
    source : {"frame", "answer"}
        Known for everyone who was sent a questionnaire, or asked in it.
    groups : tuple of Group
        In the order they are always shown; "Not given" is not among them.
    parent : str or None
        Id of the coarser dimension, if this is the finer list below it.
    """

    id: str
    label: str
    plural: str
    ordered: bool
    reference: str
    source: Literal["frame", "answer"]
    groups: tuple[Group, ...]
    parent: str | None = None

    @property
    def column(self) -> str:
        """Its column in the store."""
        return self.id.replace("-", "_")

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the groups, in order."""
        return tuple(g.id for g in self.groups)

    def group(self, id: str) -> Group:
        """Return the group with this id, "not-given" included.

        Raises
        ------
        UnknownChoice
            If the dimension has no such group.
        """
        for found in (*self.groups, NOT_GIVEN):
            if found.id == id:
                return found
        raise UnknownChoice(f"group of {self.label.lower()}", id, self.ids)


def _dimension(entry: dict[str, Any]) -> Dimension:
    fields = {**entry, "groups": tuple(Group(*g) for g in entry["groups"])}
    made = Dimension(**fields)
    made.group(made.reference)
    return made


@cache
def _dimensions() -> dict[str, Dimension]:
    return {d["id"]: _dimension(d) for d in read_toml("dimensions.toml")["dimensions"]}


def dimensions() -> tuple[Dimension, ...]:
    """Return every dimension, in the order they are always shown."""
    return tuple(_dimensions().values())


def dimension(id: str) -> Dimension:
    """Return the dimension with this id.

    Raises
    ------
    UnknownChoice
        If there is no such dimension.
    """
    found = _dimensions().get(id.lower())
    if found is None:
        raise UnknownChoice("breakdown", id, _dimensions())
    return found
