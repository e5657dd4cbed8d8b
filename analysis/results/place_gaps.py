"""The gap between two groups within every place of one level, and where it is unusual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.results.compare import difference_of, rest_of
from analysis.results.place_list import described, rows_within
from analysis.results.places import countrywide
from analysis.results.unavailable import Unavailable
from analysis.statistics import band, critical_value, expected_range, pooled
from analysis.statistics.overdispersion import overdispersion
from analysis.store import ALL, Policy, Workspace, gate
from analysis.survey import (
    NOT_GIVEN,
    OTHERS,
    Dimension,
    Group,
    InputError,
    Level,
    Population,
    Question,
    UnknownChoice,
)

_PULLED_IN = 0.1
_CARRIED = ["n", "n_effective", "score"]


@dataclass(frozen=True)
class PlaceGaps:
    """The gap between two groups within each place of one level.

    Attributes
    ----------
    question, population, level, policy
        As in `analysis.results.PlaceScores`.
    dimension : Dimension
        The breakdown that the groups are of.
    group, reference : Group
        The gap is the group's score minus the reference's; the reference may be `OTHERS`.
    frame : DataFrame
        One row a place, by name: ``code``, ``name``, ``alliance``, ``n``, ``n_effective``,
        ``score`` (the group's), ``n_reference``, ``n_effective_reference``, ``score_reference``,
        ``difference`` with ``difference_lower`` and ``difference_upper`` (95%), ``error`` (the
        gap's standard deviation by chance alone), ``expected_lower``, ``expected_upper``,
        ``band`` ("below": lower than the range expected, "expected", "above"; or missing),
        ``hidden``: True where either group has too few answers, and then no number is there.
        Gaps are proportions -1 to 1, or points of the rating.
    mean, lower, upper : float
        The average gap of the places, with 95% limits; NaN without places.
    tau2 : float
        Variance of the gap between places beyond chance; 0 if none.
    """

    question: Question
    population: Population
    level: Level
    dimension: Dimension
    group: Group
    reference: Group
    frame: pd.DataFrame
    mean: float
    lower: float
    upper: float
    tau2: float
    policy: Policy | None

    @property
    def known(self) -> pd.DataFrame:
        """The places whose gap may be shown."""
        return self.frame[self.frame["band"].notna()]

    @property
    def hidden(self) -> int:
        """How many places have too few answers of either group."""
        return int(self.frame["hidden"].sum())

    @property
    def side(self) -> Literal["lower", "higher", ""]:
        """On which side the group is on average; empty if that could be chance."""
        if self.upper < 0:
            return "lower"
        return "higher" if self.lower > 0 else ""

    def within(self, code: str) -> pd.DataFrame:
        """Return the rows of a place itself, or of the places that are part of it."""
        return rows_within(self.frame, code)


def place_gaps(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: Level,
    dimension: Dimension,
    group: str,
    reference: str,
) -> PlaceGaps:
    """Return the gap between two groups within each place, beside the range expected of it.

    Parameters
    ----------
    workspace, population, question, level
        As for `analysis.results.place_scores`; scores are as answered.
    dimension : Dimension
        The breakdown.
    group : str
        Id of the group.
    reference : str
        Id of the group it is compared with, or "others" for everyone else in the same place.

    Returns
    -------
    PlaceGaps

    Raises
    ------
    Unavailable
        For official results, which don't have it, and for England.
    UnknownChoice
        If the breakdown has no such group.
    InputError
        If both groups are the same.

    Notes
    -----
    A gap varies by chance with P(1 - P)/n of the group plus the same of its reference, P being
    the score of all shown places together; for a rating with the variance of one person's
    answer. tau^2 is the additive one (Spiegelhalter 2005) around the mean weighted by 1/variance,
    on z-scores of which a tenth at each end is pulled in, as is custom. The fifth that expected
    ranges of scores pull in, as published ones do, would take nearly all of the real differences
    between gaps for chance, which moves gaps a lot. The average gap has the weights
    1/(variance + tau^2), as DerSimonian and Laird (1986) have it, and the ranges are drawn around
    it.
    """
    everywhere = countrywide(population, level)
    if workspace.dataset(population.dataset).kind == "published":
        msg = (
            "The official results can't show gaps between groups within places. "
            "Compare the places' scores, or choose a dataset with single respondents."
        )
        raise Unavailable(msg)
    released = gate.scores(workspace, everywhere, [question], [level.id, dimension.id])
    pair = _pair(dimension, group, reference)
    return gaps_in(released.frame, question, everywhere, level, dimension, pair, released.policy)


def gaps_in(
    cells: pd.DataFrame,
    question: Question,
    population: Population,
    level: Level,
    dimension: Dimension,
    pair: tuple[Group, Group],
    policy: Policy | None,
) -> PlaceGaps:
    """Return the gap between two groups in each place from scores by place and group.

    Parameters
    ----------
    cells : DataFrame
        As `analysis.store.gate.scores` releases by level and dimension, totals included.
    question, population, level, dimension, policy
        As in `PlaceGaps`.
    pair : tuple of Group
        The group and its reference, which may be `OTHERS`.
    """
    first, second = pair
    frame, variance = _gaps(cells, question, (level.id, dimension.id), first, second)
    mean, half, tau2 = _average(frame["difference"], variance)
    frame = _with_ranges(frame, variance, mean, tau2, 10.0 if question.is_rating else 1.0)
    return PlaceGaps(
        question,
        population,
        level,
        dimension,
        first,
        second,
        frame,
        mean,
        mean - half,
        mean + half,
        tau2,
        policy,
    )


def _pair(dimension: Dimension, group: str, reference: str) -> tuple[Group, Group]:
    noun = f"group of {dimension.label.lower()}"
    if group not in dimension.ids:
        raise UnknownChoice(noun, group, dimension.ids)
    if reference not in (*dimension.ids, OTHERS.id):
        raise UnknownChoice(noun, reference, [*dimension.ids, OTHERS.id])
    if group == reference:
        msg = "A gap needs two different groups."
        raise InputError(msg)
    second = OTHERS if reference == OTHERS.id else dimension.group(reference)
    return dimension.group(group), second


def _gaps(
    cells: pd.DataFrame,
    question: Question,
    by: tuple[str, str],
    group: Group,
    reference: Group,
) -> tuple[pd.DataFrame, pd.Series]:
    """Return the gap of each place that has anybody, and its variance by chance alone."""
    cells = cells[~cells[by[0]].isin([ALL, NOT_GIVEN.id])].rename(columns={by[0]: "code"})
    parts = {key: rows.set_index("code") for key, rows in cells.groupby(by[1], sort=False)}
    whole = parts[ALL]
    first = parts[group.id]
    if reference == OTHERS:
        rest = pd.DataFrame(rest_of(first, whole), index=first.index)
        second = rest.assign(n=whole["n"] - first["n"])
    else:
        second = parts[reference.id]
    shown = (first["n"] > 0) & (second["n"] > 0)
    first, second = first.where(shown), second.where(shown)
    gap = difference_of(first, second, rating=question.is_rating)
    variance = _variance(question, first) + _variance(question, second)
    frame = first[_CARRIED].join(second[_CARRIED].add_suffix("_reference")).reset_index()
    frame = frame.assign(
        difference=np.where(shown, gap.value, np.nan),
        difference_lower=np.where(shown, gap.lower, np.nan),
        difference_upper=np.where(shown, gap.upper, np.nan),
        error=np.sqrt(variance.to_numpy(float)),
        hidden=~shown.to_numpy(bool),
        anybody=(whole["hidden"] | (whole["n"] > 0)).to_numpy(bool),
    )
    frame = described(frame[frame["anybody"]].drop(columns="anybody"))
    return frame, frame["error"] ** 2


def _variance(question: Question, cells: pd.DataFrame) -> pd.Series:
    """Return the variance of a group's score in each place around the group's pooled score."""
    known = cells[cells["n"] > 0]
    if question.is_rating:
        free = known["n"] - 1
        each = float((free * known["sd"].fillna(0) ** 2).sum() / max(free.sum(), 1))
    else:
        centre = pooled(known["score"], known["n_effective"])
        each = centre * (1 - centre)
    return each / cells["n_effective"]


def _average(gap: pd.Series, variance: pd.Series) -> tuple[float, float, float]:
    """Return the average gap, half the width of its 95% interval, and tau^2."""
    known = gap.notna() & (variance > 0)
    if not known.any():
        return float("nan"), float("nan"), 0.0
    gap, variance = gap[known], variance[known]
    z = (gap - pooled(gap, 1 / variance)) / np.sqrt(variance)
    tau2 = overdispersion(z, variance, _PULLED_IN).tau2
    weight = 1 / (variance + tau2)
    return pooled(gap, weight), float(critical_value(0.95) / np.sqrt(weight.sum())), tau2


def _with_ranges(
    frame: pd.DataFrame, variance: pd.Series, mean: float, tau2: float, top: float
) -> pd.DataFrame:
    frame = frame.assign(expected_lower=np.nan, expected_upper=np.nan, band=None)
    known = frame["difference"].notna() & (variance > 0)
    if not known.any():
        return frame
    low, high = expected_range(mean, variance[known], tau2, bounds=(-top, top))
    frame.loc[known, "expected_lower"] = low
    frame.loc[known, "expected_upper"] = high
    frame.loc[known, "band"] = band(frame.loc[known, "difference"], low, high)
    return frame


def largest_group(
    workspace: Workspace, population: Population, question: Question, dimension: Dimension
) -> str:
    """Return the id of the group, but for the reference, with most answers everywhere."""
    cells = gate.scores(workspace, population, [question], [dimension.id]).frame
    bases = cells.set_index(dimension.id)["n"].fillna(0)
    others = [key for key in dimension.ids if key != dimension.reference]
    return max(others, key=lambda key: bases[key])
