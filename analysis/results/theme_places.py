"""Where people write about a theme more or less often than expected."""

from __future__ import annotations

from dataclasses import replace

from analysis.results.place_list import PlaceScores
from analysis.results.places import place_scores
from analysis.results.themes import coding, mentions, theme_names, theme_of
from analysis.store import Workspace
from analysis.survey import Level, Population, Tone, UnknownChoice

_ADJUSTED = (
    "Shares are of the people who wrote, adjusted for case mix (age, sex, ethnic group, "
    "deprivation and tumour group), as places treat different people."
)
_AS_WRITTEN = (
    "Shares are of the people who wrote. They could not be adjusted for case mix, as too few "
    "wrote, or all alike."
)


def theme_places(
    workspace: Workspace,
    population: Population,
    level: Level,
    theme: str,
    *,
    framework: str | None = None,
    tone: Tone = "any",
) -> PlaceScores:
    """Return the share of people who wrote who mention a theme, in every place of a level.

    Parameters
    ----------
    workspace : Workspace
        Where the dataset is.
    population : Population
        Whose comments; its place is ignored, so that every place is in the comparison.
    level : Level
        Any below England.
    theme : str
        Id of the theme, or of "Not assigned".
    framework : str, optional
        Id of the framework; the usual one by default.
    tone : {"any", "praise", "criticism"}
        What counts.

    Returns
    -------
    PlaceScores
        Adjusted for case mix where that can be done.

    Raises
    ------
    Unavailable
        If the dataset has no comments, or the level is England.
    UnknownChoice
        If there is no such framework or theme.
    """
    chosen = coding(workspace, population.dataset, framework)
    asked = {theme_of(q.code): q for q in mentions(workspace, population, chosen, tone)}
    if theme not in asked:
        raise UnknownChoice("theme", theme, list(theme_names(chosen)))
    found = place_scores(workspace, population, asked[theme], level)
    return replace(found, notes=(_ADJUSTED if found.adjusted else _AS_WRITTEN,))
