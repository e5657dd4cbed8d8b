"""Comments as HTML: what people wrote is escaped, and words that matter are marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from analysis.present.sentences import phrases
from analysis.results.reading import Comment, Mark, Sentence
from analysis.survey import BOXES, NOT_ASSIGNED

TONE_NAMES = {1: "praise", -1: "criticism", 0: "both or neither"}
"""What people read for a tone."""


def escaped(text: str) -> str:
    """Return what somebody wrote as HTML that says nothing else."""
    return escape(text).replace("\n", "<br>")


def marked(comment: Comment, names: Mapping[str, str]) -> str:
    """Return a comment as HTML.

    Words that were looked for are bold. Words that gave it a theme are underlined, with the
    theme's number in the list under the comment, where its box and tone stand too. Where sentences
    differ in theme or tone, each is followed by its own.

    Parameters
    ----------
    comment : Comment
        The comment; nothing in its text is taken for HTML.
    names : mapping of str to str
        What people read for each theme.
    """
    numbers = {theme: i for i, theme in enumerate(comment.themes, 1)}
    named = [f"<sup>{i}</sup> {escape(names[theme])}" for theme, i in numbers.items()]
    box = f"{BOXES[comment.box]}: {TONE_NAMES[comment.tone]}"
    about = f"<small>{' · '.join([*(named or [escape(names[NOT_ASSIGNED])]), box])}</small>"
    if not comment.mixed:
        return f"<div>{_span(comment, 0, len(comment.text), numbers)}<br>{about}</div>"
    parts = "".join(_sentence(comment, part, names, numbers) for part in comment.sentences)
    return f"<ul>{parts}</ul>{about}"


def _sentence(
    comment: Comment, part: Sentence, names: Mapping[str, str], numbers: Mapping[str, int]
) -> str:
    said = _span(comment, part.start, part.end, numbers)
    about = phrases.listing([escape(names[theme]) for theme in part.themes])
    note = f" <small>({about}: {TONE_NAMES[part.tone]})</small>" if about else ""
    return f"<li>{said}{note}</li>"


def _span(comment: Comment, start: int, end: int, numbers: Mapping[str, int]) -> str:
    """Return a part of a comment with its marks; marks that overlap are cut where they meet."""
    marks = [m for m in comment.marks if m.start < end and start < m.end]
    cuts = {start, end, *(at for m in marks for at in (m.start, m.end) if start < at < end)}
    edges = sorted(cuts)
    return "".join(
        _piece(comment.text, left, right, marks, numbers) for left, right in pairwise(edges)
    )


def _piece(
    text: str, left: int, right: int, marks: Sequence[Mark], numbers: Mapping[str, int]
) -> str:
    here = [m for m in marks if m.start <= left and right <= m.end]
    said = escaped(text[left:right])
    if any(not m.theme for m in here):
        said = f"<strong>{said}</strong>"
    given = {m.theme for m in here if m.theme}
    if not given:
        return said
    ending = sorted(numbers[m.theme] for m in here if m.theme and m.end == right)
    note = f"<sup>{','.join(map(str, dict.fromkeys(ending)))}</sup>" if ending else ""
    return f"<u>{said}</u>{note}"
