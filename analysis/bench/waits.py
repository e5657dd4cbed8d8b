"""How long many months of waiting times take: from the workbooks to the Dashboard's figures."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
import zipfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.bench.page import give
from analysis.dashboard.missing import place_standings
from analysis.dashboard.standing import standings
from analysis.intake import import_file
from analysis.store import Workspace, indicator_sources
from analysis.survey import InputError, indicator, level, places

_MONTHS = 24
_MOST_SECONDS = 60
_PLACES = 20
_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


@dataclass(frozen=True)
class Timed:
    """What many months took.

    Attributes
    ----------
    months : int
        Workbooks brought in, one a month.
    figures : int
        Figures in the workspace then.
    seconds : float
        All imports together, by the clock.
    place, level : tuple of float
        Milliseconds of the processor for all indicators of a place (several places, each asked
        for the first time), and for all trusts on one indicator.
    megabytes : float
        Most memory of the process.
    """

    months: int
    figures: int
    seconds: float
    place: tuple[float, ...]
    level: tuple[float, ...]
    megabytes: float


def redated(workbook: Path, month: pd.Timestamp, folder: Path) -> Path:
    """Return a copy of a monthly workbook that says it is of another month.

    Raises
    ------
    InputError
        If the workbook does not say anywhere which month it is of, as "Apr-24".
    """
    copy = folder / f"{month:%B-%Y}-PROVIDER.xlsx".upper()
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            held = source.read(name)
            target.writestr(name, _redated(held, month) if name.endswith("Strings.xml") else held)
    return copy


def _redated(words: bytes, month: pd.Timestamp) -> bytes:
    every = pd.date_range("2015-01-01", "2035-01-01", freq="MS")
    own = [m for m in every if f">{m:%b-%y}<".encode() in words]
    if not own:
        msg = "This workbook names no month as 'Apr-24' does. A monthly workbook would be right."
        raise InputError(msg)
    for before in own:
        for form in ("%b-%y", "%B %Y"):
            words = words.replace(f">{before:{form}}<".encode(), f">{month:{form}}<".encode())
    return words


def timed(workbook: Path, months: int) -> Timed:
    """Bring in so many months of one workbook, and ask what the Dashboard asks."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "workspace.duckdb"
        last = pd.date_range(end="2024-04-01", periods=months, freq="MS")
        copies = [redated(workbook, month, Path(folder)) for month in last]
        start = time.perf_counter()
        for copy in copies:
            import_file(copy, workspace)
        seconds = time.perf_counter() - start
        with Workspace.open(workspace) as opened:
            figures = sum(source.rows for source in indicator_sources(opened))
            codes = [p.code for p in places("trust")][:_PLACES]
            place = tuple(_milliseconds(partial(standings, opened, code)) for code in codes)
            every = tuple(
                _milliseconds(partial(place_standings, opened, indicator(one), level("trust")))
                for one in ("wait-62-day", "wait-31-day", "diagnosis-28-day")
            )
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    return Timed(months, figures, seconds, place, every, megabytes)


def _milliseconds(ask: Callable[[], object]) -> float:
    start = time.process_time()
    ask()
    return 1e3 * (time.process_time() - start)


def report(found: Timed) -> str:
    """Return the measurements as a page of Markdown."""
    place, every = (np.percentile(t, (50, 95)) for t in (found.place, found.level))
    kept = "within" if found.seconds <= _MOST_SECONDS else "over"
    seconds = f"{found.seconds:,.0f} seconds, {kept} {_MOST_SECONDS}"
    return f"""# How long waiting times take

Made by `python -m analysis bench waits WORKBOOK` on a machine with {os.cpu_count()} cores: a
monthly provider workbook of NHS England, copied under {found.months} other months, brought in one
after another; then what the Dashboard asks for.

| what | result |
|---|---|
| {found.months} workbooks, checked, summed up and stored | {seconds} |
| figures in the workspace | {found.figures:,} |
| all indicators of a place, median and 95th percentile | {place[0]:,.0f} and {place[1]:,.0f} ms |
| all trusts on one indicator, median and 95th percentile | {every[0]:,.0f} and {every[1]:,.0f} ms |
| most memory | {found.megabytes:,.0f} megabytes |
"""


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench waits``."""
    parser.add_argument("workbook", type=Path, help="a monthly provider workbook")
    parser.add_argument("--months", type=int, default=_MONTHS, help="copies to bring in")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def run(asked: Namespace) -> None:
    """Print or write the measurements."""
    if asked.months < 1:
        msg = f"At least 1 month has to be brought in, not {asked.months}."
        raise InputError(msg)
    give(report(timed(asked.workbook, asked.months)), asked.out)
