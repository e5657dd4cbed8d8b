"""How long every page takes on the server for filters that nobody has asked for before."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np

from analysis.bench.page import give
from analysis.demo import RESPONDENTS, add_demo_comments, build_demo
from analysis.survey import InputError, dimensions, places, questions

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

_APP = Path(__file__).parents[2] / "streamlit_app.py"
_TRIES = 20
_PATIENCE = 120
_LIMIT = 300
_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024
_YEARS = ("2018", "2017", "2016", "2015", "All years")


@dataclass(frozen=True)
class Timed:
    """One page.

    Attributes
    ----------
    name : str
        Its file's name.
    milliseconds : tuple of float
        How long each run took, by the clock.
    processor : tuple of float
        The same, of the processor.
    """

    name: str
    milliseconds: tuple[float, ...]
    processor: tuple[float, ...]


def names() -> list[str]:
    """Return the pages of the app: every script in its folder of pages."""
    return sorted(path.stem for path in (_APP.parent / "pages").glob("*.py"))


def settings(seed: int) -> Iterator[Mapping[str, str | list[str]]]:
    """Yield choices of the shared filters, widget key -> choice, at random and never the same.

    Half of them are about all people, half about one group; a third about England.
    """
    rng = np.random.default_rng(seed)
    codes = [p.code for p in places()]
    asked = [q.code for q in questions()]
    coarse = [d for d in dimensions() if d.parent is None]
    seen = set()
    while True:
        one = coarse[rng.integers(len(coarse))]
        group = str(rng.choice(one.ids)) if rng.random() < 0.5 else ""
        at = "ENG" if rng.random() < 1 / 3 else str(rng.choice(codes))
        choice = (at, str(rng.choice(_YEARS)), str(rng.choice(asked)), one.id, group)
        if choice not in seen:
            seen.add(choice)
            filters = {d.id: [group] if d is one and group else [] for d in coarse}
            yield {"place": at, "year": choice[1], "question": choice[2], **filters}


@contextmanager
def _opened(name: str, workspace: Path) -> Iterator[AppTest]:
    """Open a page as a running server does; by itself AppTest takes each run for the first."""
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.testing.v1 import AppTest, app_test

    def manager(*arguments: Any, **options: Any) -> PagesManager:
        made = PagesManager(*arguments, **options)
        PagesManager.uses_pages_directory = False
        return made

    with (
        patch.object(app_test, "PagesManager", manager),
        patch.dict(os.environ, {"PEX_WORKSPACE": str(workspace)}),
    ):
        app = AppTest.from_file(str(_APP), default_timeout=_PATIENCE)
        yield app.switch_page(f"pages/{name}.py").run()


def _choose(app: AppTest, choices: Mapping[str, str | list[str]]) -> None:
    for key, value in choices.items():
        if isinstance(value, list):
            app.multiselect(key=key).set_value(value)
        else:
            app.selectbox(key=key).set_value(value)


def timed(name: str, workspace: Path, tries: int, seed: int = 1) -> Timed:
    """Open a page and change its filters again and again.

    Parameters
    ----------
    name : str
        The page.
    workspace : Path
        A workspace with the demonstration survey first.
    tries : int
        How many filters to ask for.
    seed : int
        Which.

    Raises
    ------
    InputError
        If the page fails.
    """
    times = []
    with _opened(name, workspace) as app:
        for choices in islice(settings(seed), tries):
            _choose(app, choices)
            start = time.perf_counter(), time.process_time()
            app.run()
            times.append((time.perf_counter() - start[0], time.process_time() - start[1]))
            if app.exception:
                msg = f"The page '{name}' fails for {dict(choices)}: {app.exception[0].message}"
                raise InputError(msg)
    clock, processor = (tuple(t * 1e3 for t in column) for column in zip(*times, strict=True))
    return Timed(name, clock, processor)


def _row(page: Timed) -> str:
    (middle, high), used = (np.percentile(t, (50, 95)) for t in (page.milliseconds, page.processor))
    return (
        f"| {page.name} | {middle:,.0f} | {high:,.0f} | {used[0]:,.0f} | {used[1]:,.0f} |"
        f" {'yes' if high <= _LIMIT else 'no'} |"
    )


def report(found: Sequence[Timed], respondents: int, megabytes: float) -> str:
    """Return the measurements as a page of Markdown."""
    table = "\n".join(map(_row, found))
    tries = max((len(t.milliseconds) for t in found), default=0)
    return f"""# How long the pages take on the server

Made by `python -m analysis bench pages` on the demonstration survey of {respondents:,} respondents
and a machine with {os.cpu_count()} cores. Every page is opened once and its filters (place, year,
question, group of people) are then changed {tries} times, each time to what nobody has asked for
before; a run is the whole page without the browser, measuring tool included. Times are in
milliseconds, by the clock and of the processor. The limit is {_LIMIT} ms.

| page | median | 95th percentile | processor, median | processor, 95th | within the limit (95th) |
|---|---|---|---|---|---|
{table}

All of this in one process, which had {megabytes:,.0f} megabytes in memory at most.
"""


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench pages``."""
    parser.add_argument("--respondents", type=int, default=RESPONDENTS, help="people in the survey")
    parser.add_argument("--tries", type=int, default=_TRIES, help="filters to ask each page for")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def run(asked: Namespace) -> None:
    """Print or write the measurements."""
    if asked.tries < 1:
        msg = f"Each page has to be asked at least once, not {asked.tries} times."
        raise InputError(msg)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.duckdb"
        build_demo(path, respondents=asked.respondents)
        add_demo_comments(path, respondents=asked.respondents)
        found = [timed(name, path, asked.tries, seed) for seed, name in enumerate(names())]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    give(report(found, asked.respondents, peak), asked.out)
