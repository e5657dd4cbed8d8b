"""Themes in two years, and words of a group and of everyone else, as pairs of marks."""

from __future__ import annotations

import pandas as pd

from analysis.present.charts.pairs import pairs
from analysis.present.picture import Picture
from analysis.present.sentences.themes import share, share_axis, theme_points
from analysis.present.style import Palette
from analysis.results.theme_words import ThemeWords
from analysis.results.theme_years import ThemeYears

_ELSE = "Everyone else"


def theme_years(found: ThemeYears, said: str, colours: Palette) -> Picture | None:
    """Return the themes' shares in the first and the last year, or None if all are hidden.

    Parameters
    ----------
    found : ThemeYears
        The shares; the theme most mentioned in the last year comes first.
    said : str
        The page's first sentence, which stands in for the picture.
    colours : Palette
        Light or dark.
    """
    ends = found.ends[found.ends["difference"].notna()]
    if ends.empty:
        return None
    ends = ends.sort_values("after", ascending=False, kind="stable")
    rows = pd.DataFrame(
        {
            "name": ends["name"],
            "first": 100 * ends["before"],
            "second": 100 * ends["after"],
            "shown": [
                f"{share(r['before'])} to {share(r['after'])}: {theme_points(r)}"
                for _, r in ends.iterrows()
            ],
        }
    )
    first, last = str(found.years[0]), str(found.years[-1])
    return Picture(pairs(rows, first, last, share_axis(found.tone), colours), said)


def theme_words(found: ThemeWords, group: str, said: str, colours: Palette) -> Picture | None:
    """Return the words typical of a group, as used there and by everyone else, or None if none is.

    Parameters
    ----------
    found : ThemeWords
        The words.
    group : str
        Id of the group.
    said : str
        The page's first sentence, which stands in for the picture.
    colours : Palette
        Light or dark.
    """
    words = found.of_group(group)
    if words.empty:
        return None
    rows = pd.DataFrame(
        {
            "name": words["word"],
            "first": 100 * words["usual"],
            "second": 100 * words["score"],
            "shown": [
                f"{share(r['score'])} of the group, {share(r['usual'])} of everyone else"
                for _, r in words.iterrows()
            ],
        }
    )
    label = found.by.group(group).label
    return Picture(pairs(rows, _ELSE, label, "Percent of people who wrote", colours), said)
