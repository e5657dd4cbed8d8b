"""The workspaces that the app is opened on.

This folder has no `__init__.py`: with one it would be the package `pages`, and hide the app's.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import made
import pandas as pd
import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from analysis.store import build

APP = Path(__file__).parents[2] / "streamlit_app.py"
Open = Callable[..., AppTest]


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


class FrontDoorFirst(PagesManager):
    """Pages as a running server has them; AppTest takes every run for a new server's first."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        PagesManager.uses_pages_directory = False


@pytest.fixture
def running_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streamlit.testing.v1.app_test.PagesManager", FrontDoorFirst)


@pytest.fixture
def open_app(app_path: Path, running_server: None, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of the app on a workspace, as a link with these choices does."""
    monkeypatch.delenv("PEX_BOUNDARIES", raising=False)

    def open_app(workspace: Path, page: str = "summary", **choices: str | list[str]) -> AppTest:
        monkeypatch.setenv("PEX_WORKSPACE", str(workspace))
        app = AppTest.from_file(str(app_path), default_timeout=120)
        for key, value in choices.items():
            app.query_params[key] = value
        app.switch_page(f"pages/{page}.py")
        return app.run()

    return open_app
