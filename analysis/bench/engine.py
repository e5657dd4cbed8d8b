"""How fast every question by every breakdown is scored, beside other ways to do it."""

from __future__ import annotations

import os
import tempfile
import time
import tracemalloc
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.bench.page import give
from analysis.bench.peers import Found, Task, peers
from analysis.demo import RESPONDENTS, build_demo, generate
from analysis.store import ALL, Released, Workspace, gate
from analysis.survey import NOT_GIVEN, Population, Question, dimensions, questions

_ROUNDS = 7
_TRUST = "RJ1"
_BREAKDOWNS = tuple(d.id for d in dimensions() if d.parent is None)


@dataclass(frozen=True)
class Measured:
    """One way to score, run several times in turn with the others.

    Attributes
    ----------
    name : str
        What it is.
    threads : int
        How many it uses at once.
    load : float
        Seconds to bring the people into its form, once.
    elapsed, processor : float
        Medians, in milliseconds: by the clock, and of all cores together.
    """

    name: str
    threads: int
    load: float
    elapsed: float
    processor: float


@dataclass(frozen=True)
class Race:
    """All ways, the engine first, and what the engine holds in memory.

    Attributes
    ----------
    respondents : int
        People in the survey.
    bytes_each : float
        Memory that the engine keeps for a person.
    measured : tuple of Measured
        The whole sheet of England first.
    """

    respondents: int
    bytes_each: float
    measured: tuple[Measured, ...]


def _worth(question: Question, codes: pd.Series) -> pd.Series:
    """Return what each answer is worth, missing where it doesn't count."""
    worth = np.full(256, np.nan, dtype=np.float32)
    for option in question.options:
        if question.is_rating:
            worth[option.code] = float(option.value or 0)
        elif option.polarity != "excluded":
            worth[option.code] = float(option.polarity == "positive")
    return pd.Series(worth[codes.to_numpy()])


def task(respondents: int) -> Task:
    """Return the demonstration survey as the peers take it: the people of the same seed."""
    made = pd.concat([people for people, _ in generate(respondents)], ignore_index=True)
    columns = {
        d.id: made[d.column].cat.set_categories([*d.ids, NOT_GIVEN.id]).fillna(NOT_GIVEN.id)
        for d in dimensions()
    }
    columns |= {q.code: _worth(q, made[q.code]) for q in questions()}
    return Task(pd.DataFrame(columns), _BREAKDOWNS, tuple(q.code for q in questions()))


def _whole(workspace: Workspace, at: str = "ENG") -> Released:
    return gate.sheet(workspace, Population.of("demo", at=at), questions(), _BREAKDOWNS)


def agrees(released: Released, found: Found) -> bool:
    """Tell whether a peer found what was released, wherever that may be shown.

    Parameters
    ----------
    released : Released
        From `gate.sheet`.
    found : ndarray, shape (2, groups, questions)
        Answers that count and their mean.
    """
    frame = released.frame[released.frame["group"] != ALL]
    shown = ~frame["hidden"].to_numpy()
    n, mean = (part.T.ravel()[shown] for part in found)
    same = np.isclose(mean, frame["score"][shown], rtol=0, atol=1e-5, equal_nan=True)
    return bool((n == frame["n"][shown]).all() and same.all())


def _memory(workspace: Workspace) -> int:
    """Return the bytes that the first question leaves in memory."""
    tracemalloc.start()
    try:
        gate.scores(workspace, Population.of("demo"), questions()[:1])
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


Way = tuple[str, int, float, Callable[[], object]]


def _ways(workspace: Workspace, people: Task) -> list[Way]:
    """Return every way as name, threads, seconds to load, and what to time."""
    start = time.perf_counter()
    released = _whole(workspace)
    loading = time.perf_counter() - start
    one = questions()[0]
    ways: list[Way] = [
        ("**The engine: the whole sheet, released**", 1, loading, lambda: _whole(workspace)),
        (f"The engine: the sheet of one trust ({_TRUST})", 1, 0, lambda: _whole(workspace, _TRUST)),
        (
            "The engine: one question by one breakdown",
            1,
            0,
            lambda: gate.scores(workspace, Population.of("demo"), [one], [_BREAKDOWNS[0]]),
        ),
    ]
    for peer in peers():
        start = time.perf_counter()
        score = peer.load(people)
        loading = time.perf_counter() - start
        if not agrees(released, score()):
            msg = f"{peer.name} does not find what the engine finds."
            raise AssertionError(msg)
        ways.append((peer.name, peer.threads, loading, score))
    return ways


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    start = time.perf_counter(), time.process_time()
    run()
    return (time.perf_counter() - start[0]) * 1e3, (time.process_time() - start[1]) * 1e3


def race(respondents: int, rounds: int = _ROUNDS) -> Race:
    """Time the engine and its peers on one survey, one after the other in every round.

    Raises
    ------
    AssertionError
        If a peer finds other numbers.
    InputError
        If there are too few respondents for a demonstration survey.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.duckdb"
        build_demo(path, respondents=respondents)
        with Workspace.open(path) as workspace:
            memory = _memory(workspace)
        with Workspace.open(path) as workspace:
            ways = _ways(workspace, task(respondents))
            times = np.array([[_timed(run) for *_, run in ways] for _ in range(rounds)])
    medians = np.median(times, axis=0)
    measured = tuple(
        Measured(name, threads, load, *map(float, median))
        for (name, threads, load, _), median in zip(ways, medians, strict=True)
    )
    return Race(respondents, memory / respondents, measured)


def report(found: Race) -> str:
    """Return the measurements as a page of Markdown."""
    engine = found.measured[0]
    rows = [
        f"| {m.name} | {m.threads} | {m.load:.1f} | {m.elapsed:,.0f} | {m.processor:,.0f} |"
        f" {m.elapsed / engine.elapsed:.1f} | {m.processor / engine.processor:.1f} |"
        for m in found.measured
    ]
    if not any("Polars" in m.name for m in found.measured):
        rows.append("| Polars | not installed | | | | | |")
    table = "\n".join(rows)
    return f"""# How fast every question is scored by every breakdown

Made by `python -m analysis bench engine`: the number of answers and the mean of {len(questions())}
questions in every group of {len(_BREAKDOWNS)} breakdowns, for {found.respondents:,} respondents of
the demonstration survey, on a machine with {os.cpu_count()} cores. All ways take turns, so that
other work on the machine slows all alike. Times are medians in milliseconds: by the clock, and of
the processor (all threads together). Each peer is checked to find the same numbers.

The engine counts every answer, suppresses and releases; the peers only score. It keeps
{found.bytes_each:.0f} bytes a respondent in memory.

| way | threads | loading, s | clock, ms | processor, ms | clock, of engine | processor, of engine |
|---|---|---|---|---|---|---|
{table}
"""


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench engine``."""
    parser.add_argument("--respondents", type=int, default=RESPONDENTS, help="people in the survey")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def run(asked: Namespace) -> None:
    """Print or write the measurements."""
    give(report(race(asked.respondents)), asked.out)
