"""Sentences on what goes with the gap between two groups. They never speak of causes."""

from __future__ import annotations

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results.drivers import Drivers
from analysis.results.gap import REMAINS, TRUST, GapParts
from analysis.results.gap_checks import GapChecks
from analysis.results.sides import Sides
from analysis.survey import Question

_SHORT = {
    "tumour": "cancer",
    "age": "age",
    "sex": "sex",
    "ethnicity": "ethnic group",
    "deprivation": "deprivation",
    "conditions": "long-term conditions",
}
_NAMED = 3
WHERE = "where they are treated"


def gap(result: GapParts) -> str:
    """Return the first sentences: the gap, and how much goes with where, with whom, and remains."""
    q, sides = result.question, result.sides
    if not sides.is_clear:
        return f"{_compared(q, sides)}, which is no clear gap. The parts below may be chance."
    return f"{_compared(q, sides)}. {_goes(result)}"


def _compared(q: Question, sides: Sides) -> str:
    people = phrases.capital(sides.group.people)
    if units.is_none(sides.gap):
        return f"{people} score the same as {sides.reference.people} on “{q.label}”"
    return (
        f"{people} score {units.gap(q, sides.gap, sides.lower, sides.upper)} than "
        f"{sides.reference.people} on “{q.label}”"
    )


def who(result: GapParts) -> str:
    """Return what people are, as far as it is a part, e.g. "cancer, age and sex"."""
    parts = result.explained["part"]
    return phrases.listing([_SHORT[part] for part in parts if part != TRUST])


def gone_with(result: GapParts) -> list[tuple[str, float]]:
    """Return in words, and with their sums, where people are treated and who they are."""
    frame = result.explained
    here = frame["part"] == TRUST
    found = [(WHERE, here), (f"their {who(result)}", ~here)]
    return [(name, float(frame.loc[rows, "estimate"].sum())) for name, rows in found if rows.any()]


def _goes(result: GapParts) -> str:
    """Return a sentence on what goes with the gap, what pulls the other way, and what remains."""
    q, whole = result.question, result.sides.gap
    known = [(name, part) for name, part in gone_with(result) if not units.is_none(part)]
    same = [(name, part) for name, part in known if part * whole > 0]
    parts = []
    if same:
        verb = "goes" if units.points(q, same[0][1]).endswith("point") else "go"
        told = [f"{units.points(q, part)} with {name}" for name, part in same]
        told[0] = told[0].replace(" with ", f" {verb} with ", 1)
        parts.append(f"Of this gap, {phrases.listing(told)}")
    else:
        parts.append("None of this gap goes with anything looked at here")
    parts += [
        f"{name} {'pull' if ' and ' in name else 'pulls'} the other way, by {units.points(q, part)}"
        for name, part in known
        if part * whole < 0
    ]
    return f"{'; '.join([*parts, _remains(result)])}."


def _remains(result: GapParts) -> str:
    q, rest = result.question, result.remains
    low, high = rest["lower"], rest["upper"]
    if low <= 0 <= high or rest["estimate"] * result.sides.gap < 0:
        said = units.gap(q, rest["estimate"], low, high)
        chance = ", which could be chance" if low <= 0 <= high else ""
        return f"people alike in all of this score {said}{chance}"
    ends = units.limits(q, *sorted((abs(low), abs(high))))
    verb = phrases.agree(
        int(units.points(q, rest["estimate"]).endswith("point")), "remains", "remain"
    )
    return (
        f"{units.points(q, rest['estimate'])} ({ends}) {verb} between people alike in all of this"
    )


def gap_places(result: GapChecks) -> str:
    """Return how much of the gap is between trusts and inside them; empty if that isn't known."""
    if result.places is None or result.places.share_between.value is None:
        return ""
    q, between, within = result.parts.question, result.places.between, result.places.within
    share = units.percent(result.places.share_between.value)
    rest = units.percent(1 - round(result.places.share_between.value, 2))
    ends = [
        f"{units.signed_interval(q, e.value, e.lower, e.upper)} points"
        for e in (between, within)
        if e.value is not None and e.lower is not None and e.upper is not None
    ]
    return (
        f"Looking at trusts alone, {share} of the gap lies between trusts, {ends[0]}, and {rest} "
        f"inside them, {ends[1]}."
    )


def gap_agreement(result: GapChecks) -> str:
    """Return whether the second method tells the same story, or why it doesn't."""
    if result.methods.empty:
        return ""
    q, frame = result.parts.question, result.methods
    names = {TRUST: WHERE, "who": "who they are", REMAINS: "what remains"}
    told = phrases.listing(
        [f"{names[r['part']]} {units.signed(q, r['second'])}" for _, r in frame.iterrows()]
    )
    if result.agrees:
        return (
            "A second way of splitting the gap (Das Gupta's), which doesn't assume that each "
            f"characteristic matters alike for both groups, tells the same story: {told} points."
        )
    alone = units.percent(result.alone)
    return (
        f"A second way of splitting the gap (Das Gupta's) gives another story: {told} points. It "
        "lets characteristics matter differently in the two groups, and compares people in broad "
        f"bands; {alone} of people have nobody in the other group to be compared with there. Where "
        "the two differ this much, read the parts as rough."
    )


def gap_basis(result: GapChecks) -> str:
    """Return how far what remains depends on whose answers say what a characteristic is worth."""
    q = result.parts.question
    known = result.bases[result.bases["why"] == ""]
    low, high = (units.signed(q, known["remains"].agg(end)) for end in ("min", "max"))
    if len(known) == 1:
        return "Only one way of valuing characteristics can be had here: both groups together."
    ways = phrases.many(len(known), "way")
    if low == high:
        return f"What remains is {low} points in all {ways} of valuing characteristics."
    return (
        f"What remains is between {low} and {high} points, depending on whose answers say what a "
        f"characteristic is worth ({ways})."
    )


def drivers(result: Drivers) -> str:
    """Return which other answers go most with the gap."""
    q, sides = result.question, result.sides
    if not sides.is_clear:
        return "There is no clear gap here for other answers to go with."
    frame = result.frame
    clear = frame[(frame["goes_lower"] * frame["goes_upper"] > 0) & (frame["goes"] * sides.gap > 0)]
    if clear.empty:
        return "No other answer goes clearly with this gap."
    told = [f"“{r['title']}” ({units.points(q, r['goes'])})" for _, r in clear[:_NAMED].iterrows()]
    count = f"{units.whole(len(clear))} of {units.whole(len(frame))}"
    verb = phrases.agree(len(clear), "goes", "go")
    return (
        f"{count} other answers {verb} clearly with the gap of {units.points(q, sides.gap)}, each "
        f"taken by itself. Most: {phrases.listing(told)}."
    )


DRIVER_LIMITS = (
    "A question's part is the difference between the two groups in answering it positively, times "
    "how much higher people who did so score than people of the same group, age, sex, ethnic "
    "group, deprivation, conditions and cancer who did not. It is what goes together, not what "
    "causes what: people content with one thing tend to be content with others, and mood or a way "
    "of answering moves all answers. The parts overlap and don't add up. With about 50 questions, "
    "2 or 3 would look clear by chance alone."
)
