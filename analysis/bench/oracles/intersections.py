"""Variance shares of strata beside the R package lme4."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.bench.oracles.row import OracleRow
from analysis.bench.oracles.worst import worst
from analysis.statistics.intersections import predictions, variance_shares

_REFERENCE = "R package lme4 1.1-31, Laplace"
_TOLERANCE = 1e-3


def rows(folder: Path) -> list[OracleRow]:
    """Return our numbers beside the reference's, read from the folder of oracles."""
    strata = pd.read_csv(folder / "lme4" / "maihda_strata.csv")
    labels = strata["stratum"].str.split(".", expand=True)
    shares = variance_shares(strata["y"], strata["n"], [labels[i].to_numpy() for i in range(3)])
    null, main = shares.null, shares.main
    if null is None or main is None:
        return []
    table = pd.read_csv(folder / "lme4" / "maihda_summary.csv", na_filter=False)
    theirs = table.set_index("model").to_dict("index")
    reference = int(np.flatnonzero(strata["stratum"] == "White.F.16-44")[0])
    pairs = [
        ("null", "intercept", null.fixed[0]),
        ("null", "var_stratum", null.variance),
        ("null", "VPC", shares.vpc.value),
        ("main effects", "intercept", main.fixed[reference]),
        ("main effects", "var_stratum", main.variance),
        ("main effects", "VPC", shares.vpc_main.value),
        ("main effects", "PCV", shares.pcv.value),
        ("main effects", "logLik", main.log_likelihood),
    ]
    found = [
        OracleRow(
            f"{model}: {column}",
            _REFERENCE,
            float("nan") if ours is None else float(ours),
            float(theirs[model][column]),
            _TOLERANCE,
        )
        for model, column, ours in pairs
    ]
    quadrature = (
        "The Laplace approximation is 0.01 below the likelihood by quadrature with 15 nodes."
    )
    found.append(
        OracleRow(
            "null: logLik",
            _REFERENCE,
            null.log_likelihood,
            float(theirs["null"]["logLik"]),
            _TOLERANCE,
            quadrature,
        )
    )
    arrays = [
        ("ranef_null", null.deviation),
        ("condsd", null.deviation_se),
        ("pred_null", predictions(null).value),
        ("ranef_adj", main.deviation),
    ]
    return found + [
        worst(f"Strata's {column}", _REFERENCE, ours, strata[column], _TOLERANCE)
        for column, ours in arrays
    ]
