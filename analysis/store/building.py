"""Change a workspace: all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
from filelock import FileLock

from analysis.store import schema
from analysis.store.builder import Builder
from analysis.store.workspace import Workspace, WorkspaceError
from analysis.survey import places


def _create(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(schema.workspace_ddl())
    connection.execute("INSERT INTO meta VALUES ('schema', ?)", [str(schema.SCHEMA_VERSION)])
    connection.executemany(
        "INSERT INTO place VALUES (?, ?, ?)",
        [
            [p.code, p.code if p.level == "stp" else p.stp, p.alliance]
            for p in places()
            if p.level in ("ccg", "trust")
        ],
    )


def _copy(source: Path, staging: Path) -> None:
    """Copy a workspace, readable by this version or refused, into the staging file."""
    with Workspace.open(source):
        pass
    staging.write_bytes(source.read_bytes())


@contextmanager
def build(path: Path, *, fresh: bool = False) -> Iterator[Builder]:
    """Change a workspace atomically.

    The changes go to a file beside it that takes its place when the block ends without an
    exception, so a reader, or a process killed half-way, only ever sees the old workspace or
    the new one. Builders of the same workspace wait for each other.

    Parameters
    ----------
    path : Path
        The workspace; it need not exist.
    fresh : bool
        Start empty, whatever is there.

    Yields
    ------
    Builder
        What to put things in with.

    Raises
    ------
    WorkspaceError
        If the existing workspace can't be read by this version (and `fresh` is false),
        or the folder can't be written.
    """
    staging = path.with_name(f".{path.name}.building")
    if path.is_dir():
        msg = f"{path} is a folder. Name a file in it, e.g. {path / 'explorer.duckdb'}."
        raise WorkspaceError(msg)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f".{path.name}.lock"))
        lock.acquire()
    except OSError as error:
        msg = f"The folder {path.parent} can't be written: {error.strerror or error}."
        raise WorkspaceError(msg) from error
    try:
        _discard(staging)
        if path.exists() and not fresh:
            _copy(path, staging)
        new = not staging.exists()
        with duckdb.connect(str(staging)) as connection:
            if new:
                _create(connection)
            yield Builder(connection)
            connection.execute("CHECKPOINT")
        _sync(staging)
        staging.replace(path)
    finally:
        _discard(staging)
        lock.release()


def _discard(staging: Path) -> None:
    for leftover in (staging, staging.with_name(staging.name + ".wal")):
        with suppress(FileNotFoundError):
            leftover.unlink()


def _sync(file: Path) -> None:
    with file.open("rb") as handle:
        os.fsync(handle.fileno())
