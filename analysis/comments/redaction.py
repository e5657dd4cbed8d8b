"""Comments without what would tell who wrote them, or of whom.

Structured identifiers (numbers, dates, addresses) are found by their form, names by the words
around them, by capitals that are no English word, and by lists of names. Nothing is looked up
elsewhere and nothing is learned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from analysis.comments.lexicon import Lexicon, lexicon
from analysis.comments.names import names
from analysis.comments.pattern import MASK
from analysis.comments.patterns import structured

KINDS = {
    "name": "[name]",
    "NHS number": "[NHS number]",
    "phone": "[phone number]",
    "e-mail": "[e-mail]",
    "postcode": "[postcode]",
    "date": "[date]",
    "NI number": "[NI number]",
    "hospital number": "[hospital number]",
    "car registration": "[car registration]",
    "address": "[address]",
    "web address": "[web address]",
    "number": "[number]",
}
"""Kinds of identifier, and the words that replace them."""

_REPLACED = re.compile("|".join(re.escape(words) for words in KINDS.values()))
_LETTERS = re.compile(r"[^\W\d_]+(?:['’`´-][^\W\d_]+)*")
_TELLING = re.compile(
    r"[\d@\0]|www|http|\.(?:com|co|org|net|uk|info)\b|^\W*(?:dot|ext|extn|extension|bleep|pager|jan(?:uary)?|feb(?:ruary)?"
    r"|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\W*(?:\d{1,3}%?|\d{1,2}(?:st|nd|rd|th|am|pm|hrs?|mins?|[:.-]\d{1,2}(?:am|pm)?))[^\w@%/£]*",
    re.IGNORECASE,
)
_FEW = 5
"""Numbers of so few characters together make no date, telephone number or other identifier."""
_STREET = re.compile(
    r"\W*(?:road|rd|street|avenue|ave|lane|crescent|terrace|grove|mews|gardens|drive|close|court"
    r"|place|way|hill|walk|rise|view|square|green|row|park|st|ln|cl)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_MOST = 400_000


@dataclass(frozen=True)
class Found:
    """An identifier in a comment.

    Attributes
    ----------
    kind : str
        A key of `KINDS`.
    start, end : int
        Its place in the comment as it was given.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Redacted:
    """A comment without identifiers.

    Attributes
    ----------
    text : str
        The comment, each identifier replaced by a word in brackets.
    found : tuple of Found
        What was replaced, from left to right, none overlapping another.
    """

    text: str
    found: tuple[Found, ...]


def redact(text: str) -> Redacted:
    """Return a comment without identifiers, and what was found.

    Parameters
    ----------
    text : str
        A comment. Words in brackets that an earlier redaction left stay as they are, so that
        redacting twice changes nothing.

    Returns
    -------
    Redacted
        Titles and cues stay: "Dr [name]", "my husband [name]".
    """
    found = _found(text)
    return Redacted(_replaced(text, found), found)


def redact_all(texts: Sequence[str]) -> list[str]:
    """Return comments as `redact` would, many at a time.

    Parameters
    ----------
    texts : sequence of str
        Comments, shape (n,).

    Returns
    -------
    list of str
        Shape (n,), in the same order.
    """
    harmless = _harmless()
    return [text if harmless.holds(text) else _replaced(text, _found(text)) for text in texts]


def _found(text: str) -> tuple[Found, ...]:
    """Return identifiers. What is found is masked and the rest read again, until nothing is new."""
    masked = text
    if "[" in text:
        masked = _REPLACED.sub(lambda match: MASK * len(match.group()), text)
    found: list[Found] = []
    while True:
        new = [Found(*spot) for spot in structured(masked)]
        masked = _masked(masked, new)
        named = [Found("name", start, end) for start, end in names(masked)]
        masked = _masked(masked, named)
        if not (new or named):
            return tuple(sorted(found, key=lambda spot: spot.start))
        found += new + named


def _masked(text: str, found: Sequence[Found]) -> str:
    for spot in found:
        text = text[: spot.start] + MASK * (spot.end - spot.start) + text[spot.end :]
    return text


def _replaced(text: str, found: Sequence[Found]) -> str:
    for spot in reversed(found):
        text = text[: spot.start] + KINDS[spot.kind] + text[spot.end :]
    return text


class _Harmless:
    """Tells quickly that a comment holds no identifier, by its chunks between spaces."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._idle: set[str] = set()
        kinds = ("live", "cue", "latent", "act", "number", "street")
        self._sorts: dict[str, set[str]] = {kind: set() for kind in kinds}

    def holds(self, text: str) -> bool:
        """Return whether no chunk can be an identifier, with or without the chunks before it."""
        chunks = text.split()
        rest = set(chunks)
        rest -= self._idle
        if not rest:
            return True
        live, cues, latent, acts, numbers, streets = self._sorts.values()
        for chunk in rest.difference(live, cues, latent, acts, numbers, streets):
            self._sorts.get(self._sort(chunk), self._idle).add(chunk)
        if len(self._idle) > _MOST:
            self._idle.clear()
        if not live.isdisjoint(rest):
            return False
        if not numbers.isdisjoint(rest) and (
            sum(len(chunk) for chunk in chunks if chunk in numbers) > _FEW
            or not streets.isdisjoint(rest)
        ):
            return False
        if latent.isdisjoint(rest):
            return True
        return not any(
            (a in cues and b in latent) or (a in latent and (b in acts or b in latent or b in cues))
            for a, b in pairwise(chunks)
        )

    def _sort(self, chunk: str) -> str:
        """Return what a chunk may be: live by itself, a part of something, or idle."""
        if _NUMBER.fullmatch(chunk) is not None:
            return "number"
        if _TELLING.search(chunk) is not None:
            return "live"
        words = [self._words[form] for form in _LETTERS.findall(chunk)]
        words += [self._words[word.low] for word in words if word.shout]
        if any(word.live or word.title for word in words):
            return "live"
        sorts = [
            kind
            for kind, holds in (
                ("cue", any(word.tells for word in words)),
                ("latent", any(word.latent for word in words)),
                ("act", any(word.acting for word in words)),
                ("street", _STREET.fullmatch(chunk) is not None),
            )
            if holds
        ]
        if len(sorts) > 1 and sorts != ["cue", "act"]:
            return "live"
        return sorts[0] if sorts else "idle"


@cache
def _harmless() -> _Harmless:
    return _Harmless(lexicon())
