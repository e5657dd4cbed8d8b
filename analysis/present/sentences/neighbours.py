"""Sentences on the places to compare a place with."""

from __future__ import annotations

from analysis.present.sentences import phrases
from analysis.results import Neighbours


def similar(result: Neighbours) -> str:
    """Return what makes the similar places similar, or why there are none."""
    if result.why:
        return result.why
    plural = phrases.lowered(result.level.plural)
    text = (
        f"The {plural} whose patients are most like those of {result.place.name} in age, sex, "
        "ethnic group, deprivation and tumour group, nearest first. “Patients differ by” is the "
        "share who would have to be of another group for both to be alike, on average over the "
        "five."
    )
    if not result.left_out:
        return text
    names = map(phrases.lowered, (result.level.label, result.level.plural))
    counted = phrases.capital(phrases.many(result.left_out, *names))
    verb = phrases.agree(result.left_out, "is", "are")
    return f"{text} {counted} {verb} left out, as too much of who is treated there is hidden."
