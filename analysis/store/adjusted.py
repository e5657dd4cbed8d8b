"""Scores adjusted for case mix, through the gate: what it hides has no adjusted number either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.statistics.casemix import standardise_places
from analysis.statistics.marginal import MarginallyStandardised, standardise_groups
from analysis.statistics.pattern import Patterns, gather
from analysis.statistics.regression import Regression, linear, logistic
from analysis.store import gate
from analysis.store.axis import ALL
from analysis.store.comments import answering
from analysis.store.gate import Policy, Released
from analysis.store.respondents import Respondents, Rows, taken, worth_of
from analysis.store.workspace import Workspace
from analysis.survey import NOT_GIVEN, OTHERS, Population, Question, dimension

CASE_MIX = ("age", "sex", "ethnicity", "deprivation", "tumour")
"""Breakdowns that scores are adjusted for."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Fit:
    """A regression of the answers to one question on what people are.

    Attributes
    ----------
    variables : tuple of str
        Breakdowns in the regression, in the order of the patterns' columns.
    patterns, regression
        Everybody who answered, and the fit.
    answers : ndarray, shape (people who answered,)
        1 or 0, or 0-10.
    rows : ndarray of int
        Positions of those people in the dataset.
    weights : ndarray or None
        Their weights.
    """

    variables: tuple[str, ...]
    patterns: Patterns
    regression: Regression
    answers: Floats
    rows: Rows
    weights: Floats | None

    def size(self, variable: int) -> Floats:
        """Return the people (or weights) in each level of a variable."""
        levels = self.patterns.levels[variable]
        return np.bincount(
            self.patterns.codes[:, variable], self.patterns.weight, minlength=levels
        ).astype(np.float64)


def _bounds(question: Question) -> tuple[float, float]:
    return (0.0, 10.0 if question.is_rating else 1.0)


def _fit(
    people: Respondents, rows: Rows | None, question: Question, variables: Sequence[str]
) -> _Fit:
    counts, worth = worth_of(question)
    level = people.answer(question, rows)
    used = np.append(counts, 0.0)[level] > 0
    if people.weight is not None:
        used &= taken(people.weight, rows) > 0
    kept = np.flatnonzero(used) if rows is None else rows[used]
    answers = np.append(worth, 0.0)[level[used]]
    weights = None if people.weight is None else people.weight[kept]
    patterns = gather(
        [people.columns[name][kept] for name in variables],
        [len(people.axes[name].keys) for name in variables],
        answers,
        weights,
    )
    regression = (linear if question.is_rating else logistic)(patterns)
    return _Fit(tuple(variables), patterns, regression, answers, kept, weights)


def variables(by: str, within: str | None = None) -> tuple[str, ...]:
    """Return what is in the regression for a breakdown: a finer list takes its parent's place.

    Parameters
    ----------
    by : str
        Id of a dimension.
    within : str, optional
        A level of place.

    Returns
    -------
    tuple of str
        Ids of dimensions, `by` among them, and the level of place last.

    Raises
    ------
    UnknownChoice
        If the dimension does not exist.
    """
    parent = dimension(by).parent
    mix = tuple(by if name == parent else name for name in CASE_MIX)
    return (*mix, *(() if by in mix else (by,)), *((within,) if within else ()))


def _contrast(sizes: Floats, group: int, reference: int | None, known: NDArray[np.bool_]) -> Floats:
    """Return what to multiply the groups' means by: the group minus the reference, or others."""
    contrast = np.zeros(sizes.size)
    contrast[group] = 1.0
    if reference is not None:
        contrast[reference] -= 1.0
        return contrast
    others = np.where(known, sizes, 0.0)
    others[group] = 0.0
    return contrast - others / others.sum() if others.any() else np.full(sizes.size, np.nan)


def _difference(
    made: MarginallyStandardised, sizes: Floats, group: int, reference: int | None
) -> tuple[float, float]:
    """Return the group's adjusted difference and its standard error; NaN if not known."""
    known = np.isfinite(made.mean)
    if group == reference or not known[group] or (reference is not None and not known[reference]):
        return float("nan"), float("nan")
    contrast = _contrast(sizes, group, reference, known)
    mean, covariance = np.where(known, made.mean, 0.0), np.nan_to_num(made.covariance)
    variance = float(contrast @ covariance @ contrast)
    return float(contrast @ mean), float(np.sqrt(max(variance, 0.0)))


def _rows_of(
    fit: _Fit, question: Question, by: str, keys: Sequence[str], reference: str
) -> Iterable[dict[str, object]]:
    variable = fit.variables.index(by)
    made = standardise_groups(fit.patterns, fit.regression, variable, bounds=_bounds(question))
    sizes = fit.size(variable)
    against = None if reference == OTHERS.id else keys.index(reference)
    for i, key in enumerate(keys):
        value, error = _difference(made, sizes, i, against)
        compared = key != NOT_GIVEN.id
        yield {
            "question": question.code,
            "breakdown": by,
            "group": key,
            "adjusted": made.mean[i],
            "adjusted_se": np.sqrt(made.covariance[i, i]),
            "difference": value if compared else np.nan,
            "difference_se": error if compared else np.nan,
            "why": made.why[i],
        }


def _merged(released: Released, found: pd.DataFrame, on: list[str]) -> Released:
    """Return the released cells with what was found about them, but for those that are hidden."""
    numbers = [str(c) for c in found if c not in on and c != "why"]
    frame = released.frame.merge(found, on=on, how="left", validate="one_to_one")
    frame[numbers] = frame[numbers].astype(float).where(~frame["hidden"])
    if "why" in frame:
        frame["why"] = frame["why"].where(~frame["hidden"]).fillna("")
    return Released(frame, released.policy)


def _without_hidden_references(released: Released, references: dict[str, str]) -> Released:
    """Return the cells without differences from a reference that is hidden itself.

    Everyone else counts as hidden where the total is.
    """
    frame = released.frame
    cells = {by: ALL if key == OTHERS.id else key for by, key in references.items()}
    is_reference = frame["group"] == frame["breakdown"].map(cells)
    hidden = frame[is_reference & frame["hidden"]][["question", "breakdown"]]
    keys = pd.MultiIndex.from_frame(frame[["question", "breakdown"]])
    exposed = keys.isin(pd.MultiIndex.from_frame(hidden))
    differences = ["difference", "difference_se"]
    return Released(
        frame.assign(**{c: frame[c].where(~exposed) for c in differences}), released.policy
    )


def groups(
    workspace: Workspace,
    population: Population,
    questions: Sequence[Question],
    references: dict[str, str],
    *,
    within: str | None = None,
    policy: Policy | None = None,
) -> Released:
    """Return scores of groups as if all had the same case mix.

    Parameters
    ----------
    workspace, population, questions, policy
        As for `gate.sheet`.
    references : dict of str to str
        Dimension id -> id of the group to compare with, or "others" for everyone else in the
        population (the other groups' adjusted scores, weighted by their size).
    within : str, optional
        A level of place to adjust for as well, e.g. "trust": groups are then compared within the
        same trust.

    Returns
    -------
    Released
        As from `gate.sheet`, with ``adjusted`` (0-1, or 0-10), ``adjusted_se``, ``difference``
        (adjusted score minus the reference's) and ``difference_se``. Missing for hidden groups,
        totals, where nothing could be adjusted (``why`` says why in a sentence, and is empty
        elsewhere and for hidden groups), and differences for the reference itself, from a hidden
        reference and for "Not given".

    Raises
    ------
    UnknownChoice
        If the dataset or a dimension does not exist.

    Notes
    -----
    Marginal standardisation (`analysis.statistics.marginal`) on a regression on `CASE_MIX` and the
    dimension itself.
    """
    released = gate.sheet(workspace, population, questions, list(references), policy=policy)
    people = answering(workspace, population.dataset, questions)
    rows = people.rows(population)
    found: list[dict[str, object]] = []
    for question in questions:
        fits: dict[tuple[str, ...], _Fit] = {}
        for by, reference in references.items():
            names = variables(by, within)
            if names not in fits:
                fits[names] = _fit(people, rows, question, names)
            keys = people.axes[by].keys
            found += _rows_of(fits[names], question, by, keys, reference)
    merged = _merged(released, pd.DataFrame(found), ["question", "breakdown", "group"])
    return _without_hidden_references(merged, references)


def places(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: str,
    *,
    policy: Policy | None = None,
) -> Released:
    """Return scores of places as if all had treated the same case mix.

    Parameters
    ----------
    workspace, population, policy
        As for `gate.scores`.
    question : Question
        The question.
    level : str
        The level of place.

    Returns
    -------
    Released
        As from `gate.scores` by that level, with ``adjusted`` (the population's score plus
        observed minus expected; 0-1, or 0-10) and ``expected`` (the score expected of the place's
        own people). Missing where hidden, and everywhere if nothing could be adjusted.

    Notes
    -----
    Indirect standardisation (`analysis.statistics.casemix`) on a regression on `CASE_MIX`.
    """
    released = gate.scores(workspace, population, [question], [level], policy=policy)
    people = answering(workspace, population.dataset, [question])
    fit = _fit(people, people.rows(population), question, CASE_MIX)
    keys = people.axes[level].keys
    made = standardise_places(
        fit.patterns,
        fit.regression,
        fit.answers,
        people.columns[level][fit.rows],
        len(keys),
        weights=fit.weights,
        bounds=_bounds(question),
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = made.expected / made.n
    found = pd.DataFrame({level: keys, "adjusted": made.adjusted, "expected": expected})
    return _merged(released, found, [level])


__all__ = ["ALL", "CASE_MIX", "groups", "places"]
