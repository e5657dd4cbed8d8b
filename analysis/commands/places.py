"""The command ``places``: a question by place, beside what is expected of each."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results import place_scores
from analysis.store import Workspace
from analysis.survey import LEVELS, level, question


def add(parser: ArgumentParser) -> None:
    """Add the options of ``places``."""
    add_population(parser)
    parser.add_argument("--question", required=True, help="code of a question, e.g. Q59")
    parser.add_argument(
        "--level",
        default="alliance",
        help=f"one of {', '.join(one.id for one in LEVELS[1:])} (default: %(default)s)",
    )
    parser.add_argument(
        "--recompute",
        action="store_true",
        help="for published results: work the expected ranges out here",
    )


def run(asked: Namespace) -> None:
    """Print the places."""
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        found = place_scores(
            workspace,
            population,
            question(asked.question),
            level(asked.level),
            recompute=asked.recompute,
        )
        about = export.describe(
            workspace.dataset(population.dataset),
            found.population,
            found.question,
            [sentences.places(found, population.place), *found.notes],
        )
    show(asked.format, tables.plain_places(found), tables.places(found), about)
