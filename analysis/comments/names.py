"""Names of people in a comment, by the words around them and by lists of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from analysis.comments.lexicon import Word, lexicon
from analysis.comments.pattern import MASK

_TOKEN = re.compile(rf"[^\W\d_]+(?:['’`´-][^\W\d_]+)*|{MASK}+")
_OWNING = re.compile(r"['’`´][sS]$")
_ENDS = re.compile(r"[.!?\n\r:;*•\d|]|\s[-–—]")
_LARGE, _SMALL = re.compile("[A-Z]"), re.compile("[a-z]")
_SHOUTED, _TITLED = 0.7, 0.5
"""Shares of capital letters, and of words with a capital, above which a capital says nothing."""
_SHORT = 3
"""Words of so few letters are no names in small letters, unless the words beside them say so."""
_TAIL = 3
"""At most so many words at the end of a comment are a signature."""


class Reading:
    """A comment as words, and where the names among them are."""

    def __init__(self, text: str) -> None:
        known = lexicon()
        forms: list[str] = _TOKEN.findall(text)
        if _is_shouted(text):
            forms = [form.lower() for form in forms]
        self._text = text
        self._words = [known[form] for form in forms]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _TOKEN.finditer(self._text)]

    def names(self) -> Iterator[tuple[int, int]]:
        """Yield start and end of each name, without its title."""
        words = self._words
        end = 0
        for at in [at for at, w in enumerate(words) if w.stirs or (at and words[at - 1].tells)]:
            if at >= end and self._is_name(at):
                end = self._end(at)
                yield self._spans[at][0], self._name_end(end - 1)

    def _name_end(self, last: int) -> int:
        start, end = self._spans[last]
        return end - 2 if _OWNING.search(self._text[start:end]) else end

    @cached_property
    def _loose(self) -> bool:
        """Whether words that are no names have capitals as well, as in A Title."""
        inner = [
            word.capital
            for at, word in enumerate(self._words)
            if word.plain
            and not (word.kept or word.cue or word.listed or word.masked)
            and not self._begins(at)
        ]
        return len(inner) > 1 and sum(inner) > _TITLED * len(inner)

    def _gap(self, at: int) -> str:
        """Return what stands before a word."""
        return self._text[self._spans[at - 1][1] if at else 0 : self._spans[at][0]]

    def _begins(self, at: int) -> bool:
        """Return whether a sentence begins here, so that a capital says nothing."""
        if at == 0:
            return True
        gap = self._gap(at)
        if gap == " " or _ENDS.search(gap) is None:
            return False
        before = self._words[at - 1]
        return not ((before.title or before.initial) and gap.startswith("."))

    def _joined(self, at: int) -> bool:
        """Return whether this word stands right behind the one before."""
        if not 0 < at < len(self._words):
            return False
        gap = self._gap(at)
        if gap == " " or gap.strip(" \t\u00a0") == "":
            return True
        before = self._words[at - 1]
        return gap.strip(" ") == "." and (before.title or before.initial)

    def _next(self, at: int) -> Word | None:
        return self._words[at + 1] if self._joined(at + 1) else None

    def _before(self, at: int) -> Word | None:
        return self._words[at - 1] if self._joined(at) else None

    def _is_name(self, at: int) -> bool:
        word, before = self._words[at], self._before(at)
        if before is not None and before.title:
            return self._after_title(at)
        if self._is_place(at):
            return False
        if before is not None and before.cue and self._after_cue(at):
            return True
        if word.kept or word.never or not (word.stirs or word.first):
            return False
        if word.initial:
            return self._is_initial(at)
        return self._capital(at) if word.capital else self._small(at)

    def _after_title(self, at: int) -> bool:
        word = self._words[at]
        if word.initial:
            return True
        if word.cue or word.place:
            return False
        if word.capital and word.listed:
            return True
        if word.never or (word.small and not word.capital):
            return False
        return word.listed or word.capital or word.particle or not word.plain

    def _after_cue(self, at: int) -> bool:
        word, before = self._words[at], self._words[at - 1]
        if word.never or word.cue:
            return False
        if word.capital and word.first and not (self._loose or word.abstract):
            return True
        if word.kept or word.acting:
            return False
        if word.initial:
            return before.role and self._next(at) is None
        if word.capital:
            return (word.listed or word.unknown) and len(word.low) > (_SHORT + 1) * word.shout
        if word.plain:
            return word.first and not word.small and len(word.low) >= _SHORT
        return word.listed or (len(word.low) >= _SHORT and word.unknown)

    def _is_place(self, at: int) -> bool:
        """Return whether a word is part of the name of a place or a thing."""
        before = self._before(at)
        if before is not None and before.saint and before.capital:
            return True
        after = self._next(at)
        if after is None or after.place or self._words[at].stays_with(after):
            return after is not None
        further = self._next(at + 1)
        return after.capital and further is not None and further.place and further.capital

    def _is_initial(self, at: int) -> bool:
        after = self._next(at)
        if after is None or not after.capital or after.never or after.kept:
            return False
        return (after.listed or after.unknown) and not after.shout

    def _capital(self, at: int) -> bool:
        word = self._words[at]
        if word.shout:
            return self._small(at)
        if word.plain:
            return word.first and self._is_told(at)
        if word.listed or word.shaped:
            return True
        if not word.unknown or len(word.low) < _SHORT:
            return False
        if not self._begins(at):
            return True
        after = self._next(at)
        acts = after is not None and (after.doing or self._is_sure(after))
        return acts or self._is_signed(at)

    @staticmethod
    def _is_sure(word: Word) -> bool:
        """Return whether a word is a name by itself."""
        return word.capital and not word.plain and (word.listed or word.unknown)

    def _is_told(self, at: int) -> bool:
        """Return whether the words beside a word with a capital make it a name."""
        word, after, before = self._words[at], self._next(at), self._before(at)
        if after is not None and after.capital and (after.family or after.unknown):
            return not after.never
        if self._loose:
            return False
        if self._begins(at):
            return self._acts(at) or (not word.abstract and self._is_signed(at))
        if word.never:
            return False
        if word.abstract:
            return after is not None and after.acting
        acts = after is None or after.doing or after.before
        return acts or (before is not None and before.before)

    def _acts(self, at: int) -> bool:
        """Return whether a word at the beginning of a sentence does what only people do."""
        after = self._next(at)
        if after is None:
            return False
        if not self._words[at].abstract:
            return after.acting or after.low == "and"
        return after.acting and any(w.kindly for w in self._words[at + 2 : at + 5])

    def _is_signed(self, at: int) -> bool:
        """Return whether a comment closes with this word and at most two more capitals."""
        if at == 0 or len(self._words) - at > _TAIL or not self._begins(at):
            return False
        tail = self._words[at:]
        if not all((w.capital or w.initial) and not w.never and not w.kept for w in tail):
            return False
        return self._words[at - 1].closing or "\n" in self._gap(at)

    def _small(self, at: int) -> bool:
        """Return whether a word is a name though its letters do not say so."""
        word = self._words[at]
        if word.plain or word.daily:
            return word.first and not (word.small or word.never) and self._is_thanked(at)
        if word.listed or word.shaped:
            after, before = self._next(at), self._before(at)
            told = bool(after and after.doing) or bool(before and before.before)
            return told or word.shaped or len(word.low) > _SHORT
        told = self._is_thanked(at) or self._is_subject(at)
        return told and len(word.low) > _SHORT + word.shout and word.unknown

    def _is_subject(self, at: int) -> bool:
        """Return whether a sentence begins with this word, or with it and one more no list has."""
        if not self._begins(at):
            return False
        after = self._next(at)
        if after is not None and (after.strange or after.listed) and not after.plain:
            after = self._next(at + 1)
        return after is not None and after.acting

    def _is_thanked(self, at: int) -> bool:
        after, before = self._next(at), self._before(at)
        if before is None or not before.thanking or not (after is None or after.before):
            return False
        return before.low != "to" or any(w.thanking for w in self._words[max(at - 3, 0) : at - 1])

    def _end(self, at: int) -> int:
        """Return the place after the last word of the name that begins here."""
        word = self._words[at]
        capital = word.capital or word.initial or word.particle
        end = at + 1
        while self._joined(end) and (step := self._goes_on(end, capital=capital)):
            end += step
        return end

    def _goes_on(self, at: int, *, capital: bool) -> int:
        """Return how many words from here belong to the name that stands before them."""
        last = at
        while self._words[last].particle and self._joined(last + 1):
            last += 1
        return last - at + 1 if self._is_part(last, capital=capital) else 0

    def _is_part(self, at: int, *, capital: bool) -> bool:
        word = self._words[at]
        if word.initial:
            return True
        if (
            word.never
            or word.cue
            or word.place
            or (word.kept and not (word.family and word.capital))
        ):
            return False
        if word.capital:
            return word.listed or word.unknown or (capital and not self._loose)
        if word.daily:
            return False
        return word.listed or (not capital and len(word.low) > _SHORT and word.unknown)


def names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names of people stand in a text: start and end.

    Parameters
    ----------
    text : str
        A comment in which `MASK` stands for what was found before.
    """
    return Reading(text).names()


def _is_shouted(text: str) -> bool:
    large = len(_LARGE.findall(text))
    if large < 2 or large < _SHOUTED * (len(text) - text.count(MASK)) / 2:
        return False
    return large > _SHOUTED * (large + len(_SMALL.findall(text)))
