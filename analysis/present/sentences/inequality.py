"""Sentences of the Inequality page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results.inequality import Inequality
from analysis.results.inequality_places import InequalityByPlace
from analysis.results.inequality_section import LEVEL
from analysis.results.inequality_years import InequalityByYear
from analysis.survey import Dimension, Question

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
        clear = apart(found)
        return (
            f"No clear gap between {pair}: {gap_of(q, row)}, no more than chance could make "
            f"(on average {points(q, row['floor'])}){f', but {clear}' if clear else ''}."
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
        clear, seen = apart(found), points(q, row["printed"])
        chance = f"chance alone would put them {points(q, row['floor'])} apart on average."
        if clear:
            first = f"{phrases.capital(clear)}. Of {by}, the lowest and the highest"
            return f"{first} are seen {seen} apart; {chance}"
        return (
            f"No clear gap between {by}: the lowest and the highest, {ends}, are seen {seen} "
            f"apart; {chance}"
        )
    return (
        f"The gap between {by} is {gap_of(q, row)} after allowing for chance, and it is "
        f"{size(q, found.gap)}; the scores seen go from {ends}."
    )


def apart(found: Inequality) -> str:
    """Return which groups clearly differ from the reference, each by itself; empty if none."""
    if not found.apart:
        return ""
    q, row = found.question, found.apart[0]
    who, reference = found.dimension.group(row["group"]).people, found.reference.people
    low, high = sorted(abs(row[end]) for end in ("difference_lower", "difference_upper"))
    by = f"by {points(q, abs(row['difference']))} ({_figure(q, low)} to {_figure(q, high)})"
    word = "lower" if row["difference"] < 0 else "higher"
    if len(found.apart) == 1:
        return f"{who} score clearly {word} than {reference}, {by}"
    return (
        f"{units.whole(len(found.apart))} groups differ clearly from {reference}, most of all "
        f"{who}, who score {word} {by}"
    )


def _scored(found: Inequality, end: str) -> str:
    group = found.first if end == "first" else found.last
    q = found.question
    shown = units.score(q, found.scored[group.id]["score"], decimals=units.digits(q, table=True))
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
    one_apart = bool(found.apart) and not found.headline["beyond"]
    over = "Over all groups together"
    if row["beyond"] != found.headline["beyond"] and not one_apart:
        over = "Even so, over all groups together"
    if not row["beyond"]:
        then = ", so a group that looks apart by itself may be chance too" if one_apart else ""
        return f"{over}, the spread is no more than chance could make ({_SPREAD}){then}."
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
