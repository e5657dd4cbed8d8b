"""Which themes the same people mention, as a heat map."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.charts.heat import heat, wrapped_heads
from analysis.present.picture import Picture
from analysis.present.sentences.themes import share
from analysis.present.style import Palette, ink_on, mixed
from analysis.results.theme_overlap import ThemeOverlap

_MORE, _FEWER = "▲  1.5 times as often or more", "▼  Two thirds as often or less"
_SAME, _HIDDEN = "·  No strong link", "–  Hidden, or nobody"
_KINDS = {"higher": _MORE, "lower": _FEWER, "unclear": _SAME}


def theme_overlap(found: ThemeOverlap, said: str, colours: Palette) -> Picture | None:
    """Return of those who mention a theme (row) the percent who mention another (column), or None.

    Parameters
    ----------
    found : ThemeOverlap
        The pairs.
    said : str
        The page's first sentence, which stands in for the picture.
    colours : Palette
        Light or dark.
    """
    frame = found.frame
    if frame["share"].isna().all():
        return None
    shades = {
        _MORE: mixed(colours.ground, colours.more, 0.55),
        _FEWER: mixed(colours.ground, colours.fewer, 0.55),
        _SAME: mixed(colours.ground, colours.ink, 0.05),
        _HIDDEN: mixed(colours.ground, colours.ink, 0.3),
    }
    kinds = [_KINDS.get(verdict, _HIDDEN) for verdict in frame["verdict"]]
    edges = {_MORE: colours.more, _FEWER: colours.fewer}
    data = pd.DataFrame(
        {
            "row": frame["theme"],
            "column": frame["other"],
            "theme": frame["theme"],
            "other": frame["other"],
            "text": [
                "–" if units.is_missing(v) else units.rounded(100 * v, 0) for v in frame["share"]
            ],
            "short": [kind[0] for kind in kinds],
            "kind": kinds,
            "ink": [ink_on(shades[kind]) for kind in kinds],
            "edge": [edges.get(kind, colours.ground) for kind in kinds],
            "first": frame["name"],
            "second": frame["other_name"],
            "told": [_told(row) for _, row in frame.iterrows()],
        }
    )
    rows = frame[["theme", "name"]].drop_duplicates().rename(columns={"theme": "row"})
    heads = wrapped_heads(dict(zip(frame["other"], frame["other_name"], strict=True)))
    order = {key: heads[key] for key in rows["row"]}
    legend = [kind for kind in shades if kind in set(kinds)]
    picked = {"theme": "", "other": "", "first": "Of those who mention", "second": "also mention"}
    chart = heat(
        rows.assign(head=False), order, data, shades, legend, {**picked, "told": "Share"}, colours
    )
    return Picture(chart, said)


def _told(row: pd.Series) -> str:
    if units.is_missing(row["share"]):
        return units.HIDDEN if row["hidden"] else units.NO_ANSWERS
    return f"{share(row['share'])}; of everyone who wrote: {share(row['usual'])}"
