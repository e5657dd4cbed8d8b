"""Sentences on how places stand on waits and other indicators, and who keeps missing a standard."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.dashboard.missing import MissingRule, PlaceStandings
from analysis.dashboard.standing import Standing, Standings
from analysis.present import units
from analysis.present.sentences import phrases
from analysis.statistics.xmr import Assurance, Variation
from analysis.survey import Indicator, Place

HAPPENING = {
    Variation.IMPROVEMENT: "▲ Improving",
    Variation.CONCERN: "▼ Getting worse",
    Variation.HIGH: "↑ Higher than usual",
    Variation.LOW: "↓ Lower than usual",
    Variation.COMMON: "● No clear change",
    Variation.UNKNOWN: "– Too few figures to say",
}
"""What is happening, in a sign and in words."""

NEXT = {
    Assurance.PASS: "✓ Will be met",
    Assurance.FAIL: "✗ Will be missed",
    Assurance.INCONSISTENT: "? May or may not be met",
    Assurance.NONE: "–",
}
"""Whether the standard will be met if things go on as they are, in a sign and in words."""

MOST_KEEPING = 3
_SURE = {
    "exact": "all of them together leave no doubt (exact 95% interval)",
    "chart": "the whole usual range of its control chart misses it",
}


def standings(result: Standings) -> str:
    """Return the first sentences: the first standard in people, and how many are missed."""
    where = _where(result.shown)
    if not result.found:
        return f"There are no figures on waits, diagnosis or survival {where}."
    with_standard = [one for one in result.found if one.meets is not None]
    first = _stands(with_standard[0] if with_standard else result.found[0])
    said = [f"{phrases.capital(where)} {first}."]
    if len(with_standard) > 1:
        missed = len(result.missing)
        said.append(
            f"Of {phrases.many(len(with_standard), 'standard')}, "
            f"{phrases.share_of(missed, len(with_standard))} "
            f"{phrases.agree(missed, 'was', 'were')} missed in the latest period."
        )
    return " ".join(said)


def _where(place: Place) -> str:
    return f"at {place.name}" if place.level == "trust" else f"in {place.name}"


def _stands(one: Standing) -> str:
    """Return the latest figure of an indicator beside its standard, and in people."""
    what, row = one.indicator, one.latest
    figure = _with_limits(what, row["value"], row["lower"], row["upper"])
    if one.meets is None or what.standard is None:
        return f"“{what.label}” was {figure} in {row['label']}"
    side = "which meets" if one.meets else "which misses"
    chance = "" if one.reliably else ", within chance"
    said = (
        f"{figure} of people {what.kept} in {row['label']}, {side} the "
        f"{units.percent(what.standard)} standard{chance}"
    )
    people = late_people(what, row["beyond"])
    return f"{said}: {people}" if people else said


def late_people(what: Indicator, number: float) -> str:
    """Return for how many people a standard was not kept, e.g. "1,158 people waited longer ..."."""
    if units.is_missing(number) or not what.late:
        return ""
    if number == 1:
        return f"1 person {what.late}"
    return f"{units.people(number)} people {what.late}" if number else f"nobody {what.late}"


def _with_limits(what: Indicator, value: float, lower: float, upper: float) -> str:
    text = units.figure(what, value)
    if units.is_missing(lower) or units.is_missing(upper):
        return text
    return f"{text} ({units.figure_limits(what, lower, upper)})"


def named(one: Standing) -> str:
    """Return the name of an indicator, which says so where its figures are made up."""
    return f"{one.indicator.label} (made up)" if one.trend.synthetic else one.indicator.label


def places_moved(result: Standings) -> list[str]:
    """Return what became of the place since the survey, and whose figures these are."""
    whole = " The figures are those of the whole." if len(result.became) == 1 else ""
    said = [
        f"{one.before.name} became part of {one.after.name} in {one.since:%B %Y}.{whole}"
        for one in result.became
    ]
    if len(result.became) > 1:
        said.append("It was divided, so that only its own figures, from before, are shown.")
    if result.merged:
        said.append(
            "Figures from before places became one are the sum of all of them: numerators and "
            "denominators are added up, percentages are never averaged."
        )
    return said


def without(result: Standings) -> str:
    """Return which indicators have no figures for the place; empty if all have."""
    names = [f"“{one.label}”" for one in result.without]
    if not names or not result.found:
        return ""
    return f"There are no figures {_where(result.shown)} on {phrases.listing(names)}."


def rule(asked: MissingRule, grain: str) -> str:
    """Return when a place counts as one that keeps missing a standard."""
    return (
        f"A place keeps missing a standard if it missed it in at least {asked.missed} of the last "
        f"{phrases.many(asked.of, grain)} and {_SURE[asked.sure]}. The same rule holds for every "
        "place."
    )


def gaps_in_time(result: PlaceStandings) -> str:
    """Return how many of the periods that the rule looks at have figures; empty if all have."""
    known = int(result.frame["known"].max()) if len(result.frame) else 0
    if known >= result.rule.of:
        return ""
    few = phrases.agree(known, "has", "have")
    return (
        f"Only {known} of these {phrases.many(result.rule.of, result.grain)} {few} figures here, "
        "so the rule may be out of reach."
    )


def origin(source: str, synthetic: Sequence[bool]) -> str:
    """Return what stands under a picture: its source, and what of it is made up."""
    if all(synthetic):
        return f"Synthetic data, not real results. {source}"
    mixed = "; what is marked as made up is no real result" if any(synthetic) else ""
    return f"Source: {source}{mixed}"


def keeps_missing(result: PlaceStandings) -> str:
    """Return who keeps missing the standard, furthest first."""
    what, level = result.indicator, result.level
    several = phrases.lowered(level.plural)
    if what.standard is None:
        return f"There is no national standard for “{what.label}”, so nobody can miss it."
    found, total = result.keeping, len(result.frame)
    standard = f"the {units.percent(what.standard)} standard for “{what.label}”"
    if found.empty:
        kind = several if total != 1 else phrases.lowered(level.label)
        return f"None of {units.whole(total)} {kind} keeps missing {standard}."
    one = phrases.agree(len(found), "keeps", "keep")
    return (
        f"Of {phrases.many(total, phrases.lowered(level.label), several)}, "
        f"{phrases.share_of(len(found), total)} {one} missing {standard}. "
        f"Furthest from it: {phrases.listing([_kept(result, row) for row in _furthest(result)])}."
    )


def _furthest(result: PlaceStandings) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = result.keeping.head(MOST_KEEPING).to_dict("records")  # type: ignore[assignment]
    return rows


def _kept(result: PlaceStandings, row: dict[str, object]) -> str:
    pooled, run = float(str(row["pooled"])), int(str(row["run"]))
    again = f", {phrases.many(run, result.grain)} in a row" if run > 1 else ""
    return f"{row['name']} ({units.percent(pooled)}{again})"
