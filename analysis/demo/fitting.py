"""Move the coefficients until the generated survey agrees with published results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from analysis.demo.coefficients import Coefficients, groups
from analysis.demo.generator import Factory, Order, Piece
from analysis.demo.people import TRUSTS
from analysis.demo.routes import Routes
from analysis.demo.tables import QUESTIONS, YEARS, Codes, Floats, read_table
from analysis.survey import dimension, question, questions

FITTED = ("tumour", "sex", "deprivation")
RATING = np.array([q.is_rating for q in questions()])
RATING_PER_LOGIT = 0.63
"""Points of the overall rating in one unit of log odds, near its average."""

_FEWEST_IN_TUMOUR = 500
_FEWEST_IN_TRUST = 21
_CLOSE_ENOUGH = {"all": 0.3, "year": 0.3, "tumour": 1.2, "sex": 0.5, "deprivation": 0.5}
"""Points within which a generated score is left alone; a tenth of that for the rating."""


@dataclass(frozen=True)
class Targets:
    """Published results; percentages, and 0-10 for the rating.

    Attributes
    ----------
    scores, answers : dict of str to ndarray, shape (groups, questions)
        Dimension -> score and number of answers; missing where none is published. A question
        that can't be compared with 2015 has the score of 2016 there.
    spread : ndarray, shape (questions,)
        Standard deviation of the scores of trusts.
    """

    scores: dict[str, Floats]
    answers: dict[str, Floats]
    spread: Floats

    @classmethod
    def read(cls) -> Targets:
        """Return what ``targets.csv`` says."""
        table = read_table("targets", dtype={"group": str})
        table.loc[table["year"] != YEARS[-1], "dimension"] = "year"
        past = table["dimension"] == "year"
        table.loc[past, "group"] = table.loc[past, "year"].astype(str)
        scores: dict[str, Floats] = {}
        answers: dict[str, Floats] = {}
        for name in ("all", "year", *FITTED):
            rows = table[table["dimension"] == name]
            for into, column in ((scores, "score"), (answers, "n")):
                wide = rows.pivot(index="group", columns="question", values=column)
                wide = wide.reindex(index=list(groups(name)), columns=list(QUESTIONS))
                into[name] = wide.to_numpy(float)
        first, *later = scores["year"]
        scores["year"] = np.vstack([np.where(np.isnan(first), later[0], first), *later])
        spread = table[table["dimension"] == "trust"].set_index("question")["score"]
        return cls(scores, answers, spread[list(QUESTIONS)].to_numpy(float))


class Tally:
    """Scores and numbers of answers in generated pieces, by group.

    Attributes
    ----------
    n, total : dict of str to ndarray, shape (groups, questions)
        Dimension -> number of answers that count, and the sum of what they count for: 100 for
        a positive one, 0 to 10 for the rating. ``"year"`` has every year, the others 2018.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        names = ("year", *FITTED)
        self.n = {name: np.zeros((len(groups(name)), len(QUESTIONS))) for name in names}
        self.total = {name: np.zeros((len(groups(name)), len(QUESTIONS))) for name in names}
        for piece in pieces:
            self._add(piece)
        self.n["all"], self.total["all"] = self.n["year"][-1:], self.total["year"][-1:]

    def score(self, name: str) -> Floats:
        """Return the scores of a dimension's groups."""
        return self.total[name] / np.maximum(self.n[name], 1)

    def _add(self, piece: Piece) -> None:
        people = piece.respondents
        year = YEARS.index(people.year)
        for i, code in enumerate(QUESTIONS):
            counts, value = worth(piece, code)
            self.n["year"][year, i] += counts.sum()
            self.total["year"][year, i] += value.sum()
            if people.year != YEARS[-1]:
                continue
            for name in FITTED:
                member, size = people.codes[name][counts], len(groups(name))
                self.n[name][:, i] += np.bincount(member, minlength=size)
                self.total[name][:, i] += np.bincount(member, value, minlength=size)


def worth(piece: Piece, code: str) -> tuple[NDArray[np.bool_], Floats]:
    """Return whose answer to a question counts, and what each of those counts for."""
    asked = question(code)
    answers = piece.answers[code]
    positive = len(asked.codes("positive"))
    counts = answers - np.uint8(1) < positive + len(asked.codes("negative"))
    value: Floats = (
        answers[counts] - 1.0 if asked.is_rating else 100.0 * (answers[counts] <= positive)
    )
    return counts, value


def fit(
    coefficients: Coefficients,
    routes: Routes,
    orders: Sequence[Order],
    targets: Targets,
    *,
    rounds: int,
    exactly: bool,
) -> None:
    """Change the coefficients in place, round by round.

    Parameters
    ----------
    coefficients, routes : Coefficients, Routes
        Where to start from.
    orders : sequence of Order
        The survey to compare with what is published.
    targets : Targets
        What is published.
    rounds : int
        How often to generate and correct.
    exactly : bool
        Chase every published score; otherwise leave alone what is close enough, and bring the
        spread between trusts into line as well.
    """
    for _ in range(rounds):
        factory = Factory(coefficients, routes)
        pieces = [factory.make(order) for order in orders]
        tally = Tally(pieces)
        for name in ("all", *FITTED):
            coefficients.effects[name] += _change(tally, targets, name, exactly=exactly)
        since = _change(tally, targets, "year", exactly=exactly)
        coefficients.effects["year"] += since - _change(tally, targets, "all", exactly=exactly)
        coefficients.effects["year"][-1] = 0
        _refer(coefficients)
        if not exactly:
            last = [piece for piece in pieces if piece.respondents.year == YEARS[-1]]
            _spread(coefficients, last, targets)


def _change(tally: Tally, targets: Targets, name: str, *, exactly: bool) -> Floats:
    """Return how far the effects of a dimension should move, by its groups."""
    wanted, found, n = targets.scores[name], tally.score(name), tally.n[name]
    if name in FITTED:
        wanted = wanted + (targets.scores["all"] - _mean(wanted, n))
    gap = np.nan_to_num(np.where(n > 0, wanted - found, 0))
    if not exactly:
        close = np.where(RATING, 0.1, 1) * _CLOSE_ENOUGH[name]
        gap = np.sign(gap) * np.maximum(np.abs(gap) - close, 0)
        if name == "tumour":
            gap[n < _FEWEST_IN_TUMOUR] = 0
    if name in FITTED:
        gap = gap - _mean(gap, n)
    change = gap / RATING_PER_LOGIT
    percent = np.clip(found[:, ~RATING] / 100, 0.005, 0.995)
    aim = np.clip(percent + gap[:, ~RATING] / 100, 0.005, 0.995)
    change[:, ~RATING] = logit(aim) - logit(percent)
    return change


def _refer(coefficients: Coefficients) -> None:
    """Measure effects from each dimension's reference group again."""
    for name in FITTED:
        effects = coefficients.effects[name]
        reference = effects[groups(name).index(dimension(name).reference)].copy()
        effects -= reference
        coefficients.effects["all"] += reference


def _mean(values: Floats, n: Floats) -> Floats:
    """Return the mean over groups, by their numbers of answers."""
    known = np.where(np.isnan(values), 0, n)
    mean: Floats = (np.nan_to_num(values) * known).sum(axis=0) / known.sum(axis=0)
    return mean


def _spread(coefficients: Coefficients, pieces: Sequence[Piece], targets: Targets) -> None:
    """Scale the trusts' effects so that their scores differ as much as the published ones."""
    for i, code in enumerate(QUESTIONS):
        found, noise = spread_of_trusts(pieces, code)
        signal = max(found**2 - noise**2, (0.2 * found) ** 2)
        wanted = max(targets.spread[i] ** 2 - noise**2, (0.1 * targets.spread[i]) ** 2)
        coefficients.trust[:, i] *= np.clip(np.sqrt(wanted / signal), 0.6, 1.6)


def spread_of_trusts(pieces: Sequence[Piece], code: str) -> tuple[float, float]:
    """Return the spread of trusts' scores after allowing for who their patients are.

    Returns
    -------
    (float, float)
        Standard deviation of adjusted scores of trusts with more than 20 answers, and how
        large it would be by chance alone; in points.
    """
    parts = [(piece.respondents.codes, *worth(piece, code)) for piece in pieces]
    trust = np.concatenate([codes["trust"][counts] for codes, counts, _ in parts])
    mix = np.concatenate([_mix(codes)[counts] for codes, counts, _ in parts])
    value = np.concatenate([value for _, _, value in parts])
    left = value - mix @ np.linalg.lstsq(mix.T @ mix, mix.T @ value, rcond=None)[0]
    n = np.bincount(trust, minlength=len(TRUSTS))
    enough = n >= _FEWEST_IN_TRUST
    mean = np.bincount(trust, left, minlength=len(TRUSTS))[enough] / n[enough]
    return float(mean.std(ddof=1)), float(np.sqrt(np.mean(left.var() / n[enough])))


def _mix(codes: dict[str, Codes]) -> Floats:
    names = ("tumour", "sex", "deprivation", "age", "ethnicity")
    return np.hstack([np.eye(len(groups(n)), dtype=np.float32)[codes[n]] for n in names])
