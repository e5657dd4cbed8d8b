"""Variance between units and empirical-Bayes estimates beside the R package metafor."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.bench.oracles.row import OracleRow
from analysis.bench.oracles.worst import worst
from analysis.statistics.shrinkage import Method, heterogeneity, shrink

Floats = NDArray[np.float64]

_REFERENCE = "R package metafor 3.8-1"
_METHODS: list[tuple[str, Method, str]] = [
    ("DL", "dersimonian-laird", ""),
    ("REML", "reml", "metafor stops at steps of 1e-5; ours is at the top of the likelihood."),
    ("PM", "paule-mandel", "metafor stops at steps of 1e-5, where Q is not yet units - 1."),
    ("EB", "paule-mandel", "metafor stops at steps of 1e-5, where Q is not yet units - 1."),
]


def rows(folder: Path) -> list[OracleRow]:
    """Return our numbers beside the reference's, read from the folder of oracles."""
    units = pd.read_csv(folder / "metafor" / "blup_DL.csv")
    y, v = units["yi"].to_numpy(), units["vi"].to_numpy()
    table = pd.read_csv(folder / "metafor" / "tau2_arcsine_trusts.csv")
    theirs = table.set_index("method").to_dict("index")
    found = []
    for name, method, note in _METHODS:
        ours = heterogeneity(y, v, method)
        numbers = {
            "mu": (ours.mean, 1.0),
            "se": (ours.se, 1.0),
            "tau2": (ours.tau2, 1.0),
            "I2": (ours.i2, 100.0),
            "Q": (ours.q, 1.0),
        }
        for column, (number, unit) in numbers.items():
            other = float(theirs[name][column])
            mine = float("nan") if number is None else number * unit
            near = abs(mine - other) <= 1e-9
            label = f"{name} {column}, 132 trusts"
            found.append(OracleRow(label, _REFERENCE, mine, other, 1e-9, "" if near else note))
    return found + _predictions(units, y, v)


def _predictions(units: pd.DataFrame, y: Floats, v: Floats) -> list[OracleRow]:
    found = shrink(y, v, heterogeneity(y, v, "dersimonian-laird"))
    pairs = {"blup": found.value, "se": found.se, "lo": found.lower, "hi": found.upper}
    return [
        worst(f"Trusts' {column}", _REFERENCE, ours, units[column], 1e-9)
        for column, ours in pairs.items()
    ]
