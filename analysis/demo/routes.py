"""Who is asked which question, and who of them gives an answer that counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from analysis.demo.people import People
from analysis.demo.tables import QUESTIONS, TUMOURS, Floats, read_table
from analysis.survey import Question

LEFT_BLANK = 0

_MOST_BLANK = 0.02
"""Share left blank where the questionnaire offers a way to say "not applicable"."""

TRAITS = {
    "test": (0.2, 0.2),
    "operation": (0.8, 0.0),
    "inpatient": (0.8, 0.2),
    "outpatient": (0.0, 0.7),
    "radiotherapy": (-0.1, 0.4),
    "chemotherapy": (-0.1, 0.7),
}
"""How strongly each route goes with surgery and with drug or radiation treatment."""


@dataclass(frozen=True)
class Routes:
    """How many are asked each question and how many of their answers count.

    Attributes
    ----------
    asked : dict of str to ndarray
        Route -> share of each tumour group that is on it.
    counted : dict of str to ndarray
        Question -> share of each tumour group's answers that count for the score, of those asked.
    """

    asked: dict[str, Floats]
    counted: dict[str, Floats]

    @classmethod
    def read(cls) -> Routes:
        """Return what ``routes.csv`` and ``bases.csv`` say."""
        routes = read_table("routes").set_index("route")[list(TUMOURS)] / 100
        bases = read_table("bases").set_index("question")[list(TUMOURS)] / 100
        return cls(
            {route: routes.loc[route].to_numpy(float) for route in TRAITS},
            {code: bases.loc[code].to_numpy(float) for code in QUESTIONS},
        )

    def taken(self, people: People, rng: np.random.Generator) -> dict[str, NDArray[np.bool_]]:
        """Return for each route but ``"everyone"`` and ``"nurse"`` who is on it."""
        surgery, treatment = rng.standard_normal((2, len(people)), dtype=np.float32)
        tumour = people.codes["tumour"]
        taken = {}
        for route, (cut, drug) in TRAITS.items():
            own = rng.standard_normal(len(people), dtype=np.float32)
            own *= np.sqrt(1 - cut**2 - drug**2)
            own += cut * surgery + drug * treatment
            taken[route] = own < ndtri(self.asked[route]).astype(np.float32)[tumour]
        return taken

    def leave_out(
        self,
        question: Question,
        codes: NDArray[np.uint8],
        people: People,
        splits: Floats,
        rng: np.random.Generator,
    ) -> None:
        """Overwrite answers with blanks and with the options that do not count.

        Parameters
        ----------
        question : Question
            The question.
        codes : ndarray of uint8
            Everyone's answer, changed in place.
        people : People
            Who they are.
        splits : ndarray
            How the answers that do not count divide over the question's options for that.
        rng : Generator
            Where chance comes from.
        """
        rest = 1 - self.counted[question.code]
        blank = np.minimum(_MOST_BLANK, rest / 2) if len(splits) else rest
        tumour = people.codes["tumour"]
        luck = rng.random(len(people), dtype=np.float32)
        until = blank.astype(np.float32)[tumour] * people.blanks
        if len(splits):
            ends = np.cumsum(splits) / splits.sum()
            width = (rest - blank).astype(np.float32)[tumour]
            out = np.flatnonzero(luck < until + width)
            where = (luck[out] - until[out]) / width[out]
            first = question.codes("excluded")[0]
            codes[out] = first + np.searchsorted(ends[:-1], where)
        codes[luck < until] = LEFT_BLANK
