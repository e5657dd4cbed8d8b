"""Adjusted p-values beside R's."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.bench.oracles.row import OracleRow
from analysis.bench.oracles.worst import worst
from analysis.statistics.multiplicity import adjust


def rows(folder: Path) -> list[OracleRow]:
    """Return our adjusted p-values beside those of R.

    Parameters
    ----------
    folder : Path
        The folder with the numbers that the reference packages made.

    Returns
    -------
    list of OracleRow
        Worst of each method.
    """
    data = pd.read_csv(folder / "r_base" / "p_adjust.csv")
    name, reference = "15 tests", "R 4.2.2 p.adjust"
    hochberg = adjust(data["p"], name, "benjamini-hochberg").adjusted
    return [
        worst("Benjamini-Hochberg", reference, hochberg, data["BH"], 1e-12),
        worst("Holm", reference, adjust(data["p"], name, "holm").adjusted, data["holm"], 1e-12),
    ]
