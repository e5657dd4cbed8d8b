"""How what people write about changes from year to year."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.results.gaps import score_gaps
from analysis.results.matrix import LEVEL, family_note
from analysis.results.scores import limits_of
from analysis.results.sheets import with_limits
from analysis.results.themes import coding, mentions, theme_names, theme_of
from analysis.results.unavailable import Unavailable
from analysis.statistics.multiplicity import adjust
from analysis.store import Coded, Policy, Workspace, gate
from analysis.store.gate import YEAR
from analysis.survey import Population, Tone


@dataclass(frozen=True)
class ThemeYears:
    """How often people who wrote mention each theme, by year.

    Attributes
    ----------
    population : Population
        Whose comments; its years are not a filter here.
    framework : Coded
        The themes.
    tone : {"any", "praise", "criticism"}
        What counts.
    years : tuple of int
        In order.
    frame : DataFrame
        One row a theme ("Not assigned" last) and year: ``theme``, ``name``, ``year``, ``n``
        (people who wrote), ``score`` (share who mention it, 0-1), ``lower``, ``upper`` (95%),
        ``hidden``. Missing where hidden.
    ends : DataFrame
        One row a theme: ``theme``, ``name``, ``before``, ``after`` (shares in the first and the
        last year), ``difference`` (after minus before), ``difference_lower``,
        ``difference_upper`` (95%), ``p``, ``p_adjusted`` (for all themes), ``verdict`` ("higher",
        "lower", "unclear", "hidden").
    policy : Policy
        The disclosure rules applied.
    notes : tuple of str
        What a reader must know about these figures.
    """

    population: Population
    framework: Coded
    tone: Tone
    years: tuple[int, ...]
    frame: pd.DataFrame
    ends: pd.DataFrame
    policy: Policy
    notes: tuple[str, ...]


def theme_years(
    workspace: Workspace,
    population: Population,
    framework: str | None = None,
    tone: Tone = "any",
) -> ThemeYears:
    """Return how often people who wrote mention each theme, by year.

    Raises
    ------
    Unavailable
        If the dataset has no comments, or a single year.
    UnknownChoice
        If its comments are not coded by the framework.

    Notes
    -----
    Changes from the first year to the last by Newcombe's interval and the z-test, adjusted for
    all themes by Benjamini and Hochberg (1995).
    """
    chosen = coding(workspace, population.dataset, framework)
    years = workspace.dataset(population.dataset).years
    if len(years) < 2:
        msg = f"{workspace.dataset(population.dataset).name} has one year, so nothing can change."
        raise Unavailable(msg)
    always = replace(population, years=())
    asked = mentions(workspace, always, chosen, tone)
    released = gate.scores(workspace, always, asked, [YEAR])
    cells = with_limits(released.frame, limits_of)
    cells = cells[cells[YEAR].isin([str(y) for y in years])]
    theme = cells["question"].map(theme_of)
    cells = cells.assign(
        theme=theme, name=theme.map(theme_names(chosen)), year=cells[YEAR].astype(int)
    )
    before, after = (cells[cells["year"] == y].set_index("theme") for y in (years[0], years[-1]))
    gap = score_gaps(after, before, np.zeros(len(after), dtype=bool))
    family = adjust(gap["p"], "all themes")
    stands_out = family.stands_out(LEVEL)
    choices = {
        "hidden": np.isnan(gap["difference"]),
        "higher": stands_out & (gap["difference"] > 0),
        "lower": stands_out & (gap["difference"] < 0),
    }
    ends = after[["name"]].assign(
        before=before["score"],
        after=after["score"],
        **gap,
        p_adjusted=family.adjusted,
        verdict=np.select(list(choices.values()), list(choices), "unclear"),
    )
    notes = (
        ["All years are shown: the choice of year does not apply here."] if population.years else []
    )
    notes += [family_note(family.size)] if family.size else []
    frame = cells[["theme", "name", "year", "n", "score", "lower", "upper", "hidden"]]
    return ThemeYears(
        always,
        chosen,
        tone,
        years,
        frame.reset_index(drop=True),
        ends.reset_index(),
        released.policy,
        tuple(notes),
    )
