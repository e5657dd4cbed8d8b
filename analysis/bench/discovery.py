"""Proof that the search for the worst-off groups finds what was planted, and else nothing."""

from __future__ import annotations

import os
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import ndtri

from analysis.bench.page import give
from analysis.bench.planted import Survey
from analysis.demo import RESPONDENTS
from analysis.demo.generator import DATASET
from analysis.results.discovery import LEVEL, Discovery, candidates, discover
from analysis.results.unavailable import Unavailable
from analysis.store import Workspace, build
from analysis.survey import Population, Question, question, questions

SURE = 0.99
"""How likely a planted inequality of the stated size should be found in one survey."""

_TRUST = "RJ1"
_SHUFFLES = 4
_BANDS = (0.0, 2.0, 4.0)
_SIZES = (300, 1_000, 3_000, 10_000, 100_000)


@dataclass(frozen=True)
class Trial:
    """One demonstration survey, searched whole.

    Attributes
    ----------
    planted : DataFrame
        As from `Survey.planted`, with ``found``: whether the search lists the group.
    tests : int
        How many combinations and questions the search looked at.
    shuffled : tuple of int
        How many the same search reports each time that it deals the answers out anew.
    seconds, processor : float
        What the search took: by the clock, and of the processor.
    """

    planted: pd.DataFrame
    tests: int
    shuffled: tuple[int, ...]
    seconds: float
    processor: float


def threshold(tests: int) -> float:
    """Return the stated size: how many standard errors a gap must have to be found nearly surely.

    It is what stands out at `LEVEL` even if it is the only one to do so among so many tests, and
    as much again as chance takes away from it with probability 1 - `SURE`.
    """
    return float(ndtri(1 - LEVEL / (2 * tests)) + ndtri(SURE))


def search(
    people: pd.DataFrame,
    asked: Sequence[Question],
    at: Sequence[str] = ("ENG",),
    shuffles: int | None = None,
) -> list[Discovery | None]:
    """Return what a search of each of these places finds; None where there are too few people."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workspace.duckdb"
        with build(path) as builder:
            builder.add_respondents(DATASET, [(people, people.iloc[:0][["year"]])])
        with Workspace.open(path) as workspace:
            return [_searched(workspace, asked, place, shuffles) for place in at]


def _searched(
    workspace: Workspace, asked: Sequence[Question], place: str, shuffles: int | None
) -> Discovery | None:
    by, population = [d.id for d in candidates()], Population.of(DATASET.id, at=place)
    try:
        return discover(workspace, population, asked, by, shuffles=shuffles)
    except Unavailable:
        return None


def trial(
    respondents: int, seed: int, codes: Sequence[str] = (), shuffles: int = _SHUFFLES
) -> Trial:
    """Return what a search of the survey of this seed finds of what was planted in it.

    Parameters
    ----------
    respondents, seed : int
        As for `analysis.demo.build_demo`.
    codes : sequence of str
        The questions to search together; all by default.
    shuffles : int
        How many times to search shuffled answers as well.

    Raises
    ------
    InputError
        If there are too few respondents for a demonstration survey.
    """
    survey = Survey.make(respondents, seed)
    asked = [question(code) for code in codes] or questions()
    start = time.perf_counter(), time.process_time()
    [found] = search(survey.people, asked, shuffles=shuffles)
    took = time.perf_counter() - start[0], time.process_time() - start[1]
    planted = survey.planted()
    planted = planted[planted["question"].isin([q.code for q in asked])]
    if found is None:
        return Trial(planted.assign(found=False), 0, (0,) * shuffles, *took)
    listed = found.findings[["question", "characteristics", "groups"]]
    keys = set(listed.itertuples(index=False, name=None))
    mine = planted[["question", "characteristic", "group"]].itertuples(index=False, name=None)
    known = planted.assign(found=[key in keys for key in mine])
    return Trial(known, found.size, found.shuffled, *took)


def shuffled(
    respondents: int, seed: int, codes: Sequence[str] = (), at: Sequence[str] = ("ENG", _TRUST)
) -> list[int]:
    """Return how many combinations a search of shuffled answers reports at each place.

    Everybody's answers are given to somebody at the same trust with the same kind of cancer. Those
    that are left out because they add nothing to a larger one count as well.
    """
    people = Survey.make(respondents, seed).shuffled(seed)
    asked = [question(code) for code in codes] or questions()
    return [0 if f is None else len(f.findings) + f.pruned for f in search(people, asked, at)]


def together(trials: Sequence[Trial]) -> pd.DataFrame:
    """Return one row a planted inequality: in how many of the surveys it was found.

    Returns
    -------
    DataFrame
        ``question``, ``characteristic``, ``group``; ``n``, ``gap`` and ``size`` (the gap in
        standard errors, above 0 where the group is worse off) on average; ``found`` (surveys).
    """
    frame = pd.concat([t.planted for t in trials]).dropna(subset=["gap"])
    frame = frame.assign(size=-frame["gap"] / frame["error"])
    grouped = frame.groupby(["question", "characteristic", "group"], sort=False)
    return pd.concat(
        [grouped[["n", "gap", "size"]].mean(), grouped["found"].sum()], axis=1
    ).reset_index()


def report(
    trials: Sequence[Trial], runs: Sequence[Sequence[int]], respondents: int, places: Sequence[str]
) -> str:
    """Return the proof as a page of Markdown."""
    rows, seeds = together(trials), len(trials)
    tests = max(t.tests for t in trials)
    limit = threshold(tests)
    large = rows[rows["size"] >= limit]
    often = int(np.ceil(0.9 * seeds))
    missed = large[large["found"] < often]
    names = {"ENG": "England", _TRUST: f"one trust ({_TRUST})"}
    outside = "\n".join(
        _of_runs("before the search", names[place], [run[i] for run in runs])
        for i, place in enumerate(places)
    )
    sure, all_seeds = float(ndtri(SURE)), int((large["found"] == seeds).sum())
    return f"""# Worst-off groups: what was planted is found, and nothing else

Made by `python -m analysis bench discovery`: {seeds} demonstration surveys of {respondents:,}
made-up respondents, each with a seed of its own, searched for all combinations of up to three of
eight characteristics on {rows["question"].nunique()} questions together (up to {tests:,}
combinations and questions).

## What was planted

The survey's makers gave each group its own chance of a good answer (`data/demo/truths.csv`). From
these chances follows how far every group is planted from everyone else at the same trust with the
same kind of cancer: what the search would find if chance did not blur it. Kinds of cancer
themselves are left out, as people are compared within them.

**The stated size** is {limit:.1f} standard errors. It is derived, not fitted: a gap stands out as
the only one of {tests:,} if it is {limit - sure:.1f} standard errors below zero, and {sure:.1f}
more make sure that chance takes that away in 1 of {1 / (1 - SURE):.0f} surveys only. Where other
gaps stand out as well, less is enough. For a question on which 80% answer well that is about:

| people in the group | points |
|---|---|
{_in_points(limit)}

**{len(large):,} planted inequalities are of that size. {len(large) - len(missed):,} of them were
found in at least {often} of {seeds} surveys, {all_seeds:,} in all.** {_of_missed(missed, seeds)}

| planted size (standard errors) | groups and questions | listed, on average |
|---|---|---|
{_by_size(rows, limit, seeds)}

## Nothing where there is nothing

Answers are shuffled among people at the same trust with the same kind of cancer, in two ways. The
search itself does so, question by question, {_SHUFFLES} times in each of the surveys above. And in
other surveys everybody's answers are given to somebody else before they reach the workspace; then
the whole search is done, as a visitor would. At most 1 search in 20 may report anything.

| shuffled | place | searches | reported anything | combinations reported, at most |
|---|---|---|---|---|
{_of_runs("by the search", "England", [n for t in trials for n in t.shuffled])}
{outside}

## Time

A search of all questions, the reading of the workspace and {_SHUFFLES} shuffled searches included
(the page does one), on {os.cpu_count()} cores with another search at the same time. Where the clock
is far ahead of the processor, the machine was in other use as well.

| | median | fastest | slowest |
|---|---|---|---|
{_of_times("seconds by the clock", [t.seconds for t in trials])}
{_of_times("seconds of the processor", [t.processor for t in trials])}
"""


def _in_points(limit: float) -> str:
    return "\n".join(f"| {n:,} | {100 * limit * (0.16 / n) ** 0.5:.1f} |" for n in _SIZES)


def _of_missed(missed: pd.DataFrame, seeds: int) -> str:
    if missed.empty:
        return ""
    named = [
        f"{row['question']}, {row['characteristic']} {row['group']} ({row['found']} of {seeds})"
        for row in missed.to_dict("records")
    ]
    return f"Not so: {'; '.join(named)}."


def _by_size(rows: pd.DataFrame, limit: float, seeds: int) -> str:
    edges = [-np.inf, *_BANDS, limit, np.inf]
    words = ["better off, or no worse", *(f"{a:.0f} to {b:.1f}" for a, b in pairwise(edges[1:-1]))]
    words.append(f"{limit:.1f} and more")
    bands = pd.cut(rows["size"], edges, right=False, labels=words)
    lines = []
    for word, part in rows.groupby(bands, observed=False):
        share = f"{100 * part['found'].mean() / seeds:.1f}%" if len(part) else ""
        lines.append(f"| {word} | {len(part):,} | {share} |")
    return "\n".join(lines)


def _of_runs(how: str, place: str, runs: Sequence[int]) -> str:
    some = sum(n > 0 for n in runs)
    return f"| {how} | {place} | {len(runs)} | {some} | {max(runs, default=0)} |"


def _of_times(name: str, times: Sequence[float]) -> str:
    return f"| {name} | {np.median(times):.1f} | {min(times):.1f} | {max(times):.1f} |"


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench discovery``."""
    parser.add_argument("--respondents", type=int, default=RESPONDENTS, help="people in a survey")
    parser.add_argument("--seeds", type=int, default=10, help="surveys with what was planted")
    parser.add_argument("--shuffles", type=int, default=10, help="surveys with shuffled answers")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="surveys at once")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def run(asked: Namespace) -> None:
    """Print or write the proof."""
    size = asked.respondents
    with ProcessPoolExecutor(asked.workers) as pool:
        trials = list(pool.map(trial, [size] * asked.seeds, range(asked.seeds)))
        seeds = range(asked.seeds, asked.seeds + asked.shuffles)
        runs = list(pool.map(shuffled, [size] * asked.shuffles, seeds))
    give(report(trials, runs, size, ("ENG", _TRUST)), asked.out)
