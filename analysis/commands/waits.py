"""The command ``waits``: how a place stands on waits and other indicators; who keeps missing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from analysis.commands.shared import add_format, add_workspace, show
from analysis.dashboard.missing import MissingRule, place_standings
from analysis.dashboard.standing import latest_parts, standings
from analysis.present import export, tables
from analysis.store import Workspace
from analysis.survey import InputError, indicator, level

_USUAL = MissingRule()


def add(parser: ArgumentParser) -> None:
    """Add the options of ``waits``."""
    add_workspace(parser)
    add_format(parser)
    parser.add_argument("--place", default="ENG", help="code of a place, e.g. RJ1 (default: ENG)")
    parser.add_argument("--indicator", help="id of an indicator, e.g. wait-62-day")
    parser.add_argument(
        "--by", choices=("route", "cancer", "treatment"), help="the place's figure in parts"
    )
    parser.add_argument("--level", help="all places of a level, e.g. trust or alliance")
    parser.add_argument(
        "--missed", type=int, default=_USUAL.missed, help="keeps missing: in so many (default: 5)"
    )
    parser.add_argument(
        "--of", type=int, default=_USUAL.of, help="of the last so many periods (default: 6)"
    )
    parser.add_argument(
        "--sure",
        choices=("exact", "chart"),
        default=_USUAL.sure,
        help="reliably so: by the exact interval (default) or by the control chart",
    )


def run(asked: Namespace) -> None:
    """Print a place's latest figures, the parts of one, or all places on one indicator."""
    if (asked.level or asked.by) and not asked.indicator:
        msg = "'--level' and '--by' are about one indicator: they need '--indicator'."
        raise InputError(msg)
    if asked.level and (asked.by or asked.place != "ENG"):
        msg = "'--level' shows all places: it goes with neither '--place' nor '--by'."
        raise InputError(msg)
    rule = MissingRule(asked.missed, asked.of, asked.sure)
    with Workspace.open(asked.workspace) as workspace:
        if asked.level:
            every = place_standings(workspace, indicator(asked.indicator), level(asked.level), rule)
            about = export.describe_places(every)
            show(
                asked.format,
                tables.plain_place_standings(every),
                tables.place_standings(every),
                about,
            )
        else:
            _place(workspace, asked, rule)


def _place(workspace: Workspace, asked: Namespace, rule: MissingRule) -> None:
    found = standings(workspace, asked.place, rule)
    if asked.indicator:
        one = found.of(indicator(asked.indicator))
        if asked.by:
            period = one.latest["period"]
            parts = latest_parts(workspace, one.indicator, found.shown.code, asked.by, period)
            about = export.describe_indicator(one.trend)
            shown = tables.parts(parts, one.indicator, asked.by.capitalize())
            show(asked.format, tables.plain_parts(parts, one.indicator), shown, about)
            return
        found = found.only(one)
    show(
        asked.format,
        tables.plain_standings(found),
        tables.standings(found),
        export.describe_standings(found),
    )
