"""Decompositions of gaps: ours beside DasGuptR's and oaxaca's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.bench.oracles.row import OracleRow
from analysis.statistics.dasgupta import Standardised, standardise, standardise_structure
from analysis.statistics.kitagawa import kitagawa
from analysis.statistics.moments import Reference
from analysis.statistics.oaxaca import Part, ThreeFold, TwoFold, oaxaca_threefold, oaxaca_twofold
from analysis.statistics.term import INTERCEPT, Term

_DASGUPTR = "R package DasGuptR 2.1.0"
_OAXACA = "R package oaxaca 0.1.5"
_UNADJUSTED = (
    "The original adjusts the levels of the groups' coefficients but not those of the pooled "
    "regression with the group, so parts by level depend on the level left out."
)
_ONE_SIDED = (
    "The original charges the whole unexplained part to the group that happens to be coded 1; "
    "ours splits it evenly."
)
_LEVELS = ("LTHS", "high.school", "some.college", "college", "advanced.degree")
_REFERENCES: dict[float, Reference] = {
    0: 0.0,
    1: 1.0,
    0.5: 0.5,
    -1: "pooled",
    -2: "pooled with group",
}
_TWO = {
    "explained": "explained",
    "unexplained": "unexplained",
    "unexplained_first": "unexplained A",
    "unexplained_second": "unexplained B",
}


def _standardised(
    title: str, found: Standardised, theirs: pd.DataFrame, pops: list[str], factors: list[str]
) -> list[OracleRow]:
    rows = []
    for _, row in theirs.iterrows():
        pop, factor = pops.index(str(row["pop"])), str(row["factor"])
        crude = factor == "crude"
        ours = found.crude[pop] if crude else found.rates[factors.index(factor), pop]
        what = "rate as it is" if crude else f"if only {factor} differed"
        name = f"{title}, {row['pop']}, {what}"
        rows.append(OracleRow(name, _DASGUPTR, float(ours), row["rate"], 1e-10))
    return rows


def _examples(folder: Path) -> list[OracleRow]:
    """Return Das Gupta's own examples, with scalar factors and with vectors."""
    theirs = pd.read_csv(folder / "dgnpop_outputs.csv")
    rows = []
    for example, group in theirs.groupby("example", sort=False):
        data = pd.read_csv(folder / f"{example}_input.csv", dtype={"pop": str})
        names = [c for c in data.columns if c not in {"pop", "agegroup"}]
        pops = list(data["pop"].unique())
        factors = [[data.loc[data["pop"] == p, c].tolist() for p in pops] for c in names]
        rows += _standardised(f"Example {example}", standardise(factors), group, pops, names)
    return rows


def _cells(
    data: pd.DataFrame, pops: list[str], variables: list[str], column: str
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return a column by population and crossed variables."""
    levels = [list(dict.fromkeys(data[v])) for v in variables]
    index = pd.MultiIndex.from_product([pops, *levels])
    values = data.set_index(["pop", *variables])[column].reindex(index).to_numpy(np.float64)
    return values.reshape(len(pops), *map(len, levels))


def _crossed(folder: Path) -> list[OracleRow]:
    """Return cross-classified populations, two and thirteen of them."""
    rows = []
    two = pd.read_csv(folder / "synthetic_gap_cells_input.csv")
    thirteen = pd.read_csv(folder / "reconv.csv").rename(
        columns={"year": "pop", "offenders": "n", "prev_rate": "r"}
    )
    thirteen["pop"] = thirteen["pop"].astype(str)
    for title, data, variables, file, factors in (
        (
            "Tumour and age",
            two,
            ["tumour", "age"],
            "synthetic_gap_dgnpop_outputs.csv",
            ["r", "tumour_struct", "age_struct"],
        ),
        (
            "Reconvictions",
            thirteen,
            ["Sex", "Age"],
            "reconv_outputs.csv",
            ["prev_rate", "Sex_struct", "Age_struct"],
        ),
    ):
        pops = list(data["pop"].unique())
        found = standardise_structure(
            _cells(data, pops, variables, "r"), _cells(data, pops, variables, "n")
        )
        rows += _standardised(title, found, pd.read_csv(folder / file), pops, factors)
    return rows


def _kitagawa(folder: Path) -> list[OracleRow]:
    data = pd.read_csv(folder / "kitagawa_tumour_input.csv")
    theirs = pd.read_csv(folder / "kitagawa_tumour_outputs.csv").set_index(["factor", "pop"])
    pops = list(data["pop"].unique())
    found = kitagawa(
        _cells(data, pops, ["tumour"], "rate_i"), _cells(data, pops, ["tumour"], "share")
    )
    parts = {"crude": found.gap, "share": found.composition, "rate_i": found.rate}
    rate = theirs["rate"]
    return [
        OracleRow(
            f"Kitagawa, {factor}: {pops[0]} less {pops[1]}",
            _DASGUPTR,
            ours,
            rate[factor, pops[0]] - rate[factor, pops[1]],
            1e-10,
        )
        for factor, ours in parts.items()
    ]


def _of_variable(part: Part, variable: str) -> float:
    name = {"(Intercept)": INTERCEPT, "(Base)": "high.school"}.get(variable, variable)
    found = part.by_level["education", name] if name in _LEVELS else part.by_variable[name]
    assert found.value is not None
    return found.value


def _wages(folder: Path) -> tuple[pd.Series, list[Term], pd.Series]:
    people = pd.read_csv(folder / "chicago.csv").dropna()
    education = people[list(_LEVELS)].to_numpy().argmax(axis=1)
    terms = [
        Term("age", people["age"]),
        Term("female", people["female"]),
        Term("education", education, _LEVELS),
    ]
    return np.exp(people["ln.real.wage"]), terms, people["foreign.born"] == 0


def _why_different(weight: float, part: str, variable: str) -> str:
    """Return why a number of the original is not ours, if it is not."""
    if weight != -2:
        return ""
    if variable in {"age", "female"} and part in {"explained", "unexplained"}:
        return ""
    if variable in {"", "(Intercept)"}:
        return _ONE_SIDED if part.startswith("unexplained_") else ""
    return "" if variable in {"age", "female"} else _UNADJUSTED


def _two_fold(folder: Path) -> list[OracleRow]:
    wages, terms, native = _wages(folder)
    total = pd.read_csv(folder / "twofold_overall.csv").assign(var="")
    theirs = pd.concat([total, pd.read_csv(folder / "twofold_variables_adjusted_dummies.csv")])
    rows = []
    for weight, group in theirs.groupby(theirs["group.weight"].round(12), sort=False):
        reference = _REFERENCES.get(float(weight), "group size")
        found = oaxaca_twofold(wages, terms, native, reference=reference)
        rows += _parts(found, group, _TWO, f"Two-fold, {reference}", float(weight))
    return rows


def _three_fold(folder: Path) -> list[OracleRow]:
    total = pd.read_csv(folder / "threefold_overall.csv").assign(var="")
    theirs = pd.read_csv(folder / "threefold_variables_adjusted_dummies.csv")
    names = {name: name for name in ("endowments", "coefficients", "interaction")}
    found = oaxaca_threefold(*_wages(folder))
    return _parts(found, pd.concat([total, theirs]), names, "Three-fold", 0.0)


def _parts(
    found: TwoFold | ThreeFold,
    theirs: pd.DataFrame,
    names: dict[str, str],
    title: str,
    weight: float,
) -> list[OracleRow]:
    rows = []
    for _, row in theirs.iterrows():
        for name, original in names.items():
            part: Part = getattr(found, name)
            variable = str(row["var"])
            ours = _of_variable(part, variable) if variable else part.total.value
            assert ours is not None
            what = f"{title}: {name.replace('_', ' ')}, {variable or 'total'}"
            note = _why_different(weight, name, variable)
            rows.append(OracleRow(what, _OAXACA, ours, row[f"coef({original})"], 1e-10, note))
    return rows


def rows(folder: Path) -> list[OracleRow]:
    """Return every number of the decompositions beside the reference's.

    Parameters
    ----------
    folder : Path
        The folder of reference numbers.

    Returns
    -------
    list of OracleRow
        Standard errors of the original are bootstrapped from 20 samples, so they are left out.
    """
    first, second = folder / "dasgupt", folder / "oaxaca"
    return [
        *_examples(first),
        *_crossed(first),
        *_kitagawa(first),
        *_two_fold(second),
        *_three_fold(second),
    ]
