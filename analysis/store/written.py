"""How comments and the words in them are put into a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import duckdb
import pandas as pd

from analysis.store import schema
from analysis.store.schema import quoted

_TABLES = ("comment", "posting", "stem")


@dataclass(frozen=True)
class Coded:
    """The framework of themes that comments are coded by.

    Attributes
    ----------
    id, digest : str
        Its name, and the digest of its content.
    themes : tuple of (str, str)
        Id and name of each theme, in the order of the bits that stand for them; at most 63.
    """

    id: str
    digest: str
    themes: tuple[tuple[str, str], ...]


class Parts(Protocol):
    """Comments in pieces of any size, as `Builder.add_comments` takes them."""

    def __iter__(self) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
        """Yield comments and their words.

        Comments have ``person``, ``box``, ``text`` (redacted), ``tone`` and one uint64 column a
        framework; words have ``stem``, ``comment`` (counted over all comments of the dataset) and
        ``times``.
        """

    @property
    def stems(self) -> Sequence[str]:
        """The words that the numbers in ``stem`` stand for, once all pieces were given."""


@contextmanager
def viewed(connection: duckdb.DuckDBPyConnection, frame: pd.DataFrame) -> Iterator[str]:
    """Let SQL read a frame, under the name that is yielded."""
    connection.register("incoming", frame)
    try:
        yield "incoming"
    finally:
        connection.unregister("incoming")


def coded_in(rows: Iterable[tuple[Any, ...]]) -> tuple[Coded, ...]:
    """Return frameworks from rows of their id, digest, and id and name of one theme, in order."""
    found: dict[str, Coded] = {}
    for framework, digest, theme, name in rows:
        before = found[framework].themes if framework in found else ()
        found[framework] = Coded(framework, digest, (*before, (theme, name)))
    return tuple(found.values())


def start_comments(
    connection: duckdb.DuckDBPyConnection, dataset_id: str, frameworks: Sequence[Coded]
) -> None:
    """Make the tables of a dataset's comments, empty, in place of those that are there."""
    for name in _TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {quoted(f'{name}:{dataset_id}')}")
    connection.execute("DELETE FROM theme WHERE dataset = ?", [dataset_id])
    connection.execute(schema.comments_ddl(dataset_id, [f.id for f in frameworks]))
    for coded in frameworks:
        connection.executemany(
            "INSERT INTO theme VALUES (?, ?, ?, ?, ?, ?)",
            [
                [dataset_id, coded.id, coded.digest, position, *theme]
                for position, theme in enumerate(coded.themes)
            ],
        )


def append_comments(
    connection: duckdb.DuckDBPyConnection,
    dataset_id: str,
    frameworks: Sequence[str],
    parts: Parts,
) -> None:
    """Put comments behind those that are there; their words come to lie among the others."""
    comment, posting, stem = (quoted(f"{name}:{dataset_id}") for name in _TABLES)
    columns = ", ".join(("person", "box", "text", "tone", *map(quoted, frameworks)))
    for written, words in parts:
        with viewed(connection, written) as view:
            connection.execute(f"INSERT INTO {comment} SELECT {columns} FROM {view}")
        with viewed(connection, words) as view:
            connection.execute(f"INSERT INTO {posting} SELECT * FROM {view}")
    connection.execute(
        f"CREATE OR REPLACE TABLE {posting} AS FROM {posting} ORDER BY stem, comment"
    )
    connection.execute(f"DELETE FROM {stem}")
    with viewed(connection, pd.DataFrame({"word": list(parts.stems)}, dtype=object)) as view:
        connection.execute(f"INSERT INTO {stem} SELECT row_number() OVER () - 1, word FROM {view}")
