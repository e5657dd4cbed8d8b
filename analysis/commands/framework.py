"""The command ``framework``: CCGs on the four cancer indicators, and an overall category."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_format, add_workspace, show
from analysis.dashboard import INDICATORS, Rule, evidence, improvement, rate
from analysis.present import export, sentences, tables
from analysis.results import select
from analysis.store import Workspace


def add(parser: ArgumentParser) -> None:
    """Add the options of ``framework``."""
    usual = Rule()
    add_workspace(parser)
    add_format(parser)
    parser.add_argument("--dataset", help="id of a dataset (default: the first; see 'datasets')")
    parser.add_argument("--year", type=int, action="append", default=[], help="repeatable")
    parser.add_argument(
        "--place", default="ENG", help="a CCG, STP or Cancer Alliance, e.g. 05L (default: ENG)"
    )
    parser.add_argument(
        "--against-england",
        action="store_true",
        help="compare 62-day waits with England instead of the standard",
    )
    parser.add_argument(
        "--confidence",
        type=float,
        default=usual.confidence,
        help="share of CCGs that the range expected holds (default: %(default)s)",
    )
    for name, words in (
        ("top", "top performing from this average on"),
        ("well", "performing well from this average on"),
        ("greatest", "greatest need for improvement up to this average"),
    ):
        parser.add_argument(
            f"--{name}",
            type=float,
            default=getattr(usual, name),
            help=f"{words} (default: %(default)s)",
        )
    parser.add_argument(
        "--fewest",
        type=int,
        default=usual.fewest,
        help=f"how many of the {INDICATORS} indicators it takes (default: %(default)s)",
    )


def run(asked: Namespace) -> None:
    """Print the rating."""
    rule = Rule(
        standard=not asked.against_england,
        confidence=asked.confidence,
        top=asked.top,
        well=asked.well,
        greatest=asked.greatest,
        fewest=asked.fewest,
    )
    with Workspace.open(asked.workspace) as workspace:
        population = select(workspace, asked.dataset, years=asked.year, at=asked.place)
        found = rate(evidence(workspace, population), rule)
        change = improvement(workspace)
    at = population.place
    about = [sentences.framework(found, at)]
    about += [sentences.improvement(change, at)] if change else []
    about += export.describe_framework(found)
    show(asked.format, tables.plain_framework(found, at), tables.framework(found, at), about)
