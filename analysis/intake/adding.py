"""Comments that are new to a dataset, and those that it has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comments.redaction import redact_all
from analysis.intake.comments import PLACES, people_of
from analysis.intake.error import refusal
from analysis.intake.report import LOADED
from analysis.intake.sheet import Mask
from analysis.store import Coded
from analysis.store.growing import Growing
from analysis.survey import dimensions

THERE = f"{LOADED}nothing: this person's comment is there already, in the same box and words"
"""Reason of rows that are not doubled."""

_COMMENTS = f"{LOADED}comments"


@dataclass(frozen=True)
class New:
    """What a file has that its dataset has not.

    Attributes
    ----------
    comments : DataFrame
        ``person`` (position among the respondents of the dataset), ``box`` and ``text``.
    people : DataFrame
        Those who wrote for the first time, as `analysis.store.Builder.add_respondents` takes them.
    authors : dict of str to int
        Fingerprint of each of them -> position.
    report : DataFrame
        What became of every row of the file.
    """

    comments: pd.DataFrame
    people: pd.DataFrame
    authors: dict[str, int]
    report: pd.DataFrame


def check_coding(growing: Growing, frameworks: Sequence[Coded], file: str) -> None:
    """Refuse to add to comments that were themed by other words than those of today."""
    if {(f.id, f.digest) for f in growing.frameworks} != {(f.id, f.digest) for f in frameworks}:
        problem = (
            "The words of the themes were edited since this dataset was brought in, so what is in "
            "it and what is in this file would be themed by different words. Bring in one file "
            "with all comments and --replace."
        )
        raise refusal(file, problem)


def new_in(written: pd.DataFrame, growing: Growing, report: pd.DataFrame, file: str) -> New:
    """Return what is new in a file.

    Parameters
    ----------
    written, report : DataFrame
        As `analysis.intake.comments.parse` returns them.
    growing : Growing
        What is there.
    file : str
        Name of the file, for messages.

    Raises
    ------
    IntakeError
        If a person of the file is somebody else in what is there.
    """
    known = growing.authors
    first = written.drop_duplicates("person")
    keys = growing.fingerprints(first["code"].astype(str))
    strangers = [key for key in keys if key not in known]
    authors = {key: len(known) + at for at, key in enumerate(strangers)}
    position = np.array([known[key] if key in known else authors[key] for key in keys])
    placed = written.assign(person=position[written["person"]])
    _check_same(placed[placed["person"] < len(known)], growing, file)
    there = _is_there(placed, growing, len(known))
    people = people_of(placed[placed["person"] >= len(known)])
    told = _told(report, placed["row"], there)
    return New(placed.loc[~there, ["person", "box", "text"]], people, authors, told)


def _check_same(again: pd.DataFrame, growing: Growing, file: str) -> None:
    """Refuse rows of known people of whom they say something else than is known."""
    headers = {d.column: d.id for d in dimensions()}
    for column in ("year", *PLACES, *headers):
        differs = growing.differing(again, column) if column in again else np.zeros(0, dtype=bool)
        if differs.any():
            problem = (
                "This differs from what was brought in before for the same person. One value a "
                "person would be right. If the codes of this file mean other people, give them "
                "other codes or the dataset another --id; to start anew, use --replace."
            )
            row = int(again["row"].to_numpy()[differs][0])
            raise refusal(file, problem, row=row, column=headers.get(column, column))


def _is_there(placed: pd.DataFrame, growing: Growing, known: int) -> Mask:
    """Return which rows repeat a comment: as it is kept, without what names somebody.

    Only those are redacted for it who are of people with other comments in the same box, and whose
    words are not kept as they are.
    """
    of_known = (placed["person"] < known).to_numpy()
    may = of_known | placed.duplicated(["person", "box"], keep=False).to_numpy()
    rows = placed.loc[may, ["person", "box", "text"]]
    there = growing.has(rows)
    kept = rows["text"].to_numpy(dtype=object, copy=True)
    kept[~there] = redact_all(kept[~there].tolist())
    rows = rows.assign(text=kept)
    found = np.zeros(len(placed), dtype=bool)
    found[may] = growing.has(rows) | rows.duplicated().to_numpy()
    return found


def _told(report: pd.DataFrame, row: pd.Series, there: Mask) -> pd.DataFrame:
    """Return the report, with rows that are there already counted by themselves."""
    if not there.any():
        return report
    comments = report["reason"] == _COMMENTS
    lines = [
        (reason, int(which.sum()), f"row {row[which].iloc[0]}")
        for reason, which in ((_COMMENTS, ~there), (THERE, there))
        if which.any()
    ]
    shared = pd.DataFrame(lines, columns=report.columns)
    return pd.concat([shared, report[~comments]], ignore_index=True)
