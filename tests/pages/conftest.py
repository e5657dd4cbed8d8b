"""The workspaces that the app is opened on.

This folder has no `__init__.py`: with one it would be the package `pages`, and hide the app's.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import made
import pandas as pd
import pytest

from analysis.store import build

APP = Path(__file__).parents[2] / "streamlit_app.py"


@pytest.fixture(scope="session")
def app_path() -> Path:
    return APP


@pytest.fixture(scope="session")
def both_path(demo_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with a small demonstration survey and made-up official results."""
    path = tmp_path_factory.mktemp("both") / "workspace.duckdb"
    shutil.copy(demo_path, path)
    nothing = pd.DataFrame({"reason": ["Loaded: made up"], "rows": [1], "example": [""]})
    with build(path) as builder:
        builder.add_published(made.OFFICIAL, made.official(), wording={"Q59": "?"}, report=nothing)
    return path
