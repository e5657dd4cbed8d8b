"""The demonstration survey's comments: what people write beside their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.demo.audience import Audience
from analysis.demo.handwriting import Handwriting
from analysis.demo.identities import Identities
from analysis.demo.outlines import BOXES, Outline, Planner
from analysis.demo.people import People
from analysis.demo.situations import Situation, framing, held_out, seen
from analysis.demo.storybook import Storybook
from analysis.demo.subjects import Subjects
from analysis.demo.wording import Wording

_STREAM = 1
"""Which of a piece's streams of chance the comments take; its people and answers take none."""


@dataclass(frozen=True)
class Written:
    """What some respondents wrote, and the truth about it.

    Attributes
    ----------
    comments : DataFrame
        ``person`` (position of the respondent in the piece), ``box`` (one of `BOXES`) and
        ``text``; one row each, a person's comments together.
    tones : ndarray of int, shape (comments,)
        1 praise only, -1 criticism only, 0 both or neither.
    mentions : DataFrame
        ``comment`` (row in `comments`), ``theme``, ``tone``, ``situation`` (its id),
        ``chief`` (the situation's chief theme and not one that it touches) and ``held_out``;
        one row for each theme of each thing said. Greetings and thanks around it have none.
    identifiers : DataFrame
        ``comment``, ``kind``, ``origin`` (of names, else empty), ``start`` and ``end`` (in
        characters): names and numbers in the text that would give somebody away.
    """

    comments: pd.DataFrame
    tones: NDArray[np.int8]
    mentions: pd.DataFrame
    identifiers: pd.DataFrame


def stream(chance: np.random.SeedSequence) -> np.random.Generator:
    """Return the chance that the comments of a piece take.

    It is apart from the chance of its people and answers, which stay what they are.
    """
    own = np.random.SeedSequence(chance.entropy, spawn_key=(*chance.spawn_key, _STREAM))
    return np.random.default_rng(own)


def write(
    people: People,
    answers: Mapping[str, NDArray[np.uint8]],
    rng: np.random.Generator,
    situations: Sequence[Situation] | None = None,
) -> Written:
    """Write the comments of some respondents.

    Parameters
    ----------
    people : People
        Who they are.
    answers : mapping of str to ndarray
        What they answered, as `Interview.answer` returns it. Bad answers on a subject make
        bad words on it likelier.
    rng : Generator
        Where chance comes from; see `stream`.
    situations : sequence of Situation, optional
        What may have happened to them: `seen()` or `held_out()`; by default both. Every
        theme and tone needs a situation that fits everyone.

    Returns
    -------
    Written
        The comments and the truth about them.
    """
    told = (*(seen() + held_out() if situations is None else situations), *framing())
    book = Storybook(told)
    outline = Planner(Subjects(people, answers), book.cells, rng).outline()
    writers = outline.person[outline.comment]
    audience = Audience(people, answers)
    picked = book.picked(outline.cell, writers, audience, rng)
    random = Random(int(rng.integers(2**32)))
    identities = Identities(people.year, random)
    wording = Wording(audience, identities, rng)
    texts = _joined(book.told(picked, writers, wording, rng), outline)
    Handwriting(people, rng, random).write(texts, outline.person)
    identifiers = _unmark(texts, identities)
    comments = pd.DataFrame(
        {
            "person": outline.person.astype(np.int32),
            "box": pd.Categorical.from_codes(outline.box, categories=pd.Index(BOXES)),
            "text": pd.array(texts, dtype="str"),
        }
    )
    return Written(
        comments, book.tones(outline, picked), book.mentions(outline, picked), identifiers
    )


def _joined(parts: list[str], outline: Outline) -> list[str]:
    ends = np.cumsum(np.bincount(outline.comment, minlength=len(outline.box)))
    starts = [0, *ends[:-1].tolist()]
    return [" ".join(parts[a:b]) for a, b in zip(starts, ends.tolist(), strict=True)]


def _unmark(texts: list[str], identities: Identities) -> pd.DataFrame:
    """Take the marks off the texts, in place, and return what they said."""
    rows = []
    for i, text in enumerate(texts):
        if not text.isprintable():
            texts[i], found = identities.planted(text)
            rows += [(i, one.kind, one.origin, one.start, one.end) for one in found]
    columns = ["comment", "kind", "origin", "start", "end"]
    return pd.DataFrame(rows, columns=columns)
