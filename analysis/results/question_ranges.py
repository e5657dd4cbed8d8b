"""All questions of one place, beside its parent, England and the range expected of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from analysis.results.official import (
    BREAKDOWN_YEAR,
    RATING_SD,
    official_limits,
    refuse_filters,
    year_of,
)
from analysis.results.ranges import ranges
from analysis.results.scores import limits_of
from analysis.results.sheets import with_limits
from analysis.results.unavailable import Unavailable
from analysis.store import ALL, Policy, Workspace, gate, published
from analysis.survey import (
    ENGLAND,
    NOT_GIVEN,
    Place,
    Population,
    place,
    question,
    questions,
)

_RANGE = ["expected_lower", "expected_upper", "band"]
_COLUMNS = ["question", "n", "n_effective", "score", "lower", "upper", "hidden"]
_AS_ANSWERED = (
    "Scores are as answered, not adjusted for case mix: who is treated where still counts."
)
_ADJUSTED = (
    "Scores of places are adjusted for case mix (age, sex, ethnic group, deprivation and tumour "
    "group) and expected ranges are the publisher's own, as published. England's score needs no "
    "adjustment."
)
_OURS = (
    "No expected ranges were published for {year}: these are ours, worked out from rounded scores "
    "that are not adjusted for case mix."
)


@dataclass(frozen=True)
class QuestionRanges:
    """All questions of one place.

    Attributes
    ----------
    population : Population
        Whose answers; its place is the one that is shown.
    parent : Place or None
        The place it is part of: the Alliance, or England for an Alliance; None for England.
    frame : DataFrame
        One row a question in questionnaire order: ``question``, ``n``, ``n_effective``,
        ``score``, ``lower``, ``upper`` (0-1, or 0-10 for the rating; 95%), ``hidden``,
        ``parent``, ``england`` (scores; missing where hidden, where the place would be all but a
        few people of its parent, or not there), ``expected_lower``,
        ``expected_upper``, ``band`` ("above", "expected", "below", or missing: for England, where
        the score is hidden, and where no range can be worked out).
    official : bool
        Whether ranges and bands are the publisher's own.
    year : int or None
        The one year shown, for official results.
    policy : Policy or None
        The disclosure rules applied; None for official results.
    notes : tuple of str
        What a reader must know about these figures.
    """

    population: Population
    parent: Place | None
    frame: pd.DataFrame
    official: bool
    year: int | None
    policy: Policy | None
    notes: tuple[str, ...]


def question_ranges(workspace: Workspace, population: Population) -> QuestionRanges:
    """Return all questions of the population's place, with what is expected of it.

    Expected ranges are worked out from all places of the same level, with the same filters on
    people, as by `analysis.results.place_scores` without adjustment; for official results of 2018
    they are the publisher's own, as are the adjusted scores they belong to.

    Raises
    ------
    Unavailable
        If official results have nothing for this population.
    """
    at = population.where
    parent = place(at.parent) if at.parent else None
    if workspace.dataset(population.dataset).kind == "published":
        return _official(workspace, population, parent)
    if parent is None:
        released = gate.scores(workspace, population, questions())
        frame = _beside(with_limits(released.frame, limits_of), None, None)
        return QuestionRanges(population, None, frame, False, None, released.policy, ())
    everywhere = replace(population, place=ENGLAND.code)
    levels = [at.level, *([parent.level] if parent != ENGLAND else [])]
    released = gate.sheet(workspace, everywhere, questions(), levels)
    cells = released.frame[released.frame["group"] != NOT_GIVEN.id]
    england = cells[(cells["breakdown"] == at.level) & (cells["group"] == ALL)]
    places = cells[(cells["breakdown"] == at.level) & (cells["group"] != ALL)]
    above = england if parent == ENGLAND else cells[cells["group"] == parent.code]
    above = _apart(above, places[places["group"] == at.code], released.policy)
    own = with_limits(places[places["group"] == at.code], limits_of)
    expected = _expected(places, at.code, england.set_index("question")["sd"])
    frame = _beside(own.join(expected, on="question"), above, england)
    return QuestionRanges(population, parent, frame, False, None, released.policy, (_AS_ANSWERED,))


def _apart(whole: pd.DataFrame, part: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Return scores of a whole where taking away a part of it does not leave too few people."""
    n, taken = (rows.set_index("question")["n"] for rows in (whole, part))
    left = whole["question"].map(n - taken)
    return whole.assign(score=whole["score"].mask((left > 0) & (left < policy.minimum)))


def _expected(places: pd.DataFrame, code: str, sd: pd.Series) -> pd.DataFrame:
    """Return the range expected of one place, by question.

    `places` has a row a question and place of the same level; `sd` that of one person's answer.
    """
    row, codes = pd.factorize(places["question"])
    column, names = pd.factorize(places["group"])
    score, n = np.full((2, len(codes), len(names)), np.nan)
    score[row, column], n[row, column] = places["score"], places["n_effective"]
    hidden = np.bincount(row, weights=places["hidden"])
    at = list(names).index(code)
    rows = []
    for i, q in enumerate(codes):
        found = ranges(question(q), score[i], n[i], hidden=int(hidden[i]), sd=float(sd[q]))
        rows.append((found.lower[at], found.upper[at], found.band[at]))
    return pd.DataFrame(rows, columns=_RANGE, index=codes)


def _beside(
    own: pd.DataFrame, above: pd.DataFrame | None, england: pd.DataFrame | None
) -> pd.DataFrame:
    """Return a place's questions with the scores of its parent and of England."""
    frame = own.reindex(columns=[*_COLUMNS, *_RANGE]).set_index("question")
    frame["band"] = frame["band"].astype(object).where(frame["band"].notna(), None)
    for name, rows in (("parent", above), ("england", england)):
        frame[name] = np.nan if rows is None else rows.set_index("question")["score"]
    asked = [q.code for q in questions() if q.code in frame.index]
    return frame.loc[asked].reset_index()


def _official(workspace: Workspace, population: Population, parent: Place | None) -> QuestionRanges:
    refuse_filters(population)
    at, year = population.where, year_of(workspace, population)
    if at.level == "stp":
        msg = (
            "The official results have no figures for STPs. "
            "Choose England, a Cancer Alliance, a CCG or a trust."
        )
        raise Unavailable(msg)
    totals = partial(_totals, workspace, population.dataset, year)
    own = totals(at, place=at.code)
    if own.empty:
        msg = f"The official results have no figures for {at.name} in {year}."
        raise Unavailable(msg)
    own, published_ranges = with_limits(own, official_limits), year == BREAKDOWN_YEAR
    if parent is None:
        return QuestionRanges(population, None, _beside(own, None, None), False, year, None, ())
    note = _ADJUSTED
    if not published_ranges:
        sd = pd.Series(RATING_SD, [q.code for q in questions()])
        expected = _expected(totals(at, level=at.level), at.code, sd)
        own = own.drop(columns=_RANGE).join(expected, on="question")
        note = _OURS.format(year=year)
    england, above = totals(ENGLAND, place=ENGLAND.code), totals(parent, place=parent.code)
    frame = _beside(own, above, england)
    return QuestionRanges(population, parent, frame, published_ranges, year, None, (note,))


def _totals(
    workspace: Workspace, dataset: str, year: int, like: Place, **wanted: str
) -> pd.DataFrame:
    """Return official totals of a year, adjusted for case mix if there are such for that level."""
    variant = "unadjusted" if like == ENGLAND else "adjusted"
    rows = published(
        workspace,
        dataset,
        year=year,
        variant=variant if year == BREAKDOWN_YEAR else "year-on-year",
        dimension=ALL,
        **wanted,
    )
    rows = rows.astype({"place": str, "question": str, "band": object})
    return rows.assign(group=rows["place"], n_effective=rows["n"])
