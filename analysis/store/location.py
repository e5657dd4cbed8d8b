"""Where the workspace is when nobody says otherwise, and where one goes that can't be read."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]


def workspace_path() -> Path:
    """Return the path in environment variable ``PEX_WORKSPACE``, or ``workspace/`` here."""
    asked = os.environ.get("PEX_WORKSPACE")
    return Path(asked) if asked else _PROJECT / "workspace" / "explorer.duckdb"


def set_aside(path: Path) -> Path:
    """Rename a workspace that can't be read, so that another can take its place.

    Returns
    -------
    Path
        Where it is now: beside the old path, under a name that was free.

    Raises
    ------
    OSError
        If the folder can't be written.
    """
    aside = (path.with_name(f"{path.stem}.aside-{n}{path.suffix}") for n in count(1))
    free = next(one for one in aside if not one.exists())
    return path.rename(free)
