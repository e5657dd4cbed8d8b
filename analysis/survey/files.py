"""Where the files in ``data/`` are, and how they are read."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "data"


def read_toml(name: str) -> dict[str, Any]:
    """Return the contents of ``data/<name>``, a TOML file."""
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of ``data/<name>``, a CSV file with a header."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
