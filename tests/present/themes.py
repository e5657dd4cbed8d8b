"""Themes made by hand, for tests that check words and pictures by hand."""

import numpy as np
import pandas as pd

from analysis.results.theme_candidates import Candidates
from analysis.results.theme_groups import ThemeGroups
from analysis.results.theme_overlap import ThemeOverlap
from analysis.results.theme_words import ThemeWords
from analysis.results.theme_years import ThemeYears
from analysis.results.themes import Themes, theme_names
from analysis.store import Coded, Policy
from analysis.survey import NOT_ASSIGNED, OTHERS, Population, dimension

PEOPLE = Population.of("demo", years=[2018])
CODED = Coded(
    "cancer", "d", (("kindness", "Staff kindness"), ("waits", "Waiting"), ("gratitude", "Thanks"))
)
NAMES = theme_names(CODED)
_SHARES = {
    "kindness": (0.31, 0.28, 0.02),
    "waits": (0.2, 0.03, 0.12),
    "gratitude": (0.4, 0.4, 0.001),
    NOT_ASSIGNED: (0.08, 0.05, 0.02),
}


def themes(hidden=False, n=1000.0):
    rows = []
    for theme, shares in _SHARES.items():
        row = {"theme": theme, "name": NAMES[theme], "n": n, "hidden": hidden}
        for tone, share in zip(("any", "praise", "criticism"), shares, strict=True):
            row |= {tone: share, f"{tone}_lower": share * 0.9, f"{tone}_upper": share * 1.1}
        rows.append(row)
    frame = pd.DataFrame(rows)
    if hidden or not n:
        numbers = [c for c in frame if c not in ("theme", "name", "hidden")]
        frame = frame.assign(**dict.fromkeys(numbers, np.nan))
    wrote = pd.Series({"n": 1600.0, "score": 0.62, "lower": 0.6, "upper": 0.64, "hidden": hidden})
    return Themes(PEOPLE, CODED, frame, wrote, Policy())


def theme_groups(rows, *, by="sex", tone="criticism", adjusted="", reference=OTHERS):
    """Return shares by group; a row is (theme, group, share, reference's share, verdict)."""
    made = []
    for theme, group, share, other, verdict in rows:
        hidden = verdict == "hidden"
        compared = verdict in ("higher", "lower", "unclear")
        gap = share - other if compared else np.nan
        made.append(
            {
                "theme": theme,
                "name": NAMES[theme],
                "group": group,
                "label": dimension(by).group(group).label,
                "n": np.nan if hidden else 500.0,
                "score": np.nan if hidden else share,
                "lower": np.nan if hidden or adjusted else share - 0.01,
                "upper": np.nan if hidden or adjusted else share + 0.01,
                "everyone": 0.1,
                "difference": gap,
                "difference_lower": gap - 0.01,
                "difference_upper": gap + 0.01,
                "p": (0.001 if verdict != "unclear" else 0.4) if compared else np.nan,
                "p_adjusted": (0.01 if verdict != "unclear" else 0.5) if compared else np.nan,
                "clear": verdict in ("higher", "lower"),
                "verdict": verdict,
                "hidden": hidden,
            }
        )
    frame = pd.DataFrame(made)
    family = int(frame["p"].notna().sum())
    return ThemeGroups(
        PEOPLE, CODED, dimension(by), reference, tone, adjusted, frame, family, Policy(), ()
    )


TWICE = [
    ("kindness", "female", 0.02, 0.02, "unclear"),
    ("kindness", "male", 0.02, 0.02, "unclear"),
    ("waits", "female", 0.16, 0.08, "higher"),
    ("waits", "male", 0.08, 0.16, "lower"),
]


def theme_years(verdict="higher"):
    years = (2015, 2018)
    rows = [("kindness", 0.2, 0.26, verdict), ("waits", 0.1, 0.1, "unclear")]
    frame = pd.DataFrame(
        [
            {
                "theme": theme,
                "name": NAMES[theme],
                "year": year,
                "n": 900.0,
                "score": share,
                "lower": share - 0.01,
                "upper": share + 0.01,
                "hidden": False,
            }
            for theme, before, after, _ in rows
            for year, share in zip(years, (before, after), strict=True)
        ]
    )
    ends = pd.DataFrame(
        [
            {
                "theme": theme,
                "name": NAMES[theme],
                "before": before,
                "after": after,
                "difference": after - before,
                "difference_lower": after - before - 0.02,
                "difference_upper": after - before + 0.02,
                "p": 0.001,
                "p_adjusted": 0.002,
                "verdict": said,
            }
            for theme, before, after, said in rows
        ]
    )
    return ThemeYears(PEOPLE, CODED, "any", years, frame, ends, Policy(), ())


def theme_overlap(verdict="higher"):
    def row(theme, other, both, said):
        hidden = said == "hidden"
        share = np.nan if hidden else both / 100
        return {
            "theme": theme,
            "name": NAMES[theme],
            "other": other,
            "other_name": NAMES[other],
            "n": np.nan if hidden else 1000.0,
            "first": np.nan if hidden else 100.0,
            "both": np.nan if hidden else float(both),
            "share": share,
            "usual": np.nan if hidden else 0.1,
            "ratio": share / 0.1,
            "p_adjusted": 0.01,
            "verdict": said,
            "hidden": hidden,
        }

    frame = pd.DataFrame(
        [
            row("kindness", "waits", 30, verdict),
            row("kindness", "gratitude", 90, "higher"),
            row("waits", "kindness", 30, verdict),
            row("waits", "gratitude", 5, "hidden"),
            row("gratitude", "kindness", 90, "higher"),
            row("gratitude", "waits", 5, "hidden"),
        ]
    )
    return ThemeOverlap(PEOPLE, CODED, frame, 3, Policy(), ())


def theme_words():
    frame = pd.DataFrame(
        {
            "group": ["female", "female"],
            "word": ["lump", "husband"],
            "stem": ["lump", "husband"],
            "users": [40, 60],
            "others": [12, 30],
            "score": [0.08, 0.12],
            "usual": [0.012, 0.03],
            "z": [4.2, 3.1],
        }
    )
    return ThemeWords(PEOPLE, dimension("sex"), frame, {"female": 120, "male": 0}, Policy())


def candidates():
    frame = pd.DataFrame({"topic": [1], "words": [("wig", "hair")], "people": [44]})
    return Candidates(CODED, frame, Policy())
