"""How other answers go with a rating, through the gate: nothing is used that it does not show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.statistics.pattern import Patterns, gather
from analysis.statistics.regression import linear
from analysis.store import gate
from analysis.store.gate import Policy, Released
from analysis.store.pair import Floats, Gap, Sample, gathered, sample_of, varying, why_not, worth
from analysis.store.respondents import respondents
from analysis.store.workspace import Workspace
from analysis.survey import Population, Question

_EITHER = 30


@dataclass(frozen=True)
class Associated:
    """How a rating goes with other answers, among people of two groups.

    Attributes
    ----------
    released : Released
        The groups' scores on every question, as from `gate.sheet`.
    frame : DataFrame
        ``question``, ``association`` (mean answer of people who answered that question positively
        less that of others alike in case mix and group, in the unit of the outcome) and
        ``association_se``. Questions with too few answers are not in it.
    why : str
        Why nothing is: "hidden" or "few"; empty if the outcome has enough answers.
    """

    released: Released
    frame: pd.DataFrame
    why: str


def associations(
    workspace: Workspace,
    population: Population,
    outcome: Question,
    asked: Sequence[Question],
    gap: Gap,
    *,
    policy: Policy | None = None,
    progress: Callable[[float, str], object] | None = None,
) -> Associated:
    """Return how the answers to a question go with those to others, people being alike.

    Parameters
    ----------
    workspace, population, gap, policy
        As for `parts`.
    outcome : Question
        The question whose answers may go with others.
    asked : sequence of Question
        The others: percent questions.
    progress : callable, optional
        Called with the share done (0-1) and the question that comes next.

    Returns
    -------
    Associated
        For questions on which both groups are shown with at least `FEWEST` answers, and to which
        at least 30 people of both together gave either kind of answer.

    Raises
    ------
    UnknownChoice
        If the dataset or the dimension does not exist.

    Notes
    -----
    The coefficient of a positive answer in a linear regression of the outcome on it, the group and
    the case mix (trust left out), among people of both groups who answered both questions, with
    its robust standard error.
    """
    released = gate.sheet(workspace, population, [outcome, *asked], [gap.by], policy=policy)
    people = respondents(workspace, population.dataset)
    found = []
    why = why_not(released, outcome, gap)
    if not why:
        sample = sample_of(people, population, outcome, gap)
        mix = varying(people, population, sample, gap, released.policy.minimum)
        patterns = gathered(people, sample, [name for name in mix if name != "trust"])
        for i, question in enumerate(asked):
            if why_not(released, question, gap):
                continue
            if progress:
                progress(i / len(asked), question.title)
            known = _association(sample, patterns, worth(people, question, sample.rows))
            found += [(question.code, *known)] if known else []
    columns = ["question", "association", "association_se"]
    return Associated(released, pd.DataFrame(found, columns=columns), why)


def _association(sample: Sample, mix: Patterns, other: Floats) -> tuple[float, float] | None:
    """Return the coefficient of a positive answer and its standard error, or None."""
    used = np.isfinite(other)
    positive = other[used].astype(np.intp)
    if np.bincount(positive, minlength=2).min() < _EITHER:
        return None
    weights = np.ones(positive.size) if sample.weights is None else sample.weights[used]
    found = gather(
        [mix.of_row[used], positive], [mix.weight.size, 2], sample.answers[used], weights
    )
    codes = np.column_stack([mix.codes[found.codes[:, 0]], found.codes[:, 1]])
    fit = linear(replace(found, levels=(*mix.levels, 2), codes=codes))
    if not fit.is_known:
        return None
    block = fit.design.block(len(mix.levels))
    effect = fit.coefficients[block]
    spread = fit.covariance[block, block].sum()
    return float(effect[1] - effect[0]), float(np.sqrt(spread))
