"""What people write about: the share of those who wrote who mention each theme, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import get_args

import pandas as pd

from analysis.results.scores import limits_of
from analysis.results.sheets import with_limits
from analysis.results.unavailable import Unavailable
from analysis.store import Policy, Workspace, gate
from analysis.store.comments import coded_by
from analysis.store.written import Coded
from analysis.survey import NOT_ASSIGNED, Population, Question, Tone, UnknownChoice, mention, wrote

TONES: tuple[Tone, ...] = get_args(Tone)
"""What may count: any mention, those with praise, or those with criticism."""

NOT_ASSIGNED_NAME = "Not assigned"
"""What people read for what has no theme."""

FRAMEWORK_NAMES: Mapping[str, str] = MappingProxyType(
    {"cancer": "Cancer pathway", "qdc": "NHS patient feedback"}
)
"""What people read for the frameworks that come with this tool."""

NO_DETAIL = ("gratitude", "praise", "questionnaire")
"""Themes that say nothing about care in particular."""

_DEFAULT = "cancer"


@dataclass(frozen=True)
class Themes:
    """What people wrote about.

    Attributes
    ----------
    population : Population
        Who they are.
    framework : Coded
        The themes.
    frame : DataFrame
        One row a theme in the framework's order, "Not assigned" last: ``theme`` (id), ``name``,
        ``n`` (people who wrote anything), ``hidden``, and for each of "any", "praise" and
        "criticism" the share of those people, 0-1, with its 95% limits (Wilson):
        ``any``, ``any_lower``, ``any_upper`` and so on. Missing where hidden, and where nobody
        wrote.
    wrote : Series
        ``n`` (all respondents), ``score`` (share who wrote anything, 0-1), ``lower``, ``upper``
        (95%), ``hidden``.
    policy : Policy
        The disclosure rules applied.
    """

    population: Population
    framework: Coded
    frame: pd.DataFrame
    wrote: pd.Series
    policy: Policy

    @property
    def assigned(self) -> pd.DataFrame:
        """The rows of themes, without "Not assigned"."""
        return self.frame[self.frame["theme"] != NOT_ASSIGNED]

    @property
    def ranked(self) -> pd.DataFrame:
        """The rows most mentioned first; hidden ones and "Not assigned" come last."""
        order = self.assigned["any"].sort_values(ascending=False, kind="stable")
        rest = self.frame.index.difference(order.index)
        return self.frame.loc[[*order.index, *rest]]


def codings(workspace: Workspace, dataset: str) -> tuple[Coded, ...]:
    """Return the frameworks that the comments of a dataset are coded by, the usual one first.

    Raises
    ------
    Unavailable
        If the dataset has no comments.
    UnknownChoice
        If there is no such dataset.
    """
    found = coded_by(workspace, dataset)
    if not found:
        msg = (
            f"{workspace.dataset(dataset).name} has no comments, so there are no themes to show. "
            "Choose another dataset, or import one with comments."
        )
        raise Unavailable(msg)
    return tuple(sorted(found, key=lambda f: (f.id != _DEFAULT, f.id)))


def coding(workspace: Workspace, dataset: str, framework: str | None = None) -> Coded:
    """Return one of the `codings` of a dataset, the usual one by default.

    Raises
    ------
    Unavailable
        If the dataset has no comments.
    UnknownChoice
        If there is no such dataset, or its comments are not coded by this framework.
    """
    found = {f.id: f for f in codings(workspace, dataset)}
    chosen = framework or next(iter(found))
    if chosen not in found:
        raise UnknownChoice("framework", chosen, list(found))
    return found[chosen]


def theme_names(framework: Coded) -> dict[str, str]:
    """Return what people read for each theme, "Not assigned" included, by its id."""
    return dict(framework.themes) | {NOT_ASSIGNED: NOT_ASSIGNED_NAME}


def mentions(
    workspace: Workspace, population: Population, framework: Coded, tone: Tone = "any"
) -> tuple[Question, ...]:
    """Return for every theme, "Not assigned" last, whether people mention it, as a question."""
    years = workspace.dataset(population.dataset).years
    names = theme_names(framework)
    return tuple(mention(framework.id, id_, name, years, tone) for id_, name in names.items())


def theme_of(code: str) -> str:
    """Return the id of the theme that a question of `mentions` asks for, by its code."""
    return code.split(":", 1)[1]


def themes(workspace: Workspace, population: Population, framework: str | None = None) -> Themes:
    """Return how many of the people who wrote mention each theme, praise it and criticise it.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose comments.
    framework : str, optional
        Id of the framework; the usual one by default.

    Raises
    ------
    Unavailable
        If the dataset has no comments.
    UnknownChoice
        If the comments are not coded by this framework.
    """
    chosen = coding(workspace, population.dataset, framework)
    years = workspace.dataset(population.dataset).years
    frame = pd.DataFrame(
        {"theme": list(theme_names(chosen)), "name": list(theme_names(chosen).values())}
    )
    for tone in TONES:
        asked = mentions(workspace, population, chosen, tone)
        released = gate.scores(workspace, population, asked)
        cells = with_limits(released.frame, limits_of)
        frame = frame.assign(
            n=cells["n"],
            hidden=cells["hidden"],
            **{tone: cells["score"], f"{tone}_lower": cells["lower"]},
            **{f"{tone}_upper": cells["upper"]},
        )
    whole = gate.scores(workspace, population, [wrote(years)])
    row = with_limits(whole.frame, limits_of).iloc[0]
    return Themes(population, chosen, frame, row, whole.policy)
