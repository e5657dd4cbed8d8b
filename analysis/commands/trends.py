"""The command ``trends``: a question, or an indicator, over time."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results import trends
from analysis.store import Workspace
from analysis.survey import InputError, dimension, question


def add(parser: ArgumentParser) -> None:
    """Add the options of ``trends``."""
    add_population(parser)
    parser.add_argument("--question", required=True, help="code of a question, e.g. Q59")
    parser.add_argument("--by", help="breakdown, e.g. deprivation")
    parser.add_argument("--reference", help="group to compare with, or 'others' for everyone else")


def run(asked: Namespace) -> None:
    """Print a question by year."""
    if asked.reference and not asked.by:
        msg = "'--reference' compares groups: it needs '--by'."
        raise InputError(msg)
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        by = dimension(asked.by) if asked.by else None
        found = trends(workspace, population, question(asked.question), by, asked.reference)
        about = export.describe(
            workspace.dataset(population.dataset),
            found.population,
            found.question,
            [sentences.trends(found), *sentences.trend_details(found), *found.notes],
        )
    show(asked.format, tables.plain_trends(found), tables.trends(found), about)
