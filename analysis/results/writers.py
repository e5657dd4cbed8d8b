"""Who wrote comments, of those who answered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.gaps import gaps
from analysis.results.matrix import LEVEL
from analysis.results.scores import limits_of
from analysis.results.sheets import Sheet, with_limits
from analysis.results.unavailable import Unavailable
from analysis.results.voices import check_asked
from analysis.statistics.multiplicity import adjust
from analysis.store import ALL, Policy, Released, Workspace, gate
from analysis.store.comments import coded_by
from analysis.survey import (
    NOT_ASSIGNED,
    NOT_GIVEN,
    Dimension,
    Level,
    Population,
    mention,
    place,
    wrote,
)

_NONE = (
    "This dataset has no comments, so who wrote them can't be shown. Comments can be brought in "
    "with the survey's file."
)
_NUMBERS = ["n", "n_effective", "weight", "score", "sd"]
_SPOKEN = {"score": "rate", "lower": "lower", "upper": "upper"}


@dataclass(frozen=True)
class Writers:
    """Who wrote comments, of those who answered.

    Attributes
    ----------
    population : Population
        Whose comments.
    by : Dimension or Level
        The breakdown, or the kind of place.
    frame : DataFrame
        One row a group or place where anybody answered: ``group`` (id, or code of the place),
        ``label``, ``n`` (people who answered), ``rate`` (share of them who wrote anything, 0-1)
        with ``lower`` and ``upper`` (95%, Wilson), ``difference`` from everyone else (-1 to 1)
        with ``difference_lower`` and ``difference_upper`` (95%, Newcombe), ``clear`` (whether the
        difference is, allowing for how many there are), ``share_answered`` and ``share_wrote`` (of
        everyone, 0-1), ``hidden``. Missing where hidden; differences and ``clear`` also of "Not
        given", and where nobody else may be shown.
    whole : Series
        The same of everyone: ``n``, ``rate``, ``lower``, ``upper``, ``hidden``.
    policy : Policy
        The disclosure rules applied.
    notes : tuple of str
        What a reader must know about these figures.
    """

    population: Population
    by: Dimension | Level
    frame: pd.DataFrame
    whole: pd.Series
    policy: Policy
    notes: tuple[str, ...]

    @property
    def clear(self) -> pd.DataFrame:
        """The rows that differ clearly from everyone else, those who wrote least often first."""
        rows = self.frame[self.frame["clear"].fillna(value=False).astype(bool)]
        return rows.sort_values("rate", kind="stable")


def writers(workspace: Workspace, population: Population, by: Dimension | Level) -> Writers:
    """Return who wrote comments, of those who answered, by group or by place.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Who answered.
    by : Dimension or Level
        The breakdown, or the kind of place.

    Raises
    ------
    Unavailable
        For official results, and where there are no comments.
    UnknownChoice
        If there is no such dataset.

    Notes
    -----
    Whether somebody wrote is asked like a question, of all respondents, so it passes the same
    gate; what people wrote about is of those who did, so a share is hidden where that would be,
    too. Differences are tested together, by Benjamini and Hochberg (1995).
    """
    check_asked(workspace, population)
    released = _released(workspace, population, by)
    cells = with_limits(released.frame.assign(significant=None), limits_of)
    total = cells[cells["group"] == ALL].iloc[0]
    found = gaps(Sheet(population, (by.id,), cells, released.policy))
    rows = found[found["n"] != 0].reset_index(drop=True)
    share = rows["weight"] / total["weight"]
    tested = adjust(rows["p"], "all groups or places shown")
    clear = pd.Series(tested.stands_out(LEVEL), rows.index, dtype="boolean")
    frame = rows.rename(columns=_SPOKEN).assign(
        label=[_label(by, str(group)) for group in rows["group"]],
        clear=clear.mask(rows["p"].isna()),
        share_answered=share,
        share_wrote=np.where(total["score"] > 0, share * rows["score"] / total["score"], np.nan),
    )
    notes = ("Shares use the survey's weights.",) if workspace.weighted(population.dataset) else ()
    columns = ["group", "label", "n", "rate", "lower", "upper", "difference", "difference_lower"]
    columns += ["difference_upper", "clear", "share_answered", "share_wrote", "hidden"]
    return Writers(
        population,
        by,
        frame[columns],
        total.rename(_SPOKEN)[["n", "rate", "lower", "upper", "hidden"]],
        released.policy,
        notes,
    )


def _released(workspace: Workspace, population: Population, by: Dimension | Level) -> Released:
    """Return the shares, without those that too few wrote for.

    Raises
    ------
    Unavailable
        If there are no comments.
    """
    coded = coded_by(workspace, population.dataset)
    if not coded:
        raise Unavailable(_NONE)
    years = workspace.dataset(population.dataset).years
    about = mention(coded[0].id, NOT_ASSIGNED, NOT_ASSIGNED, years)
    found = gate.sheet(workspace, population, [wrote(years), about], [by.id])
    first, second = np.split(np.arange(len(found.frame)), 2)
    few = found.frame["hidden"].to_numpy()[second]
    shares = found.frame.iloc[first].assign(hidden=lambda f: f["hidden"] | few)
    shares[_NUMBERS] = shares[_NUMBERS].mask(shares["hidden"])
    return Released(shares, found.policy)


def _label(by: Dimension | Level, group: str) -> str:
    if group == NOT_GIVEN.id:
        return NOT_GIVEN.label
    return by.group(group).label if isinstance(by, Dimension) else place(group).name
