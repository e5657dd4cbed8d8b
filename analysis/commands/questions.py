"""The command ``questions``: the gaps between groups on all questions."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results.matrix import matrix, order
from analysis.store import Workspace
from analysis.survey import dimension


def add(parser: ArgumentParser) -> None:
    """Add the options of ``questions``."""
    add_population(parser)
    parser.add_argument("--by", default="all", help="breakdown, e.g. ethnicity (default: all)")
    parser.add_argument(
        "--reference",
        help="group to compare with, or 'others' for everyone else (default: the usual one)",
    )
    parser.add_argument("--adjusted", action="store_true", help="adjust scores for case mix")


def _progress(done: float, words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:4.0%} {words:<70.70}", end="\n" if done >= 1 else "", file=sys.stderr)


def run(asked: Namespace) -> None:
    """Print the gaps."""
    by = () if asked.by == "all" else (dimension(asked.by),)
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        found = matrix(
            workspace,
            population,
            by,
            asked.reference,
            adjusted=asked.adjusted,
            progress=_progress,
        )
        about = export.describe(
            workspace.dataset(population.dataset),
            population,
            None,
            [sentences.questions(found), sentences.compared_with(found), *found.notes],
        )
    screen = tables.matrix(found, order(found, "questionnaire"))
    show(asked.format, tables.plain_matrix(found), screen, about)
