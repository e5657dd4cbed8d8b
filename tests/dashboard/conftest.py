from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.store import Workspace, build

from .waits import SOURCE


@pytest.fixture
def holding(tmp_path, request) -> Callable[[pd.DataFrame], Workspace]:
    """Put figures into a workspace of their own."""

    def holding(figures: pd.DataFrame) -> Workspace:
        path = tmp_path / "workspace.duckdb"
        with build(path) as builder:
            builder.merge_indicators(SOURCE, figures, {"NQ7": "A clinic"})
        workspace = Workspace.open(path)
        request.addfinalizer(workspace.close)
        return workspace

    return holding
