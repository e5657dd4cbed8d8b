"""Cancer waiting times as NHS England publishes them: workbooks, extracts and time series."""

from analysis.intake.waits.changes import changes_told
from analysis.intake.waits.publication import COLUMNS, SOURCE, Waits, parse_waits, read_waits
from analysis.intake.waits.workbook import STARTS, Grid

__all__ = [
    "COLUMNS",
    "SOURCE",
    "STARTS",
    "Grid",
    "Waits",
    "changes_told",
    "parse_waits",
    "read_waits",
]
