"""What a reader types, as a query: words, "phrases", AND, OR, NOT and brackets."""

from __future__ import annotations

import re
from itertools import takewhile

from analysis.comments.framework import Framework
from analysis.comments.words import NUMBER, STOP, pieces, plain, spans, stem
from analysis.survey import InputError
from analysis.survey.query import Either, Every, Query, Without, Word, wanted_of

_TOKEN = re.compile(r'\s*(?:"([^"]*)"|(\()|(\))|([^\s()"]+))')
_APOSTROPHE = "['’`´]"
_LETTER, _GAP = r"[^\W\d_]", r"[\W\d_]"
_WORD_END = rf"{_LETTER}*(?:{_APOSTROPHE}{_LETTER}+)?"
_SHORT, _SHORT_END = 3, f"(?:{_APOSTROPHE}?s)?"
_HELP = 'Use words, "phrases in quotes", AND, OR, NOT and brackets, e.g. parking AND NOT cost.'
_LONGEST = 300


def parsed(text: str) -> Query:
    """Return what is looked for.

    Words match in any form ("wait" finds "waiting"). Several words must all be there, in any
    order; quotes keep them together. ``OR`` binds less than ``AND``, ``NOT`` most. "and" and "or"
    may be in small letters; "not" is then a word like any other.

    Raises
    ------
    InputError
        If nothing can be looked for, a bracket or quote stands alone, or the text is too long.
    """
    if len(text) > _LONGEST:
        msg = f"A search has {_LONGEST} letters at most; this one has {len(text)}. Make it shorter."
        raise InputError(msg)
    if text.count('"') % 2:
        msg = f"A quotation mark is open. {_HELP}"
        raise InputError(msg)
    tokens = [found.groups() for found in _TOKEN.finditer(text)]
    reader = _Reader(tokens)
    found = reader.either()
    if reader.more():
        msg = f"A bracket is closed that was not opened. {_HELP}"
        raise InputError(msg)
    return found


def looked_for(query: Query, text: str) -> list[tuple[int, int]]:
    """Return where the words and phrases that a query asks for stand in a text, in order.

    Returns
    -------
    list of tuple of int
        Start and end of each in characters, the end not included.
    """
    said = [
        (stem(word), span)
        for word, span in zip(map(plain, pieces(text)), spans(text), strict=True)
        if word not in (STOP, NUMBER)
    ]
    stems = [cut for cut, _ in said]
    found = set()
    for word in wanted_of(query):
        size = len(word.stems)
        for at in range(len(stems) - size + 1):
            if tuple(stems[at : at + size]) == word.stems:
                found.add((said[at][1][0], said[at + size - 1][1][1]))
    return sorted(found)


def same_theme(query: Query, framework: Framework) -> dict[Word, tuple[Word, ...]]:
    """Return for the single words that a query asks for the other words of their themes.

    Words are taken from the lists of single words of the themes (`Theme.words`), forms of one word
    once; a word that is in none has no others.
    """
    found = {}
    for word in wanted_of(query):
        others: dict[tuple[str, ...], Word] = {}
        for theme in framework.themes:
            told = [_word(text.lstrip("=")) for text in theme.words if " " not in text]
            if word.stems in {other.stems for other in told}:
                others |= {other.stems: other for other in reversed(told)}
        others.pop(word.stems, None)
        if others:
            found[word] = tuple(sorted(others.values(), key=lambda other: other.words))
    return found


class _Reader:
    """Reads tokens one after the other."""

    def __init__(self, tokens: list[tuple[str | None, ...]]) -> None:
        self._tokens = tokens
        self._at = 0

    def more(self) -> bool:
        return self._at < len(self._tokens)

    def _next_is(self, *operators: str) -> bool:
        if not self.more():
            return False
        _, opening, closing, bare = self._tokens[self._at]
        said = opening or closing or bare
        return (said.upper() if said in ("and", "or") else said) in operators

    def _skip(self, operator: str) -> bool:
        if self._next_is(operator):
            self._at += 1
            return True
        return False

    def either(self) -> Query:
        parts = [self._every()]
        while self._skip("OR"):
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self) -> Query:
        parts = [self._one()]
        while self.more() and not self._next_is("OR", ")"):
            self._skip("AND")
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _one(self) -> Query:
        if self._skip("NOT"):
            return Without(self._one())
        if self._skip("("):
            found = self.either()
            if not self._skip(")"):
                msg = f"A bracket is open. {_HELP}"
                raise InputError(msg)
            return found
        if not self.more() or self._next_is(")", "AND", "OR"):
            msg = f"There is nothing to look for here. {_HELP}"
            raise InputError(msg)
        quoted, _, _, bare = self._tokens[self._at]
        self._at += 1
        return _word(quoted if bare is None else bare)


def _word(text: str | None) -> Word:
    given = [plain(piece) for piece in pieces(text or "")]
    plain_words = [word for word in given if word not in (STOP, NUMBER)]
    if not plain_words:
        msg = f"“{text}” has no word in it. {_HELP}"
        raise InputError(msg)
    stems = tuple(map(stem, plain_words))
    pattern = "" if len(stems) == 1 else _pattern(plain_words, stems)
    return Word(text or "", stems, pattern)


def _pattern(words: list[str], stems: tuple[str, ...]) -> str:
    """Return an expression for words one after the other, each in any form."""
    forms = [_forms(*pair) for pair in zip(words, stems, strict=True)]
    return rf"(?<!{_LETTER})" + f"{_GAP}+".join(forms) + rf"(?!{_LETTER})"


def _forms(word: str, cut: str) -> str:
    """Return an expression for the forms of a word: what it shares with its stem, and an end."""
    if word == cut and word.endswith("nt"):
        return f"{word[:-1]}{_APOSTROPHE}?t{_WORD_END}"
    if len(word) <= _SHORT:
        return word + _SHORT_END
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(word, cut, strict=False))
    return "".join(letter for letter, _ in alike) + _WORD_END
