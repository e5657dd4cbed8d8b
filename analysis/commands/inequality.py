"""The command ``inequality``: how unequal a question or a section is between groups."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results.inequality import inequality
from analysis.results.inequality_places import inequality_by_place
from analysis.results.inequality_section import questions_of, section_inequality
from analysis.store import Workspace
from analysis.survey import Dimension, InputError, Population, dimension, level, question


def add(parser: ArgumentParser) -> None:
    """Add the options of ``inequality``."""
    add_population(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--question", help="code of a question, e.g. Q59")
    what.add_argument(
        "--section", help="name of a section, e.g. 'Operations', or 'all' for every question"
    )
    parser.add_argument(
        "--by", default="deprivation", help="breakdown, e.g. ethnicity (default: %(default)s)"
    )
    parser.add_argument(
        "--heat",
        action="store_true",
        help="in the table for reading, figures as WHO's toolkit HEAT prints them",
    )
    parser.add_argument(
        "--level", help="the gap in every place of this level instead, e.g. alliance"
    )


def run(asked: Namespace) -> None:
    """Print the measures of a question, the gaps of a section, or the gaps of places."""
    by = dimension(asked.by)
    if asked.section and (asked.level or asked.heat):
        msg = "'--level' and '--heat' are about one question: they need '--question'."
        raise InputError(msg)
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        if asked.section:
            _section(workspace, population, by, asked)
        elif asked.level:
            _places(workspace, population, by, asked)
        else:
            _question(workspace, population, by, asked)


def _question(
    workspace: Workspace, population: Population, by: Dimension, asked: Namespace
) -> None:
    found = inequality(workspace, population, question(asked.question), by)
    dataset = workspace.dataset(population.dataset)
    said = sentences.inequality_notes(found)
    about = export.describe(dataset, population, found.question, said)
    screen = tables.inequality(found, printed=asked.heat)
    show(asked.format, tables.plain_inequality(found), screen, about)


def _section(workspace: Workspace, population: Population, by: Dimension, asked: Namespace) -> None:
    found = section_inequality(workspace, population, questions_of(asked.section), by)
    dataset = workspace.dataset(population.dataset)
    said = [sentences.section_inequality(found), sentences.section_family(found)]
    about = export.describe(dataset, population, None, [*filter(None, said)])
    screen = tables.section_inequality(found, found.frame["question"].tolist())
    show(asked.format, tables.plain_section_inequality(found), screen, about)


def _places(workspace: Workspace, population: Population, by: Dimension, asked: Namespace) -> None:
    q = question(asked.question)
    found = inequality_by_place(workspace, population, q, level(asked.level), by)
    dataset, gaps = workspace.dataset(population.dataset), found.gaps
    about = export.describe(dataset, gaps.population, q, [sentences.inequality_places(found)])
    show(asked.format, tables.plain_place_gaps(gaps), tables.place_gaps(gaps), about)
