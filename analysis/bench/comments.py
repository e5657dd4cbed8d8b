"""The whole path of comments: brought in, redacted, themed, counted, searched."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.bench.page import give
from analysis.comments.search import parsed
from analysis.intake import import_file
from analysis.store import Workspace, gate
from analysis.store.comments import coded_by
from analysis.store.reading import TooFew, Wanted, read
from analysis.survey import NOT_ASSIGNED, Population, mention, wrote

_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024
_TRIES = 5
_REFUSED = "refused: too few people"
_SEARCHES = (
    "staff",
    "waiting",
    "parking OR transport",
    "staff AND waiting",
    "friendly AND NOT waiting",
    '"waiting room"',
    '"nothing to improve" OR "nothing at all"',
    "(kind OR caring OR friendly) AND (nurse OR doctor) AND NOT rude",
    "time to talk",
    '"could not have been better"',
)


@dataclass(frozen=True)
class Journey:
    """How long each step took.

    Attributes
    ----------
    comments, people : int
        How many were brought in.
    seconds : float
        To bring them in: read, redact, theme, index, save.
    megabytes : float
        Largest memory of the process.
    themes, page : float
        Milliseconds to count all themes for everyone, and for the first page of comments.
    searches : dict of str to (int or None, float)
        What was looked for -> comments found (None where that is refused), and milliseconds.
    """

    comments: int
    people: int
    seconds: float
    megabytes: float
    themes: float
    page: float
    searches: dict[str, tuple[int | None, float]]


def _timed(action: Callable[[], object]) -> float:
    """Return the median milliseconds of an action."""
    times = []
    for _ in range(_TRIES):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return float(np.median(times) * 1e3)


def measured(file: Path) -> Journey:
    """Bring a file of comments into a workspace of its own, and ask it.

    Raises
    ------
    IntakeError
        If the file can't be used.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.duckdb"
        start = time.perf_counter()
        done = import_file(file, path, dataset_id="comments")
        seconds = time.perf_counter() - start
        with Workspace.open(path) as workspace:
            years = workspace.dataset("comments").years
            [first, *_] = coded_by(workspace, "comments")
            themes = [*first.themes, (NOT_ASSIGNED, "Not assigned")]
            asked = [wrote(years), *(mention(first.id, id_, name, years) for id_, name in themes)]
            everyone = Population("comments")
            gate.scores(workspace, everyone, asked)
            counted = _timed(lambda: gate.scores(workspace, everyone, asked))
            page = _timed(lambda: read(workspace, everyone, Wanted()))
            total = read(workspace, everyone, Wanted())
            searches = {words: _searched(workspace, everyone, words) for words in _SEARCHES}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    return Journey(total.comments, done.dataset.rows, seconds, peak, counted, page, searches)


def _searched(workspace: Workspace, population: Population, words: str) -> tuple[int | None, float]:
    found: list[int | None] = []

    def search() -> None:
        try:
            found.append(read(workspace, population, Wanted(query=parsed(words))).comments)
        except TooFew:
            found.append(None)

    took = _timed(search)
    return found[0], took


def report(found: Journey, source: str) -> str:
    """Return the measurements as a page of Markdown."""
    rows = "\n".join(
        f"| `{words}` | {_REFUSED if count is None else f'{count:,}'} | {took:,.0f} |"
        for words, (count, took) in found.searches.items()
    )
    each = f"{found.comments / found.seconds:,.0f}"
    return f"""# Comments, from a file to a search

Made by `python -m analysis bench comments` on {source}, on a machine with {os.cpu_count()} cores.
Times are medians of {_TRIES}, by the clock, and nothing is remembered between the searches.

- {found.comments:,} comments by {found.people:,} people were read, redacted, themed by every
  shipped framework, indexed and saved in {found.seconds:,.0f} s ({each} a second), with
  {found.megabytes:,.0f} megabytes in memory at most.
- All themes for everyone are counted in {found.themes:,.0f} ms; the first page of comments takes
  {found.page:,.0f} ms.

| search | comments | milliseconds |
|---|---|---|
{rows}
"""


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench comments``."""
    parser.add_argument("file", type=Path, help="comments, as 'import --template comments' has it")
    parser.add_argument("--source", default="the file given", help="what they are, in a few words")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def run(asked: Namespace) -> None:
    """Print or write the measurements."""
    give(report(measured(asked.file), asked.source), asked.out)
