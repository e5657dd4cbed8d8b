"""Bring a file into a workspace: all of it, explained, or none of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.comments.framework import framework, frameworks
from analysis.comments.prepared import Prepared, coded
from analysis.intake.adding import check_coding, new_in
from analysis.intake.error import refusal
from analysis.intake.layouts import recognise
from analysis.intake.source import first_bytes, read
from analysis.intake.waits import SOURCE, STARTS, changes_told, read_waits
from analysis.store import Builder, Dataset, Workspace, build, indicator_sources, summed_up
from analysis.store.growing import Growing

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
    replace: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Recognise, check and load a file of published results, of indicators or of comments.

    The whole file is read and checked before the workspace is changed. Importing it again replaces
    what was there; of comments, those that are new are added; of waiting times, the same periods
    are replaced and the others kept.

    Parameters
    ----------
    path : Path
        A CSV, gzipped CSV or Parquet file, or a workbook of cancer waiting times.
    workspace : Path
        The workspace; it is made if it is not there.
    dataset_id, name : str or None
        What to call the dataset; None means the layout's own id and name.
    replace : bool
        Whether comments replace those that are there.
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
        made-up one, or comments can't be added to those that are there. The workspace is then
        unchanged.
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
    there = _there(workspace, dataset, path)
    tell(0.3, f"Checking {len(sheet):,} rows")
    results, wording, report = layout.parse(sheet)
    tell(0.7, f"Writing {len(results):,} rows")
    with build(workspace) as builder:
        if dataset.kind == "indicators":
            dataset = builder.add_indicators(dataset, results)
        elif dataset.kind == "respondents":
            if there and not replace:
                dataset = _joined(there, path.name, name)
            task = _Comments(builder, dataset, results, report, path.name, tell)
            dataset, report = task.done(anew=replace or there is None)
        else:
            dataset = builder.add_published(dataset, results, wording=wording, report=report)
    tell(1.0, f"{len(results):,} rows read")
    return Imported(dataset, report)


def _import_waits(
    path: Path, workspace: Path, dataset_id: str | None, name: str | None, tell: Progress
) -> Imported:
    """Merge a workbook of waiting times into what is there, and say what that changed."""
    waits = read_waits(path)
    source = f"{SOURCE} Imported last from {path.name}."
    dataset = Dataset(dataset_id or waits.id, name or waits.name, "indicators", source=source)
    _there(workspace, dataset, path)
    figures = summed_up(waits.figures)
    tell(0.5, f"Writing {len(figures):,} figures")
    with build(workspace) as builder:
        made, changes = builder.merge_indicators(dataset, figures, waits.names)
    tell(1.0, f"{len(figures):,} figures loaded")
    report = pd.concat([waits.report, changes_told(changes, waits.names)], ignore_index=True)
    return Imported(made, report, waits.refused)


def _joined(there: Dataset, file: str, name: str | None) -> Dataset:
    """Return a dataset as it is called once a file was added to it."""
    more = f"Imported from {file}."
    source = there.source if more in there.source else f"{there.source} {more}"
    return dataclasses.replace(there, name=name or there.name, source=source)


@dataclass(frozen=True)
class _Comments:
    """People who wrote, and what they wrote, on their way in."""

    builder: Builder
    dataset: Dataset
    written: pd.DataFrame
    report: pd.DataFrame
    file: str
    tell: Progress

    def done(self, *, anew: bool) -> tuple[Dataset, pd.DataFrame]:
        """Add what is new, redacted, themed and indexed; return the dataset and the report."""
        themes = [framework(id_) for id_ in frameworks()]
        growing = self.builder.growing(self.dataset.id)
        if anew:
            self.builder.add_respondents(self.dataset, [])
            growing.start([coded(one) for one in themes])
        _check_grows(growing, self.file)
        check_coding(growing, [coded(one) for one in themes], self.file)
        new = new_in(self.written, growing, self.report, self.file)
        made = self.builder.more_respondents(self.dataset, new.people)
        parts = self._parts(new.comments)
        ready = Prepared(parts, themes, stems=growing.stems, before=growing.comments)
        growing.add(new.authors, ready)
        return made, new.report

    def _parts(self, comments: pd.DataFrame) -> Iterator[pd.DataFrame]:
        for start in range(0, len(comments), _AT_ONCE):
            share = start / len(comments)
            self.tell(0.7 + 0.3 * share, f"Redacting and reading {len(comments):,} comments")
            yield comments.iloc[start : start + _AT_ONCE]


def _check_grows(growing: Growing, file: str) -> None:
    """Refuse to add to comments of which it is not known who wrote them."""
    if not growing.exists:
        problem = (
            "This dataset was brought in by an earlier version, which did not keep what tells "
            "people apart, so nothing can be added to it. Use --replace, or another --id."
        )
        raise refusal(file, problem)


def _silent(share: float, doing: str) -> None:
    """Tell nobody."""


_HELD = {
    "respondents": "respondents",
    "published": "published results of the survey",
    "indicators": "indicators",
}


def _there(workspace: Path, dataset: Dataset, path: Path) -> Dataset | None:
    """Return the dataset of this id, if there is one.

    Refused is to replace people's answers, evidence of another kind, or the demonstration.
    """
    if not workspace.exists():
        return None
    with Workspace.open(workspace) as opened:
        everything = (*opened.datasets(), *indicator_sources(opened))
    taken = {d.id: d for d in everything}.get(dataset.id)
    if taken and (taken.kind != dataset.kind or taken.synthetic):
        problem = (
            f"'{taken.id}' is already the id of {taken.name}, which holds {_HELD[taken.kind]}. "
            "Choose another id for what is in this file."
        )
        raise refusal(path.name, problem)
    return taken
