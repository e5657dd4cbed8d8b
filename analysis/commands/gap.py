"""The command ``gap``: what goes with the gap between two groups."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results import drivers, gap, gap_checks
from analysis.store import Workspace
from analysis.survey import dimension, question


def add(parser: ArgumentParser) -> None:
    """Add the options of ``gap``."""
    add_population(parser)
    parser.add_argument("--question", default="Q59", help="code of a question (default: Q59)")
    parser.add_argument("--by", required=True, help="breakdown, e.g. ethnicity")
    parser.add_argument("--group", required=True, help="group, e.g. asian")
    parser.add_argument(
        "--reference",
        help="group to compare with, or 'others' for everyone else (default: the usual one)",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--answers", action="store_true", help="show which other answers go with the gap instead"
    )
    what.add_argument(
        "--methods", action="store_true", help="show the parts by other methods instead"
    )


def run(asked: Namespace) -> None:
    """Print the parts of a gap, or the answers that go with it."""
    by, q = dimension(asked.by), question(asked.question)
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        words = (workspace, population, q, by, asked.group, asked.reference)
        if asked.answers:
            found = drivers(*words)
            notes = [sentences.drivers(found), sentences.DRIVER_LIMITS]
            plain, screen = tables.plain_drivers(found), tables.drivers(found)
        elif asked.methods:
            checks = gap_checks(*words)
            told = (sentences.gap_places, sentences.gap_agreement, sentences.gap_basis)
            notes = [*filter(None, (say(checks) for say in told))]
            plain, screen = tables.plain_gap_checks(checks), tables.gap_bases(checks)
        else:
            parts = gap(*words)
            notes = [sentences.gap(parts), *parts.notes]
            plain, screen = tables.plain_gap(parts), tables.gap_parts(parts)
        about = export.describe(workspace.dataset(population.dataset), population, q, notes)
    show(asked.format, plain, screen, about)
