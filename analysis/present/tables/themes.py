"""Tables of the Themes page."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences.themes import SHARE, VERBS
from analysis.present.tables import cells
from analysis.results.theme_groups import ThemeGroups
from analysis.results.themes import TONES, Themes

_HEADS = {"any": "Mention it", "praise": "Praise it", "criticism": "Criticise it"}
_ENDS = ("", "_lower", "_upper")
_WORDS = {
    "lower": "less often",
    "higher": "more often",
    "unclear": "no clear difference",
    "untested": "not tested",
    "reference": "compared with",
}


def _cell(row: cells.Row, name: str) -> str:
    """Return a share with its interval, e.g. "12.3% (11.9 to 12.8)", or why there is none."""
    if row["hidden"]:
        return units.HIDDEN
    if units.is_missing(row[name]):
        return units.NO_ANSWERS
    share = units.percent(row[name], 1)
    limits = cells.span(SHARE, row[f"{name}_lower"], row[f"{name}_upper"])
    return share if limits == "–" else f"{share} ({limits})"


def themes(found: Themes) -> pd.DataFrame:
    """Return the themes for the screen: percent of people who wrote, with 95% limits."""
    rows = cells.records(found.ranked)
    table = {"Theme": [r["name"] for r in rows]}
    return pd.DataFrame(table | {_HEADS[t]: [_cell(r, t) for r in rows] for t in TONES})


def plain_themes(found: Themes) -> pd.DataFrame:
    """Return the themes for a file: percent 0-100 of people who wrote."""
    shares = [f"{tone}{end}" for tone in TONES for end in _ENDS]
    frame = found.frame.assign(**{c: 100 * found.frame[c] for c in shares})
    return frame[["theme", "name", "n", *shares, "hidden"]]


def theme_groups(found: ThemeGroups, theme: str | None = None) -> pd.DataFrame:
    """Return the shares by group for the screen: of one theme in full, or of all themes.

    Parameters
    ----------
    found : ThemeGroups
        The shares.
    theme : str, optional
        Id of the theme; all by default: then one row a theme and one column a group.
    """
    if theme:
        rows = cells.records(found.of_theme(theme))
        return pd.DataFrame(
            {
                "Group": [r["label"] for r in rows],
                "People who wrote": [cells.base(r) for r in rows],
                f"{VERBS[found.tone].capitalize()} it": [cells.score(SHARE, r) for r in rows],
                "95% interval": [cells.span(SHARE, r["lower"], r["upper"]) for r in rows],
                f"Difference from: {found.reference.label} (points)": [
                    cells.gap(SHARE, r) for r in rows
                ],
                "Verdict": [_WORDS.get(r["verdict"], "–") for r in rows],
            }
        )
    marks = {"lower": " ▼", "higher": " ▲"}
    frame = found.frame
    texts = [f"{cells.score(SHARE, r)}{marks.get(r['verdict'], '')}" for r in cells.records(frame)]
    told = frame.assign(text=texts).set_index(["label", "theme"])["text"]
    columns = {label: told[label].tolist() for label in dict.fromkeys(frame["label"])}
    return pd.DataFrame({"Theme": list(dict.fromkeys(frame["name"])), **columns})


def plain_theme_groups(found: ThemeGroups) -> pd.DataFrame:
    """Return the shares by group for a file: percent 0-100, differences in points."""
    numbers = [*cells.LIMITS, "everyone", *cells.GAPS]
    frame = found.frame.assign(
        **{c: 100 * found.frame[c] for c in numbers},
        reference=found.reference.id,
        tone=found.tone,
    )
    return frame.drop(columns="name").assign(name=found.frame["name"])
