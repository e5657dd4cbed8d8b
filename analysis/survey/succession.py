"""Places that became part of others, from ``data/successions.csv``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from analysis.survey.files import read_rows
from analysis.survey.place import Place, any_place


@dataclass(frozen=True)
class Succession:
    """One place that became part of another.

    Attributes
    ----------
    before, after : Place
        Which became part of which.
    since : date
        From when on.
    """

    before: Place
    after: Place
    since: date


@cache
def _successions() -> tuple[Succession, ...]:
    return tuple(
        Succession(
            any_place(row["place"]), any_place(row["successor"]), date.fromisoformat(row["date"])
        )
        for row in read_rows("successions.csv")
    )


def became(code: str) -> tuple[Succession, ...]:
    """Return what a place became part of: several places if it was divided, none if it goes on."""
    return tuple(s for s in _successions() if s.before.code == code)


def formed_of(code: str) -> tuple[Succession, ...]:
    """Return the places that went into a place whole; one that was divided is left out."""
    return tuple(
        s for s in _successions() if s.after.code == code and len(became(s.before.code)) == 1
    )
