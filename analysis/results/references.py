"""What the groups of several breakdowns are compared with."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.results.official import BREAKDOWN_YEAR, BREAKDOWNS, TESTED_PAIRS
from analysis.results.sheets import Sheet
from analysis.results.unavailable import Unavailable
from analysis.survey import OTHERS, Dimension, Group, InputError, Population, UnknownChoice

_OFFICIAL_GROUPS = "They can be broken down by tumour group, sex or deprivation."


def check_reference(chosen: Sequence[Dimension], reference: str | None) -> None:
    """Refuse a reference that the breakdowns don't have.

    Raises
    ------
    InputError
        If a group is named as the reference of several breakdowns.
    UnknownChoice
        If the breakdown has no such group.
    """
    if reference in (None, OTHERS.id):
        return
    if len(chosen) != 1:
        msg = (
            f"'{reference}' can be the reference of one breakdown only. Choose one breakdown, or "
            "compare with everyone else ('others')."
        )
        raise InputError(msg)
    if reference not in chosen[0].ids:
        noun = f"group of {chosen[0].label.lower()}"
        raise UnknownChoice(noun, str(reference), [*chosen[0].ids, OTHERS.id])


def kept_groups(population: Population, by: Dimension) -> tuple[str, ...]:
    """Return the groups that the filters leave, in their order."""
    return tuple(i for i in by.ids if i in (population.kept(by.id) or by.ids))


def reference_in(by: Dimension, asked: str | None, present: Sequence[str]) -> Group:
    """Return the group asked for; else the dimension's own if it is there, or the first that is."""
    if asked == OTHERS.id:
        return OTHERS
    usual = by.reference if by.reference in present or not present else present[0]
    return by.group(asked or usual)


def there(cells: Sheet, chosen: Sequence[Dimension]) -> tuple[Dimension, ...]:
    """Return the breakdowns that are there, or say what official results have instead.

    Raises
    ------
    Unavailable
        If none is there.
    """
    found = tuple(d for d in chosen if d.id in cells.breakdowns)
    if found:
        return found
    missing = [d for d in chosen if d.id not in BREAKDOWNS]
    if cells.population.years != (BREAKDOWN_YEAR,):
        msg = f"Official results by group exist for {BREAKDOWN_YEAR} only. Choose that year."
    elif missing:
        name = missing[0].label.lower()
        msg = f"The official results have no breakdown by {name}. {_OFFICIAL_GROUPS}"
    else:
        msg = (
            f"The official results have no breakdown by {chosen[0].label.lower()} for "
            f"{cells.population.where.name}. Choose England or a Cancer Alliance, or break down "
            "by tumour group."
        )
    raise Unavailable(msg)


def references_of(cells: Sheet, chosen: Sequence[Dimension], asked: str | None) -> dict[str, Group]:
    """Return each breakdown's reference; groups without bases have no "everyone else"."""
    found = {}
    for d in chosen:
        rows = cells.frame[cells.frame["breakdown"] == d.id]
        present = [i for i in kept_groups(cells.population, d) if (rows["group"] == i).any()]
        pairwise = cells.official and d.id in TESTED_PAIRS and asked == OTHERS.id
        found[d.id] = reference_in(d, None if pairwise else asked, present)
    return found
