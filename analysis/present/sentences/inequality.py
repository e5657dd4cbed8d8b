"""Sentences of the Inequality page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results.inequality import Inequality
from analysis.results.inequality_places import InequalityByPlace
from analysis.results.inequality_section import LEVEL, SectionInequality
from analysis.results.inequality_years import InequalityByYear
from analysis.survey import Dimension, Question, question

Row = Mapping[str, Any]
"""A row of measures, by column."""

SMALL, WIDE = 0.05, 0.10
"""Gaps below the first are called small, from the second on wide; ratings: times 5."""

_RATING = 5.0
_SPREAD = "between-group standard deviation"
_COLUMNS = (
    "estimate, with its 95% limits lower and upper: corrected for chance, more meaning a wider "
    "gap; floor: what chance alone would show on average; printed: as WHO's toolkit HEAT prints it."
)


def points(q: Question, value: float) -> str:
    """Return a gap with the decimals of tables, as small gaps matter here, e.g. "2.1 points"."""
    return f"{_figure(q, value)} points"


def _figure(q: Question, value: float) -> str:
    return units.rounded(units.scaled(q, value), units.digits(q, table=True))


def gap_of(q: Question, row: Row) -> str:
    """Return the gap in a row of measures with its limits, e.g. "2.1 points (1.5 to 2.7)"."""
    if units.is_missing(row["estimate"]):
        return points(q, abs(row["printed"]))
    if units.is_missing(row["lower"]):
        return points(q, row["estimate"])
    limits = f"{_figure(q, row['lower'])} to {_figure(q, row['upper'])}"
    return f"{points(q, row['estimate'])} ({limits})"


def size(q: Question, gap: float) -> str:
    """Return how wide a gap that is beyond chance is, in words."""
    times = _RATING if q.is_rating else 1.0
    if gap < SMALL * times:
        return "real but small"
    return "real and wide" if gap >= WIDE * times else "real"


def inequality(found: Inequality) -> str:
    """Return the first sentence: how wide the gap is, who is worse off, and whether it is real."""
    if not found.has_bases:
        return _as_published(found)
    return _named_ends(found) if found.directed else _lowest_and_highest(found)


def _named_ends(found: Inequality) -> str:
    q, row = found.question, found.headline
    pair = f"{found.first.people} and {found.last.people}"
    if not row["beyond"]:
        return (
            f"No clear gap between {pair}: {gap_of(q, row)}, no more than chance could make "
            f"(on average {points(q, row['floor'])})."
        )
    return (
        f"The gap between {pair} is {gap_of(q, row)}, and it is {size(q, found.gap)}; "
        f"{_worse(found)} score lower."
    )


def _worse(found: Inequality) -> str:
    return (found.first if found.headline["worse"] == "first" else found.last).people


def _lowest_and_highest(found: Inequality) -> str:
    q, row = found.question, found.headline
    by, ends = found.dimension.plural, f"{_scored(found, 'first')} to {_scored(found, 'last')}"
    if not row["beyond"]:
        return (
            f"No clear gap between {by}: the scores seen go from {ends}, "
            f"{points(q, row['printed'])} apart, and chance alone would put the lowest and the "
            f"highest {points(q, row['floor'])} apart on average."
        )
    return (
        f"The gap between {by} is {gap_of(q, row)} after allowing for chance, and it is "
        f"{size(q, found.gap)}; the scores seen go from {ends}."
    )


def _scored(found: Inequality, end: str) -> str:
    group = found.first if end == "first" else found.last
    score = found.groups.set_index("group")["score"][group.id]
    q = found.question
    shown = units.score(q, score, decimals=units.digits(q, table=True))
    return f"{shown} ({group.people})"


def _as_published(found: Inequality) -> str:
    gap = points(found.question, found.gap)
    pair = f"{found.first.people} and {found.last.people}"
    tested = {
        True: "the publisher's own test found it to be more than chance",
        False: "the publisher's own test did not find it to be more than chance",
        None: "without numbers of answers it can't be said whether it is more than chance",
    }[found.published_test]
    worse = f"; {_worse(found)} score lower" if found.headline["worse"] else ""
    return f"The gap between {pair} is {gap} as published, and {tested}{worse}."


def inequality_spread(found: Inequality) -> str:
    """Return how all groups are spread, not the ends alone; empty where that can't be had."""
    row, q = found.rows["bgsd"], found.question
    if units.is_missing(row["estimate"]):
        return ""
    over = "Over all groups together"
    if row["beyond"] != found.headline["beyond"]:
        over = "Even so, over all groups together"
    if not row["beyond"]:
        return f"{over}, the spread is no more than chance could make ({_SPREAD})."
    return (
        f"{over}, people's groups are typically {gap_of(q, row)} from the "
        f"average, which is more than chance makes ({_SPREAD})."
    )


def inequality_unshown(found: Inequality) -> str:
    """Return which groups no measure counts; empty if none."""
    if not found.unshown:
        return ""
    names = phrases.listing([group.label for group in found.unshown])
    verb = phrases.agree(len(found.unshown), "has", "have")
    return (
        f"{names} {verb} no score that may be shown, so inequality is measured between the other "
        f"{units.whole(len(found.groups))} groups."
    )


def inequality_notes(found: Inequality) -> list[str]:
    """Return what goes with the measures into a file."""
    said = [inequality(found), inequality_spread(found), inequality_unshown(found)]
    return [*filter(None, said), *found.notes, _COLUMNS]


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


def inequality_years(found: InequalityByYear) -> str:
    """Return how wide the gap was in the first and in the last year."""
    q, rows = found.question, found.rows
    told = [f"{gap_of(q, row)} in {row['year']}" for row in (rows[0], rows[-1])]
    chance = [row["year"] for row in rows if row["beyond"] is not True]
    text = f"The gap was {phrases.listing(told)}."
    if len(chance):
        years = phrases.listing([str(year) for year in chance])
        text += f" In {years} it is no more than chance could make."
    if found.left_out:
        text += f" Without {phrases.listing(found.left_out)}, not shown in every year."
    return text


def inequality_places(found: InequalityByPlace) -> str:
    """Return where the gap is widest, and whether places differ in it by more than chance."""
    gaps = found.gaps
    level = phrases.lowered(gaps.level.label)
    pair = f"{gaps.group.people} and {gaps.reference.people}"
    shown = gaps.frame[gaps.frame["difference"].notna()]
    if shown.empty:
        return f"No {level} has enough answers of both {pair} to show a gap."
    row = shown.iloc[int(shown["difference"].abs().argmax())]
    lower = (gaps.group if row["difference"] < 0 else gaps.reference).people
    q = gaps.question
    if not found.has_bases:
        return (
            f"The widest gap between {pair} is {points(q, abs(row['difference']))} as published, "
            f"in {row['name']}, where {lower} score lower. There is no funnel without numbers of "
            f"answers{_published_tests(found)}."
        )
    unusual = row["band"] != "expected"
    words = "outside the range expected of it" if unusual else "as expected of it"
    return (
        f"The widest gap between {pair} is {points(q, abs(row['difference']))}, in {row['name']}, "
        f"where {lower} score lower; that is {words}. {_differ(found)}"
    )


def _differ(found: InequalityByPlace) -> str:
    plural = phrases.lowered(found.gaps.level.plural)
    if units.is_missing(found.p):
        return f"Too few {plural} can be shown to test whether they differ."
    if found.p >= LEVEL:
        return (
            f"{phrases.capital(plural)} differ in this gap by no more than chance could make "
            f"(Cochran's test, p = {units.rounded(found.p, 2)})."
        )
    p = "p < 0.001" if found.p < 0.001 else f"p = {units.rounded(found.p, 3)}"
    return f"{phrases.capital(plural)} differ in this gap by more than chance ({p})."


def _published_tests(found: InequalityByPlace) -> str:
    tested = found.significant
    if not len(tested):
        return ""
    return (
        f"; the publisher's own test found a gap in {phrases.how_many(int(tested.sum()))} of "
        f"{units.whole(len(tested))}"
    )


def worse_end(dimension: Dimension, row: Row, first: str, last: str) -> str:
    """Return the label of the end that a measure calls worse off, or a dash."""
    chosen = {"first": first, "last": last}.get(row["worse"])
    return dimension.group(chosen).label if chosen else "–"
