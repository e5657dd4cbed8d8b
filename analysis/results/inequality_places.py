"""The gap between two groups in every place of a level, from either kind of dataset."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.results.official import RATING_SD, TESTED_PAIRS, refuse_filters, year_of
from analysis.results.place_gaps import PlaceGaps, gaps_in
from analysis.results.places import countrywide
from analysis.results.references import kept_groups
from analysis.results.unavailable import Unavailable
from analysis.statistics.shrinkage import heterogeneity
from analysis.store import ALL, Policy, Workspace, gate, published
from analysis.survey import (
    ENGLAND,
    NOT_GIVEN,
    Dimension,
    Group,
    Level,
    Place,
    Population,
    Question,
    places,
)

_MOST_PLACES = 0.8


@dataclass(frozen=True)
class InequalityByPlace:
    """The gap between the same two groups in every place of a level.

    Attributes
    ----------
    gaps : PlaceGaps
        The gaps, each beside its expected range. Where the publisher gave no bases there are
        gaps only, without limits, errors and ranges.
    directed : bool
        Whether the two groups are the ends of an order (or the only two); otherwise they score
        lowest and highest in England among groups that can be shown in most places.
    p : float
        Chance of gaps so different if the gap were the same in every place; NaN if not known.
    significant : Series
        The publisher's own test of the two groups: code of the place -> boolean. Empty where
        there is none.
    """

    gaps: PlaceGaps
    directed: bool
    p: float
    significant: pd.Series

    @property
    def has_bases(self) -> bool:
        """Whether numbers of answers are known, so that chance can be allowed for."""
        frame = self.gaps.frame
        return not (frame["difference"].notna() & frame["error"].isna()).any()


def inequality_by_place(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: Level,
    dimension: Dimension,
) -> InequalityByPlace:
    """Return the gap between the ends of a dimension in every place.

    Parameters
    ----------
    workspace, population, question, level, dimension
        As for `analysis.results.place_gaps`; of official results too.

    Returns
    -------
    InequalityByPlace
        Gaps are scores of the first end minus those of the last. The population's place is no
        filter, but no group of a place is shown that would leave too few people beside the same
        group in that place, of which the page speaks as well.

    Raises
    ------
    Unavailable
        For England, if official results don't have what is asked for, and where fewer than two
        groups can be shown.
    """
    everywhere = countrywide(population, level)
    cells, policy = _cells(workspace, everywhere, question, level, dimension)
    if policy is not None and population.place != ENGLAND.code:
        inside = gate.scores(workspace, population, [question], [level.id, dimension.id])
        cells = _beside(cells, inside.frame, population.where, level, dimension, policy)
    pair = _pair(cells, level, dimension, everywhere)
    found = gaps_in(cells, question, everywhere, level, dimension, pair, policy)
    significant = pd.Series(dtype="boolean")
    if policy is None and cells.loc[cells[dimension.id] != ALL, "n"].isna().all():
        found, significant = _without_bases(found, cells)
    known = found.known
    test = heterogeneity(known["difference"], known["error"] ** 2, "dersimonian-laird")
    p = np.nan if test.p_value is None else test.p_value
    directed = dimension.ordered or len(dimension.groups) == 2
    return InequalityByPlace(found, directed, p, significant)


def _cells(
    workspace: Workspace,
    population: Population,
    question: Question,
    level: Level,
    dimension: Dimension,
) -> tuple[pd.DataFrame, Policy | None]:
    """Return scores by place and group as the gate releases them, and its rules."""
    if workspace.dataset(population.dataset).kind != "published":
        released = gate.scores(workspace, population, [question], [level.id, dimension.id])
        return released.frame, released.policy
    refuse_filters(population)
    rows = published(
        workspace,
        population.dataset,
        question=question.code,
        year=year_of(workspace, population),
        variant="unadjusted",
    ).astype({"dimension": str, "group": str, "place": str, "level": str})
    rows = rows[rows["level"].isin([level.id, "national"])]
    rows = rows[rows["dimension"].isin([dimension.id, ALL])]
    if not ((rows["dimension"] == dimension.id) & (rows["level"] == level.id)).any():
        msg = (
            f"The official results have no figures by {dimension.label.lower()} for "
            f"{level.plural}. Choose Cancer Alliances, or a breakdown by tumour group."
        )
        raise Unavailable(msg)
    cells = pd.DataFrame(
        {
            level.id: rows["place"].where(rows["level"] == level.id, ALL),
            dimension.id: rows["group"],
            **{c: rows[c] for c in ("n", "score", "hidden", "significant")},
        }
    )
    sd = RATING_SD if question.is_rating else np.nan
    return cells.assign(n_effective=cells["n"], weight=cells["n"], sd=sd), None


def _beside(
    cells: pd.DataFrame,
    inside: pd.DataFrame,
    at: Place,
    level: Level,
    dimension: Dimension,
    policy: Policy,
) -> pd.DataFrame:
    """Return cells without those that would give people away beside the groups of one place.

    `inside` has the same cells for people of that place only. Of the parts of the place it says
    which to hide; a place that it is part of may not be only a few people more.
    """
    parts = {p.code for p in places(level.id) if at.code in (p.stp, p.alliance)}
    groups = inside[inside[level.id] == ALL].set_index(dimension.id)["n"]
    left = cells["n"] - cells[dimension.id].map(groups)
    few = cells[level.id].isin([at.stp, at.alliance]) & (left > 0) & (left < policy.minimum)
    hidden = cells["hidden"] | few | (cells[level.id].isin(parts) & inside["hidden"])
    numbers = ["n", "n_effective", "weight", "score", "sd"]
    return cells.assign(hidden=hidden, **{c: cells[c].mask(hidden) for c in numbers})


def _pair(
    cells: pd.DataFrame, level: Level, dimension: Dimension, population: Population
) -> tuple[Group, Group]:
    """Return the two groups whose gap is compared.

    The ends of an order; otherwise the lowest and the highest everywhere together, among groups
    that can be shown in four fifths of the places if there are two of them.
    """
    known = cells[cells["score"].notna()]
    whole = known[known[level.id] == ALL].set_index(dimension.id)["score"]
    whole = whole.reindex([g for g in kept_groups(population, dimension) if g in whole.index])
    if len(whole) < 2:
        msg = f"Fewer than two groups by {dimension.label.lower()} can be shown here."
        raise Unavailable(msg)
    if not dimension.ordered and len(dimension.groups) > 2:
        inside = known[~known[level.id].isin([ALL, NOT_GIVEN.id])]
        shown = inside[dimension.id].value_counts().reindex(whole.index, fill_value=0)
        most = whole[shown >= _MOST_PLACES * inside[level.id].nunique()]
        whole = (most if len(most) > 1 else whole).sort_values(kind="stable")
    return dimension.group(str(whole.index[0])), dimension.group(str(whole.index[-1]))


def _without_bases(found: PlaceGaps, cells: pd.DataFrame) -> tuple[PlaceGaps, pd.Series]:
    """Return gaps of published scores without numbers of answers, and the publisher's test."""
    by, place = found.dimension.id, found.level.id
    scores = cells.set_index([by, place])["score"]
    frame = found.frame
    first, last = (frame["code"].map(scores[g.id]) for g in (found.group, found.reference))
    gap = first - last
    frame = frame.assign(score=first, score_reference=last, difference=gap, hidden=gap.isna())
    flags = cells[(cells[by] == found.group.id) & (cells[place] != ALL)]
    tested = (found.group.id, found.reference.id) == TESTED_PAIRS.get(by)
    flags = flags if tested else flags[:0]
    significant = flags.set_index(place)["significant"].astype("boolean").dropna()
    return replace(found, frame=frame), significant
