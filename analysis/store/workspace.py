"""Read a workspace: one DuckDB file, opened read-only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pandas as pd

from analysis.store.dataset import Dataset
from analysis.store.schema import SCHEMA_VERSION
from analysis.survey import InputError, UnknownChoice

_DAMAGE = (duckdb.IOException, duckdb.InternalException, duckdb.FatalException)
_HEADERS = 3 * 4096

Parameters = list[Any] | dict[str, Any] | None


class WorkspaceError(InputError):
    """A workspace can't be used. The message says why and what to do about it."""


class WorkspaceMissing(WorkspaceError):
    """There is no workspace at the path."""


class WorkspaceUnreadable(WorkspaceError):
    """The file is damaged, of another DuckDB version, or no workspace at all."""


class WorkspaceOutdated(WorkspaceError):
    """The workspace was made by another version of this tool."""


class Workspace:
    """A workspace opened for reading. Safe to share between threads.

    Queries about respondents go through `analysis.store.gate`; this class hands out only what
    is not about persons.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path) -> None:
        self._connection = connection
        self.path = path
        self._datasets = self._read_datasets("kind <> 'indicators'")

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the workspace at `path`, read-only and with no way to reach other files.

        Raises
        ------
        WorkspaceMissing, WorkspaceUnreadable, WorkspaceOutdated
            Each with a message for people.
        """
        if not path.exists():
            msg = (
                f"There is no workspace at {path}. Make one with 'python -m analysis demo', "
                "or bring a file with 'python -m analysis import FILE'."
            )
            raise WorkspaceMissing(msg)
        connection = duckdb.connect(":memory:")
        try:
            location = str(path).replace("'", "''")
            connection.execute(f"ATTACH '{location}' AS workspace (READ_ONLY); USE workspace")
            connection.execute("SET enable_external_access=false; SET lock_configuration=true")
            _check_version(connection, path)
            _check_length(connection, path)
            return cls(connection, path)
        except duckdb.Error as error:
            connection.close()
            raise _unreadable(path) from error
        except WorkspaceError:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        try:
            with self._connection.cursor() as cursor:
                cursor.execute("USE workspace")
                yield cursor
        except _DAMAGE as error:
            raise _unreadable(self.path) from error

    def _frame(self, sql: str, parameters: Parameters = None) -> pd.DataFrame:
        with self._cursor() as cursor:
            return cursor.execute(sql, parameters or []).df()

    def _rows(self, sql: str, parameters: Parameters = None) -> list[tuple[Any, ...]]:
        with self._cursor() as cursor:
            return cursor.execute(sql, parameters or []).fetchall()

    def _read_datasets(self, which: str) -> dict[str, tuple[Dataset, bool]]:
        rows = self._rows(
            "SELECT id, name, kind, source, synthetic, years, rows, weighted"
            f" FROM dataset WHERE {which} ORDER BY synthetic DESC, id"
        )
        return {
            key: (Dataset(key, name, kind, source, synthetic, tuple(years), count), weighted)
            for key, name, kind, source, synthetic, years, count, weighted in rows
        }

    def datasets(self) -> tuple[Dataset, ...]:
        """Return every dataset of answers: the demonstration first, then by id."""
        return tuple(d for d, _ in self._datasets.values())

    def dataset(self, id: str) -> Dataset:
        """Return the dataset with this id.

        Raises
        ------
        UnknownChoice
            If the workspace has no such dataset.
        """
        if id not in self._datasets:
            raise UnknownChoice("dataset", id, list(self._datasets))
        return self._datasets[id][0]

    def weighted(self, id: str) -> bool:
        """Return whether the dataset's respondents carry survey weights."""
        return self._datasets[self.dataset(id).id][1]

    def report(self, id: str) -> pd.DataFrame:
        """Return what became of every row of an imported file: reason, rows, example."""
        return self._frame(
            "SELECT reason, rows, example FROM import_report WHERE dataset = ? ORDER BY rowid",
            [self.dataset(id).id],
        )

    def wording(self, id: str) -> dict[str, str]:
        """Return question code -> the publisher's own wording; empty when none came with it."""
        rows = self._rows("SELECT question, words FROM wording WHERE dataset = ?", [id])
        return dict(rows)


def _unreadable(path: Path) -> WorkspaceUnreadable:
    return WorkspaceUnreadable(
        f"{path} is damaged, or was written by another version of DuckDB, or is no workspace. "
        "Rename or delete it; 'python -m analysis demo' makes a new one, and files that were "
        "imported can be imported again."
    )


def _check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    if row is None:
        raise _unreadable(path)
    if row[0] != str(SCHEMA_VERSION):
        msg = (
            f"{path} was made by another version of this tool (its layout is {row[0]}, this one "
            f"reads {SCHEMA_VERSION}). 'python -m analysis demo --fresh' replaces it; "
            "then import your files again."
        )
        raise WorkspaceOutdated(msg)


def _check_length(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse a file whose end is missing, e.g. from a copy that broke off."""
    row = connection.execute(
        "SELECT block_size * used_blocks FROM pragma_database_size()"
        " WHERE database_name = 'workspace'"
    ).fetchone()
    if row is None or path.stat().st_size < _HEADERS + row[0]:
        raise _unreadable(path)
