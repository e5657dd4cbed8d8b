"""Where the words of a dataset's comments stand, and which comments a query holds for."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from typing import assert_never

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.store.comments import Bools, Comments
from analysis.store.schema import quoted
from analysis.store.workspace import Workspace
from analysis.survey import BOXES
from analysis.survey.query import Either, Every, Query, Without, Word, wanted_of

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

_TERM_WEIGHT, _LENGTH_WEIGHT = 1.2, 0.75


class Index:
    """The words of a dataset's comments.

    Attributes
    ----------
    written : Comments
        The comments.
    order : ndarray of int, shape (comments,)
        A number for each comment, drawn by chance, that says nothing of who wrote it.
    """

    def __init__(self, workspace: Workspace, id: str, written: Comments) -> None:
        self._workspace, self.written = workspace, written
        self._size = written.person.size
        self._table = quoted(f"comment:{id}")
        self._postings = (
            f"{quoted(f'posting:{id}')} WHERE stem ="
            f" (SELECT stem FROM {quoted(f'stem:{id}')} WHERE word = ?)"
        )
        self.order = np.random.default_rng(_secret(written)).permutation(self._size)
        self._known: dict[str, tuple[NDArray[np.int32], NDArray[np.uint8]]] = {}
        self._held: dict[Word, Bools] = {}

    def _uses(self, stem: str) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Return the comments with a stem, and how often each has it."""
        if stem not in self._known:
            frame = self._workspace._frame(f"SELECT comment, times FROM {self._postings}", [stem])
            self._known[stem] = frame["comment"].to_numpy(np.int32), frame["times"].to_numpy()
        return self._known[stem]

    def _with(self, word: Word) -> Bools:
        """Return which comments have a word or a phrase."""
        if word in self._held:
            return self._held[word]
        found = np.zeros(self._size, dtype=bool)
        if word.pattern:
            found[self._phrase(word)] = True
        else:
            found[self._uses(word.stems[0])[0]] = True
        self._held[word] = found
        return found

    def _phrase(self, word: Word) -> Rows:
        """Return the comments with a phrase, among those that have all its words."""
        having = " INTERSECT ".join([f"SELECT comment FROM {self._postings}"] * len(word.stems))
        frame = self._workspace._frame(
            f"SELECT rowid, text FROM {self._table} WHERE rowid IN ({having})",
            [*word.stems],
        )
        finds = re.compile(word.pattern, re.IGNORECASE).search
        has = np.array([finds(text) is not None for text in frame["text"]], dtype=bool)
        return np.asarray(frame["rowid"].to_numpy(np.intp)[has])

    def holding(self, query: Query, *, everything: bool = False) -> Bools:
        """Return which comments a query holds for; `everything` leaves out no comment for a NOT."""
        match query:
            case Word():
                return self._with(query)
            case Without(part):
                inner = self.holding(part, everything=everything)
                return np.ones_like(inner) if everything else ~inner
            case Every(parts):
                return self._joined(np.logical_and, parts, everything)
            case Either(parts):
                return self._joined(np.logical_or, parts, everything)
        assert_never(query)

    def _joined(
        self, join: Callable[[Bools, Bools], Bools], parts: tuple[Query, ...], everything: bool
    ) -> Bools:
        found = self.holding(parts[0], everything=everything)
        for part in parts[1:]:
            found = join(found, self.holding(part, everything=everything))
        return found

    def ranks(self, query: Query) -> Floats:
        """Return how well each comment fits the words that are asked for (BM25)."""
        found = np.zeros(self._size)
        relative = self.written.length / self.written.length.mean()
        for stem in {stem for word in wanted_of(query) for stem in word.stems}:
            comment, times = self._uses(stem)
            rarity = np.log1p((self._size - comment.size + 0.5) / (comment.size + 0.5))
            weight = _TERM_WEIGHT * (1 - _LENGTH_WEIGHT + _LENGTH_WEIGHT * relative[comment])
            found[comment] += rarity * times * (_TERM_WEIGHT + 1) / (times + weight)
        return found

    def frame(self, rows: Rows, framework: str) -> pd.DataFrame:
        """Return comments in this order, with nothing that says who wrote them.

        ``themes`` are ids of a framework's themes; none without a framework.
        """
        found = self._workspace._frame(
            f"SELECT rowid, text FROM {self._table} WHERE rowid IN (SELECT unnest(?))",
            [rows.tolist()],
        )
        texts = found.set_index("rowid")["text"]
        return pd.DataFrame(
            {
                "comment": self.order[rows],
                "box": [list(BOXES)[i] for i in self.written.box[rows].tolist()],
                "tone": self.written.tone[rows],
                "themes": self._themes(rows, framework),
                "text": texts.reindex(rows).to_numpy(),
            }
        )

    def _themes(self, rows: Rows, framework: str) -> list[tuple[str, ...]]:
        if not framework:
            return [()] * rows.size
        ids = [id_ for id_, _ in self.written.framework(framework).themes]
        bits = self.written.bits[framework][rows].tolist()
        return [tuple(id_ for i, id_ in enumerate(ids) if has >> i & 1) for has in bits]


def _secret(written: Comments) -> int:
    """Return a number that follows from the data and that nobody knows who hasn't got them."""
    return int.from_bytes(sha256(written.person.tobytes() + written.length.tobytes()).digest())
