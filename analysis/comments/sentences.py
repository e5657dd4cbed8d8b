"""Where the sentences of a comment are."""

from __future__ import annotations

import re

_TITLES = frozenset(["dr", "mr", "mrs", "ms", "prof", "sr", "st", "eg", "ie", "e.g", "i.e"])
_UNITS = frozenset(["min", "mins", "hr", "hrs", "wk", "wks", "yr", "yrs", "am", "pm", "a.m", "p.m"])
_ABBREVIATIONS = frozenset(["etc", "approx", "appt", "hosp", "vs", "tel", "ext", "dept", *_UNITS])
_END = re.compile(r"[.!?]+[)\"'’”\]]*|…|\s*\n\s*")
_LAST = re.compile(r"[\w.]*$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a comment begins and ends, in characters.

    A sentence ends at a full stop, question or exclamation mark or a new line, with or without a
    space after it ("good.The food"). It does not end within a number ("3.5"), after a title
    ("Dr. Who") or an initial, or where an abbreviation is followed by a small letter.

    Returns
    -------
    list of tuple of int
        Start and end, the end not included, without blanks around; empty for a blank comment.
        Together they hold every letter and digit of the comment.
    """
    found = []
    start = 0
    for mark in _END.finditer(text):
        if _ends(text, start, mark):
            found.append((start, mark.end()))
            start = mark.end()
    found.append((start, len(text)))
    trimmed = [_trimmed(text, *span) for span in found]
    return [(a, b) for a, b in trimmed if any(c.isalnum() for c in text[a:b])]


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    if mark[0] != ".":
        return True
    after = text[mark.end() : mark.end() + 1]
    said = _LAST.search(text, start, mark.start())
    before = said[0].lower() if said else ""
    if after.isdigit() and before[-1:].isdigit():
        return False
    if before in _TITLES or (len(before) == 1 and before.isalpha() and before != "i"):
        return False
    rest = text[mark.end() :].lstrip(" ")
    if before in _ABBREVIATIONS:
        return rest[:1].isupper()
    return not after.islower() or len(before) > 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + max(len(piece.rstrip()), left)
