"""Comments as words: found, written alike, and cut to their stems."""

from __future__ import annotations

import re
from functools import lru_cache

from nltk.stem.snowball import SnowballStemmer

_LETTER = "A-Za-zÀ-\u1fff\u3040-\u9fff\uac00-\ud7af"  # faster than asking what each character is
_PIECE = re.compile(rf"[{_LETTER}]+(?:['’`´][{_LETTER}]+)*|\d+|[.!?\n]")
_APOSTROPHES = str.maketrans("’`´", "'''")
_MOST_KEPT = 1 << 16

NUMBER = "#"
"""How every number is written."""

STOP = "."
"""How every end of a sentence is written."""


def pieces(text: str) -> list[str]:
    """Return the words, numbers and ends of sentences of a text, in order and as they stand."""
    return _PIECE.findall(text)


def spans(text: str) -> list[tuple[int, int]]:
    """Return where each of the `pieces` of a text begins and ends, in characters."""
    return [found.span() for found in _PIECE.finditer(text)]


def plain(piece: str) -> str:
    """Return a piece in small letters and without what follows an apostrophe.

    "Don't" and "dont" become "dont", "Mother's" becomes "mother"; a number becomes `NUMBER` unless
    it has the three digits of a helpline (111, 999), and an end of a sentence becomes `STOP`.
    """
    word = piece.lower().translate(_APOSTROPHES)
    if word in {".", "!", "?", "\n"}:
        return STOP
    if word[0].isdigit():
        return word if word in {"111", "999", "101"} else NUMBER
    if "'" in word:
        return word.replace("'", "") if word.endswith("n't") else word[: word.index("'")]
    return word


@lru_cache(maxsize=_MOST_KEPT)
def stem(word: str) -> str:
    """Return the stem of a word that is in small letters (Porter's Snowball stemmer for English).

    Each word is cut once and remembered, which is what makes stems affordable: a comment has no
    word that a thousand others have not used.
    """
    return str(SnowballStemmer("english").stem(word)) if word.isalpha() else word
