"""Tables of the Themes page on years, places, overlap, words and candidates."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences.themes import SHARE
from analysis.present.tables import cells
from analysis.results import PlaceScores
from analysis.results.theme_candidates import Candidates
from analysis.results.theme_overlap import ThemeOverlap
from analysis.results.theme_words import ThemeWords
from analysis.results.theme_years import ThemeYears

_MARKS = {"higher": " ▲", "lower": " ▼"}
_BANDS = {"above": "More than expected", "expected": "As expected", "below": "Less than expected"}


def theme_years(found: ThemeYears) -> pd.DataFrame:
    """Return the shares by year for the screen, with the change over all years."""
    shares = {(r["theme"], r["year"]): r for r in cells.records(found.frame)}
    rows = cells.records(found.ends)
    table: dict[str, list[str]] = {"Theme": [r["name"] for r in rows]}
    for year in found.years:
        table[str(year)] = [cells.score(SHARE, shares[r["theme"], year]) for r in rows]
    table[f"Change {found.years[0]} to {found.years[-1]} (points)"] = [
        f"{cells.gap(SHARE, r)}{_MARKS.get(r['verdict'], '')}" for r in rows
    ]
    return pd.DataFrame(table)


def plain_theme_years(found: ThemeYears) -> pd.DataFrame:
    """Return the shares by year for a file: percent 0-100."""
    frame = found.frame.assign(**{c: 100 * found.frame[c] for c in cells.LIMITS})
    return frame.assign(tone=found.tone)


def theme_places(result: PlaceScores) -> pd.DataFrame:
    """Return the shares by place for the screen."""
    rows = cells.records(result.frame)
    return pd.DataFrame(
        {
            result.level.label: [r["name"] for r in rows],
            "Compared with expected": [_BANDS.get(r["band"], "–") for r in rows],
            "Share": [cells.score(SHARE, r) for r in rows],
            "95% interval": [cells.span(SHARE, r["lower"], r["upper"]) for r in rows],
            "Expected range": [
                cells.span(SHARE, r["expected_lower"], r["expected_upper"]) for r in rows
            ],
            "People who wrote": [cells.base(r) for r in rows],
        }
    )


def plain_theme_places(result: PlaceScores) -> pd.DataFrame:
    """Return the shares by place for a file: percent 0-100."""
    columns = [*cells.LIMITS, *cells.RANGE]
    frame = units.scale_frame(result.question, result.frame, columns)
    return frame[["code", "name", "n", *columns, "band", "hidden"]]


def theme_overlap(found: ThemeOverlap) -> pd.DataFrame:
    """Return for each two themes, once, what they have in common; strongest link first."""
    frame = found.frame.reset_index(drop=True)
    place = {theme: i for i, theme in enumerate(dict.fromkeys(frame["theme"]))}
    once = frame[frame["theme"].map(place) < frame["other"].map(place)]
    rows = cells.records(once.sort_values("ratio", ascending=False, kind="stable"))
    return pd.DataFrame(
        {
            "Theme": [r["name"] for r in rows],
            "And": [r["other_name"] for r in rows],
            "People who mention both": [
                units.HIDDEN if r["hidden"] else units.whole(r["both"]) for r in rows
            ],
            "Times as often as by chance": [_times(r) for r in rows],
        }
    )


def _times(row: cells.Row) -> str:
    if units.is_missing(row["ratio"]):
        return "–"
    return f"{units.rounded(row['ratio'], 1)}{_MARKS.get(row['verdict'], '')}"


def plain_theme_overlap(found: ThemeOverlap) -> pd.DataFrame:
    """Return the pairs of themes for a file: percent 0-100."""
    return found.frame.assign(**{c: 100 * found.frame[c] for c in ("share", "usual")})


def theme_words(found: ThemeWords, group: str) -> pd.DataFrame:
    """Return the words typical of a group for the screen."""
    rows = cells.records(found.of_group(group))
    return pd.DataFrame(
        {
            "Word": [r["word"] for r in rows],
            "People of the group": [units.whole(r["users"]) for r in rows],
            "Share of the group": [units.percent(r["score"], 1) for r in rows],
            "Share of everyone else": [units.percent(r["usual"], 1) for r in rows],
            "How typical (z)": [units.rounded(r["z"], 1) for r in rows],
        }
    )


def plain_theme_words(found: ThemeWords) -> pd.DataFrame:
    """Return the words typical of all groups for a file: percent 0-100."""
    return found.frame.assign(**{c: 100 * found.frame[c] for c in ("score", "usual")})


def theme_candidates(found: Candidates) -> pd.DataFrame:
    """Return the candidate themes for the screen."""
    return pd.DataFrame(
        {
            "Words that go together": [", ".join(words) for words in found.frame["words"]],
            "People": [units.whole(n) for n in found.frame["people"]],
        }
    )
