"""Commands that fill a workspace: ``demo``, ``import``; and ``datasets``, which lists it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pandas as pd

from analysis.commands.shared import add_format, add_workspace, show
from analysis.demo import RESPONDENTS, SEED, add_demo_comments, build_demo
from analysis.intake import (
    COMMENT_TEMPLATE,
    INDICATOR_TEMPLATE,
    Imported,
    IntakeError,
    import_file,
)
from analysis.store import Dataset, Workspace, indicator_sources

_BAR = 30
_COUNTED = {"respondents": "people", "published": "results", "indicators": "figures"}
_TEMPLATES = {"indicators": INDICATOR_TEMPLATE, "comments": COMMENT_TEMPLATE}


def _progress(done: float, words: str) -> None:
    if sys.stderr.isatty():
        filled = int(_BAR * done)
        print(f"\r[{'#' * filled}{' ' * (_BAR - filled)}] {words:<50}", end="", file=sys.stderr)
        if done >= 1:
            print(file=sys.stderr)


def _table(datasets: tuple[Dataset, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [d.id for d in datasets],
            "name": [d.name for d in datasets],
            "kind": [d.kind for d in datasets],
            "synthetic": [d.synthetic for d in datasets],
            "years": [" ".join(map(str, d.years)) for d in datasets],
            "rows": [d.rows for d in datasets],
            "source": [d.source for d in datasets],
        }
    )


def add_demo(parser: ArgumentParser) -> None:
    """Add the options of ``demo``."""
    add_workspace(parser)
    parser.add_argument("--respondents", type=int, default=RESPONDENTS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--without-comments", action="store_true", help="make answers only, which is quicker"
    )
    parser.add_argument("--fresh", action="store_true", help="start an empty workspace")


def demo(asked: Namespace) -> None:
    """Make the demonstration survey."""
    made = build_demo(
        asked.workspace,
        respondents=asked.respondents,
        seed=asked.seed,
        progress=_progress,
        fresh=asked.fresh,
    )
    if not asked.without_comments:
        add_demo_comments(
            asked.workspace,
            respondents=asked.respondents,
            seed=asked.seed,
            progress=_progress,
        )
    print(f"{made.name}: {made.rows:,} made-up respondents in {asked.workspace}")


def add_import(parser: ArgumentParser) -> None:
    """Add the options of ``import``."""
    add_workspace(parser)
    add_format(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "files",
        metavar="file",
        type=Path,
        nargs="*",
        default=[],
        help="csv, csv.gz, parquet, or a workbook of cancer waiting times; several are welcome",
    )
    what.add_argument(
        "--template", choices=tuple(_TEMPLATES), help="print a table to fill in, with examples"
    )
    parser.add_argument("--id", dest="dataset_id", help="id for the dataset")
    parser.add_argument("--name", help="name for the dataset")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="comments replace those of the dataset (default: those that are new are added)",
    )


def import_(asked: Namespace) -> None:
    """Bring files into the workspace and say what became of every row; or print a template.

    Raises
    ------
    IntakeError
        If any file can't be used; the others are in the workspace and told before.
    """
    if asked.template:
        print(_TEMPLATES[asked.template], end="")
        return
    about: list[str] = []
    reports: list[pd.DataFrame] = []
    refused: list[IntakeError] = []
    for file in asked.files:
        try:
            done = import_file(
                file,
                asked.workspace,
                dataset_id=asked.dataset_id,
                name=asked.name,
                replace=asked.replace,
                progress=_progress,
            )
        except IntakeError as error:
            refused.append(error)
        else:
            about += [_headline(done, asked.workspace), *_partly(file, done)]
            reports.append(done.report if len(asked.files) == 1 else _of(file, done.report))
    if reports:
        show(asked.format, pd.concat(reports, ignore_index=True), about=[*about, ""])
    if refused:
        raise IntakeError("\n".join(map(str, refused)))


def _headline(done: Imported, workspace: Path) -> str:
    made = done.dataset
    return f"{made.name} ({made.id}): {made.rows:,} {_COUNTED[made.kind]} in {workspace}"


def _partly(file: Path, done: Imported) -> list[str]:
    """Return what of a file could not be loaded, if anything."""
    if not done.refused:
        return []
    return [f"{file.name} was loaded only in part. Not loaded:", *done.refused]


def _of(file: Path, report: pd.DataFrame) -> pd.DataFrame:
    return report.assign(file=file.name)[["file", *report.columns]]


def add_datasets(parser: ArgumentParser) -> None:
    """Add the options of ``datasets``."""
    add_workspace(parser)
    add_format(parser)


def datasets(asked: Namespace) -> None:
    """List the datasets of the workspace."""
    with Workspace.open(asked.workspace) as workspace:
        table = _table((*workspace.datasets(), *indicator_sources(workspace)))
    show(asked.format, table, table.drop(columns="source"))
