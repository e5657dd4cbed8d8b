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
        return phrases.TOO_FEW
    if units.is_missing(row["score"]):
        return phrases.NOBODY
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


def _people(comparison: Comparison, row: pd.Series) -> str:
    return comparison.scores.by[0].group(row["group"]).people


def _standing_out(comparison: Comparison, clear: pd.DataFrame) -> str:
    lower = clear[clear["difference"] < 0]
    first = _widest(comparison, lower if len(lower) else clear)
    others = len(comparison.groups)
    if others == 1:
        return first
    counted = phrases.listing(
        [
            f"{phrases.share_of(number, others)} "
            f"{phrases.agree(number, 'scores', 'score')} clearly {word}"
            for number, word in ((len(lower), "lower"), (len(clear) - len(lower), "higher"))
            if number
        ]
    )
    return f"{first} Of {units.whole(others)} groups compared, {counted}."


def _widest(comparison: Comparison, ranked: pd.DataFrame) -> str:
    """Return a sentence on the first group, or on all that share its gap.

    The limits beside a gap that many share are those of all their intervals together.
    """
    q, reference = comparison.scores.question, comparison.reference.people
    ties = phrases.tied(q, ranked, ranked["difference"])
    if len(ties) > phrases.MOST_NAMED:
        ends = ties["difference_lower"].min(), ties["difference_upper"].max()
        gap = units.gap(q, ties["difference"].iloc[0], *ends)
        return (
            f"{units.whole(len(ties))} groups have the widest gap: each scores {gap} than "
            f"{reference}."
        )
    first, *second = [
        f"{_people(comparison, row)} score {units.score(q, row['score'])}, {phrases.gap(q, row)}"
        for _, row in ties.iterrows()
    ]
    return f"{phrases.capital(' and '.join([f'{first} than {reference}', *second]))}."


def _no_clear_difference(comparison: Comparison, usable: pd.DataFrame) -> str:
    sure = "as far as these answers can tell."
    reference = comparison.reference.people
    if len(usable) == 1:
        pair = f"{_people(comparison, usable.iloc[0])} and {reference}"
        return f"No clear difference between {pair}: they could have the same score, {sure}"
    return (
        f"No clear difference: each of the {units.whole(len(usable))} groups compared could have "
        f"the same score as {reference}, {sure}"
    )


def _nothing_to_compare(comparison: Comparison) -> str:
    known = comparison.scores.groups["score"].notna().sum()
    if known < 2:
        shown = "Only one group" if known else "No group"
        return f"{shown} can be shown here, so there is nothing to compare."
    return (
        f"{comparison.reference.label} can't be shown here, so nothing is compared with it. "
        "Choose another reference group."
    )


def _official_pair(comparison: Comparison) -> str:
    """Return a sentence on official scores that came without bases: the publisher's own test."""
    scores = comparison.scores
    q = scores.question
    flagged = comparison.groups[comparison.groups["significant"].notna()]
    row = (flagged if len(flagged) else comparison.groups).iloc[0]
    subject = phrases.capital(_people(comparison, row))
    reference, score = comparison.reference.people, units.score(q, row["score"])
    if units.is_none(row["difference"]):
        return f"{subject} have the same score as {reference} ({score}), as published."
    if units.is_missing(row["significant"]):
        verdict = "The publisher did not test this difference."
    elif row["significant"]:
        verdict = "The publisher found this difference statistically significant."
    else:
        verdict = "The publisher did not find this difference statistically significant."
    return f"{subject} score {score}, {phrases.gap(q, row)} than {reference}. {verdict}"


def _crossed(comparison: Comparison) -> str:
    inside = comparison.groups[comparison.groups["panel"] != ALL]
    clear = phrases.clear(inside)
    if clear.empty:
        return (
            f"No clear difference from {comparison.reference.people} inside any of the "
            f"{comparison.scores.by[1].plural} shown."
        )
    return (
        f"{_surest(comparison, clear)} Of {phrases.many(len(inside), 'comparison')}, "
        f"{phrases.share_of(len(clear), len(inside))} "
        f"{phrases.agree(len(clear), 'is', 'are')} clear."
    )


def _surest(comparison: Comparison, clear: pd.DataFrame) -> str:
    """Return a sentence on the gap whose nearer limit is farthest from zero, or on all such."""
    q, reference = comparison.scores.question, comparison.reference.people
    nearest = clear[["difference_lower", "difference_upper"]].abs().min(axis=1)
    nearest = nearest.sort_values(ascending=False, kind="stable")
    ties = phrases.tied(q, clear.loc[nearest.index], nearest)
    if len(ties) > phrases.MOST_NAMED:
        return f"No gap is the surest: {units.whole(len(ties))} are equally sure."
    first, second = comparison.scores.by
    told = [
        f"among {second.group(row['panel']).people}: {first.group(row['group']).people} "
        f"({phrases.many(int(row['n']), 'answer')}) score {units.score(q, row['score'])}, "
        f"{phrases.gap(q, row)} than {reference}"
        for _, row in ties.iterrows()
    ]
    lead = phrases.agree(len(told), "The surest gap is", "The two surest gaps are")
    return f"{lead} {'; and '.join(told)}."
