"""Comments as numbers: words, the dictionary's hits and length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.comments.dictionary import Dictionary, unpacked
from analysis.comments.words import STOP, pieces, plain, stem

_HIT = 0.5
_LENGTH = 0.3
_LENGTHS = (1, 3, 6, 12, 25)
_MOST_KEPT = 1 << 16

Bools = NDArray[np.bool_]


class _Columns(dict[str, int]):
    """The column of every piece of text met so far; -1 for what has none."""

    def __init__(self, stems: Sequence[str]) -> None:
        super().__init__()
        self._of_stem = {s: column for column, s in enumerate(stems)}

    def __missing__(self, piece: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[piece] = column = self._of_stem.get(stem(plain(piece)), -1)
        return column


@dataclass(frozen=True)
class Read:
    """Comments that have been read.

    Attributes
    ----------
    features : sparse array of float32, shape (texts, features)
        What a model weighs.
    themed : ndarray of bool, shape (texts, themes)
        What the dictionary gives.
    """

    features: sparse.csr_array
    themed: Bools


class Features:
    """Turns comments into rows of numbers: TF-IDF of stems, dictionary hits, length.

    Term frequencies count as 1 + log, and the words of a row have Euclidean length 1 (as in
    scikit-learn's ``TfidfVectorizer(sublinear_tf=True)``).

    Parameters
    ----------
    dictionary : Dictionary
        Whose hits to take.
    stems : sequence of str
        A column each; other words don't count.
    idf : ndarray of float, shape (stems,)
        How rare each is.
    """

    def __init__(
        self, dictionary: Dictionary, stems: Sequence[str], idf: NDArray[np.float32]
    ) -> None:
        self.dictionary = dictionary
        self.stems = tuple(stems)
        self.idf = idf
        self._columns = _Columns(self.stems)

    @classmethod
    def of(cls, texts: Sequence[str], dictionary: Dictionary, least: int = 2) -> Features:
        """Return the features of the words that at least `least` comments have."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update({stem(plain(piece)) for piece in pieces(text)})
        stems = sorted(s for s, n in counts.items() if n >= least and s != STOP)
        rarity = [np.log((1 + len(texts)) / (1 + counts[s])) + 1 for s in stems]
        return cls(dictionary, stems, np.array(rarity, dtype=np.float32))

    def __len__(self) -> int:
        return len(self.stems) + 2 * len(self.dictionary.framework.themes) + len(_LENGTHS) + 1

    def read(self, texts: Sequence[str]) -> Read:
        """Return the rows of comments."""
        read = [pieces(text) for text in texts]
        found = self.dictionary.found(read)
        hits, themed = (unpacked(b, len(self.dictionary.framework.themes)) for b in found)
        words, lengths = self._words(read)
        bands = np.searchsorted(_LENGTHS, lengths).astype(np.int32)
        length = sparse.csr_array(
            (
                np.full(len(texts), _LENGTH, np.float32),
                bands,
                np.arange(len(texts) + 1, dtype=np.int32),
            ),
            shape=(len(texts), len(_LENGTHS) + 1),
        )
        given = sparse.csr_array(np.hstack([hits, themed]) * np.float32(_HIT))
        return Read(sparse.hstack([words, given, length], format="csr"), themed)

    def _words(self, read: Sequence[Sequence[str]]) -> tuple[sparse.csr_array, NDArray[np.int32]]:
        total = sum(map(len, read))
        every = map(self._columns.__getitem__, chain.from_iterable(read))
        columns = np.fromiter(every, np.int32, total)
        ends = np.cumsum([0, *map(len, read)], dtype=np.int32)
        kept = columns >= 0
        before = np.concatenate([[0], np.cumsum(kept)]).astype(np.int32)
        words = sparse.csr_array(
            (np.ones(int(before[-1]), np.float32), columns[kept], before[ends]),
            shape=(len(read), len(self.stems)),
        )
        words.sum_duplicates()
        words.data = (1 + np.log(words.data)) * self.idf[words.indices]
        norm = np.sqrt(np.add.reduceat(np.append(words.data**2, 0), words.indptr[:-1]))
        rows = np.diff(words.indptr)
        words.data /= np.repeat(np.where(rows > 0, norm, 1), rows).astype(np.float32)
        return words, np.diff(ends)
