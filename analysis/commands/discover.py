"""The command ``discover``: which combinations of characteristics fare worst."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results.discovery import candidates, discover
from analysis.results.inequality_section import questions_of
from analysis.store import Workspace
from analysis.survey import question


def add(parser: ArgumentParser) -> None:
    """Add the options of ``discover``."""
    add_population(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--question", help="code of a question, e.g. Q59")
    what.add_argument(
        "--section", help="name of a section, e.g. 'Operations', or 'all' for every question"
    )
    parser.add_argument(
        "--by",
        action="append",
        default=[],
        help="characteristic to combine, e.g. ethnicity; repeatable (default: all eight)",
    )
    parser.add_argument(
        "--most",
        type=int,
        choices=(1, 2, 3),
        default=3,
        help="most characteristics in a combination (default: %(default)s)",
    )


def run(asked: Namespace) -> None:
    """Print the combinations that are worst off."""
    chosen = questions_of(asked.section) if asked.section else (question(asked.question),)
    by = asked.by or [d.id for d in candidates()]
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        found = discover(workspace, population, chosen, by, most=asked.most)
        dataset = workspace.dataset(population.dataset)
    counts = sentences.discovery_counts(found)
    said = [sentences.discovery(found), *filter(None, [counts]), sentences.calibration(found)]
    one = None if asked.section else found.questions[0]
    about = export.describe(dataset, population, one, [*said, *found.notes])
    show(asked.format, tables.plain_discovery(found), tables.discovery(found), about)
