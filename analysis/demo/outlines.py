"""The outline of every comment: who writes in which box, and of what parts it is made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.demo.situations import TONES, themes
from analysis.demo.subjects import Subjects
from analysis.demo.tables import Codes, Floats

BOXES = ("good", "better", "other")
"""What was good; what could have been better; anything else."""

_FILLED = {"good": (1.75, -2.4), "better": (-1.12, 2.5), "other": (-0.95, 0.0)}
"""Log odds of filling each box: for someone content, and what discontent adds."""

_SHORT = {"good": (0.16, 0.05), "better": (0.5, 0.05), "other": (0.3, 0.2)}
"""Share of comments of a few words in each box, by the content and by the discontented."""

_SAYS_ANOTHER = {1: (0.45, 0.12), -1: (0.62, 0.22)}
"""Chances of saying a second and a third thing in a tone."""

_PART = {
    "opening positive": 0.24,
    "opening negative": 0.2,
    "background neutral": 0.2,
    "closing positive": 0.28,
    "closing negative": 0.28,
    "thanks positive": 0.03,
    "signature neutral": 0.008,
}
"""Share of longer comments with each part that stands around what is said."""

_CONTRARY = {"good": 0.06, "better": 0.12, "other": 0.08}
"""Share of longer comments that also say something in the other tone."""

_QUESTIONNAIRE, _QUESTIONNAIRE_ONLY = 0.46, 0.75
"""Share of comments under anything else about the questionnaire, and of these about that only."""

_QUESTIONNAIRE_TONES = {-1: 0.5, 0: 0.35, 1: 0.15}
_OTHER_PRAISE = (0.82, 0.15)
"""Share of the other comments under anything else that praise: by the content, the discontented."""

_SHORT_CELLS = {
    "good": ("short-good positive", "short-good positive"),
    "better": ("short-better positive", "short-better neutral"),
    "other": ("short-other neutral", "short-other positive"),
}
_SECOND_SHORT = 0.4

_NAMES = {tone: name for name, tone in TONES.items()}

_ORDER = (
    "short",
    "opening",
    "background",
    "first contrary",
    "first turn",
    "said 1",
    "said 2",
    "said 3",
    "last turn",
    "last contrary",
    "questionnaire",
    "thanks",
    "closing",
    "signature",
)
"""The order of a comment's parts; each comment has some of them."""


@dataclass(frozen=True)
class Outline:
    """Comments without their words.

    Attributes
    ----------
    person : ndarray of int, shape (comments,)
        Who writes, by position in the piece.
    box : ndarray of int, shape (comments,)
        Position in `BOXES`.
    comment : ndarray of int, shape (parts,)
        The comment that each part belongs to, rising; parts are in reading order.
    cell : ndarray of int, shape (parts,)
        Position, in the cells given, of the role and tone of each part.
    """

    person: Codes
    box: Codes
    comment: Codes
    cell: Codes


def _between(ends: tuple[float, float], discontent: Floats) -> Floats:
    return ends[0] + (ends[1] - ends[0]) * discontent


def _boxes(subjects: Subjects, rng: np.random.Generator) -> tuple[Codes, Codes]:
    """Return who writes, and in which box, for every comment."""
    writes = np.flatnonzero(rng.random(len(subjects)) < subjects.chance_of_writing())
    discontent = subjects.discontent()[writes]
    filled = np.empty((len(writes), len(BOXES)), dtype=np.bool_)
    for i, box in enumerate(BOXES):
        content, more = _FILLED[box]
        odds = np.exp(content + more * discontent)
        filled[:, i] = rng.random(len(writes)) < odds / (1 + odds)
    empty = np.flatnonzero(~filled.any(axis=1))
    filled[empty, (discontent[empty] > 0.5).astype(np.intp)] = True
    who, box_of = np.nonzero(filled)
    return writes[who], box_of


class Planner:
    """Plans the comments of some respondents.

    Parameters
    ----------
    subjects : Subjects
        What they are inclined to write about.
    cells : dict of str to int
        ``"<role or theme> <tone>"`` -> its position.
    rng : Generator
        Where chance comes from.
    """

    def __init__(self, subjects: Subjects, cells: dict[str, int], rng: np.random.Generator) -> None:
        self._subjects = subjects
        self._weights = {tone: subjects.weights(tone) for tone in (1, -1)}
        self._cells = cells
        self._rng = rng

    def outline(self) -> Outline:
        """Return the outline of everything that these respondents write."""
        person, box = _boxes(self._subjects, self._rng)
        discontent = self._subjects.discontent()[person]
        parts = np.full((len(person), len(_ORDER)), -1, dtype=np.int16)
        short = self._luck(box) < self._share(_SHORT, box, discontent)
        tone = self._tones(box, discontent)
        asked = (box == 2) & ~short & (self._luck(box) < _QUESTIONNAIRE)
        only = asked & (self._luck(box) < _QUESTIONNAIRE_ONLY)
        says = ~short & ~only
        self._put_short(parts, short, box)
        self._put_questionnaire(parts, asked)
        for lead in (1, -1):
            self._put_said(parts, np.flatnonzero(says & (tone == lead)), person, box, lead)
        comment, order = np.nonzero(parts >= 0)
        return Outline(person, box, comment, parts[comment, order].astype(np.intp))

    def _luck(self, like: Codes) -> Floats:
        return self._rng.random(len(like), dtype=np.float32)

    def _share(
        self, ends: dict[str, tuple[float, float]], box: Codes, discontent: Floats
    ) -> Floats:
        content, discontented = np.array([ends[name] for name in BOXES]).T
        share: Floats = content[box] + (discontented - content)[box] * discontent
        return share

    def _tones(self, box: Codes, discontent: Floats) -> NDArray[np.int8]:
        """Return the tone in which each comment leads."""
        praise = self._luck(box) < _between(_OTHER_PRAISE, discontent)
        return np.where((box == 0) | ((box == 2) & praise), 1, -1).astype(np.int8)

    def _put_short(self, parts: NDArray[np.int16], short: NDArray[np.bool_], box: Codes) -> None:
        pairs = [[self._cells[name] for name in _SHORT_CELLS[key]] for key in BOXES]
        which = (self._luck(box) < _SECOND_SHORT).astype(np.intp)
        where = np.flatnonzero(short)
        parts[where, 0] = np.array(pairs)[box[where], which[where]]

    def _put_questionnaire(self, parts: NDArray[np.int16], asked: NDArray[np.bool_]) -> None:
        cells = [self._cells[f"questionnaire {_NAMES[tone]}"] for tone in _QUESTIONNAIRE_TONES]
        where = np.flatnonzero(asked)
        shares = list(_QUESTIONNAIRE_TONES.values())
        parts[where, _ORDER.index("questionnaire")] = self._rng.choice(
            cells, size=len(where), p=shares
        )
        self._sprinkle(parts, where, "background", "neutral")

    def _put_said(
        self, parts: NDArray[np.int16], where: Codes, person: Codes, box: Codes, lead: int
    ) -> None:
        """Put what comments that lead in one tone say, and what stands around it."""
        chosen = self._chosen(person[where], lead, 3)
        luck = self._luck(where)
        second, third = _SAYS_ANOTHER[lead]
        for i, share in enumerate((1.0, second, third)):
            said = luck < share
            parts[where[said], _ORDER.index("said 1") + i] = chosen[said, i]
        self._sprinkle(parts, where, "opening", _NAMES[lead])
        self._sprinkle(parts, where, "background", "neutral")
        self._sprinkle(parts, where, "closing", _NAMES[lead])
        self._sprinkle(parts, where, "signature", "neutral")
        if lead == 1:
            self._sprinkle(parts, where, "thanks", "positive")
        shares = np.array([_CONTRARY[key] for key in BOXES])[box[where]]
        mixed = where[self._luck(where) < shares]
        contrary = self._chosen(person[mixed], -lead, 1)[:, 0]
        first = (box[mixed] == 1) & (self._luck(mixed) < 0.5)
        for at, some, turn in (("first", first, lead), ("last", ~first, -lead)):
            parts[mixed[some], _ORDER.index(f"{at} contrary")] = contrary[some]
            parts[mixed[some], _ORDER.index(f"{at} turn")] = self._cells[f"turn {_NAMES[turn]}"]

    def _sprinkle(self, parts: NDArray[np.int16], where: Codes, role: str, tone: str) -> None:
        some = where[self._luck(where) < _PART[f"{role} {tone}"]]
        parts[some, _ORDER.index(role)] = self._cells[f"{role} {tone}"]

    def _chosen(self, persons: Codes, tone: int, number: int) -> NDArray[np.int16]:
        """Return the cells of the first few themes that each person picks, all different.

        Whoever finishes first of independent exponential races with the weights as rates has
        been picked in proportion to the weights.
        """
        weights = self._weights[tone][persons]
        time = self._rng.standard_exponential(weights.shape, dtype=np.float32)
        time /= np.maximum(weights, np.float32(1e-9))
        first = np.argsort(time, axis=1)[:, :number]
        cells = np.array([self._cells.get(f"{theme} {_NAMES[tone]}", -1) for theme in themes()])
        return cells.astype(np.int16)[first]
