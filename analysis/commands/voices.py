"""The command ``voices``: who was asked, answered and wrote, and what that means for gaps."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import pandas as pd

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results import (
    Unavailable,
    levels_for,
    skipped,
    survival,
    voices,
    voices_places,
    writers,
)
from analysis.store import Workspace
from analysis.survey import InputError, Population, dimension, level, question

Shown = tuple[pd.DataFrame, pd.DataFrame, list[str]]


def add(parser: ArgumentParser) -> None:
    """Add the options of ``voices``."""
    add_population(parser)
    parser.add_argument("--question", default="Q59", help="code of a question (default: Q59)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--level", help="response rates by place instead, e.g. trust")
    what.add_argument(
        "--blank", action="store_true", help="how often questions were left blank instead"
    )
    what.add_argument("--wrote", action="store_true", help="who wrote comments instead")
    what.add_argument("--group", help="whether this group's gap survives instead, e.g. asian")
    parser.add_argument(
        "--by", help="breakdown, e.g. ethnicity, or with --wrote a kind of place, e.g. trust"
    )
    parser.add_argument("--reference", help="group to compare with, or 'others' (with --group)")


def run(asked: Namespace) -> None:
    """Print who answered, left blanks or wrote, or what the silent could change."""
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        if asked.level:
            plain, screen, notes = _places(workspace, population, asked)
        elif asked.wrote:
            plain, screen, notes = _wrote(workspace, population, asked)
        elif asked.blank:
            plain, screen, notes = _blank(workspace, population, asked)
        elif asked.group:
            plain, screen, notes = _gap(workspace, population, asked)
        else:
            plain, screen, notes = _groups(workspace, population)
        about = export.describe(workspace.dataset(population.dataset), population, None, notes)
    show(asked.format, plain, screen, about)


def _groups(workspace: Workspace, population: Population) -> Shown:
    found = voices(workspace, population)
    if found.why:
        raise Unavailable(found.why)
    notes = [sentences.voices(found), sentences.represented(found), *found.notes]
    return tables.plain_voices(found), tables.voices(found), [*filter(None, notes)]


def _wrote(workspace: Workspace, population: Population, asked: Namespace) -> Shown:
    name = asked.by or "age"
    by = level(name) if name in levels_for("respondents") else dimension(name)
    found = writers(workspace, population, by)
    notes = [sentences.writers(found), sentences.unheard(found), *found.notes]
    return tables.plain_writers(found), tables.writers(found), [*filter(None, notes)]


def _places(workspace: Workspace, population: Population, asked: Namespace) -> Shown:
    kind = level(asked.level)
    if kind.id not in levels_for("respondents"):
        msg = f"There are no places of the level '{asked.level}' to compare."
        raise InputError(msg)
    found = voices_places(workspace, population, kind)
    said = [sentences.voices_places(found)]
    return tables.plain_voices_places(found), tables.voices_places(found), said


def _blank(workspace: Workspace, population: Population, asked: Namespace) -> Shown:
    by = dimension(asked.by or "age")
    found = skipped(workspace, population, question(asked.question), by)
    return tables.plain_skipped(found), tables.skipped_questions(found), [sentences.skipped(found)]


def _gap(workspace: Workspace, population: Population, asked: Namespace) -> Shown:
    if not asked.by:
        msg = "'--group' needs the breakdown it is of, e.g. '--by ethnicity --group asian'."
        raise InputError(msg)
    q, by = question(asked.question), dimension(asked.by)
    found = survival(workspace, population, q, by, asked.group, asked.reference)
    notes = [sentences.survival(found), sentences.needed(found)]
    return tables.plain_survival(found), tables.survival(found), [*filter(None, notes)]
