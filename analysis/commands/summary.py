"""The command ``summary``: the whole survey at a glance."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results import overview
from analysis.results.question_ranges import question_ranges
from analysis.store import Workspace
from analysis.survey import ENGLAND


def add(parser: ArgumentParser) -> None:
    """Add the options of ``summary``."""
    add_population(parser)


def run(asked: Namespace) -> None:
    """Print what stands out, and the table of groups behind it."""
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        found = overview(workspace, population)
        here = population.place != ENGLAND.code
        beside = question_ranges(workspace, population) if here else None
        dataset = workspace.dataset(population.dataset)
    said = sentences.everything(found, beside)
    about = export.describe(dataset, population, None, [line.replace("**", "") for line in said])
    show(asked.format, tables.plain_gaps(found), tables.gaps(found), about)
