"""Weighted log-odds beside the R package tidylo."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.bench.oracles.row import OracleRow
from analysis.bench.oracles.worst import worst
from analysis.statistics.keyness import Prior, keyness

_REFERENCE = "R package tidylo 0.2.0.9000"
_TOLERANCE = 1e-12
_Case = tuple[str, tuple[str, str, str], Prior, str, str]
_CASES: list[_Case] = [
    (
        "synthetic_two_groups",
        ("group", "word", "n"),
        "informative",
        "log_odds",
        "log_odds_weighted",
    ),
    ("testthat_z", ("id", "word", "n"), "informative", "log_odds", "log_odds_weighted"),
    (
        "testthat_w",
        ("document", "word", "frequency"),
        "informative",
        "log_odds_informative",
        "log_odds_weighted_informative",
    ),
    (
        "testthat_w",
        ("document", "word", "frequency"),
        "uninformative",
        "log_odds_uninf",
        "log_odds_weighted_uninf",
    ),
]


def rows(folder: Path) -> list[OracleRow]:
    """Return our numbers beside the reference's, read from the folder of oracles."""
    found = []
    for file, (group, word, count), prior, log_odds, z in _CASES:
        table = pd.read_csv(folder / "tidylo" / f"{file}.csv")
        counts = table.pivot_table(index=group, columns=word, values=count, aggfunc="sum")
        result = keyness(counts.to_numpy(), prior)
        at = (
            counts.index.get_indexer(pd.Index(table[group])),
            counts.columns.get_indexer(pd.Index(table[word])),
        )
        for column, ours in ((log_odds, result.log_odds[at]), (z, result.z[at])):
            name = f"{file}, {prior} prior: {column}"
            found.append(worst(name, _REFERENCE, ours, table[column], _TOLERANCE))
    return found
