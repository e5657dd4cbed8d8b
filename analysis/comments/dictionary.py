"""Themes by the words of a framework: every assignment can be explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analysis.comments.framework import Framework
from analysis.comments.phrases import END, Phrases, Word, Words
from analysis.comments.words import pieces, spans
from analysis.survey import InputError

_REACH = 3
_Hit = tuple[int, int, int]
Bools = NDArray[np.bool_]
Bits = NDArray[np.uint64]

_AT_ONCE = 2_500


@dataclass(frozen=True)
class Match:
    """Words that gave a comment a theme.

    Attributes
    ----------
    theme_id : str
        The theme.
    start, end : int
        Where they stand in the comment: characters `start` to `end`, the last not included.
    """

    theme_id: str
    start: int
    end: int


class Dictionary:
    """The words of a framework, ready to be looked up. Threads may share it.

    Parameters
    ----------
    framework : Framework
        Its themes and their words.

    Raises
    ------
    InputError
        If a pattern of a theme can't be understood.
    """

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self._size = size = len(framework.themes)
        self._all = (1 << size) - 1
        phrases = Phrases(framework.lists)
        self._negatable = self._residual = 0
        for slot, theme in enumerate(framework.themes):
            self._negatable |= theme.negatable << slot
            self._residual |= theme.residual << slot
            try:
                _add(phrases, [*theme.words, *theme.phrases], slot)
                _add(phrases, [f"{s}*" for s in theme.stems], slot)
                _add(phrases, theme.exclusions, slot + size)
                _add(phrases, theme.whole, slot + 2 * size)
            except InputError as error:
                raise InputError(f"theme '{theme.id}': {error}") from error
        self._words = Words(phrases)

    def themed(self, texts: Sequence[str]) -> Bools:
        """Return which themes each comment has.

        Returns
        -------
        ndarray of bool, shape (texts, themes)
            Themes in the framework's order. A row without any is "not assigned".
        """
        return themed_by(self._coded, texts, self._size)

    def _coded(self, texts: Sequence[str]) -> Bits:
        return once_each(lambda once: self.found(map(pieces, once))[1], texts)

    def found(self, read: Iterable[Sequence[str]]) -> tuple[Bits, Bits]:
        """Return themes of comments that have been cut into pieces, a bit each (see `unpacked`).

        Returns
        -------
        tuple of ndarray of uint64, each of shape (texts,)
            Every theme with words in the comment; and the same as `themed` gives it, in which some
            stand back behind others.
        """
        hits = np.fromiter((_union(self._counted(p)) for p in read), dtype=np.uint64)
        others = hits & np.uint64(self._all & ~self._residual)
        return hits, np.where(others > 0, others, hits)

    def explained(self, text: str) -> list[Match]:
        """Return the words that gave a comment its themes, in order."""
        counted = self._counted(pieces(text))
        every = _union(counted)
        kept = every & ~self._residual or every
        where = spans(text)
        matches = {
            (where[start][0], where[end - 1][1], slot)
            for start, end, slots in counted
            for slot in range(self._size)
            if slots & kept & 1 << slot
        }
        ids = self.framework.ids
        return [Match(ids[slot], start, end) for start, end, slot in sorted(matches)]

    def _counted(self, read: Sequence[str]) -> list[_Hit]:
        """Return the hits that count, as first word, word after the last, and bit set of themes."""
        words = list(map(self._words.__getitem__, read))
        words.append(END)
        hits: list[_Hit] = []
        found = 0
        for start, word in enumerate(words):
            state = word.state
            end = start
            while state is not None:
                end += 1
                if state.ends:
                    hits.append((start, end, state.ends))
                    found |= state.ends
                state = None if state.last else state[words[end]]
        if found > self._all or (found & self._negatable and _negates(words)):
            return self._settled(hits, words)
        return hits

    def _settled(self, hits: list[_Hit], words: list[Word]) -> list[_Hit]:
        """Return hits without what is excluded or negated, and with what is the whole comment."""
        whole = _ends(words) if any(slots >> 2 * self._size for _, _, slots in hits) else None
        excluded = [(s, e, x) for s, e, slots in hits if (x := slots >> self._size & self._all)]
        settled = []
        for start, end, slots in hits:
            kept = slots & self._all
            for begins, ends, out in excluded:
                if begins <= start and end <= ends:
                    kept &= ~out
            if kept & self._negatable and _negated(words, start):
                kept &= ~self._negatable
            if (start, end) == whole:
                kept |= slots >> 2 * self._size
            if kept:
                settled.append((start, end, kept))
        return settled


def _union(hits: Sequence[_Hit]) -> int:
    found = 0
    for _, _, slots in hits:
        found |= slots
    return found


def _add(phrases: Phrases, given: Sequence[str], slot: int) -> None:
    for pattern in given:
        phrases.add(pattern, slot)


def _ends(words: Sequence[Word]) -> tuple[int, int]:
    said = [at for at, word in enumerate(words) if not word.stops]
    return (said[0], said[-1] + 1) if said else (0, 0)


def _negates(words: Sequence[Word]) -> bool:
    return any(word.negates for word in words)


def _negated(words: Sequence[Word], start: int) -> bool:
    for at in range(start - 1, max(start - 1 - _REACH, -1), -1):
        if words[at].stops:
            return False
        if words[at].negates:
            return True
    return False


def packed(themed: Bools) -> Bits:
    """Return themes of comments, shape (comments, themes), as a bit each, shape (comments,)."""
    worth = np.uint64(1) << np.arange(themed.shape[1], dtype=np.uint64)
    return np.asarray((themed * worth).sum(axis=1, dtype=np.uint64))


def unpacked(bits: Bits, themes: int) -> Bools:
    """Return what `packed` packed, for so many themes."""
    found = np.empty((bits.size, themes), dtype=bool)
    for theme in range(themes):
        found[:, theme] = bits >> np.uint64(theme) & np.uint64(1)
    return found


def themed_by(coded: Callable[[Sequence[str]], Bits], texts: Sequence[str], themes: int) -> Bools:
    """Return what is said of texts, in blocks, so that memory is needed for one block only.

    Parameters
    ----------
    coded : callable
        From a block of texts to their themes, a bit each.
    """
    blocks = (texts[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE))
    return unpacked(np.concatenate([np.zeros(0, dtype=np.uint64), *map(coded, blocks)]), themes)


def once_each(coded: Callable[[Sequence[str]], Bits], texts: Sequence[str]) -> Bits:
    """Return what is said of texts, each looked at once: many write the same few words."""
    once = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    return coded(list(once))[np.fromiter(map(once.__getitem__, texts), np.intp, len(texts))]


@cache
def dictionary(framework: Framework) -> Dictionary:
    """Return the dictionary of a framework, built once."""
    return Dictionary(framework)
