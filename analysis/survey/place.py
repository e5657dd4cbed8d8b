"""The places that results are about, from ``data/places.csv`` and ``data/other_places.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from analysis.survey.choice import UnknownChoice
from analysis.survey.files import read_rows


@dataclass(frozen=True)
class Level:
    """One level of geography.

    Attributes
    ----------
    id : str
        Its name in files, links and on the command line.
    label, plural : str
        One of it and several of it, in words.
    """

    id: str
    label: str
    plural: str


LEVELS = (
    Level("national", "England", "England"),
    Level("alliance", "Cancer Alliance", "Cancer Alliances"),
    Level("stp", "STP", "STPs"),
    Level("ccg", "CCG", "CCGs"),
    Level("trust", "Trust", "Trusts"),
)


@dataclass(frozen=True)
class Place:
    """England, a Cancer Alliance, an STP, a CCG or a trust.

    Those of the survey are as of April 2018. Others came later, or treat too few cancers for it.

    Attributes
    ----------
    code : str
        ODS code of a CCG or trust, ONS code of an STP or Alliance, ``"ENG"`` for England.
    name : str
        Its name.
    level : str
        Id of its level.
    ons_code : str
        ONS nine-character code, for maps; empty for trusts, which have no boundary.
    stp, alliance : str
        Codes of the places it belongs to; empty where it is itself above that level.
        An STP belongs to the Alliance that holds most of its CCGs.
    vanguard : bool
        Whether it is one of the three areas of the National Cancer Vanguard.
    since : date or None
        When it was formed; None for a place that was there in April 2018.
    surveyed : bool
        Whether it is one of the places of the survey.
    """

    code: str
    name: str
    level: str
    ons_code: str
    stp: str
    alliance: str
    vanguard: bool = False
    since: date | None = None
    surveyed: bool = True

    @property
    def parent(self) -> str | None:
        """Code of the Alliance it is part of; England for an Alliance; None for England."""
        if self.level == "national":
            return None
        return self.alliance or "ENG"


@cache
def _places() -> dict[str, Place]:
    return {
        row["code"]: Place(**{**row, "vanguard": row["vanguard"] == "yes"})  # type: ignore[arg-type]
        for row in read_rows("places.csv")
    }


@cache
def _others() -> dict[str, Place]:
    return {row["code"]: _other(row) for row in read_rows("other_places.csv")}


def _other(row: dict[str, str]) -> Place:
    since = date.fromisoformat(row["since"]) if row["since"] else None
    return Place(**{**row, "since": since}, surveyed=False)  # type: ignore[arg-type]


def other_places() -> tuple[Place, ...]:
    """Return the places that are not in the survey, in the order of their file."""
    return tuple(_others().values())


def places(level_id: str | None = None) -> tuple[Place, ...]:
    """Return every place of the survey, or those of one level, by code."""
    if level_id is None:
        return tuple(_places().values())
    wanted = level(level_id).id
    return tuple(p for p in _places().values() if p.level == wanted)


def place(code: str) -> Place:
    """Return the place of the survey with this code; letter case does not matter.

    Raises
    ------
    UnknownChoice
        If no place has this code. The message offers places whose code or name is near.
    """
    found = _places().get(code.upper())
    if found is None:
        raise UnknownChoice("place", code, _places())
    return found


def any_place(code: str) -> Place:
    """Return the place with this code, whether the survey has it or not.

    Raises
    ------
    UnknownChoice
        If no place has this code. The message offers places whose code or name is near.
    """
    return find_place(code) or place(code)


def find_place(code: str) -> Place | None:
    """Return the place with this code, whether the survey has it or not; None if none has it."""
    return _others().get(code.upper()) or _places().get(code.upper())


def level(id: str) -> Level:
    """Return the level with this id.

    Raises
    ------
    UnknownChoice
        If there is no such level.
    """
    for found in LEVELS:
        if found.id == id.lower():
            return found
    raise UnknownChoice("level", id, [one.id for one in LEVELS])


ENGLAND = place("ENG")
