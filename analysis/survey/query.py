"""What is looked for in comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


def widened(query: Query, others: Mapping[Word, tuple[Word, ...]]) -> Query:
    """Return a query that is content with other words in place of those that it asks for.

    What must not be there stays as it is.
    """
    match query:
        case Word():
            more = others.get(query, ())
            return Either((query, *more)) if more else query
        case Without():
            return query
        case Every(parts):
            return Every(tuple(widened(part, others) for part in parts))
        case Either(parts):
            return Either(tuple(widened(part, others) for part in parts))
