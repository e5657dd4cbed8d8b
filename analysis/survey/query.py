"""What is looked for in comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word or a phrase.

    Attributes
    ----------
    words : str
        As the reader wrote it.
    stems : tuple of str
        Its stem, or the stems of a phrase.
    pattern : str
        A regular expression that a phrase matches, whatever its case; empty for a word.
    """

    words: str
    stems: tuple[str, ...]
    pattern: str = ""


@dataclass(frozen=True)
class Every:
    """All of these."""

    parts: tuple[Query, ...]


@dataclass(frozen=True)
class Either:
    """At least one of these."""

    parts: tuple[Query, ...]


@dataclass(frozen=True)
class Without:
    """Not this."""

    part: Query


Query = Word | Every | Either | Without


def parts_of(query: Query) -> Iterator[Query]:
    """Yield a query and everything it is made of, what it must not hold included."""
    yield query
    match query:
        case Without(part):
            yield from parts_of(part)
        case Every(parts) | Either(parts):
            for part in parts:
                yield from parts_of(part)


def wanted_of(query: Query) -> Iterator[Word]:
    """Yield the words and phrases that a query asks for."""
    match query:
        case Word():
            yield query
        case Without():
            return
        case Every(parts) | Either(parts):
            for part in parts:
                yield from wanted_of(part)
