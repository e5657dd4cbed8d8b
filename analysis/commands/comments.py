"""The command ``comments``: find and read comments."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from textwrap import fill
from typing import get_args

import pandas as pd

from analysis.commands.shared import add_population, population_of, show
from analysis.present import export
from analysis.present.sentences import reading as sentences
from analysis.present.tables import reading as tables
from analysis.results.reading import PAGE, Sought, reading
from analysis.store import Workspace
from analysis.survey import BOXES, InputError, Tone

_WIDTH = 100


def add(parser: ArgumentParser) -> None:
    """Add ``comments search``."""
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    search = tasks.add_parser("search", help="comments that match a search, the best first")
    search.add_argument(
        "find",
        nargs="?",
        default="",
        help='words in any form, "phrases", AND, OR, NOT and brackets (default: any comment)',
    )
    search.add_argument(
        "--alike", action="store_true", help="find other words of the same theme as well"
    )
    add_population(search)
    search.add_argument("--framework", help="whose themes (default: the dataset's usual ones)")
    search.add_argument("--theme", default="", help="id of a theme, or 'not-assigned'")
    search.add_argument("--tone", choices=get_args(Tone), default="any")
    search.add_argument("--box", choices=tuple(BOXES), default="", help="where it was written")
    search.add_argument("--most", type=int, default=PAGE, help="comments (default: %(default)s)")


def run(asked: Namespace) -> None:
    """Print comments that match."""
    if asked.most < 1:
        msg = f"'--most {asked.most}' shows nothing. Ask for 1 or more."
        raise InputError(msg)
    with Workspace.open(asked.workspace) as workspace:
        population = population_of(workspace, asked)
        sought = Sought(asked.find, asked.theme, asked.tone, asked.box, asked.alike)
        found = reading(workspace, population, sought, framework=asked.framework, size=asked.most)
        more = (sentences.also(found), sentences.part_shown(found))
        notes = [sentences.reading(found), *filter(None, more)]
        about = export.describe(workspace.dataset(population.dataset), population, None, notes)
    frame = tables.plain_comments(found)
    if asked.format == "table":
        _print(frame, about)
    else:
        show(asked.format, frame, about=about)


def _print(frame: pd.DataFrame, about: list[str]) -> None:
    """Print comments under each other, as people read them."""
    for line in about:
        print(line)
    for row in frame.to_dict("records"):
        print(
            f"\n{row['comment']} | {row['box']} | {row['tone']} | {row['themes'] or 'Not assigned'}"
        )
        print(fill(row["text"], _WIDTH, initial_indent="  ", subsequent_indent="  "))
