"""How long the slow commands take and how much memory they need, as a user runs them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.bench.page import give
from analysis.survey import InputError

_SIZES = (281_000, 2_000_000)
_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


@dataclass(frozen=True)
class Measured:
    """One command, run once in a process of its own.

    Attributes
    ----------
    command : str
        What was run, after ``python -m analysis``.
    seconds : float
        From start to end, Python's own start included.
    megabytes : float
        Most memory it had at once (resident set).
    """

    command: str
    seconds: float
    megabytes: float


def measure(command: Sequence[str], workspace: Path) -> Measured:
    """Run a command of this tool in a new process and return what it took.

    Raises
    ------
    InputError
        If the command fails.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "analysis", *command, "--workspace", str(workspace)],
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        msg = f"'{' '.join(command)}' failed; the line above says why."
        raise InputError(msg)
    shown = " ".join(Path(word).name if Path(word).is_file() else word for word in command)
    return Measured(shown, seconds, used.ru_maxrss / _MEGABYTE)


def report(found: Sequence[Measured]) -> str:
    """Return the measurements as a page of Markdown."""
    rows = [f"| `{m.command}` | {m.seconds:.1f} | {m.megabytes:,.0f} |" for m in found]
    return "\n".join(
        [
            "# How long the slow commands take",
            "",
            "Made by `python -m analysis bench speed`, each command once in a process of its own,",
            f"on a machine with {os.cpu_count()} cores. Time is from start to end, with Python's",
            "own start and the writing of the workspace; memory is the most it had at once.",
            "",
            "| command | seconds | megabytes |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench speed``."""
    parser.add_argument("--results", type=Path, help="a file of published results to import too")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def run(asked: Namespace) -> None:
    """Print or write the measurements."""
    commands = [["demo", "--respondents", str(size)] for size in _SIZES]
    commands += [["import", str(asked.results)]] if asked.results else []
    with tempfile.TemporaryDirectory() as folder:
        found = [
            measure(command, Path(folder) / f"{i}.duckdb") for i, command in enumerate(commands)
        ]
    give(report(found), asked.out)
