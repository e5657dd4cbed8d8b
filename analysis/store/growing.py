"""The comments of a dataset to which more may be added later."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.store.schema import quoted
from analysis.store.written import Coded, Parts, append_comments, coded_in, start_comments, viewed

Bools = NDArray[np.bool_]

_SALT = "author-salt"


class Growing:
    """What a dataset holds of people who wrote, and of what they wrote.

    Made by `analysis.store.Builder.growing`; it is for bringing in more, and gives out
    neither what anybody wrote nor who they are.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, dataset_id: str) -> None:
        self._connection = connection
        self._id = dataset_id
        self._author = quoted(f"author:{dataset_id}")
        self._comment = quoted(f"comment:{dataset_id}")

    @property
    def exists(self) -> bool:
        """Whether the dataset is there and knows again who wrote."""
        named = [f"author:{self._id}"]
        return bool(self._rows("SELECT 1 FROM duckdb_tables() WHERE table_name = ?", named))

    def start(self, frameworks: Sequence[Coded]) -> None:
        """Make the tables, empty."""
        start_comments(self._connection, self._id, frameworks)
        self._connection.execute(
            f"CREATE TABLE {self._author} (person INTEGER NOT NULL, key VARCHAR NOT NULL)"
        )

    @property
    def frameworks(self) -> tuple[Coded, ...]:
        """By which its comments are coded."""
        return coded_in(
            self._rows(
                "SELECT framework, digest, id, name FROM theme WHERE dataset = ?"
                " ORDER BY framework, position",
                [self._id],
            )
        )

    @property
    def authors(self) -> dict[str, int]:
        """Fingerprint of everybody who wrote -> position among the respondents."""
        return dict(self._rows(f"SELECT key, person FROM {self._author}"))

    def differing(self, people: pd.DataFrame, column: str) -> Bools:
        """Return which rows say something else of a known person than is known.

        Parameters
        ----------
        people : DataFrame
            ``person``, a position among the respondents, and the column.
        column : str
            Of `schema.person_columns`.
        """
        given = pd.DataFrame(
            {
                "at": np.arange(len(people)),
                "person": people["person"].to_numpy(),
                "said": people[column].astype("string").to_numpy(),
            }
        )
        with viewed(self._connection, given) as view:
            found = self._rows(
                f"SELECT g.at FROM {view} g JOIN {quoted(f'respondents:{self._id}')} p"
                f" ON p.rowid = g.person WHERE p.{quoted(column)}::VARCHAR IS DISTINCT FROM g.said"
            )
        return _mask(found, len(given))

    @property
    def stems(self) -> list[str]:
        """The words that are indexed, by their numbers."""
        table = quoted(f"stem:{self._id}")
        return [word for (word,) in self._rows(f"SELECT word FROM {table} ORDER BY stem")]

    @property
    def comments(self) -> int:
        """How many comments there are."""
        [(found,)] = self._rows(f"SELECT count(*) FROM {self._comment}")
        return int(found)

    def has(self, comments: pd.DataFrame) -> Bools:
        """Return which comments are there: the same ``person``, ``box`` and ``text``."""
        given = comments[["person", "box", "text"]].assign(at=np.arange(len(comments)))
        with viewed(self._connection, given) as view:
            found = self._rows(
                f"SELECT DISTINCT g.at FROM {view} g JOIN {self._comment} c"
                " ON c.person = g.person AND c.box::VARCHAR = g.box AND c.text = g.text"
            )
        return _mask(found, len(given))

    def fingerprints(self, codes: Iterable[str]) -> list[str]:
        """Return what is kept of the codes that a file has for people.

        The same code has the same fingerprint in one workspace, and another in another: a number
        drawn by chance goes into it.
        """
        salt = secrets.token_hex(32)
        self._connection.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", [_SALT, salt])
        [(kept,)] = self._rows("SELECT value FROM meta WHERE key = ?", [_SALT])
        key = bytes.fromhex(kept)
        return [blake2b(code.encode(), key=key, digest_size=16).hexdigest() for code in codes]

    def add(self, authors: dict[str, int], parts: Parts) -> None:
        """Add comments, coded by the same frameworks, and people who wrote for the first time.

        Parameters
        ----------
        authors : dict of str to int
            Fingerprint of each such person -> position among the respondents.
        parts : Parts
            The comments. Words are numbered on from `stems`, comments from `comments`.
        """
        new = pd.DataFrame({"person": authors.values(), "key": authors.keys()})
        with viewed(self._connection, new) as view:
            self._connection.execute(f"INSERT INTO {self._author} SELECT person, key FROM {view}")
        append_comments(self._connection, self._id, [f.id for f in self.frameworks], parts)

    def _rows(self, sql: str, parameters: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, list(parameters)).fetchall()


def _mask(rows: Sequence[tuple[int]], size: int) -> Bools:
    """Return True at the positions that rows hold."""
    found = np.zeros(size, dtype=bool)
    found[[at for (at,) in rows]] = True
    return found
