"""What a table can be broken down by: a dimension, a level of place, or the year."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.store.dataset import Dataset
from analysis.store.schema import LEVEL_COLUMNS
from analysis.survey import NOT_GIVEN, UnknownChoice, dimension, places

ALL = "all"
"""Key of a total in a released table."""

YEAR = "year"
"""The breakdown by survey year."""


@dataclass(frozen=True)
class Axis:
    """One breakdown.

    Attributes
    ----------
    name : str
        Its id, and the name of its column in released tables.
    column : str
        Its column in the store.
    keys : tuple of str
        Its groups in order; the last one is "not-given".
    """

    name: str
    column: str
    keys: tuple[str, ...]


def axis(dataset: Dataset, name: str) -> Axis:
    """Return a breakdown by its id.

    Raises
    ------
    UnknownChoice
        If nothing has that id, or it is that of England as a whole.
    """
    if name == YEAR:
        return Axis(name, name, (*map(str, dataset.years), NOT_GIVEN.id))
    if name in LEVEL_COLUMNS:
        return Axis(name, name, (*(p.code for p in places(name)), NOT_GIVEN.id))
    if name in ("national", ALL):
        raise UnknownChoice("breakdown", name, LEVEL_COLUMNS)
    found = dimension(name)
    return Axis(name, found.column, (*found.ids, NOT_GIVEN.id))
