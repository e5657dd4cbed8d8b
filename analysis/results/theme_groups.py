"""Who writes about what: every theme by the groups of one breakdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from analysis.results.adjusted_gaps import Progress, adjusted_gaps, allowed_for
from analysis.results.gaps import gaps
from analysis.results.matrix import LEVEL, family_note, verdicts
from analysis.results.references import check_reference, kept_groups, reference_in
from analysis.results.scores import limits_of
from analysis.results.sheets import Sheet, with_limits
from analysis.results.themes import coding, mentions, theme_names, theme_of
from analysis.statistics.multiplicity import adjust
from analysis.store import ALL, Policy, Workspace, gate
from analysis.store.comments import RATING
from analysis.store.written import Coded
from analysis.survey import (
    OTHERS,
    Dimension,
    Group,
    Population,
    Tone,
    UnknownChoice,
)

Adjustment = Literal["none", "mix", "mix-and-rating"]
ADJUSTMENTS: tuple[Adjustment, ...] = get_args(Adjustment)
"""Shares as they were written, adjusted for case mix, or for the overall rating too."""

LEAST_MENTIONS = 10
"""Mentions in a group, as there are and as usual, for an adjusted difference to be tested."""

_COLUMNS = [
    "theme",
    "name",
    "group",
    "label",
    "n",
    "score",
    "lower",
    "upper",
    "everyone",
    "difference",
    "difference_lower",
    "difference_upper",
    "p",
    "p_adjusted",
    "clear",
    "verdict",
    "hidden",
]


@dataclass(frozen=True)
class ThemeGroups:
    """How often the groups of a breakdown mention each theme.

    Attributes
    ----------
    population : Population
        Whose comments.
    framework : Coded
        The themes.
    by : Dimension
        The breakdown.
    reference : Group
        Whom groups are compared with, or `OTHERS`.
    tone : {"any", "praise", "criticism"}
        What counts.
    adjusted : str
        What the shares are adjusted for, in words; empty where they are as written.
    frame : DataFrame
        One row a theme ("Not assigned" last) and group, both in their own order; without "Not
        given". ``theme``, ``name``, ``group``, ``label``, ``n`` (people of the group who wrote),
        ``score`` (share of them who mention it, 0-1), ``lower``, ``upper`` (95%; missing where
        adjusted), ``everyone`` (the share among all who wrote, as written), ``difference`` (share
        minus the reference's, -1 to 1, 0 for none), ``difference_lower``, ``difference_upper``
        (95%), ``p`` (two-sided), ``p_adjusted`` (for all of the frame), ``clear``, ``verdict``
        as in `analysis.results.matrix.Matrix`, ``hidden``.
    family : int
        The number of comparisons that "clear" allows for.
    policy : Policy
        The disclosure rules applied.
    notes : tuple of str
        What a reader must know about these figures.
    """

    population: Population
    framework: Coded
    by: Dimension
    reference: Group
    tone: Tone
    adjusted: str
    frame: pd.DataFrame
    family: int
    policy: Policy
    notes: tuple[str, ...]

    def of_theme(self, theme: str) -> pd.DataFrame:
        """Return the rows of one theme."""
        return self.frame[self.frame["theme"] == theme]

    @property
    def clear(self) -> pd.DataFrame:
        """The rows that differ clearly from the reference, most certain first."""
        rows = self.frame[self.frame["verdict"].isin(["lower", "higher"])]
        return rows.sort_values("p", kind="stable")


def theme_groups(
    workspace: Workspace,
    population: Population,
    by: Dimension,
    *,
    framework: str | None = None,
    tone: Tone = "any",
    reference: str = OTHERS.id,
    adjustment: str = "none",
    progress: Progress | None = None,
) -> ThemeGroups:
    """Return how often each group mentions each theme, and how that differs from a reference.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose comments.
    by : Dimension
        The breakdown.
    framework : str, optional
        Id of the framework; the usual one by default.
    tone : {"any", "praise", "criticism"}
        What counts.
    reference : str
        Id of a group; everyone else by default.
    adjustment : {"none", "mix", "mix-and-rating"}
        Adjust for case mix, or for case mix and the overall rating that people gave.
    progress : callable, optional
        Called with the share done (0-1) and what is being done, while adjusting.

    Raises
    ------
    Unavailable
        If the dataset has no comments.
    UnknownChoice
        If there is no such framework, group or adjustment.

    Notes
    -----
    Differences by Newcombe's interval and the z-test, or from marginal standardisation
    (`analysis.store.adjusted`), which are tested only with `LEAST_MENTIONS`; p-values of all
    themes and groups in one family by Benjamini and Hochberg (1995).
    """
    if adjustment not in ADJUSTMENTS:
        raise UnknownChoice("adjustment", adjustment, ADJUSTMENTS)
    check_reference([by], reference)
    chosen = coding(workspace, population.dataset, framework)
    asked = mentions(workspace, population, chosen, tone)
    against = reference_in(by, reference, kept_groups(population, by))
    released = gate.sheet(workspace, population, asked, [by.id])
    cells = with_limits(released.frame.assign(significant=None), limits_of)
    everyone = cells[cells["group"] == ALL].set_index("question")["score"]
    allowed = ""
    notes: list[str] = []
    if adjustment == "none":
        found = gaps(Sheet(population, (by.id,), cells, released.policy), {by.id: against.id})
    else:
        within = RATING if adjustment == "mix-and-rating" else None
        found, _, notes = adjusted_gaps(
            workspace, population, {by.id: against}, progress, asked, within
        )
        found = found.assign(lower=np.nan, upper=np.nan, p=_enough(found, everyone))
        allowed = allowed_for(population, [by]) + (", overall rating" if within else "")
    rows = _named(found, population, by, theme_names(chosen)).assign(
        everyone=lambda f: f["question"].map(everyone), reference=against.id
    )
    frame, family = _tested(rows)
    if family:
        notes = [family_note(family), *notes]
    return ThemeGroups(
        population,
        chosen,
        by,
        against,
        tone,
        allowed,
        frame,
        family,
        released.policy,
        tuple(notes),
    )


def _enough(found: pd.DataFrame, everyone: pd.Series) -> pd.Series:
    """Return the p-values of adjusted shares that rest on enough mentions to be tested.

    The normal approximation takes a share that is low by chance for surely low.
    """
    usual = found["question"].map(everyone)
    least = found["n"] * np.minimum(usual, found["score"])
    return found["p"].where(least >= LEAST_MENTIONS)


def _named(
    found: pd.DataFrame, population: Population, by: Dimension, names: dict[str, str]
) -> pd.DataFrame:
    """Return the rows of groups that the filters leave, with words."""
    kept = kept_groups(population, by)
    rows = found[found["group"].isin(kept)].reset_index(drop=True)
    theme = rows["question"].map(theme_of)
    labels = {key: by.group(key).label for key in kept}
    return rows.assign(theme=theme, name=theme.map(names), label=rows["group"].map(labels))


def _tested(rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the rows with what is clear among them, and the size of the family."""
    family = adjust(rows["p"], "all themes and groups shown")
    clear = pd.Series(family.stands_out(LEVEL), rows.index, dtype="boolean")
    made = rows.assign(p_adjusted=family.adjusted, clear=clear.mask(rows["p"].isna()))
    return made.assign(verdict=verdicts(made))[_COLUMNS], family.size
