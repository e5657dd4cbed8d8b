"""Sentences on what adjusting for case mix changes.

A gap is an association, before and after: the words never speak of causes.
"""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.present.sentences.groups import groups
from analysis.results import Adjusted
from analysis.survey import Question

_PART, _LITTLE, _WIDER = 0.5, 0.8, 1.25
"""Adjusted gap over the gap as answered: from here on part of it, or little of it, is accounted
for; beyond the last, the gap is wider."""


def adjusted(result: Adjusted) -> str:
    """Return the first sentences when scores are adjusted: the widest gap before and after."""
    if result.why:
        return f"{groups(result.comparison)} These scores can't be adjusted. {result.why}"
    after = _gaps(result.after)
    if after.empty:
        return groups(result.comparison)
    clear = _ranked(result.frame)
    if clear.empty:
        return _only_after(result, _ranked(after))
    q = result.comparison.scores.question
    tied = phrases.tied(q, clear, clear["difference"])
    if len(tied) > 1:
        return f"{groups(result.comparison)} {_tied_after(result, tied)}"
    row = clear.iloc[0]
    return (
        f"{phrases.capital(_people(result, row))} score {units.score(q, row['score'])}, "
        f"{phrases.gap(q, row)} than {result.comparison.reference.people}. {_after(result, row)}"
    )


def adjusted_counts(result: Adjusted) -> str:
    """Return how many groups differ clearly, as answered and adjusted; empty for one group."""
    after = _gaps(result.after)
    if len(after) < 2:
        return ""
    frames = [phrases.clear(frame) for frame in (result.frame.loc[after.index], after)]
    told = []
    for word, sign in (("lower", -1), ("higher", 1)):
        plain, once = (int((sign * frame["difference"] > 0).sum()) for frame in frames)
        if plain or once:
            told.append(
                f"Clearly {word} than {result.comparison.reference.people}: "
                f"{phrases.how_many(plain)} of {units.whole(len(after))} groups as answered, "
                f"{phrases.how_many(once)} once adjusted."
            )
    return " ".join(told)


def _gaps(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["difference"].notna()]


def _ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the clear gaps, widest first; those of groups that score lower if there are any."""
    clear = phrases.clear(frame)
    lower = clear[clear["difference"] < 0]
    return lower if len(lower) else clear


def _people(result: Adjusted, row: pd.Series) -> str:
    return result.comparison.scores.by[0].group(row["group"]).people


def _mix(result: Adjusted) -> str:
    return "case mix and place" if result.within else "case mix"


def _allowing(result: Adjusted) -> str:
    """Return what is held alike, e.g. "After allowing for age, sex and tumour group"."""
    text = f"After allowing for {phrases.listing(result.allowed_for) or 'case mix'}"
    if result.within is None:
        return text
    return f"{text}, and inside the same {phrases.lowered(result.within.label)}"


def _after(result: Adjusted, before: pd.Series) -> str:
    """Return a sentence on what is left of a clear gap."""
    q, after = result.comparison.scores.question, result.after
    row = after[after["group"] == before["group"]].iloc[0]
    if units.is_missing(row["difference"]):
        return "Their score can't be adjusted."
    they = "they score the same"
    if not units.is_none(row["difference"]):
        they = f"they score {phrases.gap(q, row)}"
    return f"{_allowing(result)}, {they}: {_meaning(q, before, row, _mix(result))}."


def _meaning(q: Question, before: pd.Series, after: pd.Series, mix: str) -> str:
    """Return what adjusting does to a clear gap, in words that say no more than is known."""
    if phrases.clear(after.to_frame().T).empty:
        if after["difference_lower"] <= before["difference"] <= after["difference_upper"]:
            return f"too few answers to tell how much of the gap goes with {mix}"
        return f"no clear gap is left, so {mix} may account for all of it"
    left = after["difference"] / before["difference"]
    if left < 0:
        return "the difference turns round"
    if _LITTLE <= left <= _WIDER:
        return f"{mix} can account for little of the gap"
    if units.points(q, before["difference"]) == units.points(q, after["difference"]):
        return "the gap is much the same"
    if left > _WIDER:
        return "comparing like with like, the gap is wider"
    return f"{mix} can account for {'part' if left >= _PART else 'most'} of the gap"


def _tied_after(result: Adjusted, tied: pd.DataFrame) -> str:
    """Return a sentence on how many of several gaps of one size stay clear."""
    stay = phrases.clear(_gaps(result.after.loc[tied.index]))
    same = int((stay["difference"] * tied.loc[stay.index, "difference"] > 0).sum())
    return (
        f"{_allowing(result)}, {phrases.share_of(same, len(tied))} of these "
        f"{units.whole(len(tied))} gaps {phrases.agree(same, 'stays', 'stay')} clear."
    )


def _only_after(result: Adjusted, clear: pd.DataFrame) -> str:
    """Return the sentences where nothing is clear as answered."""
    reference = result.comparison.reference.people
    allowing = _allowing(result)
    if clear.empty:
        return (
            f"No clear difference from {reference} as answered, and none "
            f"{allowing[:1].lower()}{allowing[1:]}, as far as these answers can tell."
        )
    q = result.comparison.scores.question
    tied = phrases.tied(q, clear, clear["difference"])
    who = phrases.listing([_people(result, row) for _, row in tied.iterrows()])
    ends = tied["difference_lower"].min(), tied["difference_upper"].max()
    gap = units.gap(q, tied["difference"].iloc[0], *ends)
    return (
        f"No clear difference from {reference} as answered. {allowing}, {who} score {gap}: a gap "
        "that the scores as answered don't show."
    )
