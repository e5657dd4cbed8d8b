"""Turn what a reader asks for by name into a population that the workspace has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.store import Workspace, WorkspaceMissing
from analysis.survey import ENGLAND, Population, UnknownChoice


def select(
    workspace: Workspace,
    dataset: str | None = None,
    *,
    years: Iterable[int] = (),
    at: str = ENGLAND.code,
    groups: Mapping[str, Iterable[str]] | None = None,
) -> Population:
    """Return the population with these filters.

    Parameters
    ----------
    workspace : Workspace
        Where the datasets are.
    dataset : str, optional
        Id of a dataset; the first one by default.
    years : iterable of int
        Survey years; none means all, or the latest of official results, which can't be pooled.
    at : str
        Code of a place.
    groups : mapping of str to iterable of str
        Dimension id -> ids of the groups to keep.

    Raises
    ------
    UnknownChoice
        If the workspace has no such dataset or year, or there is no such place or group.
    WorkspaceMissing
        If the workspace is empty.
    """
    available = workspace.datasets()
    if not available:
        msg = (
            f"{workspace.path} holds no dataset yet. Make the demonstration survey with "
            "'python -m analysis demo', or bring a file with 'python -m analysis import FILE'."
        )
        raise WorkspaceMissing(msg)
    chosen = workspace.dataset(dataset) if dataset else available[0]
    years = tuple(years)
    for year in years:
        if year not in chosen.years:
            raise UnknownChoice(f"year in {chosen.name}", str(year), list(map(str, chosen.years)))
    if chosen.kind == "published" and not years:
        years = chosen.years[-1:]
    return Population.of(chosen.id, years=years, at=at, groups=groups)
