"""From a way of telling something to the words of each person who tells it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from analysis.demo.audience import Audience
from analysis.demo.identities import Identities
from analysis.demo.situations import COMMENTS
from analysis.demo.tables import Codes
from analysis.survey import InputError

_HOLE = re.compile(r"\{(\w+)\}|\[([^\]]*)\]")
_SENTENCE_END = re.compile(r"(^|[.!?] )$")


@dataclass(frozen=True)
class Slot:
    """A hole that is filled from ``words.toml``, or with something made up."""

    name: str
    capital: bool


@dataclass(frozen=True)
class Telling:
    """A text with holes.

    Attributes
    ----------
    text : str
        In the form of the ``%`` operator: ``%s`` for each hole.
    holes : tuple
        A slot, or the options that one is picked from.
    """

    text: str
    holes: tuple[Slot | tuple[Telling, ...], ...]


@cache
def parse(text: str, capital: bool = True) -> Telling:
    """Return a telling.

    Parameters
    ----------
    text : str
        ``{slot}`` is a hole for words, ``[this|that]`` a choice; an option may have slots.
    capital : bool
        Whether it begins with a capital letter if it begins with a hole.
    """
    literal, after = "", 0
    holes: list[Slot | tuple[Telling, ...]] = []
    before = "" if capital else "x"
    for match in _HOLE.finditer(text):
        between = text[after : match.start()]
        starts = bool(_SENTENCE_END.search(before + between))
        if match[1]:
            holes.append(Slot(match[1], starts))
        else:
            holes.append(tuple(_option(option, starts) for option in match[2].split("|")))
        literal += between.replace("%", "%%") + "%s"
        before, after = "x", match.end()
    literal += text[after:].replace("%", "%%")
    if set("[]{}") & set(literal):
        raise InputError(f"Brackets that do not match: {text}")
    return Telling(literal, tuple(holes))


def _option(text: str, capital: bool) -> Telling:
    return parse(capitalised(text) if capital and text[:1] not in "{" else text, capital)


def capitalised(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def varied(text: str) -> str:
    """Return a telling with choices put for phrases that ``interchangeable.txt`` says may be."""
    options, phrases = _interchangeable()

    def choice(found: re.Match[str]) -> str:
        if found[0] not in options:
            return found[0]
        return f"[{options[found[0]]}]"

    return phrases.sub(choice, text)


@cache
def _interchangeable() -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the choice for each phrase, and a pattern that skips the holes of a telling."""
    lines = (COMMENTS / "interchangeable.txt").read_text(encoding="utf-8").splitlines()
    options = {line.split("|")[0]: line for line in lines}
    for phrase, line in list(options.items()):
        options[capitalised(phrase)] = "|".join(capitalised(word) for word in line.split("|"))
    longest = sorted(options, key=len, reverse=True)
    return options, re.compile(rf"\[[^\]]*\]|\{{\w+\}}|\b(?:{'|'.join(longest)})\b(?!')")


class _Pool:
    """The words for one slot: lists of words, each for some of the people."""

    def __init__(self, rows: Sequence[dict[str, Any]], audience: Audience) -> None:
        self._words = [word for row in rows for word in row["words"]]
        self._capitals = [capitalised(word) for word in self._words]
        self._sizes = np.array([len(row["words"]) for row in rows])
        self._starts = np.cumsum(self._sizes) - self._sizes
        fits = [audience.fits(row.get("needs", ())) for row in rows]
        self._row = np.argmax(fits, axis=0)
        self._named = [row.get("named", ()) for row in rows]
        self._shares = np.array([row.get("named_share", 0.0) for row in rows])

    def fill(self, slot: Slot, persons: Codes, rng: np.random.Generator) -> list[str]:
        rows = self._row[persons]
        picked = self._starts[rows] + (rng.random(len(rows)) * self._sizes[rows]).astype(np.intp)
        words = self._capitals if slot.capital else self._words
        return [words[i] for i in picked.tolist()]

    def named(self, persons: Codes, rng: np.random.Generator) -> list[tuple[int, str]]:
        """Return position and pattern for those who name somebody or something."""
        if not self._shares.any():
            return []
        rows = self._row[persons]
        luck = rng.random(len(rows))
        who = np.flatnonzero(luck < self._shares[rows])
        patterns = [self._named[row] for row in rows[who].tolist()]
        where = luck[who] / self._shares[rows[who]]
        chosen = [p[int(x * len(p))] for p, x in zip(patterns, where.tolist(), strict=True)]
        return list(zip(who.tolist(), chosen, strict=True))


@cache
def _words() -> dict[str, list[dict[str, Any]]]:
    with (COMMENTS / "words.toml").open("rb") as file:
        return tomllib.load(file)


class Wording:
    """Fills the holes of tellings.

    Parameters
    ----------
    audience : Audience
        The people of the piece; words may depend on who someone is.
    identities : Identities
        Where names and numbers come from.
    rng : Generator
        Where chance comes from.
    """

    def __init__(
        self, audience: Audience, identities: Identities, rng: np.random.Generator
    ) -> None:
        self._audience = audience
        self._identities = identities
        self._rng = rng
        self._pools: dict[str, _Pool] = {}

    def told(self, telling: Telling, persons: Codes) -> list[str]:
        """Return the telling as each of these people puts it.

        Parameters
        ----------
        telling : Telling
            What is told.
        persons : ndarray of int
            Who tells it, by position in the piece.

        Raises
        ------
        InputError
            If a slot is not in ``words.toml``.
        """
        columns = [self._filled(hole, persons) for hole in telling.holes]
        if not columns:
            return [telling.text % ()] * len(persons)
        return list(map(telling.text.__mod__, zip(*columns, strict=True)))

    def _filled(self, hole: Slot | tuple[Telling, ...], persons: Codes) -> list[str]:
        if isinstance(hole, Slot):
            return self._worded(hole, persons)
        picked = self._rng.integers(len(hole), size=len(persons))
        words = [option.text.replace("%%", "%") for option in hole]
        filled = [words[i] for i in picked.tolist()]
        for i, option in enumerate(hole):
            if option.holes:
                who = np.flatnonzero(picked == i)
                told = self.told(option, persons[who])
                for position, text in zip(who.tolist(), told, strict=True):
                    filled[position] = text
        return filled

    def _worded(self, slot: Slot, persons: Codes) -> list[str]:
        if self._identities.makes(slot.name):
            return [self._identities.made(slot.name) for _ in range(len(persons))]
        if slot.name not in _words():
            raise InputError(f"There are no words for {{{slot.name}}}.")
        if slot.name not in self._pools:
            self._pools[slot.name] = _Pool(_words()[slot.name], self._audience)
        pool = self._pools[slot.name]
        filled = pool.fill(slot, persons, self._rng)
        for position, pattern in pool.named(persons, self._rng):
            text = capitalised(pattern) if slot.capital else pattern
            filled[position] = self._identities.expanded(text)
        return filled
