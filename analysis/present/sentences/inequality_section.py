"""Sentences on the gaps of several questions, on the Inequality page."""

from __future__ import annotations

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.present.sentences.inequality import Row, gap_of, points
from analysis.results.inequality_section import LEVEL, SectionInequality
from analysis.survey import question


def section_inequality(found: SectionInequality) -> str:
    """Return the first sentence on several questions: on how many there is inequality."""
    number = len(found.shown)
    of = phrases.many(number, "question")
    tested = number - found.count("untested")
    if not tested:
        first = f"On none of the {of} can it be said whether a gap is more than chance."
    elif found.directed:
        first = _sides(found, of)
    else:
        first = (
            f"Scores differ between {found.dimension.plural} by more than chance on "
            f"{phrases.how_many(found.count('unequal'))} of {of}."
        )
    return " ".join(filter(None, [first, _widest(found), _not_shown(found)]))


def _sides(found: SectionInequality, of: str) -> str:
    first, last = (group.people for group in found.ends)
    worse, better = (phrases.how_many(found.count(side)) for side in ("worse", "better"))
    by = " by the publisher's own test" if found.frame["by_publisher"].any() else " beyond chance"
    return (
        f"{phrases.capital(first)} are worse off than {last} on {worse} of {of} and better off "
        f"on {better},{by}."
    )


def _widest(found: SectionInequality) -> str:
    real = found.frame[found.frame["verdict"].isin(["worse", "better", "unequal"])]
    percent = real[~real["question"].map(lambda code: question(code).is_rating)]
    real = percent if len(percent) else real
    if real.empty:
        return ""
    gaps = real["estimate"].fillna(real["printed"].abs())
    real = real.loc[gaps.sort_values(ascending=False, kind="stable").index]
    row = found.rows[str(real["question"].iloc[0])]
    q = question(row["question"])
    ties = phrases.tied(q, real, gaps.loc[real.index])
    if len(ties) > phrases.MOST_NAMED:
        return (
            f"The widest gap is {points(q, gaps[ties.index[0]])}, on {units.whole(len(ties))} "
            "questions."
        )
    named = phrases.listing([f"“{question(code).title}”" for code in ties["question"]])
    return f"The widest gap is {gap_of(q, row)}, on {named}: {_who(found, row)} lower."


def _who(found: SectionInequality, row: Row) -> str:
    lower = row["last"] if row["worse"] == "last" else row["first"]
    return f"{found.dimension.group(lower).people} score"


def _not_shown(found: SectionInequality) -> str:
    number = found.count("not shown")
    if not number:
        return ""
    verb = phrases.agree(number, "has", "have")
    return f"{phrases.capital(phrases.many(number, 'question'))} {verb} too few answers to show."


def section_family(found: SectionInequality) -> str:
    """Return what "beyond chance" allows for; empty where the tests are the publisher's."""
    if not found.family:
        return ""
    return (
        f"“Beyond chance” allows for all {units.whole(found.family)} questions here: about "
        f"{units.percent(LEVEL)} of those called unequal should be chance (Benjamini and Hochberg)."
    )
