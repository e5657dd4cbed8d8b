"""What can't be said of a population, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median

from analysis.results.changes import Changes
from analysis.results.findings import Compared
from analysis.results.sheets import RATING, Sheet
from analysis.survey import Dimension, Group, Question, dimensions, question

BLUNT = 0.10
"""A group is spoken of only roughly where even a gap of this size (0-1) would go unseen."""

Named = tuple[tuple[Dimension, Group], ...]


@dataclass(frozen=True)
class Unsaid:
    """What can't be said of a population.

    Attributes
    ----------
    hidden : tuple of (Dimension, Group)
        Groups that are hidden, or without an answer, on every question.
    blunt : tuple of (Dimension, Group)
        Groups with so few answers that on the typical question only a gap wider than `BLUNT`
        could be told from chance after allowing for all comparisons.
    alike : tuple of Dimension
        Breakdowns in which everybody here is of one group.
    unpublished : tuple of Dimension
        Breakdowns that official results don't have here.
    untested : tuple of Question
        Questions that can't be compared over the years shown, as they were asked differently.
    one_year : bool
        Whether there is no earlier year to compare with.
    """

    hidden: Named
    blunt: Named
    alike: tuple[Dimension, ...]
    unpublished: tuple[Dimension, ...]
    untested: tuple[Question, ...]
    one_year: bool


def unsaid(sheet: Sheet, found: Compared, changed: Changes) -> Unsaid:
    """Return what can't be said of the population of a sheet."""
    there = [d for d in dimensions() if d.id in sheet.breakdowns]
    kept = sheet.population
    main = [d for d in dimensions() if d.parent is None]
    return Unsaid(
        hidden=_groups(there, _without_score(sheet)),
        blunt=_groups(there, _blunt(found)),
        alike=tuple(d for d in main if len(kept.kept(d.id)) == 1),
        unpublished=tuple(d for d in main if sheet.official and d not in there),
        untested=tuple(question(code) for code in changed.left_out),
        one_year=changed.frame.empty,
    )


def _groups(there: list[Dimension], wanted: set[tuple[str, str]]) -> Named:
    return tuple((d, g) for d in there for g in d.groups if (d.id, g.id) in wanted)


def _without_score(sheet: Sheet) -> set[tuple[str, str]]:
    rows = zip(
        sheet.frame["breakdown"].tolist(),
        sheet.frame["group"].tolist(),
        sheet.frame["score"].notna().tolist(),
        strict=True,
    )
    known: dict[tuple[str, str], bool] = {}
    for breakdown, group, there in rows:
        known[breakdown, group] = known.get((breakdown, group), False) or there
    return {
        (b, g)
        for (b, g), there in known.items()
        if not there and _is_asked(sheet.population.kept(b), g)
    }


def _is_asked(kept: tuple[str, ...], group: str) -> bool:
    return not kept or group in kept


def _blunt(found: Compared) -> set[tuple[str, str]]:
    """Return the groups whose typical interval, at the family's level, is wider than `BLUNT`.

    A group of more than half of everybody is not among them: it is the others who are too few.
    """
    frame = found.frame[found.frame["question"] != RATING]
    blocks = list(zip(frame["question"].tolist(), frame["breakdown"].tolist(), strict=True))
    people: Counter[tuple[str, str]] = Counter()
    bases = frame["n"].tolist()
    for block, n in zip(blocks, bases, strict=True):
        people[block] += n
    reaches: dict[tuple[str, str], list[float]] = {}
    rows = zip(blocks, frame["group"].tolist(), bases, frame["reach"].tolist(), strict=True)
    for block, group, n, reach in rows:
        if n <= people[block] / 2:
            reaches.setdefault((block[1], group), []).append(reach)
    return {key for key, values in reaches.items() if median(values) > BLUNT}
