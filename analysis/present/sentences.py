"""The sentences of the pages. Every one is made here, from the same numbers as the pictures."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.results import OTHERS, Answers, Comparison, Overview, PlaceScores, Scores
from analysis.store import ALL
from analysis.survey import Dimension, Group, Question, place, question

HIDDEN_NOTE = (
    "“Hidden” means fewer than 10 answers, or a group that would let such a small one be worked "
    "out from the rest."
)
HIDDEN_NOTE_OFFICIAL = "“Hidden” means that the publisher gave no score, to protect people."


def _clear(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose interval of the difference leaves out zero, widest gap first."""
    clear = frame[(frame["difference_lower"] > 0) | (frame["difference_upper"] < 0)]
    widest = clear["difference"].abs().sort_values(ascending=False, kind="stable")
    return clear.reindex(widest.index)


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
    clear = _clear(usable)
    if clear.empty:
        return _no_clear_difference(comparison, usable)
    return _standing_out(comparison, clear)


def _reference(comparison: Comparison) -> str:
    return comparison.reference.people


def _subject(comparison: Comparison, row: pd.Series) -> str:
    return _capital(comparison.scores.by[0].group(row["group"]).people)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


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
    clear = _clear(inside)
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


def answers(result: Answers) -> str:
    """Return the first sentence when every answer is shown: the most common one."""
    frame = result.frame
    whole = frame[frame["total"]].tail(len(result.question.options))
    if whole["hidden"].any():
        return "There are too few answers here to show them without exposing people."
    if not (whole["n"] > 0).all():
        return "Nobody in this selection answered this question."
    top = whole.nlargest(1, "share").iloc[0]
    return (
        f"The most common answer is “{top['answer']}”, given by {100 * top['share']:.0f}% of the "
        f"{top['n']:,.0f} people who answered."
    )


def places(result: PlaceScores, chosen: str | None = None) -> str:
    """Return the first sentence of the Places page: how many places differ from what is expected.

    Parameters
    ----------
    result : PlaceScores
        The places.
    chosen : str, optional
        Code of a place to speak of first, if it is among them.
    """
    banded = result.frame["band"].value_counts()
    level = result.level
    total = int(banded.sum())
    if not total:
        return f"There are too few answers here to say what to expect of {_lowered(level.plural)}."
    above, below = int(banded.get("above", 0)), int(banded.get("below", 0))
    noun = _lowered(level.label if total == 1 else level.plural)
    whose = "its" if above == 1 else "their"
    verb = "scores" if above == 1 else "score"
    counted = (
        f"Of {total} {noun}, {above or 'none'} {verb} above {whose} expected range and "
        f"{below or 'none'} below; {total - above - below or 'none'} as expected."
    )
    own = _own_place(result, chosen)
    return f"{own} {counted}" if own else counted


def _lowered(text: str) -> str:
    return text if text.isupper() or text[:2].isupper() or "Alliance" in text else text.lower()


def _own_place(result: PlaceScores, chosen: str | None) -> str:
    rows = result.within(chosen) if chosen else result.frame[:0]
    if rows.empty:
        return ""
    if rows["code"].iloc[0] != chosen:
        bands = rows["band"].value_counts()
        above, below = int(bands.get("above", 0)), int(bands.get("below", 0))
        noun = units.count(len(rows), _lowered(result.level.label), _lowered(result.level.plural))
        return (
            f"In {place(str(chosen)).name}, of {noun}, {above or 'none'} above the expected range "
            f"and {below or 'none'} below."
        )
    row, q = rows.iloc[0], result.question
    if units.is_missing(row["score"]):
        return f"{row['name']}'s score is hidden."
    text = units.score_interval(q, row["score"], row["lower"], row["upper"])
    if row["band"] not in _VERDICTS:
        return f"{row['name']} scores {text}."
    limits = units.score_interval(
        q, row["score"], row["expected_lower"], row["expected_upper"]
    ).split(" (")[1]
    return f"{row['name']} scores {text}, {_VERDICTS[row['band']]} ({limits}."


def outliers(result: PlaceScores) -> list[str]:
    """Return the places outside their range by name, a line for each side that has any."""
    lines = []
    for band, words in (("below", "Below expected"), ("above", "Above expected")):
        names = result.frame.loc[result.frame["band"] == band, "name"].tolist()
        if names:
            lines.append(f"**{words} ({len(names)}):** {units.listing(names)}.")
    return lines


_VERDICTS = {
    "above": "above what is expected",
    "expected": "as expected",
    "below": "below what is expected",
}
BANDS = {"above": "Above expected", "expected": "As expected", "below": "Below expected"}
"""Words for the three bands."""


def summary(overview: Overview) -> str:
    """Return the first sentence of the Summary page."""
    row, q = overview.headline.overall, overview.headline.question
    name = overview.headline.population.where.name
    if row["hidden"] or units.is_missing(row["score"]):
        return overall(overview.headline)
    rating = units.score_interval(q, row["score"], row["lower"], row["upper"])
    first = (
        f"People in {name} rated" if place_is_area(overview) else f"People treated at {name} rated"
    )
    text = f"{first} their care {rating}."
    low = overview.shortfalls
    if low.empty:
        return text
    worst = low.iloc[0]
    asked: Question = question(worst["question"])
    return (
        f"{text} Experience falls furthest short on “{asked.label}”: "
        f"{units.score(asked, worst['score'])}."
    )


def place_is_area(overview: Overview) -> bool:
    """Tell whether the population is that of an area, not of a trust."""
    return place(overview.headline.population.place).level != "trust"


def for_whom(overview: Overview) -> list[str]:
    """Return sentences on who fares worse, most questions first; at most five."""
    gaps = overview.gaps
    found = gaps[gaps["lower"] > gaps["higher"]].nlargest(5, "lower")
    return [_group_sentence(overview, row) for _, row in found.iterrows()]


def _group_sentence(overview: Overview, row: pd.Series) -> str:
    subject = overview.dimension(row["dimension"]).group(row["group"]).people
    against = _group_of(overview, row).people
    q = question(row["widest"])
    size = units.points(q, row["difference"])
    higher = f" and higher on {row['higher']}" if row["higher"] else ""
    return (
        f"**{_capital(subject)}** score lower than {against} on {row['lower']} of "
        f"{row['compared']} questions{higher}. The widest gap is {size} "
        f"{units.direction(row['difference'])}, on “{q.label}”."
    )


def _group_of(overview: Overview, row: pd.Series) -> Group:
    if row["reference"] == OTHERS.id:
        return OTHERS
    return overview.dimension(row["dimension"]).group(row["reference"])
