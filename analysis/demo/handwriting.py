"""How people write: their spelling, punctuation and capitals."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
from numpy.typing import NDArray

from analysis.demo.people import People
from analysis.demo.tables import Codes, Floats, read_table

SHARES = {
    "shorthand": 0.02,
    "misspelt": 0.13,
    "mistyped": 0.07,
    "apostrophes": 0.08,
    "exclaiming": 0.06,
    "unpunctuated": 0.08,
    "dots": 0.03,
    "unfinished": 0.2,
    "lower": 0.05,
    "capitals": 0.035,
}
"""Share of people with each habit: words cut short; words misspelt; letters swapped or lost;
apostrophes left out; exclamation marks; no commas and full stops at all; dots for full stops;
no last full stop; no capitals; all capitals."""

_YOUNG, _YOUNG_SHORTHAND = 3, 0.15
"""Position of the first age group that is not young, and share of the young who cut words short."""

_MISSPELT, _SLIPS = 0.7, 0.04
"""Of the words that people misspell, the share that come out wrong; slips a word of a text."""

_ENDS = ("", ".", ",", "!", "?")


def _pairs(name: str) -> dict[str, str]:
    """Return what stands for each word, with a capital and before a stop too."""
    table = read_table(f"comments/{name}", dtype=str)
    pairs = {}
    for word, other in table.itertuples(index=False, name=None):
        for end in _ENDS:
            pairs[word + end] = other + end
            pairs[word.capitalize() + end] = other.capitalize() + end
    return pairs


class Handwriting:
    """The habits of some people, and texts written by them.

    Parameters
    ----------
    people : People
        Who writes.
    rng : Generator
        Where their habits come from.
    random : Random
        Where single slips come from.
    """

    def __init__(self, people: People, rng: np.random.Generator, random: Random) -> None:
        shares: Floats = np.tile(list(SHARES.values()), (len(people), 1))
        young = people.codes["age"] < _YOUNG
        shares[young, list(SHARES).index("shorthand")] = _YOUNG_SHORTHAND
        self._habits: NDArray[np.bool_] = rng.random(shares.shape) < shares
        self._random = random
        self._misspellings = _pairs("misspellings")
        self._short = _pairs("shorthand")
        self._changes: dict[str, Callable[[str], str]] = {
            "shorthand": self._shortened,
            "misspelt": self._misspelt,
            "mistyped": self._mistyped,
            "apostrophes": lambda text: text.replace("'", ""),
            "dots": lambda text: text.replace(". ", "... "),
            "exclaiming": lambda text: text.replace(". ", "! ").rstrip(".") + "!!",
            "unfinished": lambda text: text.rstrip("."),
            "unpunctuated": _unpunctuated,
            "lower": str.lower,
            "capitals": str.upper,
        }

    def write(self, texts: list[str], persons: Codes) -> None:
        """Change each text, in place, as the person at this position in the piece writes it."""
        for habit, change in zip(SHARES, self._habits.T, strict=True):
            for i in np.flatnonzero(change[persons]).tolist():
                texts[i] = self._changes[habit](texts[i])

    def _shortened(self, text: str) -> str:
        return " ".join([self._short.get(word, word) for word in text.split(" ")])

    def _misspelt(self, text: str) -> str:
        words = text.split(" ")
        for i, word in enumerate(words):
            if word in self._misspellings and self._random.random() < _MISSPELT:
                words[i] = self._misspellings[word]
        return " ".join(words)

    def _mistyped(self, text: str) -> str:
        words = text.split(" ")
        for _ in range(1 + int(len(words) * _SLIPS)):
            i = int(self._random.random() * len(words))
            if len(words[i]) > 4 and words[i].isalpha() and words[i].islower():
                words[i] = self._slip(words[i])
        return " ".join(words)

    def _slip(self, word: str) -> str:
        i = self._random.randrange(1, len(word) - 1)
        swapped = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        return self._random.choice((swapped, word[:i] + word[i + 1 :], word[:i] + word[i - 1 :]))


def _unpunctuated(text: str) -> str:
    return text.replace(". ", " ").replace(", ", " ").rstrip(".")
