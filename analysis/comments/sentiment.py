"""Whether a comment praises or complains: the box it stands in carries most of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.comments.phrases import END, Phrases, Word, Words
from analysis.comments.words import pieces
from analysis.survey import UnknownChoice
from analysis.survey.files import read_toml

BOXES = ("good", "better", "other")
"""Where a comment was written: what was good, what could be better, anything else."""

Tones = NDArray[np.int8]
"""1 praise, -1 complaint, 0 neither or both."""

_KINDS = ("good", "bad", "wish", "nothing")
_REACH = 3
_Tone = Literal[-1, 0, 1]


@dataclass(frozen=True)
class Said:
    """What a comment says of its tone.

    Attributes
    ----------
    good, bad, wish : int
        How many words or phrases of praise, of complaint and of wishing.
    nothing : bool
        Whether it begins with "nothing" or the like.
    words : int
        How many words it has, ends of sentences included.
    """

    good: int
    bad: int
    wish: int
    nothing: bool
    words: int


@cache
def _words() -> Words:
    read = read_toml("tones.toml")
    phrases = Phrases({})
    for slot, kind in enumerate(_KINDS):
        for phrase in read[kind]:
            phrases.add(phrase, slot)
    return Words(phrases)


def said(text: str) -> Said:
    """Return what a comment says of its tone. Of phrases that overlap, the first and longest."""
    known = _words()
    words = [*(known[piece] for piece in pieces(text)), END]
    counts = dict.fromkeys(_KINDS, 0)
    nothing = False
    start = negated = 0
    while start < len(words) - 1:
        end, kind = _longest(words, start)
        if kind:
            nothing |= kind == "nothing" and start <= 1
            counts["bad" if kind == "good" and negated else kind] += 1
        if words[start].stops:
            negated = 0
        else:
            negated = _REACH if words[start].negates and not kind else max(negated - 1, 0)
        start = end
    return Said(counts["good"], counts["bad"], counts["wish"], nothing, len(words) - 1)


def _longest(words: Sequence[Word], start: int) -> tuple[int, str]:
    """Return where the longest phrase from a word on ends, and its kind; "" if there is none."""
    end, slots, at = start + 1, 0, start
    state = words[start].state
    while state is not None:
        at += 1
        if state.ends:
            end, slots = at, state.ends
        state = state[words[at]]
    return end, next((kind for slot, kind in enumerate(_KINDS) if slots >> slot & 1), "")


def _tone(found: Said, box: str) -> _Tone:
    if box == "better":
        return _better(found)
    if box == "good":
        return _good(found)
    return _other(found)


def _good(found: Said) -> _Tone:
    if found.nothing and not found.good:
        return -1
    return 1 if found.good >= found.bad else 0


def _better(found: Said) -> _Tone:
    if not found.bad and (found.good or (found.nothing and found.wish <= 1)):
        return 1
    if found.good > found.bad:
        return 0
    return -1 if found.words else 0


def _other(found: Said) -> _Tone:
    if found.nothing and not found.bad:
        return 1
    if bool(found.good) == bool(found.bad):
        return -1 if found.wish and not found.good else 0
    return 1 if found.good else -1


def tones(texts: Sequence[str], boxes: Sequence[str]) -> Tones:
    """Return the tone of comments by rules that need no labels.

    The box decides unless the words speak against it: "Nothing" is praise where people were asked
    what could be better, and a complaint where they were asked what was good.

    Parameters
    ----------
    texts : sequence of str
        The comments.
    boxes : sequence of str
        Where each was written, of `BOXES`.

    Returns
    -------
    ndarray of int8, shape (texts,)
        1 praise, -1 complaint or wish, 0 neither or both.

    Raises
    ------
    UnknownChoice
        If a box is not of `BOXES`.
    """
    check_boxes(boxes)
    found = (_tone(said(text), box) for text, box in zip(texts, boxes, strict=True))
    return np.fromiter(found, dtype=np.int8, count=len(texts))


def check_boxes(boxes: Sequence[str]) -> None:
    """Refuse boxes that are not of `BOXES`.

    Raises
    ------
    UnknownChoice
        If there is one.
    """
    for box in set(boxes) - set(BOXES):
        raise UnknownChoice("box of comments", box, BOXES)
