"""Sentences on how likely places are to be among the lowest fifth."""

from __future__ import annotations

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.results import Lowest


def probability(value: float) -> str:
    """Return a probability in words, e.g. "87%", "more than 99%"; a dash where there is none."""
    if units.is_missing(value):
        return "–"
    if value > 0.99:
        return "more than 99%"
    return "less than 1%" if value < 0.01 else units.percent(value)


def lowest(result: Lowest, chosen: str | None = None) -> str:
    """Return how many places are likely among the lowest fifth, or that chance may explain all.

    Parameters
    ----------
    result : Lowest
        The probabilities.
    chosen : str, optional
        Code of a place to speak of first, if it has a probability.
    """
    plural = phrases.lowered(result.level.plural)
    if result.alike:
        return (
            f"These {plural} differ by no more than chance would have them, so none can be told "
            "to be lower than the others."
        )
    if result.frame.empty:
        return f"There are too few scores here to say which {plural} are among the lowest."
    total, likely = len(result.frame), len(result.likely)
    verb = phrases.agree(likely, "is", "are")
    counted = (
        f"Of {phrases.many(total, phrases.lowered(result.level.label), plural)}, "
        f"{phrases.how_many(likely)} {verb} more likely than not among the lowest fifth "
        f"({units.whole(result.size)} of them)."
    )
    own = result.frame[result.frame["code"] == chosen]
    if own.empty:
        return counted
    name, value = own[["name", "probability"]].iloc[0]
    return (
        f"{name} is among the lowest fifth of {plural} with probability {probability(value)}. "
        f"{counted}"
    )
