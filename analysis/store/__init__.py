"""One DuckDB file a workspace: datasets in, and released numbers out."""

from analysis.store.builder import Builder
from analysis.store.building import build
from analysis.store.dataset import Dataset, Kind
from analysis.store.gate import ALL, Policy, Released
from analysis.store.indicators import (
    Cut,
    every_series,
    indicator_parts,
    indicator_places,
    indicator_series,
    indicator_sources,
    indicator_table,
    place_names,
)
from analysis.store.location import set_aside, workspace_path
from analysis.store.published import published
from analysis.store.schema import (
    INDICATOR_COLUMNS,
    NOT_ASKED,
    PUBLISHED_COLUMNS,
    SCHEMA_VERSION,
)
from analysis.store.totals import summed_up
from analysis.store.workspace import (
    Workspace,
    WorkspaceError,
    WorkspaceMissing,
    WorkspaceOutdated,
    WorkspaceUnreadable,
)
from analysis.store.written import Coded

__all__ = [
    "ALL",
    "INDICATOR_COLUMNS",
    "NOT_ASKED",
    "PUBLISHED_COLUMNS",
    "SCHEMA_VERSION",
    "Builder",
    "Coded",
    "Cut",
    "Dataset",
    "Kind",
    "Policy",
    "Released",
    "Workspace",
    "WorkspaceError",
    "WorkspaceMissing",
    "WorkspaceOutdated",
    "WorkspaceUnreadable",
    "build",
    "every_series",
    "indicator_parts",
    "indicator_places",
    "indicator_series",
    "indicator_sources",
    "indicator_table",
    "place_names",
    "published",
    "set_aside",
    "summed_up",
    "workspace_path",
]
