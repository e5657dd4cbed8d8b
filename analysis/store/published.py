"""Read official results; what the publisher hid stays hidden."""

from __future__ import annotations

import pandas as pd

from analysis.store.schema import quoted
from analysis.store.workspace import Workspace
from analysis.survey import InputError


def published(workspace: Workspace, dataset_id: str, **wanted: str | int) -> pd.DataFrame:
    """Return official results.

    Parameters
    ----------
    workspace : Workspace
        Where they are.
    dataset_id : str
        A dataset of kind ``published``.
    **wanted : str or int
        Column = value, of `analysis.store.PUBLISHED_COLUMNS`.

    Returns
    -------
    DataFrame
        Those columns and ``hidden``: True where the publisher gave no score; every number in
        such a row is missing, its base too.

    Raises
    ------
    InputError
        If there is no such dataset, or it holds respondents.
    """
    dataset = workspace.dataset(dataset_id)
    if dataset.kind != "published":
        msg = f"{dataset.name} holds respondents, not official results."
        raise InputError(msg)
    table = quoted(dataset.table)
    where = " AND ".join(f"{quoted(column)} = ?" for column in wanted) or "true"
    frame = workspace._frame(
        f"SELECT * REPLACE (CASE WHEN score IS NOT NULL THEN n END AS n), score IS NULL AS hidden"
        f' FROM {table} WHERE {where} ORDER BY question, place, dimension, "group", year',
        list(wanted.values()),
    )
    return frame.astype({"n": float})
