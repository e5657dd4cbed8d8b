"""Situations by what they are used for, and the words that come of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.demo.audience import Audience
from analysis.demo.outlines import Outline
from analysis.demo.situations import TONES, Situation, themes
from analysis.demo.tables import Codes
from analysis.demo.wording import Wording, parse, varied


class Storybook:
    """Some situations, by cell: by their role and tone.

    Parameters
    ----------
    situations : sequence of Situation
        What may be told.

    Attributes
    ----------
    cells : dict of str to int
        ``"<role> <tone>"`` -> its position.
    """

    def __init__(self, situations: Sequence[Situation]) -> None:
        names = {tone: name for name, tone in TONES.items()}
        self._situations = situations
        self._tone = np.array([s.tone for s in situations], dtype=np.int8)
        self._members: dict[str, list[int]] = {}
        for i, situation in enumerate(situations):
            cell = f"{situation.role} {names[situation.tone]}"
            self._members.setdefault(cell, []).append(i)
        self.cells = {cell: i for i, cell in enumerate(self._members)}

    def picked(
        self, cells: Codes, writers: Codes, audience: Audience, rng: np.random.Generator
    ) -> Codes:
        """Return the situation of each part: one of its cell that fits who writes.

        Parameters
        ----------
        cells, writers : ndarray of int, shape (parts,)
            The cell of each part, and who writes it by position in the piece.
        audience : Audience
            The people of the piece.
        rng : Generator
            Where chance comes from.
        """
        picked = np.empty(len(cells), dtype=np.intp)
        members = list(self._members.values())
        for where, cell in _groups(cells):
            needs = [self._situations[i].needs for i in members[cell]]
            fits = np.stack([audience.fits(need)[writers[where]] for need in needs], axis=1)
            luck = rng.random(fits.shape, dtype=np.float32) + fits
            picked[where] = np.array(members[cell])[np.argmax(luck, axis=1)]
        return picked

    def told(
        self, picked: Codes, writers: Codes, wording: Wording, rng: np.random.Generator
    ) -> list[str]:
        """Return the words of each part, given its situation and who writes it."""
        texts = [""] * len(picked)
        for where, i in _groups(picked):
            tellings = self._situations[i].tellings
            way = rng.integers(len(tellings), size=len(where))
            for k, telling in enumerate(tellings):
                here = where[way == k]
                told = wording.told(parse(varied(telling)), writers[here])
                for position, text in zip(here.tolist(), told, strict=True):
                    texts[position] = text
        return texts

    def tones(self, outline: Outline, picked: Codes) -> NDArray[np.int8]:
        """Return the tone of each comment: 1 praise only, -1 criticism only, else 0.

        What stands around a comment does not count; short comments do.
        """
        counts = [bool(s.themes) or s.role.startswith("short") for s in self._situations]
        tone = np.where(counts, self._tone, 0)[picked]
        good, bad = np.zeros((2, len(outline.box)), dtype=np.int8)
        good[outline.comment[tone > 0]] = 1
        bad[outline.comment[tone < 0]] = 1
        return good - bad

    def mentions(self, outline: Outline, picked: Codes) -> pd.DataFrame:
        """Return a row for each theme of each thing said, as `Written` has them."""
        about = pd.DataFrame(
            [
                (i, themes().index(theme), nth == 0)
                for i, situation in enumerate(self._situations)
                for nth, theme in enumerate(situation.themes)
            ],
            columns=["situation", "theme", "chief"],
        )
        parts = pd.DataFrame({"comment": outline.comment, "situation": picked})
        rows = parts.merge(about, on="situation")
        situation = rows["situation"].to_numpy()
        return pd.DataFrame(
            {
                "comment": rows["comment"],
                "theme": _named(rows["theme"].to_numpy(), themes()),
                "tone": self._tone[situation],
                "situation": _named(situation, [s.id for s in self._situations]),
                "chief": rows["chief"],
                "held_out": np.array([s.held_out for s in self._situations])[situation],
            }
        )


def _named(codes: NDArray[np.intp], names: Sequence[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(codes, categories=pd.Index(names))


def _groups(codes: Codes) -> Iterator[tuple[Codes, int]]:
    """Return for each code in use where it is used."""
    order = np.argsort(codes, kind="stable")
    used, starts = np.unique(codes[order], return_index=True)
    yield from zip(np.split(order, starts[1:]), used.tolist(), strict=True)
