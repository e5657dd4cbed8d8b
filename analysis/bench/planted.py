"""What was planted in a demonstration survey, as a search for the worst-off groups measures it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, ndtri

from analysis.demo.answers import Ladder
from analysis.demo.coefficients import Coefficients, Equation
from analysis.demo.generator import Factory, orders
from analysis.demo.routes import Routes
from analysis.statistics.stratified import expected
from analysis.store.combinations import ALIKE
from analysis.survey import Question, dimension, dimensions, questions

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

SEARCHED = tuple(d for d in dimensions() if d.parent is None and d.id not in ALIKE)
"""The characteristics in which people are compared: not those that they are alike in."""

_DEVIATES = ndtri((np.arange(48) + 0.5) / 48)


@dataclass(frozen=True)
class Survey:
    """A demonstration survey, and how likely everybody was to answer well.

    Attributes
    ----------
    people : DataFrame
        Respondents and their answers, as `analysis.store.Builder` takes them.
    propensity : ndarray, shape (respondents, questions)
        Log odds of a positive answer; for the rating on the scale that its answers cut.
    """

    people: pd.DataFrame
    propensity: NDArray[np.float32]

    @classmethod
    def make(cls, respondents: int, seed: int) -> Survey:
        """Return the survey with this many respondents and this seed."""
        coefficients = Coefficients.read()
        factory = Factory(coefficients, Routes.read())
        frames, propensities = [], []
        for order in orders(respondents, seed):
            piece = factory.make(order)
            equation, cells = coefficients.for_year(order.year), Equation.cells(piece.respondents)
            numbers = range(len(questions()))
            propensities.append(np.stack([equation.propensity(i, cells) for i in numbers], axis=1))
            frames.append(piece.frames()[0])
        return cls(pd.concat(frames, ignore_index=True), np.concatenate(propensities))

    @property
    def strata(self) -> Codes:
        """Return which trust and kind of cancer each person has, as one number from 0."""
        place, kind = (self.people[name].astype("category").cat.codes for name in ALIKE)
        both = place.to_numpy(np.intp) * 100 + kind.to_numpy(np.intp)
        return np.asarray(np.unique(both, return_inverse=True)[1])

    def shuffled(self, seed: int) -> pd.DataFrame:
        """Return the people with everybody's answers given to somebody of the same stratum."""
        strata, random = self.strata, np.random.default_rng(seed)
        codes = [q.code for q in questions()]
        dealt = self.people.copy()
        order = np.argsort(strata, kind="stable")
        drawn = np.lexsort((random.random(strata.size), strata))
        for code in codes:
            answers = self.people[code].to_numpy()
            given = np.empty_like(answers)
            given[order] = answers[drawn]
            dealt[code] = given
        return dealt

    def planted(self) -> pd.DataFrame:
        """Return how far every group was planted from everyone else of its stratum.

        Returns
        -------
        DataFrame
            One row a question and group of `SEARCHED`: ``question``, ``characteristic``, ``group``,
            ``n`` (answers that count), ``gap`` (in the unit of the score: what the search would
            find if everybody's answer were what it was expected to be), ``error`` (the standard
            error that chance gives it).
        """
        strata = self.strata
        columns = {d.id: _codes(self.people[d.column], d.ids) for d in SEARCHED}
        return pd.DataFrame(
            [
                row
                for number, q in enumerate(questions())
                for row in _of_question(
                    q, self.people[q.code].to_numpy(), self.propensity[:, number], strata, columns
                )
            ]
        )


def _codes(column: pd.Series, groups: tuple[str, ...]) -> Codes:
    """Return the position of each person's group; one more than the last if it is not given."""
    known = column.astype("category").cat.set_categories(list(groups)).cat.codes.to_numpy(np.intp)
    return np.where(known < 0, len(groups), known)


def _moments(question: Question, propensity: NDArray[np.float32]) -> tuple[Floats, Floats]:
    """Return what everybody's answer is expected to be, and its square."""
    if not question.is_rating:
        chance = expit(propensity.astype(np.float64))
        return chance, chance
    ladder, values = Ladder(question, 0.5), [float(o.value or 0) for o in question.options]
    worth = np.zeros(256)
    worth[[o.code for o in question.options]] = values
    first, second = np.zeros((2, propensity.size))
    for deviate in _DEVIATES.tolist():
        drawn = worth[ladder.codes(propensity, np.full(propensity.size, deviate, np.float32))]
        first += drawn / _DEVIATES.size
        second += drawn**2 / _DEVIATES.size
    return first, second


def _of_question(
    question: Question,
    answers: NDArray[np.uint8],
    propensity: NDArray[np.float32],
    strata: Codes,
    columns: dict[str, Codes],
) -> Iterator[dict[str, object]]:
    """Yield the rows of one question."""
    counting = [o.code for o in question.options if question.is_rating or o.polarity != "excluded"]
    used = np.isin(answers, counting)
    where = np.unique(strata[used], return_inverse=True)[1]
    first, second = _moments(question, propensity[used])
    size = np.bincount(where)
    mean = np.bincount(where, first) / size
    spread = np.bincount(where, second) / size - mean**2
    for name, column in columns.items():
        group, ids = column[used], dimension(name).ids
        shape = (size.size, len(ids) + 1)
        inside = np.bincount(where * shape[1] + group, minlength=shape[0] * shape[1])
        inside = inside.reshape(shape)[:, :-1]
        squares = inside**2 / size[:, np.newaxis]
        total = np.bincount(group, first, minlength=shape[1])[:-1]
        chance = expected(
            [
                inside.sum(axis=0),
                mean @ inside,
                spread @ inside,
                spread @ squares,
                squares.sum(axis=0),
            ]
        )
        gap, error = chance.difference(total)
        for i, key in enumerate(ids):
            yield {
                "question": question.code,
                "characteristic": name,
                "group": key,
                "n": int(inside[:, i].sum()),
                "gap": gap[i],
                "error": error[i],
            }
