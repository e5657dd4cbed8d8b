"""Sentences of the CCG framework page."""

from __future__ import annotations

import pandas as pd

from analysis.dashboard import (
    FEWEST_PEOPLE,
    INDICATORS,
    Category,
    Framework,
    Improvement,
    Measure,
    Rule,
)
from analysis.present import units
from analysis.present.sentences import phrases
from analysis.survey import ENGLAND, Place, Question, indicator, place

CATEGORY: dict[Category, str] = {
    "top": "Top performing",
    "well": "Performing well",
    "needs": "Needs improvement",
    "greatest": "Greatest need for improvement",
}
"""The categories in words, best first."""
NOT_RATED = "Not rated"
MEASURE_BANDS = {"better": "Better", "expected": "As expected", "worse": "Worse"}
"""Words for a single indicator beside its range expected."""
_AS_VERB = {
    "worse": "worse than expected",
    "expected": "as expected",
    "better": "better than expected",
}
INDEPENDENT = (
    "An independent rating by a rule of our own, which is shown below. It is not the official one."
)


def measure_label(measure: Measure) -> str:
    """Return what an indicator is called."""
    if isinstance(measure.about, Question):
        return "Overall patient experience"
    return measure.about.label


def measured(measure: Measure, value: float) -> str:
    """Return a value of an indicator, e.g. "53.1%" or "8.80 out of 10"."""
    if isinstance(measure.about, Question):
        return units.score(measure.about, value)
    return units.figure(measure.about, value)


def framework(found: Framework, at: str) -> str:
    """Return the first sentence: the category of a CCG and why, or how many are in each."""
    where = place(at)
    if where.level == "trust":
        where = ENGLAND
    row = found.of(where.code)
    return _counted(found, where) if row is None else _one(found, where, row)


def _counted(found: Framework, where: Place) -> str:
    rows = found.within(where.code)
    counts = rows["category"].value_counts()
    if not len(counts):
        return (
            f"No CCG in {where.name} can be rated: it takes {found.rule.fewest} of {INDICATORS} "
            "indicators, and the figures here have fewer."
        )
    each = [
        f"{words.lower()} {phrases.how_many(int(counts.get(c, 0)))}"
        for c, words in CATEGORY.items()
    ]
    noun = phrases.many(int(counts.sum()), "CCG")
    return f"In {where.name}, {noun} can be rated: {phrases.listing(each)}."


def _one(found: Framework, where: Place, row: pd.Series) -> str:
    if units.is_missing(row["average"]):
        return (
            f"{where.name} is not rated: it has {phrases.how_many(int(row['rated']))} of "
            f"{INDICATORS} indicators, and it takes {found.rule.fewest}."
        )
    also = f", but could be “{CATEGORY[row['also']].lower()}”" if row["also"] else ""
    return (
        f"{where.name} comes out as “{CATEGORY[row['category']].lower()}”{also}: its average over "
        f"{int(row['rated'])} indicators is {signed(row['average'])}; {_why(found, where.code)}."
    )


def _why(found: Framework, code: str) -> str:
    said = []
    for band, words in _AS_VERB.items():
        names = [
            phrases.lowered(measure_label(m)) for m in found.measures if m.of(code)["band"] == band
        ]
        if names:
            verb = phrases.agree(len(names), "is", "are")
            said.append(f"{phrases.listing(names)} {verb} {words}")
    return "; ".join(said)


def signed(z: float) -> str:
    """Return a z-score or an average of them, e.g. "+0.4", "−1.2", "0.0"."""
    text = units.rounded(z, 1)
    return f"+{text}" if z > 0 and float(text) else text


def framework_rule(rule: Rule) -> list[str]:
    """Return the rule in words, a line each."""
    against = "England"
    if rule.standard and (standard := indicator("wait-62-day").standard):
        against = f"the standard of {units.percent(standard)} for 62-day waits, or from England"
    top, well, greatest = (
        f"{cut:g}".replace("-", "−") for cut in (rule.top, rule.well, rule.greatest)
    )
    return [
        (
            f"Each indicator becomes a number (z): how far the CCG is from {against}, in steps of "
            "how far CCGs usually are from each other beyond and by chance. Above 0 is better."
        ),
        (
            f"The numbers are averaged, each counting the same: {top} or more is top "
            f"performing, {well} or more performing well, {greatest} or less the "
            "greatest need for improvement, and anything between needs improvement."
        ),
        (
            f"It takes {rule.fewest} of the {INDICATORS} indicators. A figure that is hidden, that "
            f"does not cover a whole year, or that fewer than {FEWEST_PEOPLE} people are behind is "
            "not rated."
        ),
    ]


def framework_notes(found: Framework) -> list[str]:
    """Return how to read the page, a line each."""
    experience = found.measures[-1]
    limit = units.percent(found.rule.confidence, 1).replace(".0%", "%")
    return [
        (
            "The rule is ours. The arithmetic of the official ratings was not to be found; what is "
            "known is that the four indicators had equal standing. In October 2016 it gave 7, 22, "
            "156 and 24 of 209 CCGs, which our cuts roughly follow in size."
        ),
        (
            "How far CCGs usually are from each other is worked out from all of them, with the "
            "most unusual fifth at either end pulled in (Spiegelhalter 2005). It is the same step "
            "for everybody but for chance, which moves small CCGs more."
        ),
        (
            "A single indicator is “better” or “worse” if it lies outside the range that holds "
            f"{limit} of CCGs that differ from the comparison no more than CCGs usually differ "
            "from each other. The bands do not decide the category."
        ),
        (
            "A category is named beside another where chance alone gives it a probability of a "
            "tenth or more. That allows for how many people there are, and for nothing else."
        ),
        (
            "A year's figure is the counts of its twelve months added up, never an average of "
            "percentages."
        ),
        "Patient experience is adjusted for who lives where (age, sex, ethnic group, deprivation, "
        "tumour group)."
        if experience.adjusted
        else "Patient experience is not adjusted for case mix here, as the results do not let it.",
        (
            "Groups of people and the question do not apply here; the year is that of the survey, "
            "and the indicators are the latest twelve months there are."
        ),
        "A category is a reason to ask, not a verdict on anybody who works there.",
    ]


def improvement(found: Improvement, at: str) -> str:
    """Return how many CCGs find more cancers early, reliably."""
    where = place(at)
    if where.level in ("trust", "ccg"):
        where = ENGLAND
    codes = set(found.frame["code"]) if where == ENGLAND else _inside(found, where)
    rows = found.frame[found.frame["code"].isin(codes)]
    verdicts = rows["verdict"].value_counts()
    rose, fell = (int(verdicts.get(v, 0)) for v in ("rose", "fell"))
    before, after = (units.percent(v, 1) for v in found.england)
    left = f" {phrases.many(found.left_out, 'CCG')} can't be compared." if found.left_out else ""
    return (
        f"From {found.first} to {found.latest} the share found early rose reliably in "
        f"{phrases.how_many(rose)} of {phrases.many(len(rows), 'CCG')} in {where.name}, and fell "
        f"in {phrases.how_many(fell)}; in England as a whole it went from {before} to "
        f"{after}.{left}"
    )


def _inside(found: Improvement, where: Place) -> set[str]:
    return {c for c in found.frame["code"] if where.code in (place(c).stp, place(c).alliance)}
