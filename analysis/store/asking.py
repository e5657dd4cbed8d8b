"""Counts of those who were sent a questionnaire: for the store alone, as nothing here is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.store.axis import Axis, axis
from analysis.store.pair import Floats
from analysis.store.schema import LEVEL_COLUMNS, quoted, silent_table
from analysis.store.workspace import Workspace
from analysis.survey import NOT_GIVEN, Population, dimensions

Condition = tuple[str, list[Any]]
"""SQL after WHERE, and its parameters."""


def known_of_silent(workspace: Workspace, dataset: str) -> tuple[str, ...] | None:
    """Return what is known of those who did not answer.

    Parameters
    ----------
    workspace : Workspace
        Where they are.
    dataset : str
        Id of a dataset of respondents.

    Returns
    -------
    tuple of str or None
        Levels of place and ids of dimensions of which at least one silent person's is on record,
        in order; None where the dataset came without silent people.

    Raises
    ------
    UnknownChoice
        If the workspace has no such dataset.
    """
    found = workspace.dataset(dataset)
    names = (*LEVEL_COLUMNS, *(d.id for d in dimensions()))
    counted = ", ".join(f"count({quoted(axis(found, n).column)})" for n in names)
    table = quoted(silent_table(found))
    ((people, *known),) = workspace._rows(f"SELECT count(*), {counted} FROM {table}")
    return tuple(n for n, some in zip(names, known, strict=True) if some) if people else None


def condition(workspace: Workspace, population: Population) -> Condition:
    """Return which rows are people of a population, answered or silent."""
    dataset = workspace.dataset(population.dataset)
    kept = [("year", tuple(map(str, population.years)))] if population.years else []
    if population.where.level != "national":
        kept.append((population.where.level, (population.place,)))
    clauses, values = ["true"], list[Any]()
    for name, groups in [*kept, *population.groups]:
        column = quoted(axis(dataset, name).column)
        known = [g for g in groups if g != NOT_GIVEN.id]
        either = [f"{column} IN ({', '.join('?' * len(known))})"] if known else []
        either += [f"{column} IS NULL"] if len(known) < len(groups) else []
        clauses.append(f"({' OR '.join(either)})")
        values += known
    return " AND ".join(clauses), values


def counted(
    workspace: Workspace, table: str, by: Axis | None, counts: Sequence[str], where: Condition
) -> Floats:
    """Return counts by group and in total, shape (groups + 1, counts); the total alone without."""
    group = "NULL" if by is None else f"{quoted(by.column)}::VARCHAR"
    rows = workspace._rows(
        f"SELECT {group}, {', '.join(counts)} FROM {quoted(table)} WHERE {where[0]} GROUP BY 1",
        where[1],
    )
    keys = {} if by is None else {key: i for i, key in enumerate(by.keys)}
    found = np.zeros((len(keys) + 1, len(counts)))
    for key, *numbers in rows:
        if by is not None:
            found[keys[NOT_GIVEN.id if key is None else key]] += numbers
        found[-1] += numbers
    return found


def both(workspace: Workspace, population: Population, by: Axis) -> tuple[Floats, Floats]:
    """Return by group, and last in total, how many answered and how many stayed silent."""
    dataset, where = workspace.dataset(population.dataset), condition(workspace, population)
    answered, silent = (
        counted(workspace, table, by, ["count(*)"], where)[:, 0]
        for table in (dataset.table, silent_table(dataset))
    )
    return answered, silent
