"""What the app shows on a survey for a published finding about people: one figure each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis.results import Unavailable, compare, scores
from analysis.results.adjustment import adjust
from analysis.results.inequality_section import questions_of, section_inequality
from analysis.results.sheets import RATING, sheet
from analysis.results.voices import Voices, voices
from analysis.statistics import wilson
from analysis.store import ALL, Workspace
from analysis.survey import NOT_GIVEN, Dimension, Population, Question, dimension, question

_GAP = ("difference", "difference_lower", "difference_upper")
_TOO_FEW = "there are too few people in the survey."


@dataclass(frozen=True)
class Shown:
    """One figure that the app shows.

    Attributes
    ----------
    value : float
        In the unit of the published figure.
    limits : tuple of float, optional
        95% limits, lower and upper; None where there are none.
    note : str
        What goes with it, e.g. out of how many questions.
    """

    value: float
    limits: tuple[float, float] | None = None
    note: str = ""


@dataclass(frozen=True)
class Asked:
    """What a published finding is about, and the survey that is asked for the same.

    Attributes
    ----------
    workspace : Workspace
        Where the survey is.
    dataset : str
        Its id.
    code : str
        Of a question; empty if it is about several.
    breakdown : str
        Id of a dimension or a level of place; empty if there is none.
    groups : tuple of str
        Ids of groups of the breakdown.
    reference : str
        Id of the group that they are compared with; may be empty.
    year : int or None
        None for all years together.
    """

    workspace: Workspace
    dataset: str
    code: str
    breakdown: str
    groups: tuple[str, ...]
    reference: str
    year: int | None

    @cached_property
    def population(self) -> Population:
        """Everyone in England who answered in that year."""
        return Population.of(self.dataset, years=[self.year] if self.year else [])

    @property
    def question(self) -> Question:
        """The question."""
        return question(self.code)

    @property
    def by(self) -> Dimension:
        """The breakdown."""
        return dimension(self.breakdown)

    @property
    def scale(self) -> float:
        """What a score of the question is multiplied by: 100, or 1 for the rating."""
        return 1.0 if self.question.is_rating else 100.0


def row_of(frame: pd.DataFrame, key: str) -> dict[str, Any]:
    """Return the row of a group."""
    [row] = frame[frame["group"] == key].to_dict("records")
    return {str(name): value for name, value in row.items()}


def _of(values: Mapping[str, Any] | pd.Series, names: tuple[str, str, str], scale: float) -> Shown:
    """Return a released figure with its limits; it may be hidden.

    Raises
    ------
    Unavailable
        If it is.
    """
    value, lower, upper = (scale * float(values[name]) for name in names)
    if np.isnan(value):
        raise Unavailable(_TOO_FEW)
    return Shown(value, (lower, upper))


def _answered(asked: Asked) -> Voices:
    found = voices(asked.workspace, asked.population)
    if found.why:
        raise Unavailable(found.why)
    return found


def _respondents(asked: Asked) -> Shown:
    return Shown(float(_answered(asked).everyone["answered"]))


def _response(asked: Asked) -> Shown:
    return _of(_answered(asked).everyone, ("rate", "lower", "upper"), 100.0)


def _response_gap(asked: Asked) -> Shown:
    rows = _answered(asked).groups(asked.breakdown)
    return _of(row_of(rows, asked.groups[0]), _GAP, 100.0)


def _answers(asked: Asked) -> Shown:
    return Shown(float(scores(asked.workspace, asked.population, asked.question).overall["n"]))


def _score(asked: Asked) -> Shown:
    whole = scores(asked.workspace, asked.population, asked.question).overall
    return _of(whole, ("score", "lower", "upper"), asked.scale)


def _gap(asked: Asked) -> Shown:
    found = compare(
        scores(asked.workspace, asked.population, asked.question, [asked.by]), asked.reference
    )
    return _of(row_of(found.frame, asked.groups[0]), _GAP, asked.scale)


def odds_ratio(first: float, second: float) -> float:
    """Return the odds of one proportion over those of another, both above 0 and below 1."""
    return first / (1 - first) * (1 - second) / second


def _odds(asked: Asked) -> Shown:
    """Return the odds ratio of two adjusted scores; its limits are those of their difference."""
    found = adjust(asked.workspace, asked.population, asked.question, asked.by, asked.reference)
    base = float(row_of(found.frame, asked.reference)["adjusted"])
    row = row_of(found.frame, asked.groups[0])
    gap = [float(row[f"adjusted_{name}"]) for name in _GAP]
    if np.isnan(gap).any():
        raise Unavailable(_TOO_FEW)
    value, lower, upper = (odds_ratio(min(max(base + d, 1e-6), 1 - 1e-6), base) for d in gap)
    return Shown(value, (lower, upper))


def _share(asked: Asked) -> Shown:
    groups = scores(asked.workspace, asked.population, asked.question, [asked.by]).groups
    n = groups.set_index("group")["n"]
    share = n[list(asked.groups)].sum() / n.sum()
    limits = wilson([share], [n.sum()])
    lower, upper = (100 * float(values[0]) for values in (limits.lower, limits.upper))
    return Shown(100 * float(share), (lower, upper))


def _differ(asked: Asked) -> Shown:
    by = replace(asked.by, ordered=False)  # all groups are tested, not the two ends
    found = section_inequality(asked.workspace, asked.population, questions_of("all"), by)
    count = sum(found.count(verdict) for verdict in ("worse", "better", "unequal"))
    return Shown(float(count), note=f"of {len(found.shown)}, beyond chance")


def _by_question(asked: Asked) -> pd.DataFrame:
    """Return scores with a row a question, a column a group; only questions shown for each."""
    cells = sheet(asked.workspace, asked.population, [asked.breakdown]).frame
    cells = cells[~cells["group"].isin([ALL, NOT_GIVEN.id])]
    return cells.pivot_table(index="question", columns="group", values="score").dropna()


def _first(asked: Asked, found: pd.Series) -> Shown:
    share = 100 * float(found.isin(asked.groups).mean())
    return Shown(share, note=f"of {len(found)} questions shown for every group")


def _lowest(asked: Asked) -> Shown:
    return _first(asked, _by_question(asked).idxmin(axis=1))


def _highest(asked: Asked) -> Shown:
    return _first(asked, _by_question(asked).idxmax(axis=1))


def _extremes(asked: Asked) -> Shown:
    """Return the odds ratio of the best and the worst group, by their mean logits."""
    scored = _by_question(asked).drop(index=RATING, errors="ignore").clip(0.001, 0.999)
    level = np.log(scored / (1 - scored)).mean()
    names = {g.id: g.label for g in asked.by.groups}
    ends = f"{names[str(level.idxmax())]} over {names[str(level.idxmin())]}"
    return Shown(float(np.exp(level.max() - level.min())), note=f"{ends}, as answered")


def _missing(asked: Asked) -> Shown:
    del asked
    msg = "the survey holds only people who were sent a questionnaire."
    raise Unavailable(msg)


MEASURES: dict[str, Callable[[Asked], Shown]] = {
    "respondents": _respondents,
    "response": _response,
    "response-gap": _response_gap,
    "answers": _answers,
    "score": _score,
    "gap": _gap,
    "odds": _odds,
    "share": _share,
    "differ": _differ,
    "lowest": _lowest,
    "highest": _highest,
    "extremes": _extremes,
    "missing": _missing,
}
"""How the app is asked for a finding about people, by the name of the measure."""
