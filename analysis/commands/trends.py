"""The command ``trends``: a question, or an indicator, over time."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results import indicator_trend, trends
from analysis.store import Workspace
from analysis.survey import InputError, dimension, indicator, question


def add(parser: ArgumentParser) -> None:
    """Add the options of ``trends``."""
    add_population(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--question", help="code of a question, e.g. Q59")
    what.add_argument("--indicator", help="id of an indicator, e.g. wait-62-day")
    parser.add_argument("--by", help="breakdown, e.g. deprivation")
    parser.add_argument("--reference", help="group to compare with, or 'others' for everyone else")


def run(asked: Namespace) -> None:
    """Print a question by year, or an indicator by month or quarter."""
    with Workspace.open(asked.workspace) as workspace:
        if asked.indicator:
            _indicator(workspace, asked)
        else:
            _question(workspace, asked)


def _question(workspace: Workspace, asked: Namespace) -> None:
    if asked.reference and not asked.by:
        msg = "'--reference' compares groups: it needs '--by'."
        raise InputError(msg)
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


def _indicator(workspace: Workspace, asked: Namespace) -> None:
    useless = [
        f"--{name}"
        for name in ("by", "reference", "dataset", "year", "where")
        if getattr(asked, name)
    ]
    if useless:
        msg = f"An indicator is about a place: it has no {' or '.join(useless)}."
        raise InputError(msg)
    found = indicator_trend(workspace, indicator(asked.indicator), asked.place)
    about = export.describe_indicator(found)
    show(asked.format, tables.plain_indicator(found), tables.indicator(found), about)
