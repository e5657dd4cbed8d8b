"""The command line: ``python -m analysis``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from analysis.bench import (
    casemix,
    comments,
    coverage,
    discovery,
    echo,
    engine,
    pages,
    ranges,
    redaction,
    speed,
)
from analysis.bench import themes as theming
from analysis.bench import waits as waiting
from analysis.bench.oracles import table
from analysis.commands import comments as reading
from analysis.commands import (
    discover,
    framework,
    gap,
    inequality,
    load,
    places,
    profile,
    questions,
    redact,
    scores,
    summary,
    themes,
    trends,
    voices,
    waits,
)
from analysis.survey import InputError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    _Parsers = _SubParsersAction[ArgumentParser]


class _Command(NamedTuple):
    add: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], None]
    help: str


_COMMANDS = {
    "demo": _Command(load.add_demo, load.demo, "make the demonstration survey (made-up people)"),
    "import": _Command(load.add_import, load.import_, "bring a file of results into the workspace"),
    "datasets": _Command(load.add_datasets, load.datasets, "list what the workspace holds"),
    "summary": _Command(summary.add, summary.run, "what stands out, for whom, and what changed"),
    "scores": _Command(scores.add, scores.run, "scores of questions, by group"),
    "places": _Command(places.add, places.run, "scores of places, beside what is expected"),
    "questions": _Command(questions.add, questions.run, "gaps on all questions, by group"),
    "inequality": _Command(
        inequality.add, inequality.run, "how unequal a question is between groups"
    ),
    "discover": _Command(
        discover.add, discover.run, "which combinations of characteristics fare worst"
    ),
    "profile": _Command(profile.add, profile.run, "everything about one place"),
    "framework": _Command(
        framework.add, framework.run, "rate CCGs on the four cancer indicators, by our own rule"
    ),
    "gap": _Command(gap.add, gap.run, "what goes with the gap between two groups"),
    "voices": _Command(voices.add, voices.run, "who did not answer, and could that change a gap"),
    "themes": _Command(themes.add, themes.run, "what comments are about: apply, learn and test"),
    "comments": _Command(reading.add, reading.run, "find comments and read them"),
    "trends": _Command(trends.add, trends.run, "a question or an indicator over time"),
    "waits": _Command(
        waits.add, waits.run, "waits and other indicators; who keeps missing the standards"
    ),
    "redact": _Command(redact.add, redact.run, "take identifiers out of the comments in a file"),
}
_MEASUREMENTS = {
    "ranges": _Command(ranges.add, ranges.run, "prove the expected ranges against published ones"),
    "oracles": _Command(table.add, table.run, "our statistics beside the reference packages'"),
    "casemix": _Command(casemix.add, casemix.run, "case-mix adjustment beside statsmodels"),
    "coverage": _Command(coverage.add, coverage.run, "how often intervals hold the truth"),
    "comments": _Command(comments.add, comments.run, "comments, from a file to a search"),
    "redaction": _Command(redaction.add, redaction.run, "how much of what identifies is found"),
    "echo": _Command(echo.add, echo.run, "published findings beside what the app shows"),
    "discovery": _Command(
        discovery.add, discovery.run, "prove that the search finds what was planted, nothing else"
    ),
    "engine": _Command(engine.add, engine.run, "counting, beside pandas, Polars and DuckDB"),
    "pages": _Command(pages.add, pages.run, "how long every page takes on the server"),
    "themes": _Command(theming.add, theming.run, "how fast and how well comments are themed"),
    "waits": _Command(waiting.add, waiting.run, "many months of waiting times, from file to page"),
    "speed": _Command(speed.add, speed.run, "time and memory of the slow commands"),
}


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m analysis",
        description="Who has a worse experience of cancer care, and how sure we are.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add(commands, _COMMANDS)
    bench = commands.add_parser("bench", help="measurements and proofs")
    _add(bench.add_subparsers(required=True, metavar="MEASUREMENT"), _MEASUREMENTS)
    return parser


def _add(parsers: _Parsers, commands: dict[str, _Command]) -> None:
    for name, command in commands.items():
        parser = parsers.add_parser(name, help=command.help, description=command.help)
        command.add(parser)
        parser.set_defaults(run=command.run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 when it worked; 2, with a line on standard error, when it was asked for something that
        can't be had.
    """
    asked = _parser().parse_args(arguments)
    try:
        asked.run(asked)
    except InputError as error:
        print(f"{asked.command}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
