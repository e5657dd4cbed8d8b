"""The command ``scores``: questions by group."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

import pandas as pd

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export, sentences, tables
from analysis.results import adjust, answers, compare, scores
from analysis.results.adjustment import INSIDE
from analysis.store import Workspace
from analysis.survey import (
    Dimension,
    InputError,
    Population,
    Question,
    dimension,
    question,
    questions,
)


def add(parser: ArgumentParser) -> None:
    """Add the options of ``scores``."""
    add_population(parser)
    parser.add_argument("--question", help="code of a question, e.g. Q59 (default: all of them)")
    parser.add_argument(
        "--by", action="append", default=[], help="breakdown, e.g. ethnicity; up to two"
    )
    parser.add_argument("--reference", help="group to compare with, or 'others' for everyone else")
    parser.add_argument("--answers", action="store_true", help="every response option")
    parser.add_argument(
        "--adjusted",
        action="store_true",
        help="scores adjusted for case mix beside those as answered; with one '--by'",
    )
    parser.add_argument(
        "--within", choices=INSIDE, help="with --adjusted: compare inside the same place"
    )


def run(asked: Namespace) -> None:
    """Print the scores."""
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        by = [dimension(name) for name in asked.by]
        _check_reference(asked)
        _check_adjusted(asked)
        chosen = [question(asked.question)] if asked.question else list(questions())
        made = [_one(workspace, population, q, by, asked) for q in chosen]
        said = [sentence for _, _, sentence, _ in made] if asked.question else []
        notes = dict.fromkeys(note for _, _, _, notes in made for note in notes)
        about = export.describe(
            workspace.dataset(population.dataset),
            population,
            chosen[0] if asked.question else None,
            [*filter(None, said), *notes],
        )
    plain = pd.concat([m[0].assign(question=q.code) for q, m in zip(chosen, made, strict=True)])
    screen = pd.concat([m[1].assign(Question=q.code) for q, m in zip(chosen, made, strict=True)])
    if asked.question:
        screen = screen.drop(columns="Question")
    show(
        asked.format, _question_first(plain, "question"), _question_first(screen, "Question"), about
    )


def _check_reference(asked: Namespace) -> None:
    if asked.reference and (not asked.by or asked.answers):
        msg = "'--reference' compares scores of groups: it needs '--by', and no '--answers'."
        raise InputError(msg)


def _check_adjusted(asked: Namespace) -> None:
    if asked.within and not asked.adjusted:
        msg = "'--within' is about adjusted scores: it needs '--adjusted'."
        raise InputError(msg)
    if asked.adjusted and (len(asked.by) != 1 or asked.answers):
        msg = "'--adjusted' adjusts scores of groups: it needs one '--by', and no '--answers'."
        raise InputError(msg)


def _question_first(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    return frame[[c for c in (name,) if c in frame] + [c for c in frame.columns if c != name]]


def _one(
    workspace: Workspace,
    population: Population,
    q: Question,
    by: list[Dimension],
    asked: Namespace,
) -> tuple[pd.DataFrame, pd.DataFrame, str, tuple[str, ...]]:
    """Return a question's result for a file and for the screen, its sentence and its notes."""
    if asked.answers:
        spread = answers(workspace, population, q, by)
        return tables.plain_answers(spread), tables.answers(spread), sentences.answers(spread), ()
    if asked.adjusted:
        made = adjust(workspace, population, q, by[0], asked.reference, asked.within)
        return (
            tables.plain_adjusted(made),
            tables.adjusted(made),
            " ".join(filter(None, [sentences.adjusted(made), sentences.adjusted_counts(made)])),
            made.notes,
        )
    found = scores(workspace, population, q, by)
    if not by:
        return (
            tables.plain_scores(found),
            tables.overall(found),
            sentences.overall(found),
            found.notes,
        )
    compared = compare(found, asked.reference)
    return (
        tables.plain_groups(compared),
        tables.groups(compared),
        sentences.groups(compared),
        found.notes,
    )
