from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from analysis.intake import Imported, IntakeError, import_file
from analysis.store import Workspace

from .publication import publication


@dataclass
class Desk:
    """Where files are put down and brought in."""

    folder: Path

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace.duckdb"

    def write(self, frame: pd.DataFrame, name: str = "results.csv") -> Path:
        path = self.folder / name
        if name.endswith(".parquet"):
            frame.to_parquet(path)
        else:
            frame.to_csv(path, index=False, quoting=csv.QUOTE_ALL)
        return path

    def bring(self, frame: pd.DataFrame, name: str = "results.csv") -> Imported:
        return import_file(self.write(frame, name), self.workspace)

    def refusal(self, frame: pd.DataFrame) -> str:
        return self.refusal_of(self.write(frame))

    def refusal_of(self, path: Path) -> str:
        """Return the message of a refusal, having seen that it left the workspace alone."""
        before = self.workspace.read_bytes() if self.workspace.exists() else None
        with pytest.raises(IntakeError) as refused:
            import_file(path, self.workspace)
        after = self.workspace.read_bytes() if self.workspace.exists() else None
        assert after == before
        return str(refused.value)

    def stored(self, columns: str, where: str, id: str = "ncpes-2018") -> list[tuple]:
        with Workspace.open(self.workspace) as opened:
            return opened._rows(f'SELECT {columns} FROM "published:{id}" WHERE {where}')


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def frame() -> pd.DataFrame:
    return publication()
