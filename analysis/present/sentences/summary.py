"""Sentences of the Summary page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.present import units
from analysis.present.sentences import phrases
from analysis.present.sentences.groups import overall
from analysis.results import Overview
from analysis.survey import Question, place, question


def summary(overview: Overview) -> str:
    """Return the first sentence of the Summary page."""
    row, q = overview.headline.overall, overview.headline.question
    name = overview.headline.population.where.name
    if row["hidden"] or units.is_missing(row["score"]):
        return overall(overview.headline)
    rating = units.score_interval(q, row["score"], row["lower"], row["upper"])
    first = (
        f"People in {name} rated" if place_is_area(overview) else f"People treated at {name} rated"
    )
    text = f"{first} their care {rating}."
    low = overview.shortfalls
    if low.empty:
        return text
    asked: Question = question(low["question"].iloc[0])
    ties = phrases.tied(asked, low, low["score"])
    where = phrases.listing([f"“{question(code).label}”" for code in ties["question"]])
    if len(ties) > phrases.MOST_NAMED:
        where = "several questions alike"
    score = units.score(asked, ties["score"].iloc[0])
    each = phrases.agree(len(ties), "", " each")
    return f"{text} Experience falls furthest short on {where}: {score}{each}{_for(overview)}."


def _for(overview: Overview) -> str:
    """Return for whom experience falls short first, to end a sentence with."""
    people = [found.group.people for found in overview.findings[:2]]
    return f"; and, of all groups, for {phrases.listing(people)}" if people else ""


def place_is_area(overview: Overview) -> bool:
    """Tell whether the population is that of an area, not of a trust."""
    return place(overview.headline.population.place).level != "trust"


def widest_gap(row: Mapping[str, Any] | pd.Series) -> str:
    """Return a group's widest gap in words, e.g. "10 points lower".

    Empty if the group is not clearly different from its reference on any question in that
    direction.
    """
    direction = units.direction(row["difference"])
    if not row[direction]:
        return ""
    return f"{units.points(question(row['widest']), row['difference'])} {direction}"
