"""The comments of one dataset in memory, without their words, read once for all threads.

A comment takes 10 bytes and 8 for each framework that it is coded by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.store.axis import Axis
from analysis.store.packing import packed
from analysis.store.respondents import Codes, Respondents, respondents
from analysis.store.schema import quoted
from analysis.store.workspace import Workspace
from analysis.store.written import Coded, coded_in
from analysis.survey import (
    BOXES,
    NOT_ASSIGNED,
    NOT_GIVEN,
    InputError,
    Question,
    UnknownChoice,
    is_about_comments,
    mention,
    question,
    wrote,
)

Bits = NDArray[np.uint64]
Bools = NDArray[np.bool_]

RATING = "rating"
"""Name of the overall rating as a breakdown of people who wrote, to adjust for."""

_LOW = 6
"""Ratings up to this one, which few people give, are taken together."""

_NOTHING = 255
_NOT_MENTIONED, _PRAISED, _CRITICISED, _BOTH, _NEITHER = range(1, 6)


@dataclass(frozen=True)
class Comments:
    """Everything that was written, coded.

    Attributes
    ----------
    person : ndarray of int32, shape (comments,)
        Who wrote it: a position among the respondents.
    box : ndarray of uint8, shape (comments,)
        Position of its box among `analysis.survey.BOXES`.
    length : ndarray of int32, shape (comments,)
        Its length in characters.
    tone : ndarray of int8, shape (comments,)
        1 praise, -1 criticism, 0 both or neither.
    bits : mapping of str to ndarray of uint64, shape (comments,)
        Framework -> the themes of each comment, a bit each.
    frameworks : tuple of Coded
        Those frameworks.
    """

    person: NDArray[np.int32]
    box: NDArray[np.uint8]
    length: NDArray[np.int32]
    tone: NDArray[np.int8]
    bits: Mapping[str, Bits]
    frameworks: tuple[Coded, ...]

    def framework(self, id: str) -> Coded:
        """Return a framework by its id.

        Raises
        ------
        UnknownChoice
            If the comments are not coded by it.
        """
        for found in self.frameworks:
            if found.id == id:
                return found
        raise UnknownChoice("framework", id, [f.id for f in self.frameworks])

    def about(self, framework: str, theme: str) -> Bools:
        """Return which comments have a theme, or none (`NOT_ASSIGNED`)."""
        bits = self.bits[self.framework(framework).id]
        if theme == NOT_ASSIGNED:
            return np.asarray(bits == 0)
        ids = [id_ for id_, _ in self.framework(framework).themes]
        if theme not in ids:
            raise UnknownChoice("theme", theme, [*ids, NOT_ASSIGNED])
        return np.asarray(bits & np.uint64(1 << ids.index(theme)) > 0)


_loaded: WeakKeyDictionary[Workspace, dict[str, Comments | None]] = WeakKeyDictionary()
_coded: WeakKeyDictionary[Workspace, dict[tuple[str, str], Respondents]] = WeakKeyDictionary()
_loading = Lock()


def coded_by(workspace: Workspace, id: str) -> tuple[Coded, ...]:
    """Return the frameworks that the comments of a dataset are coded by; none without comments."""
    rows = workspace._rows(
        "SELECT framework, digest, id, name FROM theme WHERE dataset = ?"
        " ORDER BY framework, position",
        [workspace.dataset(id).id],
    )
    return coded_in(rows)


def comments(workspace: Workspace, id: str) -> Comments | None:
    """Return the comments of a dataset, read the first time they are asked for; None if none."""
    with _loading:
        loaded = _loaded.setdefault(workspace, {})
        if id not in loaded:
            loaded[id] = _read(workspace, id)
        return loaded[id]


def _read(workspace: Workspace, id: str) -> Comments | None:
    frameworks = coded_by(workspace, id)
    if not frameworks:
        return None
    columns = ", ".join(
        ("person", "box", "length(text) AS length", "tone", *(quoted(f.id) for f in frameworks))
    )
    frame = workspace._frame(f"SELECT {columns} FROM {quoted(f'comment:{id}')} ORDER BY rowid")
    boxes = pd.Categorical(frame["box"].astype(str), categories=list(BOXES))
    return Comments(
        person=frame["person"].to_numpy(np.int32),
        box=boxes.codes.astype(np.uint8),
        length=frame["length"].to_numpy(np.int32),
        tone=frame["tone"].to_numpy(np.int8),
        bits={f.id: frame[f.id].to_numpy(np.uint64) for f in frameworks},
        frameworks=frameworks,
    )


def answering(workspace: Workspace, id: str, questions: Sequence[Question]) -> Respondents:
    """Return the respondents of a dataset with their answers to these questions.

    Questions about comments (`analysis.survey.mention`) are answered by what people wrote, all of
    one framework.

    Raises
    ------
    InputError
        If the dataset has no comments, or the questions are of several frameworks.
    UnknownChoice
        If its comments are not coded by theirs.
    """
    people = respondents(workspace, id)
    asked = [q for q in questions if is_about_comments(q)]
    if not asked:
        return people
    named = {q.code.split(":")[0] for q in asked} - {"comments"}
    written = comments(workspace, id)
    if written is None:
        msg = f"{workspace.dataset(id).name} has no comments."
        raise InputError(msg)
    if len(named) > 1:
        msg = (
            f"Ask for the themes of one framework at a time, not of {' and '.join(sorted(named))}."
        )
        raise InputError(msg)
    framework = min(named, default=written.frameworks[0].id)
    with _loading:
        kept = _coded.setdefault(workspace, {})
        if (id, framework) not in kept:
            kept[id, framework] = _mentioning(people, written, framework)
        return kept[id, framework]


def _mentioning(people: Respondents, written: Comments, framework: str) -> Respondents:
    """Return people with what they wrote as their answers."""
    themes = [*(theme for theme, _ in written.framework(framework).themes), NOT_ASSIGNED]
    asked = [wrote(()), *(mention(framework, theme, "", ()) for theme in themes)]
    answers = {"comments:wrote": np.ones(people.people, dtype=np.uint8)}
    answers["comments:wrote"][written.person] = 2
    has_written = answers["comments:wrote"] == 2
    for theme in themes:
        about = written.about(framework, theme)
        levels = _levels(people.people, written, about)
        levels[~has_written] = _NOTHING
        if theme == NOT_ASSIGNED:
            levels = _unassigned(levels, written, framework, people.people)
        answers[f"{framework}:{theme}"] = levels
    columns, axes = _with_rating(people)
    packs = packed(asked, pd.DataFrame(answers))
    return replace(people, columns=columns, axes=axes, packs=packs)


def _with_rating(people: Respondents) -> tuple[dict[str, Codes], dict[str, Axis]]:
    """Return what is known of people with their overall rating as one more breakdown."""
    rated = (people.answer(question("Q59"), None).clip(_LOW) - _LOW).astype(np.uint16)
    keys = (f"0 to {_LOW}", *map(str, range(_LOW + 1, 11)), NOT_GIVEN.id)
    return {**people.columns, RATING: rated}, {**people.axes, RATING: Axis(RATING, "Q59", keys)}


def _levels(people: int, written: Comments, about: Bools) -> NDArray[np.uint8]:
    """Return each person's answer to whether and how they mentioned something."""
    praised, criticised, mentioned = np.zeros((3, people), dtype=bool)
    mentioned[written.person[about]] = True
    praised[written.person[about & (written.tone > 0)]] = True
    criticised[written.person[about & (written.tone < 0)]] = True
    levels = np.full(people, _NOT_MENTIONED, dtype=np.uint8)
    levels[mentioned] = _NEITHER
    levels[praised] = _PRAISED
    levels[criticised] = _CRITICISED
    levels[praised & criticised] = _BOTH
    return levels


def _unassigned(
    levels: NDArray[np.uint8], written: Comments, framework: str, people: int
) -> NDArray[np.uint8]:
    """Return the answers to "not assigned": only of people none of whose comments has a theme."""
    assigned = np.zeros(people, dtype=bool)
    assigned[written.person[written.bits[framework] > 0]] = True
    levels[assigned] = _NOT_MENTIONED
    return levels
