"""The tables on the statistics pages: our numbers beside the reference packages'."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from math import inf
from pathlib import Path
from pkgutil import iter_modules

from analysis.bench import oracles
from analysis.bench.oracles.row import OracleRow
from analysis.survey import InputError
from analysis.survey.files import DATA

PAGES = DATA.parent / "docs" / "methods" / "statistics"
HEADING = "## Beside the reference packages"

_TOOLS = {"row", "table", "worst"}
_MOST_SHOWN = 20


def families() -> list[str]:
    """Return the families of methods that have numbers of a reference package beside them."""
    return [m.name for m in iter_modules(oracles.__path__) if m.name not in _TOOLS]


def rows(family: str, folder: Path) -> list[OracleRow]:
    """Return a family's numbers beside the reference's.

    Parameters
    ----------
    family : str
        One of `families`.
    folder : Path
        Where the reference packages' inputs and outputs are.

    Raises
    ------
    InputError
        If they are not there.
    """
    try:
        found: list[OracleRow] = import_module(f"{oracles.__name__}.{family}").rows(folder)
    except FileNotFoundError as error:
        msg = f"{folder} has no {error.filename}, which the {family} table is made from."
        raise InputError(msg) from error
    return found


def _distance(row: OracleRow) -> float:
    """Return how far apart the numbers are, in tolerances; exact ones have none."""
    apart = abs(row.ours - row.theirs)
    return apart / row.tolerance if row.tolerance else apart * inf if apart else 0.0


def _told(row: OracleRow) -> str:
    why = row.note or (f"within {row.tolerance:.0e}" if row.tolerance else "exact")
    cells = (
        row.name,
        row.reference,
        f"{row.ours:.10g}",
        f"{row.theirs:.10g}",
        f"{abs(row.ours - row.theirs):.1e}",
        why,
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def section(found: Sequence[OracleRow]) -> str:
    """Return the section of a page: how many numbers agree, and the furthest apart.

    Numbers that differ on purpose come first, each with the reason.
    """
    different = [r for r in found if r.note]
    same = sorted((r for r in found if not r.note), key=_distance, reverse=True)
    agreeing = sum(r.agrees for r in same)
    shown = [*different[:_MOST_SHOWN], *same[:_MOST_SHOWN]]
    lines = [_told(r) for r in shown]
    left = len(found) - len(shown)
    summary = (
        f"{agreeing:,} of {len(same):,} numbers agree to the stated tolerance; "
        f"{len(different):,} differ on purpose. Made by `python -m analysis bench oracles`."
    )
    return "\n".join(
        [
            HEADING,
            "",
            summary,
            "",
            "| number | reference | ours | theirs | difference | |",
            "|---|---|---|---|---|---|",
            *lines,
            *(
                [
                    "",
                    f"{left:,} more are not listed; of those that agree, none is further apart.",
                ]
                if left
                else []
            ),
            "",
        ]
    )


def add(parser: ArgumentParser) -> None:
    """Add the options of ``bench oracles``."""
    parser.add_argument("folder", type=Path, help="the reference packages' inputs and outputs")


def run(asked: Namespace) -> None:
    """Write the tables into the statistics pages."""
    if not asked.folder.is_dir():
        msg = f"There is no folder {asked.folder}."
        raise InputError(msg)
    for family in families():
        found = rows(family, asked.folder)
        page = PAGES / f"{family.replace('_', '-')}.md"
        words = page.read_text(encoding="utf-8").split(HEADING)[0].rstrip()
        page.write_text(f"{words}\n\n{section(found)}", encoding="utf-8")
        print(f"{family}: {sum(r.agrees for r in found):,} of {len(found):,} agree")
