"""Case-mix adjustment: ours beside base R's and survey's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.bench.oracles.row import OracleRow
from analysis.statistics.casemix import standardise_places
from analysis.statistics.marginal import standardise_groups
from analysis.statistics.pattern import Patterns, gather
from analysis.statistics.regression import logistic

_R = "base R 4.2.2"
_SURVEY = "R package survey 4.1"
_ONE_STEP = "R's glm takes standard errors from the step before its last; ours are from the last."
_RATIO = "The original is P x observed / expected, which is not used here."
_LEVELS = {
    "eth": ["White", "Asian", "Black", "Mixed", "Other"],
    "sex": ["F", "M"],
    "age": ["16-44", "45-64", "65-74", "75+"],
    "imd": ["1", "2", "3", "4", "5"],
    "tumour": ["Breast", "Colorectal", "Haem", "Lung", "Prostate"],
}


def _gather(people: pd.DataFrame, names: list[str], weights: pd.Series | None = None) -> Patterns:
    codes = [people[name].astype(str).map(_LEVELS[name].index).to_numpy() for name in names]
    return gather(codes, [len(_LEVELS[name]) for name in names], people["y"], weights)


def _coefficients(folder: Path, patterns: Patterns) -> list[OracleRow]:
    theirs = pd.read_csv(folder / "r_base" / "glm_logit_respondents.csv")
    found = logistic(patterns, [0] * len(patterns.levels))
    kept = np.flatnonzero(found.standard_errors())
    rows = []
    for (_, row), i in zip(theirs.iterrows(), kept, strict=True):
        name, error = f"Logistic regression, {row['term']}", found.standard_errors()[i]
        rows += [
            OracleRow(name, _R, found.coefficients[i], row["Estimate"], 1e-8),
            OracleRow(f"{name}: standard error", _R, error, row["Std. Error"], 1e-8, _ONE_STEP),
        ]
    return rows


def _groups(folder: Path, patterns: Patterns) -> list[OracleRow]:
    theirs = pd.read_csv(folder / "r_base" / "marginal_standardisation_eth.csv")
    found = standardise_groups(patterns, logistic(patterns), 0)
    errors = np.sqrt(np.diag(found.covariance))
    rows = []
    for i, (_, row) in enumerate(theirs.iterrows()):
        name = f"Marginal standardisation, {row['eth']}"
        rows += [
            OracleRow(name, _R, found.mean[i], row["standardised"], 1e-8),
            OracleRow(f"{name}: standard error", _R, errors[i], row["delta_se"], 1e-8, _ONE_STEP),
        ]
    return rows


def _places(folder: Path, patterns: Patterns, people: pd.DataFrame) -> list[OracleRow]:
    theirs = pd.read_csv(folder / "r_base" / "casemix_indirect_trust.csv")
    where = people["trust"].map(theirs["trust"].tolist().index).to_numpy()
    found = standardise_places(patterns, logistic(patterns), people["y"], where, len(theirs))
    rows = []
    columns = {"observed": "obs", "expected": "expected", "variance": "var", "z": "z"}
    for ours, original in columns.items():
        gap = np.abs(getattr(found, ours) - theirs[original])
        i = int(gap.argmax())
        name = f"Indirect standardisation, {ours}: worst of {len(theirs)} places"
        rows.append(OracleRow(name, _R, getattr(found, ours)[i], theirs[original][i], 1e-8))
    i = int(np.abs(found.adjusted - theirs["indirect"]).argmax())
    name = f"Indirect standardisation, adjusted: furthest of {len(theirs)} places"
    rows.append(OracleRow(name, _R, found.adjusted[i], theirs["indirect"][i], 1e-8, _RATIO))
    return rows


def _weighted(folder: Path, people: pd.DataFrame) -> list[OracleRow]:
    theirs = pd.read_csv(folder / "survey" / "svyglm_logit.csv")
    found = logistic(_gather(people, ["eth", "age"], people["w"]), [0, 0])
    kept = np.flatnonzero(found.standard_errors())
    return [
        OracleRow(
            f"Weighted logistic regression, {row['term']}",
            _SURVEY,
            found.coefficients[i],
            row["Estimate"],
            1e-6,
        )
        for (_, row), i in zip(theirs.iterrows(), kept, strict=True)
    ]


def rows(folder: Path) -> list[OracleRow]:
    """Return every number of case-mix adjustment beside the reference's.

    Parameters
    ----------
    folder : Path
        The folder of reference numbers.

    Returns
    -------
    list of OracleRow
        Of 40 places the worst of each column. The standard errors of the weighted regression are
        not compared: the reference clusters people by place.
    """
    people = pd.read_csv(folder / "synthetic_respondents.csv")
    patterns = _gather(people, list(_LEVELS))
    return [
        *_coefficients(folder, patterns),
        *_groups(folder, patterns),
        *_places(folder, patterns, people),
        *_weighted(folder, people),
    ]
