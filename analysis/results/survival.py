"""Whether a gap would still be there if everybody who was asked had answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.results.sides import Sides, asked_gap, sides_of
from analysis.results.unavailable import Unavailable
from analysis.results.voices import asked_of, check_asked
from analysis.statistics.estimate import Estimate
from analysis.statistics.nonresponse import Answered, gap_bounds
from analysis.store import ALL, Workspace
from analysis.store.decomposed import FEWEST
from analysis.store.reweighted import reweighted
from analysis.store.voices import responses
from analysis.survey import NOT_GIVEN, OTHERS, Dimension, Group, Population, Question

Verdict = Literal["no gap", "unknown", "lost", "weighted", "stays"]


@dataclass(frozen=True)
class Survival:
    """A gap as answered, re-weighted, and with the silent answering like others.

    Attributes
    ----------
    question, population
        What was asked, of whom.
    dimension : Dimension
        The breakdown.
    sides : Sides
        The two groups and their gap, as answered.
    weighted : Estimate
        The gap re-weighted to those who were asked (95%); -1 to 1 or points of the rating.
    margins : tuple of str
        Ids of the dimensions that were made alike.
    bounds : Estimate
        The gap as answered, within what it could be if the silent of one group had scored like the
        `worst` group and those of the other like the `best`. Chance comes on top.
    worst, best : Group or None
        The groups with the lowest and highest score of those with at least 100 answers.
    rate, rate_reference : float or None
        Shares of each side who answered (0-1); None where that is not known.
    """

    question: Question
    population: Population
    dimension: Dimension
    sides: Sides
    weighted: Estimate
    margins: tuple[str, ...]
    bounds: Estimate
    worst: Group | None = None
    best: Group | None = None
    rate: float | None = None
    rate_reference: float | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether the gap survives.

        "no gap": it isn't clear as answered; "unknown": it can't be re-weighted; "lost": it is not
        clear after re-weighting; "weighted": it is, but the bounds reach zero or are not known;
        "stays": it is, and the bounds leave zero out.
        """
        gap = self.sides.gap
        if not self.sides.is_clear:
            return "no gap"
        if self.weighted.lower is None or self.weighted.upper is None:
            return "unknown"
        if min(self.weighted.lower * gap, self.weighted.upper * gap) <= 0:
            return "lost"
        ends = self.bounds.lower, self.bounds.upper
        return "stays" if all(e is not None and e * gap > 0 for e in ends) else "weighted"

    @property
    def needed(self) -> float | None:
        """How much higher than those of the group who answered its silent must score to close it.

        Proportion or points of the rating, below 0 for lower; the reference as it answered. None
        where the response rate is not known, or everybody answered.
        """
        if self.rate is None or self.rate >= 1:
            return None
        return -self.sides.gap / (1 - self.rate)


def survival(
    workspace: Workspace,
    population: Population,
    question: Question,
    by: Dimension,
    group: str,
    reference: str | None = None,
) -> Survival:
    """Return whether the gap between two groups survives those who did not answer.

    Parameters
    ----------
    workspace, population, question, by, group, reference
        As for `analysis.results.gap.gap`.

    Returns
    -------
    Survival
        Bounds are missing, with the reason, where it isn't known how many of each group were
        asked.

    Raises
    ------
    Unavailable
        For official results, without silent people, and where the answers of a group are hidden
        or fewer than 100.
    UnknownChoice, InputError
        As for `analysis.results.gap.gap`.

    Notes
    -----
    Raking (Deming and Stephan 1940) to all breakdowns known of those who did not answer; bounds
    after Manski (1989).
    """
    check_asked(workspace, population)
    asked = asked_gap(workspace, population, by, group, reference)
    known, why = asked_of(workspace, population)
    if why:
        raise Unavailable(why)
    margins = tuple(name for name in known if len(population.kept(name)) != 1)
    found = reweighted(workspace, population, question, asked, margins)
    if found.why:
        raise Unavailable(_too_few(by, asked.group, asked.reference))
    sides = sides_of(found.released, question, by, asked, "")
    frame = found.released.frame.set_index("group")
    scored = frame[(frame["n"] >= FEWEST) & ~frame.index.isin([ALL, NOT_GIVEN.id])]["score"]
    low, high = (by.group(str(scored.agg(end))) for end in ("idxmin", "idxmax"))
    made = _sides_asked(workspace, population, by, sides) if by.id in known else None
    if made is None:
        msg = "How many people of either group were asked is not known."
        bounds = Estimate.missing(msg)
        return Survival(question, population, by, sides, found.gap, margins, bounds, low, high)
    worst, best = float(scored[low.id]), float(scored[high.id])
    bounds = gap_bounds(*made, worst, best)
    rates = [side.responded / side.invited for side in made]
    return Survival(question, population, by, sides, found.gap, margins, bounds, low, high, *rates)


def _too_few(by: Dimension, group: str, reference: str) -> str:
    names = [OTHERS.people if g == OTHERS.id else by.group(g).people for g in (group, reference)]
    return (
        f"Too few of {names[0]} or {names[1]} answered to say what those who did not could change: "
        f"it takes {FEWEST} answers of each. Choose larger groups, more years or a larger place."
    )


def _sides_asked(
    workspace: Workspace, population: Population, by: Dimension, sides: Sides
) -> tuple[Answered, Answered] | None:
    """Return how many of each side were asked and answered; None where that is hidden."""
    frame = responses(workspace, population, [by.id]).frame.set_index("group")
    numbers = frame[["part", "asked"]].astype(float).to_dict("index")
    first, whole = numbers[sides.group.id], numbers[ALL]
    if sides.reference == OTHERS:
        second = {name: whole[name] - first[name] for name in whole}
    else:
        second = numbers[sides.reference.id]
    known = not pd.isna([first["asked"], second["asked"]]).any()
    if not known or not first["asked"] * second["asked"]:
        return None
    return (
        Answered(sides.score, first["part"], first["asked"]),
        Answered(sides.score_reference, second["part"], second["asked"]),
    )
