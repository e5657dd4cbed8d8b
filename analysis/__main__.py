"""The command line: ``python -m analysis``."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import NamedTuple

from analysis.bench import ranges
from analysis.commands import load, places, scores
from analysis.survey import InputError


class _Command(NamedTuple):
    add: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], None]
    help: str


_COMMANDS = {
    "demo": _Command(load.add_demo, load.demo, "make the demonstration survey (made-up people)"),
    "import": _Command(load.add_import, load.import_, "bring a file of results into the workspace"),
    "datasets": _Command(load.add_datasets, load.datasets, "list what the workspace holds"),
    "scores": _Command(scores.add, scores.run, "scores of questions, by group"),
    "places": _Command(places.add, places.run, "scores of places, beside what is expected"),
    "bench": _Command(ranges.add, ranges.run, "prove the expected ranges against published ones"),
}


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="python -m analysis",
        description="Who has a worse experience of cancer care, and how sure we are.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in _COMMANDS.items():
        command.add(commands.add_parser(name, help=command.help, description=command.help))
    return parser


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
        _COMMANDS[asked.command].run(asked)
    except InputError as error:
        print(f"{asked.command}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
