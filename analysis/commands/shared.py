"""What the commands have in common: options and output."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.results import select
from analysis.store import Workspace, workspace_path
from analysis.survey import InputError, Population


def add_workspace(parser: ArgumentParser) -> None:
    """Add the option that says which workspace to use."""
    parser.add_argument(
        "--workspace",
        type=Path,
        default=workspace_path(),
        help="the workspace file (default: %(default)s, or environment variable PEX_WORKSPACE)",
    )


def add_format(parser: ArgumentParser) -> None:
    """Add the option that says how to print."""
    parser.add_argument(
        "--format",
        choices=("table", "csv", "json"),
        default="table",
        help="table for reading (default), csv or json with full precision",
    )


def add_population(parser: ArgumentParser) -> None:
    """Add the options that say whose answers are meant."""
    add_workspace(parser)
    add_format(parser)
    parser.add_argument("--dataset", help="id of a dataset (default: the first; see 'datasets')")
    parser.add_argument("--year", type=int, action="append", default=[], help="repeatable")
    parser.add_argument("--place", default="ENG", help="code of a place, e.g. RJ1 (default: ENG)")
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="BREAKDOWN=GROUP",
        help="keep one group, e.g. sex=female or tumour=lung; repeatable",
    )


def population_of(workspace: Workspace, asked: Namespace) -> Population:
    """Return the population that the options name."""
    groups: dict[str, list[str]] = {}
    for clause in asked.where:
        name, equals, group = clause.partition("=")
        if not equals:
            msg = f"'--where {clause}' needs a breakdown and a group, e.g. '--where sex=female'."
            raise InputError(msg)
        groups.setdefault(name, []).append(group)
    return select(workspace, asked.dataset, years=asked.year, at=asked.place, groups=groups)


def show(
    form: str, plain: pd.DataFrame, screen: pd.DataFrame | None = None, about: Sequence[str] = ()
) -> None:
    """Print a result.

    Parameters
    ----------
    form : str
        "table" prints `screen` under the lines of `about`; "csv" prints `plain`, with `about` on
        standard error, so that the output is nothing but the table; "json" prints both `about`
        and `plain`, with null for what is missing or hidden.
    """
    if form == "csv":
        for line in about:
            print(f"# {line}", file=sys.stderr)
        plain.to_csv(sys.stdout, index=False, lineterminator="\n")
    elif form == "json":
        records = plain.astype(object).where(plain.notna(), None).to_dict("records")
        print(json.dumps({"about": list(about), "rows": records}, indent=1, default=str))
    else:
        for line in about:
            print(line)
        print((plain if screen is None else screen).to_string(index=False))
