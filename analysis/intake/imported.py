"""Bring a file into a workspace: all of it, explained, or none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.comments.framework import framework, frameworks
from analysis.comments.prepared import Prepared, coded
from analysis.intake.comments import people_of
from analysis.intake.error import refusal
from analysis.intake.layouts import recognise
from analysis.intake.source import first_bytes, read
from analysis.intake.waits import SOURCE, STARTS, changes_told, read_waits
from analysis.store import Builder, Dataset, Workspace, build, indicator_sources, summed_up

Progress = Callable[[float, str], None]
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Imported:
    """A file that was brought in.

    Attributes
    ----------
    dataset : Dataset
        What it became.
    report : DataFrame
        Columns ``reason``, ``rows`` and ``example``. Reasons that begin with "Loaded: " share
        out the rows of the file: their rows add up to the rows of the file. Reasons that begin
        with "Note: " say more about the same rows and may overlap; a note with 0 rows was
        looked for and not found. Reasons that begin with "Left out: " are about rows that hold
        no figure, or none that could be used; with the loaded rows they add up to the file.
    refused : tuple of str
        Which sheets of a workbook could not be used, or are missing, and why; the others were
        loaded. Empty if everything was.
    """

    dataset: Dataset
    report: pd.DataFrame
    refused: tuple[str, ...] = ()


def import_file(
    path: Path,
    workspace: Path,
    *,
    dataset_id: str | None = None,
    name: str | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Recognise, check and load a file of published results, of indicators or of comments.

    The whole file is read and checked before the workspace is touched. Importing it again
    replaces what was there; of waiting times, it replaces the same periods and keeps the others.

    Parameters
    ----------
    path : Path
        A CSV, gzipped CSV or Parquet file, or a workbook of cancer waiting times.
    workspace : Path
        The workspace; it is made if it is not there.
    dataset_id, name : str or None
        What to call the dataset; None means the layout's own id and name.
    progress : callable or None
        Called with the share done (0 to 1) and what is being done.

    Returns
    -------
    Imported
        The dataset and what became of every row.

    Raises
    ------
    IntakeError
        If the file can't be used, or the id belongs to a dataset of another kind, or to a
        made-up one. The workspace is then unchanged.
    InputError
        If the id can't name a dataset, or the workspace can't be read or written.
    """
    tell = progress or _silent
    tell(0.0, f"Reading {path.name}")
    if first_bytes(path).startswith(STARTS):
        return _import_waits(path, workspace, dataset_id, name, tell)
    sheet = read(path)
    layout = recognise(sheet)
    source = f"{layout.source} Imported from {path.name}."
    dataset = Dataset(dataset_id or layout.id, name or layout.name, layout.kind, source=source)
    _check_free(workspace, dataset, path)
    tell(0.3, f"Checking {len(sheet):,} rows")
    results, wording, report = layout.parse(sheet)
    tell(0.7, f"Writing {len(results):,} rows")
    with build(workspace) as builder:
        if dataset.kind == "indicators":
            dataset = builder.add_indicators(dataset, results)
        elif dataset.kind == "respondents":
            dataset = _add_comments(builder, dataset, results, tell)
        else:
            dataset = builder.add_published(dataset, results, wording=wording, report=report)
    tell(1.0, f"{len(results):,} rows loaded")
    return Imported(dataset, report)


def _import_waits(
    path: Path, workspace: Path, dataset_id: str | None, name: str | None, tell: Progress
) -> Imported:
    """Merge a workbook of waiting times into what is there, and say what that changed."""
    waits = read_waits(path)
    source = f"{SOURCE} Imported last from {path.name}."
    dataset = Dataset(dataset_id or waits.id, name or waits.name, "indicators", source=source)
    _check_free(workspace, dataset, path)
    figures = summed_up(waits.figures)
    tell(0.5, f"Writing {len(figures):,} figures")
    with build(workspace) as builder:
        made, changes = builder.merge_indicators(dataset, figures, waits.names)
    tell(1.0, f"{len(figures):,} figures loaded")
    report = pd.concat([waits.report, changes_told(changes, waits.names)], ignore_index=True)
    return Imported(made, report, waits.refused)


def _add_comments(
    builder: Builder, dataset: Dataset, written: pd.DataFrame, tell: Progress
) -> Dataset:
    """Add people who wrote, and what they wrote: redacted, themed and indexed."""
    people = people_of(written)
    made = builder.add_respondents(dataset, [(people, people[["year"]].iloc[:0])])
    themes = [framework(id_) for id_ in frameworks()]

    def parts() -> Iterator[pd.DataFrame]:
        for start in range(0, len(written), _AT_ONCE):
            share = start / len(written)
            tell(0.7 + 0.3 * share, f"Redacting and reading {len(written):,} comments")
            yield written[["person", "box", "text"]].iloc[start : start + _AT_ONCE]

    builder.add_comments(made.id, [coded(one) for one in themes], Prepared(parts(), themes))
    return made


def _silent(share: float, doing: str) -> None:
    """Tell nobody."""


_HELD = {
    "respondents": "respondents",
    "published": "published results of the survey",
    "indicators": "indicators",
}


def _check_free(workspace: Path, dataset: Dataset, path: Path) -> None:
    """Refuse to replace people's answers, evidence of another kind, or the demonstration."""
    if not workspace.exists():
        return
    with Workspace.open(workspace) as opened:
        everything = (*opened.datasets(), *indicator_sources(opened))
    taken = {d.id: d for d in everything}.get(dataset.id)
    if taken and (taken.kind != dataset.kind or taken.synthetic):
        problem = (
            f"'{taken.id}' is already the id of {taken.name}, which holds {_HELD[taken.kind]}. "
            "Choose another id for what is in this file."
        )
        raise refusal(path.name, problem)
