"""Comments written by hand, for tests that check who may read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from analysis.store import Coded
from analysis.survey.query import Word

CODED = Coded("made", "digest", (("waiting", "Waiting"), ("food", "Food")))
"""A framework whose themes are given by the word "waiting" or "food" in a comment."""


@dataclass
class Diaries:
    """Comments with their words as `Builder.add_comments` takes them; every word is its own stem.

    `pieces` have ``person``, ``box``, ``text`` and ``tone``.
    """

    pieces: Sequence[pd.DataFrame]
    stems: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
        before = 0
        for piece in self.pieces:
            said = [text.split() for text in piece["text"]]
            bits = [sum(1 << i for i, (w, _) in enumerate(CODED.themes) if w in s) for s in said]
            rows = [
                (self._stem(word), before + i, words.count(word))
                for i, words in enumerate(said)
                for word in sorted(set(words))
            ]
            before += len(piece)
            yield (
                piece.assign(made=pd.Series(bits, index=piece.index, dtype="uint64")),
                pd.DataFrame(rows, columns=["stem", "comment", "times"]),
            )

    def _stem(self, word: str) -> int:
        if word not in self.stems:
            self.stems.append(word)
        return self.stems.index(word)


def diary(*entries: tuple[int, str], box: str = "other", tone: int = 0) -> pd.DataFrame:
    """Return comments, each of a person and a text."""
    person, text = zip(*entries, strict=True)
    return pd.DataFrame({"person": person, "box": box, "text": text, "tone": tone})


def word(text: str) -> Word:
    """Return what looks for a word, or for several as a phrase."""
    stems = tuple(text.split())
    return Word(text, stems, r"\W+".join(stems) if len(stems) > 1 else "")
