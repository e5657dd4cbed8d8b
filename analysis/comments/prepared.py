"""Comments made ready for a workspace: redacted first, then themed and indexed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.comments.dictionary import dictionary
from analysis.comments.framework import Framework
from analysis.comments.redaction import redact_all
from analysis.comments.sentiment import tones
from analysis.comments.words import NUMBER, STOP, pieces, plain, stem
from analysis.store import Coded

_NO_WORD = -1
_AT_ONCE = 20_000
_MOST_TIMES = 255


class Vocabulary(dict[str, int]):
    """Piece of a comment -> the number of its stem; -1 for what is no word.

    Attributes
    ----------
    stems : list of str
        The stems, by their number.
    """

    def __init__(self, stems: Sequence[str] = ()) -> None:
        self.stems = list(stems)
        self._numbers = {cut: number for number, cut in enumerate(self.stems)}

    def __missing__(self, piece: str) -> int:
        word = plain(piece)
        number = _NO_WORD if word in (NUMBER, STOP) else self._number(stem(word))
        self[piece] = number
        return number

    def _number(self, cut: str) -> int:
        if cut not in self._numbers:
            self._numbers[cut] = len(self.stems)
            self.stems.append(cut)
        return self._numbers[cut]


class Prepared:
    """Comments in pieces, ready for `analysis.store.Builder.add_comments`.

    Parameters
    ----------
    parts : iterable of DataFrame
        ``person``, ``box`` (one of `analysis.survey.BOXES`) and ``text``, as people wrote them.
    frameworks : sequence of Framework
        By which themes to code them; at most 63 themes each.
    stems : sequence of str
        Words that have numbers already, where comments are added to others.
    before : int
        How many those others are.
    """

    def __init__(
        self,
        parts: Iterable[pd.DataFrame],
        frameworks: Sequence[Framework],
        *,
        stems: Sequence[str] = (),
        before: int = 0,
    ) -> None:
        self._parts = parts
        self._dictionaries = [(f.id, dictionary(f)) for f in frameworks]
        self._vocabulary = Vocabulary(stems)
        self._before = before

    @property
    def stems(self) -> Sequence[str]:
        """The words that the numbers in ``stem`` stand for, once all pieces were given."""
        return self._vocabulary.stems

    def __iter__(self) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
        """Yield comments, redacted and coded, and the words in them."""
        before = self._before
        for part in self._pieces():
            texts = redact_all(part["text"].tolist())
            read = [pieces(text) for text in texts]
            coded = part.assign(text=texts, tone=tones(texts, part["box"].tolist()))
            for id_, words in self._dictionaries:
                coded[id_] = words.found(read)[1]
            yield coded, self._postings(read, before)
            before += len(part)

    def _pieces(self) -> Iterator[pd.DataFrame]:
        """Yield the parts, large ones cut up: what is worked out of a piece stays small."""
        for part in self._parts:
            for start in range(0, len(part), _AT_ONCE):
                yield part.iloc[start : start + _AT_ONCE]

    def _postings(self, read: Sequence[Sequence[str]], before: int) -> pd.DataFrame:
        lengths = np.array([len(words) for words in read], dtype=np.int64)
        number = self._vocabulary
        stems = np.fromiter(
            (number[piece] for words in read for piece in words), np.int64, int(lengths.sum())
        )
        comment = np.repeat(np.arange(before, before + len(read), dtype=np.int64), lengths)
        is_word = stems != _NO_WORD
        key, times = np.unique(stems[is_word] << 32 | comment[is_word], return_counts=True)
        return pd.DataFrame(
            {
                "stem": (key >> 32).astype(np.int32),
                "comment": (key & 0xFFFFFFFF).astype(np.int32),
                "times": np.minimum(times, _MOST_TIMES).astype(np.uint8),
            }
        )


def coded(framework: Framework) -> Coded:
    """Return how the store knows a framework."""
    return Coded(framework.id, framework.digest, tuple((t.id, t.name) for t in framework.themes))
