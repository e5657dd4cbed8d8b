"""A gap re-weighted to those who were asked: nothing is re-weighted that the gate does not show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.statistics.estimate import Estimate
from analysis.statistics.interval import critical_value
from analysis.statistics.raking import Margin, Raked, rake
from analysis.store import gate
from analysis.store.asking import both
from analysis.store.gate import Policy, Released
from analysis.store.pair import Codes, Floats, Gap, Sample, sample_of, why_not
from analysis.store.respondents import Respondents, respondents
from analysis.store.workspace import Workspace
from analysis.survey import Population, Question

_NO_FRAME = "Nothing is on record of those who did not answer."


@dataclass(frozen=True)
class Reweighted:
    """A gap re-weighted to those who were asked.

    Attributes
    ----------
    released : Released
        The groups' scores as answered, as from `gate.sheet`.
    why : str
        Why there is no gap that may be shown: "hidden" or "few"; empty when there is.
    gap : Estimate
        The group less its reference, re-weighted; or the reason why it can't be had.
    """

    released: Released
    why: str
    gap: Estimate


def reweighted(
    workspace: Workspace,
    population: Population,
    question: Question,
    gap: Gap,
    margins: Sequence[str],
    *,
    policy: Policy | None = None,
) -> Reweighted:
    """Return the gap between two groups if those who answered were like those who were asked.

    Parameters
    ----------
    workspace, population, policy
        As for `voices.responses`.
    question : Question
        Whose score.
    gap : Gap
        Which groups.
    margins : sequence of str
        Ids of dimensions that `voices.known_of_silent` names; with none there is no such gap.

    Returns
    -------
    Reweighted
        Proportion -1 to 1, or points of the rating, with its 95% interval.

    Raises
    ------
    UnknownChoice
        If the dataset or a dimension does not exist.

    Notes
    -----
    Everybody who sent the questionnaire back is raked (`analysis.statistics.raking`) to how many
    of each group were asked, for all dimensions at once; then both groups are scored with those
    weights. A group of fewer than ``minimum`` respondents is taken together with its neighbour.
    The interval is that of the linearised difference (as of any mean, `raking.raked_mean`).
    Survey weights, where there are any, are what raking starts from.
    """
    released = gate.sheet(workspace, population, [question], [gap.by], policy=policy)
    why = why_not(released, question, gap)
    if why or not margins:
        return Reweighted(released, why, Estimate.missing(_NO_FRAME))
    people = respondents(workspace, population.dataset)
    sample = sample_of(people, population, question, gap)
    rows = people.rows(population)
    everyone = np.arange(people.people) if rows is None else rows
    found = [
        _margin(workspace, population, people, name, everyone, released.policy.minimum)
        for name in margins
    ]
    start = np.ones(everyone.size) if people.weight is None else people.weight[everyone]
    alike = _Alike.of(start, found)
    if alike.raked.weights is None:
        return Reweighted(released, "", Estimate.missing(alike.raked.why))
    return Reweighted(released, "", _difference(sample, everyone, alike))


def _neighbours(answered: Floats, fewest: int) -> Codes:
    """Return which groups to take together, in order, so that each has enough who answered."""
    joined, group, inside = np.zeros(answered.size, dtype=np.intp), 0, 0.0
    for i, number in enumerate(answered):
        joined[i] = group
        inside += number
        if inside >= fewest:
            group, inside = group + 1, 0.0
    return np.minimum(joined, max(group - 1, 0))


def _margin(
    workspace: Workspace,
    population: Population,
    people: Respondents,
    name: str,
    rows: Codes,
    fewest: int,
) -> Margin:
    answered, silent = (counts[:-1] for counts in both(workspace, population, people.axes[name]))
    joined = _neighbours(answered, fewest)
    asked = np.bincount(joined, answered + silent).astype(np.float64)
    return Margin(name, joined[people.columns[name][rows]], asked)


@dataclass(frozen=True)
class _Alike:
    """Everybody who sent the questionnaire back, gathered by what they are in all margins.

    Attributes
    ----------
    kind : ndarray of int, shape (people,)
        Which kind of person each is.
    margins : list of Margin
        Of the kinds, not of the people.
    raked : Raked
        Weights of the kinds.
    weights : ndarray, shape (people,)
        Raked weights of the people; 0 where the kinds have none.
    """

    kind: Codes
    margins: list[Margin]
    raked: Raked
    weights: Floats

    @classmethod
    def of(cls, start: Floats, margins: Sequence[Margin]) -> _Alike:
        """Return people with these weights to start from, raked to the margins."""
        key = np.zeros(start.size, dtype=np.intp)
        for margin in margins:
            key = key * len(margin.totals) + margin.groups
        _, first, kind = np.unique(key, return_index=True, return_inverse=True)
        weight = np.bincount(kind, start)
        of_kinds = [replace(m, groups=m.groups[first]) for m in margins]
        raked = rake(weight, of_kinds)
        share = np.zeros_like(weight)
        if raked.weights is not None:
            np.divide(raked.weights, weight, out=share, where=weight > 0)
        return cls(kind, of_kinds, raked, start * share[kind])

    def error(self, pull: Floats) -> float:
        """Return the standard error of the raked mean of `pull`, which is 0.

        That is `raking.raked_mean`'s, whose regression is made here on kinds of people.
        """
        total = np.asarray(self.raked.weights)
        design = np.hstack([np.eye(len(m.totals))[m.groups] for m in self.margins])
        gram = design.T @ (total[:, None] * design)
        pulled = np.bincount(self.kind, self.weights * pull)
        slope = np.linalg.lstsq(gram, design.T @ pulled, rcond=None)[0]
        influence = self.weights * (pull - (design @ slope)[self.kind]) / total.sum()
        used = int((self.weights > 0).sum())
        return float(np.sqrt(used / (used - 1) * (influence**2).sum()))


def _difference(sample: Sample, rows: Codes, alike: _Alike) -> Estimate:
    """Return the difference of the two groups' weighted scores, with its interval."""
    inside = np.searchsorted(rows, sample.rows)
    weight = alike.weights[inside]
    size, total = (
        np.bincount(sample.second, w, minlength=2) for w in (weight, weight * sample.answers)
    )
    mean = total / size
    pull = np.zeros(rows.size)
    side = np.where(sample.second == 0, 1.0, -1.0) / size[sample.second]
    pull[inside] = side * (sample.answers - mean[sample.second]) * alike.weights.sum()
    gap, half = float(mean[0] - mean[1]), critical_value() * alike.error(pull)
    return Estimate(gap, gap - half, gap + half)


__all__ = ["Gap", "Reweighted", "reweighted"]
