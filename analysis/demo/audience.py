"""Whom a situation, or a choice of words, is meant for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.demo.people import People
from analysis.store import NOT_ASKED
from analysis.survey import InputError, dimension, questions

_ASKED_OF = {q.route: q.code for q in reversed(questions()) if q.route != "everyone"}
"""For each route a question that only people on it are asked."""

Flags = NDArray[np.bool_]


class Audience:
    """Some respondents, who can be asked whether a need applies to them.

    Parameters
    ----------
    people : People
        Who they are.
    answers : mapping of str to ndarray
        What they answered, as `Interview.answer` returns it.
    """

    def __init__(self, people: People, answers: Mapping[str, NDArray[np.uint8]]) -> None:
        self._people = people
        self._answers = answers
        self._met: dict[str, Flags] = {}

    def __len__(self) -> int:
        return len(self._people)

    def fits(self, needs: Sequence[str]) -> Flags:
        """Return for everyone whether all these needs are met; no needs fit everyone.

        Parameters
        ----------
        needs : sequence of str
            A route, such as ``"chemotherapy"``, or ``"<column>:<group>,<group>"``.

        Raises
        ------
        InputError
            If there is no such route, column or group.
        """
        fit = np.ones(len(self), dtype=np.bool_)
        for need in needs:
            if need not in self._met:
                self._met[need] = self._meets(need)
            fit &= self._met[need]
        return fit

    def _meets(self, need: str) -> Flags:
        column, _, groups = need.partition(":")
        if not groups:
            return self._took(need)
        ids = dimension(column.replace("_", "-")).ids
        unknown = set(groups.split(",")) - set(ids)
        if unknown:
            raise InputError(f"{column} has no group {', '.join(sorted(unknown))}.")
        wanted = [ids.index(group) for group in groups.split(",")]
        return np.isin(self._people.codes[column], wanted)

    def _took(self, route: str) -> Flags:
        if route not in _ASKED_OF:
            raise InputError(f"No route is called {route!r}: there are {', '.join(_ASKED_OF)}.")
        asked: Flags = self._answers[_ASKED_OF[route]] != NOT_ASKED
        return asked
