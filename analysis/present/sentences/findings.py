"""Sentences on what stands out: who fares worse, what changed, what can't be said."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.present.sentences.summary import summary
from analysis.results import Finding, Overview
from analysis.results.changes import Changes
from analysis.results.question_ranges import QuestionRanges
from analysis.results.unsaid import BLUNT, Named
from analysis.survey import Dimension, question

MOST_CHANGES = 3
"""How many rises, and how many falls, are told one by one."""

MOST_NAMED = 8
"""How many groups that little can be said of are named; more are counted."""


def finding(found: Finding) -> str:
    """Return a finding in two sentences: the widest of what is sure, and on how many questions."""
    q = found.question
    gap = units.gap(q, found.difference, found.lower, found.upper)
    base = f" ({phrases.many(int(found.n), 'answer')})" if found.n > 0 else ""
    who = phrases.capital(found.group.people)
    against = found.reference.people
    tested = "" if found.n > 0 else ", by the publisher's own test"
    return (
        f"**{who}** score {units.score(q, found.score)} on “{q.label}”{base}, {gap} than "
        f"{against}. {_elsewhere(found)}{tested}."
    )


def _elsewhere(found: Finding) -> str:
    """Return on how many questions the group differs, without the full stop."""
    asked = phrases.many(found.compared, "question")
    if found.lower_on == 1 and not found.higher_on:
        return f"Of {asked} compared, it is the only one on which they clearly differ"
    higher = f" and clearly higher on {units.whole(found.higher_on)}" if found.higher_on else ""
    return f"Of {asked} compared, they are clearly lower on {units.whole(found.lower_on)}{higher}"


def nothing_found(overview: Overview) -> str:
    """Return the sentence for when no group fares clearly worse."""
    if overview.gaps.empty:
        return "No group has enough answers here to be compared with others."
    return (
        "No group stands out as faring worse: no gap is too wide to be chance once all "
        "comparisons are allowed for."
    )


def changed(found: Changes) -> str:
    """Return how many questions have got better or worse since when."""
    frame = found.frame
    if frame.empty:
        return "There is no earlier year to compare with."
    since, until = int(frame["before"].min()), int(frame["after"].max())
    up, down = len(found.better), len(found.worse)
    known = int(frame["difference"].notna().sum())
    if not known:
        return f"No question has enough answers both in {since} and in {until}."
    asked = phrases.many(known, "question")
    if not up and not down:
        return (
            f"Of {asked}, none has clearly changed from {since} to {until}, after allowing for how "
            "many were looked at."
        )
    return (
        f"From {since} to {until}, of {asked}, {phrases.how_many(up)} got clearly better and "
        f"{phrases.how_many(down)} clearly worse."
    )


def change(row: pd.Series) -> str:
    """Return one change, e.g. "“Q20 …” rose from 64% to 68%: 4 points (3 to 5)."."""
    q = question(row["question"])
    verb = "rose" if row["difference"] > 0 else "fell"
    gap = units.gap(q, row["difference"], row["difference_lower"], row["difference_upper"])
    before, after = units.score(q, row["score_before"]), units.score(q, row["score"])
    return f"“{q.label}” {verb} from {before} in {row['before']} to {after}, {gap}."


def flags(found: Changes) -> str:
    """Return how the publisher's own test sees the changes; empty if there is none."""
    counts = found.frame["flag"].value_counts() if "flag" in found.frame else pd.Series(dtype=int)
    if not counts.sum():
        return ""
    told = [
        f"{units.whole(int(counts.get(flag, 0)))} {words}"
        for flag, words in (("up", "up"), ("down", "down"), ("unchanged", "unchanged"))
    ]
    return f"By the publisher's own test: {phrases.listing(told)}."


def unsaid(overview: Overview) -> list[str]:
    """Return what can't be said here and why, a sentence each."""
    found = overview.unsaid
    lines = []
    if found.hidden:
        lines.append(f"Nothing on {_named(found.hidden)}: too few answers to show, or none.")
    if found.blunt:
        lines.append(
            "Only roughly, as so few answered that on most questions a gap narrower than "
            f"{100 * BLUNT:.0f} points could not be told from chance: {_named(found.blunt)}."
        )
    if found.alike:
        names = phrases.listing([d.plural for d in found.alike])
        lines.append(f"Nothing on differences between {names}: everybody here is of one group.")
    if found.unpublished:
        names = phrases.listing([d.label.lower() for d in found.unpublished])
        lines.append(f"Nothing by {names}: no such results were published for this place and year.")
    if found.untested:
        codes = phrases.listing([q.code for q in found.untested])
        verb = phrases.agree(len(found.untested), "was", "were")
        lines.append(f"No change on {codes}, which {verb} asked differently in the earlier year.")
    lines.append(
        "Why: groups differ in age, cancer and where they are treated. These scores are as "
        "answered; see them adjusted on “Groups”."
        if overview.policy
        else "Why: groups differ in age, cancer and where they are treated."
    )
    return lines


def _named(groups: Named) -> str:
    """Return groups by breakdown, or how many there are of each breakdown where they are many."""
    by_breakdown: dict[Dimension, list[str]] = {}
    for dimension, group in groups:
        by_breakdown.setdefault(dimension, []).append(group.label)
    if len(groups) <= MOST_NAMED:
        return "; ".join(
            f"{d.label.lower()}: {phrases.listing(labels)}" for d, labels in by_breakdown.items()
        )
    return phrases.listing(
        [
            f"{len(labels)} of {len(d.groups)} {d.plural.removeprefix('the ')}"
            for d, labels in by_breakdown.items()
        ]
    )


def beside_expected(ranges: QuestionRanges) -> str:
    """Return how a place's questions compare with the range expected of it; empty for England."""
    frame = ranges.frame[ranges.frame["band"].notna()]
    where = ranges.population.where
    if ranges.parent is None:
        return ""
    if frame.empty:
        return f"There are too few answers to say what to expect of {where.name}."
    below, above = (frame[frame["band"] == band] for band in ("below", "above"))
    counted = (
        f"Of {phrases.many(len(frame), 'question')}, {where.name} is below what is expected of it "
        f"on {phrases.how_many(len(below))} and above on {phrases.how_many(len(above))}"
    )
    if below.empty:
        return f"{counted}."
    far = (below["expected_lower"] - below["score"]) / below["expected_lower"]
    row = below.iloc[int(far.to_numpy().argmax())]
    q = question(row["question"])
    expected = units.limits(q, row["expected_lower"], row["expected_upper"])
    return (
        f"{counted}. It is furthest below on “{q.label}”: {units.score(q, row['score'])}, where "
        f"{expected} is expected."
    )


def everything(overview: Overview, beside: QuestionRanges | None) -> list[str]:
    """Return all that the Summary page says, a paragraph each, in its order.

    Parameters
    ----------
    overview : Overview
        The survey at a glance.
    beside : QuestionRanges or None
        The place beside what is expected of it; None for England.
    """
    found = [f"{i}. {finding(one)}" for i, one in enumerate(overview.findings, 1)]
    moves = overview.changes
    moved = pd.concat([moves.better.head(MOST_CHANGES), moves.worse.head(MOST_CHANGES)])
    lines = [
        summary(overview),
        *(found or [nothing_found(overview)]),
        beside_expected(beside) if beside else "",
        changed(overview.changes),
        *(change(row) for _, row in moved.iterrows()),
        flags(overview.changes),
        *(f"What can't be said: {line}" for line in unsaid(overview)),
    ]
    return [line for line in lines if line]
