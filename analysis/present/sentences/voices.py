"""Sentences on who answered, who skipped, and whether that could change the story."""

from __future__ import annotations

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results.skipped import Skipped
from analysis.results.survival import Survival
from analysis.results.voices import PlaceVoices, Voices
from analysis.results.writers import Writers
from analysis.survey import NOT_GIVEN, Dimension, Level, dimension

RECORDS = (
    "Ethnic group of those who did not answer is from hospital records; of those who did, it is "
    "their own answer. The two do not always agree."
)


def rate(row: pd.Series, decimals: int = 0) -> str:
    """Return a rate with its interval, e.g. "42% (40 to 44)"."""
    low, high = (units.rounded(100 * row[c], decimals) for c in ("lower", "upper"))
    return f"{units.percent(row['rate'], decimals)} ({low} to {high})"


def voices(result: Voices) -> str:
    """Return how many answered, and which group least often; or that it can't be seen."""
    if result.why:
        return "Who did not answer can't be seen here."
    if units.is_missing(result.everyone["rate"]):
        return "Too few people were asked here to show how many answered."
    everyone = units.percent(result.everyone["rate"])
    said = f"{everyone} of the people who were sent a questionnaire answered"
    groups = _compared(result)
    lower = groups[groups["difference_upper"] < 0]
    if lower.empty:
        return f"{said}, and no group clearly less often than others."
    least = lower.iloc[int(lower["rate"].argmin())]
    return f"{said}, least often {_people(least)}: {rate(least)}."


def _compared(result: Voices) -> pd.DataFrame:
    groups = result.groups()
    return groups[groups["rate"].notna() & (groups["group"] != NOT_GIVEN.id)]


def _people(row: pd.Series) -> str:
    return dimension(row["breakdown"]).group(row["group"]).people


def represented(result: Voices) -> str:
    """Return which group is most under-represented among those who answered; empty if none is."""
    if result.why:
        return ""
    groups = _compared(result)
    short = groups["share_answered"] - groups["share_asked"]
    if not (short < -0.0005).any():
        return ""
    row = groups.iloc[int(short.argmin())]
    asked, answered = (units.percent(row[f"share_{c}"], 1) for c in ("asked", "answered"))
    return (
        f"Most under-represented are {_people(row)}: {asked} of those asked, {answered} of those "
        "who answered."
    )


def voices_places(result: PlaceVoices) -> str:
    """Return how far response rates of places are apart, and how many stand out."""
    frame, name = result.frame, phrases.lowered(result.level.plural)
    known = frame[frame["rate"].notna()]
    if len(known) < 2:
        return f"Too few {name} have a response rate that may be shown to compare them."
    low, high = (units.percent(known["rate"].agg(end)) for end in ("min", "max"))
    below, above = (int((known["band"] == b).sum()) for b in ("below", "above"))
    return (
        f"Between {name}, response rates go from {low} to {high}: {phrases.how_many(below)} of "
        f"{units.whole(len(known))} below the range expected and {phrases.how_many(above)} above."
    )


def skipped(result: Skipped) -> str:
    """Return which question was left blank most often, and who left this one blank most often."""
    listed, q = result.questions, result.question
    most = listed[listed["rate"].notna()]
    if most.empty:
        return "Too few people answered to show how often questions were left blank."
    first = most.iloc[0]
    said = (
        f"The question left blank most often is “{first['title']}”: "
        f"{units.percent(first['rate'], 1)} of those it was for gave no answer."
    )
    rows = result.groups[
        result.groups["rate"].notna() & result.groups["group"].isin(result.dimension.ids)
    ]
    if len(rows) < 2:
        return said
    row = rows.iloc[int(rows["rate"].argmax())]
    people = result.dimension.group(row["group"]).people
    return f"{said} “{q.label}” was left blank most often by {people}: {rate(row, 1)}."


def writers(result: Writers) -> str:
    """Return how many wrote comments, and who clearly least often."""
    if units.is_missing(result.whole["rate"]):
        return "Too few people wrote comments here to show who did."
    said = f"{units.percent(result.whole['rate'])} of the people who answered wrote a comment"
    less = _wrote_less(result)
    by = result.by
    if less.empty:
        noun = "group" if isinstance(by, Dimension) else by.label.lower()
        return f"{said}, and no {noun} clearly less often than everyone else."
    least = less.iloc[0]
    people = (
        by.group(least["group"]).people
        if isinstance(by, Dimension)
        else f"those of {least['label']}"
    )
    others = units.percent(least["rate"] - least["difference"])
    return f"{said}, least often {people}: {rate(least)} against {others} of everyone else."


def _wrote_less(result: Writers) -> pd.DataFrame:
    return result.clear[result.clear["difference"] < 0]


def unheard(result: Writers) -> str:
    """Return whose voices are missing from the comments; empty if nobody's clearly are."""
    less = _wrote_less(result)
    if less.empty:
        return ""
    if isinstance(result.by, Level):
        many, more = len(result.frame), len(result.clear) - len(less)
        return (
            f"{phrases.capital(phrases.how_many(len(less)))} of {units.whole(many)} "
            f"{phrases.lowered(result.by.plural)} clearly less often than everyone else, "
            f"{phrases.how_many(more)} more often."
        )
    groups = [result.by.group(key).people for key in less["group"]]
    most = int((less["share_answered"] - less["share_wrote"]).argmax())
    answered, wrote = (
        units.percent(less.iloc[most][f"share_{c}"], 1) for c in ("answered", "wrote")
    )
    return (
        f"Missing from the comments, in part: {phrases.listing(groups)}. "
        f"{phrases.capital(groups[most])} are {answered} of those who answered and {wrote} of "
        "those who wrote. Themes and comments speak less for them than scores do."
    )


def survival(result: Survival) -> str:
    """Return whether the gap would still be there if everybody asked had answered."""
    q, sides = result.question, result.sides
    pair = f"{phrases.capital(sides.group.people)} score"
    against = f"than {sides.reference.people} on “{q.label}”"
    answered = units.gap(q, sides.gap, sides.lower, sides.upper)
    verdict = result.verdict
    if verdict == "no gap":
        return (
            f"Between {sides.group.people} and {sides.reference.people} there is no clear gap on "
            f"“{q.label}” to begin with ({answered})."
        )
    if verdict == "unknown":
        return (
            f"{pair} {answered} {against}. Whether that would stay can't be said. "
            f"{result.weighted.why}"
        )
    weighted = units.gap(q, *_known(result))
    if verdict == "lost":
        return (
            f"This gap may not survive: {sides.group.people} score {answered} {against} as "
            f"answered, but with those who answered weighted to be like those asked, {weighted}."
        )
    return (
        f"The gap would still be there after weighting: {sides.group.people} score {answered} "
        f"{against} as answered, and {weighted} if those who answered are weighted to be like "
        "those asked."
    )


def _known(result: Survival) -> tuple[float, float, float]:
    found = result.weighted
    value, lower, upper = (
        float("nan") if v is None else v for v in (found.value, found.lower, found.upper)
    )
    return value, lower, upper


def _further(result: Survival) -> str:
    """Return what the silent would have to be like to close the gap; empty if weighting does."""
    q, sides, bounds = result.question, result.sides, result.bounds
    if result.verdict not in ("weighted", "stays"):
        return ""
    if bounds.lower is None or bounds.upper is None:
        return f"How far the silent could change it is not known. {bounds.why}"
    least = min(abs(bounds.lower), abs(bounds.upper))
    if result.verdict == "stays":
        return (
            "It would not vanish even if those who did not answer had scored like the lowest- and "
            f"highest-scoring groups: {units.points(q, least)} would be left, "
            "chance aside."
        )
    if result.worst is None or result.best is None:
        return ""
    ends = (result.best.people, result.worst.people)
    own, other = ends if sides.gap < 0 else ends[::-1]
    return (
        f"It would vanish only if the silent among {sides.group.people} were more like {own}, and "
        f"the silent among {sides.reference.people} more like {other}."
    )


def needed(result: Survival) -> str:
    """Return what it would take of the silent to close the gap; empty if that is not known."""
    if result.needed is None or result.verdict in ("no gap", "unknown"):
        return _further(result)
    q, people = result.question, result.sides.group.people
    said = (
        f"To close the gap by themselves, {people} who did not answer would have to score "
        f"{units.points(q, result.needed)} {units.direction(result.needed)} than those who did."
    )
    return " ".join(filter(None, [_further(result), said]))
