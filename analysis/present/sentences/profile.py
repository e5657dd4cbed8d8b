"""Sentences of the Place profile page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.present.sentences.places import BANDS
from analysis.results import Profile
from analysis.survey import OTHERS, dimension, question

MOST_LISTED = 4
"""How many questions a list has on each side, so that the page can be printed."""


def profile(result: Profile) -> str:
    """Return the first sentence of the page: the overall rating, and how much is as expected."""
    bands = result.questions["band"].value_counts()
    below, above, total = (
        *(int(bands.get(band, 0)) for band in ("below", "above")),
        int(bands.sum()),
    )
    if not total:
        return _rating(result)
    return (
        f"{_rating(result)} Of {phrases.many(total, 'question')}, {phrases.how_many(below)} "
        f"{phrases.agree(below, 'is', 'are')} below the range expected and "
        f"{phrases.how_many(above)} above."
    )


def _rating(result: Profile) -> str:
    row, at = result.rating, result.population.where
    asked = question(row["question"])
    if row["hidden"]:
        return "There are too few answers here to show the overall rating without exposing people."
    if units.is_missing(row["score"]):
        return "Nobody in this selection rated their care."
    people = f"People treated at {at.name}" if at.level == "trust" else f"People in {at.name}"
    text = units.score_interval(asked, row["score"], row["lower"], row["upper"])
    verdict = ""
    if row["band"] in BANDS:
        ends = row["expected_lower"], row["expected_upper"]
        seen = units.is_outside(asked, row["score"], *ends) == (row["band"] != "expected")
        unseen = "" if seen else "before rounding "
        verdict = f", {unseen}{BANDS[row['band']].lower()} ({units.limits(asked, *ends)})"
    return f"{people} rated their care {text}{verdict}."


def outside_expected(result: Profile) -> str:
    """Return a sentence on the questions outside the range expected of the place."""
    number = {band: len(result.outside(band)) for band in ("below", "above")}
    total = int(result.questions["band"].notna().sum())
    if not total:
        return "There are too few answers here to say what to expect."
    if not any(number.values()):
        return (
            f"All {units.whole(total)} questions are as expected."
            if total > 1
            else ("The one question that can be shown is as expected.")
        )
    more = max(number.values()) > MOST_LISTED
    listed = f" The farthest outside are listed, up to {MOST_LISTED} a side." if more else ""
    found = sum(number.values())
    return (
        f"{phrases.capital(phrases.many(found, 'question'))} of {units.whole(total)} "
        f"{phrases.agree(found, 'is', 'are')} outside the range expected. By chance alone it "
        f"would be about {phrases.how_many(round(total / 20))}.{listed}"
    )


def widest_inside(result: Profile) -> str:
    """Return a sentence on the widest inequality inside the place."""
    frame, name = result.widest, result.population.where.name
    if frame.empty and result.comparisons:
        return (
            f"Inside {name} no gap can be told from chance, after allowing for all "
            f"{phrases.many(result.comparisons, 'comparison')} made."
        )
    if frame.empty and result.ranges.policy is None:
        return "No figures for groups of people here were published for this year."
    if frame.empty:
        return "No group has enough answers here to be compared with everyone else."
    texts = [_size(row) for _, row in frame.iterrows()]
    ties = frame[[text == texts[0] for text in texts]]
    if len(ties) > phrases.MOST_NAMED:
        return f"{len(ties)} groups have the widest clear gap: {texts[0]} lower."
    said = [
        f"{dimension(row['breakdown']).group(row['group']).people} score {gap_of(row)} than "
        f"{_against(row)} on “{question(row['question']).label}”"
        for _, row in ties.iterrows()
    ]
    lead = phrases.agree(len(said), "The widest clear gap", "The widest clear gaps")
    return f"{lead}: {phrases.listing(said)}."


def lower_on(result: Profile) -> list[str]:
    """Return for each of the Cancer Dashboard's questions who fares clearly worse, widest first."""
    said, level = [], []
    for code in result.dashboard["question"]:
        rows = result.lower[result.lower["question"] == code]
        if rows.empty:
            level.append(code)
            continue
        named = [
            f"{dimension(r['breakdown']).group(r['group']).people} {gap_of(r)} than {_against(r)}"
            for _, r in rows.head(phrases.MOST_NAMED).iterrows()
        ]
        if more := len(rows) - len(named):
            named.append(f"{phrases.many(more, 'more group')} clearly lower")
        said.append(f"**{question(code).title}**: {phrases.listing(named)}.")
    if level:
        said.append(f"{phrases.listing(level)}: no group can be told apart from everyone else.")
    return said


def _size(row: pd.Series) -> str:
    return units.points(question(row["question"]), row["difference"])


def _against(row: pd.Series) -> str:
    if row["reference"] == OTHERS.id:
        return OTHERS.people
    return dimension(row["breakdown"]).group(row["reference"]).people


def gap_of(row: Mapping[str, Any] | pd.Series) -> str:
    """Return the gap of a row of ``Profile.widest``, e.g. "31 points lower (16 to 45)"."""
    return phrases.gap(question(row["question"]), row)


def changed_since(result: Profile) -> str:
    """Return a sentence on what has changed since the year before."""
    if result.years is None:
        return "There are no figures of the year before to compare these with."
    before, after = result.years
    rows, total = result.changed, int(result.changes.frame["difference"].notna().sum())
    if not total:
        return f"There are too few answers here to compare {after} with {before}."
    falls = int(rows["fall"].sum())
    rises = len(rows) - falls
    if rows.empty:
        sure = "as far as these answers can tell"
        sure = "by the publisher's own test" if result.tested_by_publisher else sure
        return f"No question changed clearly from {before} to {after}, {sure}."
    clearly = "clearly "
    lead = f"From {before} to {after}"
    if result.tested_by_publisher:
        lead, clearly = f"{lead}, by the publisher's own test", ""
    more = max(falls, rises) > MOST_LISTED
    listed = f" The largest are listed, up to {MOST_LISTED} either way." if more else ""
    return (
        f"{lead}, {phrases.how_many(falls)} of {units.whole(total)} questions {clearly}fell and "
        f"{phrases.how_many(rises)} {clearly}rose.{listed}"
    )
