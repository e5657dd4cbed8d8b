"""Tests of association beside base R."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.bench.oracles.row import OracleRow
from analysis.statistics.association import independence_test, mantel_haenszel, trend_test

_REFERENCE = "R 4.2.2, package stats"
_TOLERANCE = 1e-8

BERKELEY = np.array(
    [
        [[512, 313], [89, 19]],
        [[353, 207], [17, 8]],
        [[120, 205], [202, 391]],
        [[138, 279], [131, 244]],
        [[53, 138], [94, 299]],
        [[22, 351], [24, 317]],
    ]
)
"""Admitted and rejected men, then women, in six departments: Bickel, Hammel & O'Connell 1975."""


def rows(folder: Path) -> list[OracleRow]:
    """Return our numbers beside the reference's, read from the folder of oracles."""
    tests = pd.read_csv(folder / "r_base" / "association_tests.csv")
    berkeley = mantel_haenszel(BERKELEY)
    ours = {
        "prop.trend": trend_test([30, 42, 55, 61, 70], [100, 105, 110, 102, 99]),
        "chisq": independence_test([[30, 70], [42, 63], [55, 55]]),
        "mantelhaen": berkeley.test,
    }
    ratio = berkeley.odds_ratio
    pairs = []
    for row in tests.itertuples():
        name = str(row.test)
        mine = next(test for start, test in ours.items() if name.startswith(start))
        pairs += [(f"{name}: statistic", mine.statistic, row.statistic)]
        pairs += [(f"{name}: p", mine.p, row.p)]
        if name.startswith("mantelhaen"):
            pairs += [(f"{name}: odds ratio", ratio.value, row.estimate)]
            pairs += [
                (f"{name}: lower", ratio.lower, row.lo),
                (f"{name}: upper", ratio.upper, row.hi),
            ]
    return [
        OracleRow(name, _REFERENCE, float("nan") if a is None else a, float(str(b)), _TOLERANCE)
        for name, a, b in pairs
    ]
