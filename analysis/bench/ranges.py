"""Prove the expected ranges: ours against the ones that were published, cell by cell."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.bench.page import give
from analysis.commands.shared import add_workspace
from analysis.results import levels_for, place_scores
from analysis.store import Workspace
from analysis.survey import InputError, Level, Population, level, questions

_TITLE = "Expected ranges: ours against the published ones"


@dataclass(frozen=True)
class Agreement:
    """How far the ranges worked out here agree with published ones, at one level.

    Attributes
    ----------
    level : Level
        The level of geography.
    cells : int
        Places x percent questions with a published range.
    same_band : int
        Cells with the same verdict (above, as expected, below).
    median_points : float
        Median distance of a limit from the published one, in percentage points.
    widest_points : float
        Largest such distance.
    same_percent : float
        Share (0-1) of limits that are the same whole percent.
    """

    level: Level
    cells: int
    same_band: int
    median_points: float
    widest_points: float
    same_percent: float


def _cells(workspace: Workspace, dataset: str, at: Level) -> pd.DataFrame:
    """Return our and the published limits and bands of every cell of a level."""
    population = Population.of(dataset)
    parts = []
    for q in questions():
        if q.is_rating:
            continue
        theirs = place_scores(workspace, population, q, at).frame
        ours = place_scores(workspace, population, q, at, recompute=True).frame
        columns = ["code", "expected_lower", "expected_upper", "band"]
        parts.append(theirs[columns].merge(ours[columns], on="code", suffixes=("", "_ours")))
    cells = pd.concat(parts, ignore_index=True)
    return cells[cells["expected_lower"].notna()]


def agreement(workspace: Workspace, dataset: str, at: Level) -> Agreement:
    """Return how far our ranges agree with the published ones, percent questions only."""
    cells = _cells(workspace, dataset, at)
    ends = ("expected_lower", "expected_upper")
    theirs = 100 * np.concatenate([cells[e].to_numpy() for e in ends])
    ours = 100 * np.concatenate([cells[f"{e}_ours"].to_numpy() for e in ends])
    return Agreement(
        at,
        len(cells),
        int((cells["band"] == cells["band_ours"]).sum()),
        float(np.median(np.abs(theirs - ours))),
        float(np.abs(theirs - ours).max()),
        float((np.round(theirs) == np.round(ours)).mean()),
    )


def report(found: list[Agreement]) -> str:
    """Return the proof as a page of Markdown."""
    rows = [
        f"| {a.level.plural} | {a.cells:,} | {a.same_band:,} ({a.same_band / a.cells:.2%}) | "
        f"{a.median_points:.4f} | {a.widest_points:.2f} | {a.same_percent:.2%} |"
        for a in found
    ]
    rounded = [a for a in found if a.level.id != "trust"]
    cells = sum(a.cells for a in rounded)
    together = sum(a.same_percent * a.cells for a in rounded) / cells if cells else float("nan")
    return "\n".join(
        [
            f"# {_TITLE}",
            "",
            "Made by `python -m analysis bench ranges`. Source of the published ranges: National",
            "Cancer Patient Experience Survey 2018, NHS England, imported with",
            "`python -m analysis import`. Percent questions, all cancers, case-mix adjusted.",
            "",
            "| level | cells | same band | median distance (points) | largest | same percent |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
            f"CCGs and Cancer Alliances together: {together:.2%} of limits are the same",
            "whole percent.",
            "",
            "Trusts have unrounded published intervals, so their scores can be recovered almost",
            "exactly, and the published ranges follow. The centre is the middle of the published",
            "ranges, as it counts the few trusts whose own scores were hidden. Scores, intervals",
            "and ranges of CCGs and Alliances were published as whole percents. Their scores here",
            "are the ones that best fit what was published, good to about a tenth of a point, so a",
            "limit close to a half percent can round the other way. Rounding alone moves a limit",
            "by up to 0.5 points; the column “largest” shows how little is left beyond that.",
            "",
            "One detail of the method follows from these numbers. The fifth of the places at each",
            "end that is moved in (winsorised) is a whole number of places, rounded down, and",
            "counts the hidden ones. With interpolated quantiles the bands of six more trusts, and",
            "a fifth of the Alliances' limits, come out differently.",
            "",
        ]
    )


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench ranges``."""
    add_workspace(parser)
    parser.add_argument("--dataset", default="ncpes-2018", help="id of the published results")
    parser.add_argument("--out", type=Path, help="write the page here instead of printing it")


def _check_published(workspace: Workspace, dataset: str) -> None:
    """Refuse people's answers: nobody published ranges to compare ours with."""
    if workspace.dataset(dataset).kind == "published":
        return
    others = [d.id for d in workspace.datasets() if d.kind == "published"]
    instead = f"Choose one of: {', '.join(others)}." if others else "Import some first."
    msg = f"'{dataset}' holds respondents; the proof needs published results. {instead}"
    raise InputError(msg)


def run(asked: Namespace) -> None:
    """Print or write the proof."""
    with Workspace.open(asked.workspace) as workspace:
        _check_published(workspace, asked.dataset)
        found = [
            agreement(workspace, asked.dataset, level(name)) for name in levels_for("published")
        ]
    give(report(found), asked.out)
