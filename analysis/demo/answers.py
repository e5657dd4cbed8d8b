"""What people answer."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtri

from analysis.demo.coefficients import Coefficients, Equation
from analysis.demo.people import People
from analysis.demo.routes import Routes
from analysis.demo.tables import YEARS, Floats, read_table
from analysis.store import NOT_ASKED
from analysis.survey import Question, questions

_OWN_SHARE, _SECTION_SHARE = 0.3, 0.12
"""Shares of the variance of an answer that belong to the person, and to the person's
experience of one section of the questionnaire. What is left is that question's alone."""

DEVIATION_PER_LOGIT = np.sqrt(3) / np.pi
"""Standard normal deviations in one unit of log odds."""

_STEPS, _REACH = 512, 12
_PROBIT = ndtri(expit(np.arange(-_REACH * _STEPS, _REACH * _STEPS + 1) / _STEPS)).astype(np.float32)
"""Normal deviate of the probability with each log odds, in steps of 1/512."""


def probit(log_odds: Floats) -> Floats:
    """Return the normal deviates of the probabilities with these log odds."""
    steps = np.clip(log_odds * _STEPS + _REACH * _STEPS, 0, len(_PROBIT) - 1)
    return np.take(_PROBIT, steps.astype(np.int32))


class Ladder:
    """The options of a question that count, from best to worst, as cuts in a normal scale.

    Parameters
    ----------
    question : Question
        The question.
    chance : float
        Share of positive answers at which the options divide as ``options.csv`` says.
    """

    def __init__(self, question: Question, chance: float) -> None:
        row = _options()[question.code]
        self._rating = question.is_rating
        positive = _numbers(row["positive"])
        self.excluded = _numbers(row["excluded"])
        if self._rating:
            self._cuts = ndtri(np.cumsum(positive[::-1])[:-1] / positive.sum())
            return
        negative = _numbers(row["negative"])
        shares = np.concatenate(
            [chance * positive / positive.sum(), (1 - chance) * negative / negative.sum()]
        )
        self._cuts = ndtri(np.cumsum(shares)[:-1]) - ndtri(chance)

    def codes(self, propensity: Floats, deviate: Floats) -> NDArray[np.uint8]:
        """Return the option codes of people with these propensities and normal deviates."""
        if self._rating:
            distance = deviate - propensity * np.float32(DEVIATION_PER_LOGIT)
            worse = np.searchsorted(self._cuts.astype(np.float32), distance)
            return (len(self._cuts) + 1 - worse).astype(np.uint8)
        distance = deviate - probit(propensity)
        codes = np.ones(len(deviate), dtype=np.uint8)
        for cut in self._cuts.tolist():
            codes += distance > cut
        return codes


@cache
def _options() -> dict[str, dict[Hashable, str]]:
    rows = read_table("options", dtype=str).fillna("").to_dict("records")
    return {row["question"]: row for row in rows}


def _numbers(words: str) -> Floats:
    return np.array([float(word) for word in words.split()])


def _normal(rng: np.random.Generator, number: int, variance: float) -> Floats:
    return rng.standard_normal(number, dtype=np.float32) * np.float32(np.sqrt(variance))


class Interview:
    """Draws answers.

    Parameters
    ----------
    coefficients : Coefficients
        How likely each answer is.
    routes : Routes
        Who is asked what.
    """

    def __init__(self, coefficients: Coefficients, routes: Routes) -> None:
        self._equations = {year: coefficients.for_year(year) for year in YEARS}
        self._routes = routes
        scores = read_table("targets").query("dimension == 'all' and year == 2018")
        chance = scores.set_index("question")["score"] / 100
        self._ladders = {q.code: Ladder(q, chance[q.code]) for q in questions()}

    def answer(self, people: People, rng: np.random.Generator) -> dict[str, NDArray[np.uint8]]:
        """Return everyone's option code for every question.

        0 means that the question was left blank, 255 that it was not asked. One person's
        answers go together: they share a normal deviate, more so within a section.
        """
        equation = self._equations[people.year]
        cells = Equation.cells(people)
        taken = self._routes.taken(people, rng)
        own = _normal(rng, len(people), _OWN_SHARE)
        answers: dict[str, NDArray[np.uint8]] = {}
        section = ""
        for number, asked in enumerate(questions()):
            if asked.section != section:
                section = asked.section
                shared = own + _normal(rng, len(people), _SECTION_SHARE)
            deviate = shared + _normal(rng, len(people), 1 - _OWN_SHARE - _SECTION_SHARE)
            ladder = self._ladders[asked.code]
            codes = ladder.codes(equation.propensity(number, cells), deviate)
            self._routes.leave_out(asked, codes, people, ladder.excluded, rng)
            if asked.route != "everyone":
                codes[~taken[asked.route]] = NOT_ASKED
            if asked.code == "Q17":
                taken["nurse"] = codes == 1
            answers[asked.code] = codes
        return answers
