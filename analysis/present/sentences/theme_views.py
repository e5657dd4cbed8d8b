"""Sentences of the Themes page on years, places, overlap, words and what has no theme."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.present.sentences.themes import (
    NOBODY_WROTE,
    SHARE,
    TOO_FEW_WROTE,
    VERBS,
    quoted,
    share,
    theme_points,
)
from analysis.results import PlaceScores
from analysis.results.theme_candidates import Candidates
from analysis.results.theme_overlap import ThemeOverlap
from analysis.results.theme_words import ThemeWords
from analysis.results.theme_years import ThemeYears
from analysis.results.themes import NO_DETAIL, Themes
from analysis.survey import NOT_ASSIGNED, Tone, place

_MOST_WORDS = 5


def theme_years(found: ThemeYears) -> str:
    """Return the first sentence over time: the surest change, and how many stand out."""
    ends = found.ends
    known = ends[ends["difference"].notna()]
    first, last = found.years[0], found.years[-1]
    if known.empty:
        return f"Too few people wrote in {first} or {last} to say what changed."
    clear = known[known["verdict"].isin(["higher", "lower"])]
    if clear.empty:
        return (
            f"No clear change from {first} to {last}: none of "
            f"{phrases.many(len(known), 'theme')} stands out, after allowing for how many there "
            "are."
        )
    row = clear.sort_values("p", kind="stable").iloc[0]
    more = "More" if row["difference"] > 0 else "Fewer"
    return (
        f"{more} people {VERBS[found.tone]} {quoted(row['name'])} in {last} than in {first}: "
        f"{share(row['after'])} of those who wrote against {share(row['before'])}, "
        f"{theme_points(row)}. Of {phrases.many(len(known), 'theme')}, "
        f"{phrases.many(len(clear), 'change')} {phrases.agree(len(clear), 'stands', 'stand')} out."
    )


def theme_places(result: PlaceScores, tone: Tone, chosen: str) -> str:
    """Return the first sentence by place: how many mention a theme more or less than expected.

    Parameters
    ----------
    result : PlaceScores
        The places.
    tone : {"any", "praise", "criticism"}
        What counts.
    chosen : str
        Code of a place to speak of first, if it is among them.
    """
    bands = result.frame["band"].value_counts()
    total = int(bands.sum())
    names = phrases.lowered(result.level.label), phrases.lowered(result.level.plural)
    if not total:
        return f"Too few people wrote here to say what to expect of {names[1]}."
    more, less = (phrases.how_many(int(bands.get(band, 0))) for band in ("above", "below"))
    counted = (
        f"People {VERBS[tone]} {quoted(result.question.label)} more often than expected in "
        f"{more} of {phrases.many(total, *names)}, and less often in {less}."
    )
    own = result.frame[result.frame["code"] == chosen]
    if own.empty or units.is_missing(own["score"].iloc[0]):
        return counted
    row = own.iloc[0]
    text = units.score_interval(SHARE, row["score"], row["lower"], row["upper"])
    bands_said = {"above": "more than expected", "below": "less than expected"}
    said = bands_said.get(row["band"], "as expected")
    return f"{place(chosen).name}: {text}, {said}. {counted}"


def theme_overlap(found: ThemeOverlap) -> str:
    """Return the first sentence on overlap: the pair that goes together most."""
    frame = found.frame
    if frame["share"].isna().all():
        return TOO_FEW_WROTE if frame["hidden"].any() else NOBODY_WROTE
    vague = frame["theme"].isin(NO_DETAIL) | frame["other"].isin(NO_DETAIL)
    linked = frame[(frame["verdict"] == "higher") & ~vague]
    if linked.empty:
        return "No two themes are mentioned by the same people more often than by chance."
    row = linked.sort_values("ratio", ascending=False, kind="stable").iloc[0]
    times = units.rounded(row["ratio"], 1)
    return (
        f"{quoted(row['name'])} and {quoted(row['other_name'])} go together most: of those who "
        f"mention the first, {share(row['share'])} mention the second too, {times} times the "
        f"{share(row['usual'])} of everyone who wrote."
    )


def theme_words(found: ThemeWords, group: str) -> str:
    """Return the first sentence on words: those most typical of a group."""
    people = phrases.capital(found.by.group(group).people)
    words = found.of_group(group)
    if not found.compared.get(group):
        return f"{people}: too few people wrote to compare their words."
    if words.empty:
        return f"{people}: no word is clearly more usual than among everyone else."
    top = phrases.listing([quoted(word) for word in words["word"].head(_MOST_WORDS)])
    first = words.iloc[0]
    return (
        f"{people} use {top} more than everyone else: {quoted(first['word'])} is used by "
        f"{share(first['score'])} of them, and by {share(first['usual'])} of everyone else."
    )


def theme_rest(found: Themes) -> str:
    """Return the first sentence on what has no theme: how many people that is."""
    row = found.frame[found.frame["theme"] == NOT_ASSIGNED].iloc[0]
    if units.is_missing(row["any"]):
        return TOO_FEW_WROTE if row["hidden"] else NOBODY_WROTE
    limits = units.limits(SHARE, row["any_lower"], row["any_upper"], table=True)
    return (
        f"{share(row['any'])} ({limits}) of the people who wrote said nothing that a theme covers."
    )


def theme_candidates(found: Candidates) -> list[str]:
    """Return a line for each candidate theme: its words, and how many wrote on it."""
    return [_candidate(row) for _, row in found.frame.iterrows()]


def _candidate(row: pd.Series) -> str:
    return f"**{', '.join(row['words'])}** ({phrases.many(int(row['people']), 'person', 'people')})"
