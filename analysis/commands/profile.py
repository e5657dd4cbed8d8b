"""The command ``profile``: everything about one place."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_population, population_of, show
from analysis.dashboard.standing import standings
from analysis.present import export, sentences, tables
from analysis.present.sentences import standings as waiting
from analysis.results import profile
from analysis.store import Workspace


def add(parser: ArgumentParser) -> None:
    """Add the options of ``profile``."""
    add_population(parser)


def run(asked: Namespace) -> None:
    """Print all questions of a place, and what stands out there."""
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        found = profile(workspace, population)
        about = export.describe(
            workspace.dataset(population.dataset),
            population,
            None,
            [
                sentences.profile(found),
                sentences.widest_inside(found),
                sentences.changed_since(found),
                *found.ranges.notes,
                waiting.standings(standings(workspace, population.place)),
            ],
        )
    show(asked.format, tables.plain_profile(found), tables.profile(found, found.questions), about)
