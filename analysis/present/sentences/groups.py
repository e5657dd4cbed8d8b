"""Sentences of the Groups page."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results import Comparison, Scores
from analysis.store import ALL
from analysis.survey import Dimension


def panel(dimension: Dimension, key: str) -> str:
    """Return the title of one panel of two crossed breakdowns."""
    return "Everyone" if key == ALL else f"{dimension.label}: {dimension.group(key).label}"


def overall(scores: Scores) -> str:
    """Return one sentence on the score of a whole population."""
    row, q = scores.overall, scores.question
    if row["hidden"]:
        return "There are too few answers here to show a score without exposing people."
    if units.is_missing(row["score"]):
        return "Nobody in this selection answered this question."
    text = units.score_interval(q, row["score"], row["lower"], row["upper"])
    return f"{scores.population.where.name}: {text}."


def groups(comparison: Comparison) -> str:
    """Return the first sentence of the Groups page: who stands out, by how much, how sure."""
    scores = comparison.scores
    if scores.overall["hidden"] or units.is_missing(scores.overall["score"]):
        return overall(scores)
    if "panel" in comparison.frame:
        return _crossed(comparison)
    usable = comparison.groups
    if usable.empty:
        return _nothing_to_compare(comparison)
    if usable["difference_lower"].isna().all():
        return _official_pair(comparison)
    clear = phrases.clear(usable)
    if clear.empty:
        return _no_clear_difference(comparison, usable)
    return _standing_out(comparison, clear)


def _reference(comparison: Comparison) -> str:
    return comparison.reference.people


def _subject(comparison: Comparison, row: pd.Series) -> str:
    return phrases.capital(comparison.scores.by[0].group(row["group"]).people)


def _standing_out(comparison: Comparison, clear: pd.DataFrame) -> str:
    q = comparison.scores.question
    lower = clear[clear["difference"] < 0]
    row = (lower if len(lower) else clear).iloc[0]
    gap = units.gap(q, row["difference"], row["difference_lower"], row["difference_upper"])
    first = (
        f"{_subject(comparison, row)} score {units.score(q, row['score'])}, "
        f"{gap} than {_reference(comparison)}."
    )
    others = len(comparison.groups)
    if others == 1:
        return first
    counted = units.listing(
        [
            f"{'all' if number == others else number} "
            f"{'scores' if number == 1 else 'score'} clearly {word}"
            for number, word in ((len(lower), "lower"), (len(clear) - len(lower), "higher"))
            if number
        ]
    )
    return f"{first} Of {others} groups compared, {counted}."


def _no_clear_difference(comparison: Comparison, usable: pd.DataFrame) -> str:
    sure = "as far as these answers can tell."
    if len(usable) == 1:
        other = comparison.scores.by[0].group(usable["group"].iloc[0]).people
        pair = f"{other} and {_reference(comparison)}"
        return f"No clear difference between {pair}: they could have the same score, {sure}"
    return (
        f"No clear difference: {_reference(comparison)} and the other {len(usable)} groups "
        f"compared could all have the same score, {sure}"
    )


def _nothing_to_compare(comparison: Comparison) -> str:
    known = comparison.scores.groups["score"].notna().sum()
    if known < 2:
        return "Only one group can be shown here, so there is nothing to compare."
    return (
        f"{comparison.reference.label} can't be shown here, so nothing is compared with it. "
        "Choose another reference group."
    )


def _official_pair(comparison: Comparison) -> str:
    """Return a sentence on official scores that came without bases: the publisher's own test."""
    scores = comparison.scores
    q = scores.question
    flagged = comparison.groups[comparison.groups["significant"].notna()]
    ends = flagged.iloc[[0]] if len(flagged) else comparison.groups.iloc[[0]]
    row = ends.iloc[0]
    subject, reference = _subject(comparison, row), _reference(comparison)
    if round(row["difference"], 6) == 0:
        gap = f"the same score as {reference} ({units.score(q, row['score'])})"
        return f"{subject} have {gap}, as published."
    gap = f"{units.points(q, row['difference'])} {units.direction(row['difference'])}"
    verdict = ""
    if units.is_missing(row["significant"]):
        verdict = " The publisher did not test this difference."
    elif row["significant"]:
        verdict = " The publisher found this difference statistically significant."
    else:
        verdict = " The publisher did not find this difference statistically significant."
    return f"{subject} score {units.score(q, row['score'])}, {gap} than {reference}.{verdict}"


def _crossed(comparison: Comparison) -> str:
    inside = comparison.groups[comparison.groups["panel"] != ALL]
    clear = phrases.clear(inside)
    scores = comparison.scores
    if clear.empty:
        return (
            f"No clear difference from {_reference(comparison)} inside any of the "
            f"{scores.by[1].plural} shown."
        )
    nearest = clear[["difference_lower", "difference_upper"]].abs().min(axis=1)
    row = clear.loc[nearest == nearest.max()].iloc[0]
    q, first, second = scores.question, *scores.by
    gap = units.gap(q, row["difference"], row["difference_lower"], row["difference_upper"])
    among, who = second.group(row["panel"]).people, first.group(row["group"]).people
    return (
        f"The surest gap is among {among}: {who} "
        f"({row['n']:,.0f} answers) score {units.score(q, row['score'])}, {gap} than "
        f"{_reference(comparison)}. Of {len(inside)} comparisons, {len(clear)} "
        f"{'is' if len(clear) == 1 else 'are'} clear."
    )
