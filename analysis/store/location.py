"""Where the workspace is when nobody says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]


def workspace_path() -> Path:
    """Return the path in environment variable ``PEX_WORKSPACE``, or ``workspace/`` here."""
    asked = os.environ.get("PEX_WORKSPACE")
    return Path(asked) if asked else _PROJECT / "workspace" / "explorer.duckdb"
