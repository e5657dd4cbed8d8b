"""The command ``places``: a question by place, beside what is expected of each."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results import Unavailable, lowest_fifth, place_gaps, place_scores
from analysis.store import Workspace
from analysis.survey import LEVELS, InputError, Population, dimension, level, question


def add(parser: ArgumentParser) -> None:
    """Add the options of ``places``."""
    add_population(parser)
    parser.add_argument("--question", required=True, help="code of a question, e.g. Q59")
    parser.add_argument(
        "--level",
        default="alliance",
        help=f"one of {', '.join(one.id for one in LEVELS[1:])} (default: %(default)s)",
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument(
        "--adjusted",
        action="store_true",
        default=True,
        help="of respondents, scores adjusted for case mix (default)",
    )
    shown.add_argument(
        "--as-answered",
        action="store_false",
        dest="adjusted",
        help="of respondents, scores as answered, without adjustment",
    )
    shown.add_argument(
        "--gap",
        metavar="BREAKDOWN=GROUP,REFERENCE",
        help="the gap between two groups within each place instead of its score, e.g. "
        "ethnicity=asian,white; the reference may be 'others'",
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
        if asked.gap:
            _gaps(workspace, population, asked)
        else:
            _scores(workspace, population, asked)


def _scores(workspace: Workspace, population: Population, asked: Namespace) -> None:
    dataset = workspace.dataset(population.dataset)
    if dataset.kind == "published" and not asked.adjusted:
        msg = "Published scores are shown as they were published. Leave '--as-answered' out."
        raise Unavailable(msg)
    found = place_scores(
        workspace,
        population,
        question(asked.question),
        level(asked.level),
        adjusted=asked.adjusted,
        recompute=asked.recompute,
    )
    low = lowest_fifth(found)
    said = [sentences.places(found, population.place), sentences.lowest(low, population.place)]
    about = export.describe(dataset, found.population, found.question, [*said, *found.notes])
    show(asked.format, tables.plain_places(found, low), tables.places(found, low), about)


def _gaps(workspace: Workspace, population: Population, asked: Namespace) -> None:
    breakdown, group, reference = _pair(asked.gap)
    found = place_gaps(
        workspace,
        population,
        question(asked.question),
        level(asked.level),
        dimension(breakdown),
        group,
        reference,
    )
    dataset = workspace.dataset(population.dataset)
    said = [sentences.place_gaps(found, population.place)]
    about = export.describe(dataset, found.population, found.question, said)
    show(asked.format, tables.plain_place_gaps(found), tables.place_gaps(found), about)


def _pair(clause: str) -> tuple[str, str, str]:
    """Return breakdown, group and reference of, e.g., "ethnicity=asian,white"."""
    breakdown, equals, pair = clause.partition("=")
    group, comma, reference = pair.partition(",")
    if not (equals and comma):
        msg = (
            f"'--gap {clause}' needs a breakdown and two groups, e.g. '--gap "
            "ethnicity=asian,white'."
        )
        raise InputError(msg)
    return breakdown, group.strip(), reference.strip()
