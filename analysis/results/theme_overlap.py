"""Which themes the same people mention."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.results.matrix import LEVEL, family_note
from analysis.results.themes import coding, theme_names
from analysis.statistics.change import change_p_value
from analysis.statistics.multiplicity import adjust
from analysis.store import Coded, Policy, Workspace
from analysis.store.overlap import overlap
from analysis.survey import Population

STRONG = 1.5
"""How many times as often as by chance two themes must go together to be called linked.

People who write much mention more of everything, so weaker links say little.
"""


@dataclass(frozen=True)
class ThemeOverlap:
    """Which themes the same people mention.

    Attributes
    ----------
    population : Population
        Whose comments.
    framework : Coded
        The themes.
    frame : DataFrame
        One row a pair of themes, either way round: ``theme``, ``name``, ``other``,
        ``other_name``, ``n`` (people who wrote), ``first`` (people who mention the theme),
        ``both``, ``share`` (of those who mention the theme, who mention the other: 0-1),
        ``usual`` (share of all who wrote who mention the other), ``ratio`` (share over usual; 1
        where the two have nothing to do with each other), ``p_adjusted`` (all pairs), ``verdict``
        ("higher" and "lower": clear and at least by `STRONG`; "unclear"; "hidden"; or
        "no answers" where nobody mentions one of them). Missing where hidden.
    family : int
        The number of pairs that the verdicts allow for.
    policy : Policy
        The disclosure rules applied.
    notes : tuple of str
        What a reader must know about these figures.
    """

    population: Population
    framework: Coded
    frame: pd.DataFrame
    family: int
    policy: Policy
    notes: tuple[str, ...]


def theme_overlap(
    workspace: Workspace, population: Population, framework: str | None = None
) -> ThemeOverlap:
    """Return which themes the same people mention, and whether more often than by chance.

    Raises
    ------
    Unavailable
        If the dataset has no comments.
    UnknownChoice
        If its comments are not coded by the framework.

    Notes
    -----
    Those who mention a theme are compared with those who don't by the two-proportion z-test; each
    pair once, adjusted by Benjamini and Hochberg (1995).
    """
    chosen = coding(workspace, population.dataset, framework)
    released = overlap(workspace, population, chosen.id)
    names = theme_names(chosen)
    frame = released.frame
    n, first, second, both = (frame[c].to_numpy(float) for c in ("n", "first", "second", "both"))
    with np.errstate(divide="ignore", invalid="ignore"):
        share, usual = both / first, second / n
        ratio = share / usual
        rest = (second - both) / (n - first)
    p = pd.Series(change_p_value(rest, n - first, share, first))
    place = {theme: i for i, theme in enumerate(names)}
    once = frame["theme"].map(place) < frame["other"].map(place)
    known = p.notna() & (second > 0)
    family = adjust(p.where(known & once), "all pairs of themes")
    pair = pd.Series(
        [frozenset(names_) for names_ in zip(frame["theme"], frame["other"], strict=True)]
    )
    adjusted = pair.map(dict(zip(pair[once], family.adjusted[once], strict=True)))
    choices = {
        "hidden": frame["hidden"].to_numpy(bool),
        "no answers": ~known.to_numpy(),
        "higher": (adjusted <= LEVEL).to_numpy() & (ratio >= STRONG),
        "lower": (adjusted <= LEVEL).to_numpy() & (ratio <= 1 / STRONG),
    }
    made = frame.assign(
        name=frame["theme"].map(names),
        other_name=frame["other"].map(names),
        share=share,
        usual=usual,
        ratio=np.where(known, ratio, np.nan),
        p_adjusted=adjusted,
        verdict=np.select(list(choices.values()), list(choices), "unclear"),
    )
    notes = (family_note(family.size),) if family.size else ()
    return ThemeOverlap(population, chosen, made, family.size, released.policy, notes)
