"""Measures of inequality: ours beside the R packages healthequal and PHEindicatormethods."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.bench.oracles.row import OracleRow
from analysis.statistics.estimate import Estimate
from analysis.statistics.inequality import (
    Groups,
    erreygers_index,
    person_indices,
    quantile_indices,
    summarise,
    wagstaff_index,
)
from analysis.statistics.inequality.concentration import midpoint_ranks
from analysis.statistics.inequality.delta import delta_error
from analysis.statistics.inequality.entropy import mean_log_deviation, theil_index
from analysis.statistics.inequality.regression import line_ends, logistic_ends

_WHO = "R package healthequal 1.0.1"
_PHE = "R package PHEindicatormethods 2.1.0"
_CLOSE = 1e-8
_ROUNDED = 1e-6
_NAMES = {"testthat_nonordered": "unordered test", "testthat_ordered": "ordered test"}
_SIMULATED = "its interval is simulated around what was observed, so that noise is counted twice"
_NOTES = {
    "par": "its error takes the population for the sample and ignores the groups' errors",
    "paf": "its error is a proportion but its estimate a percentage: an interval 100 x too narrow",
    "ti": "its error is not multiplied by 1000 as its estimate is",
    "mld": "its error is not multiplied by 1000 as its estimate is",
    "aci": "its error comes from how far the groups are off a line, not from their errors",
    "rci": "its error comes from how far the groups are off a line, not from their errors",
    "bgv": "its normal interval is not corrected for chance and can fall below 0",
    "idisw": "it simulates around the mean that was observed, and counts noise twice",
}
_CHOSEN = "its interval takes the best and worst group as if they had been named beforehand"
_TWICE = "it weights each group by its people twice"
_HC1 = "its error comes from how far five groups are off the curve, not from their errors"


def rows(folder: Path) -> list[OracleRow]:
    """Return our numbers beside the packages', from the folder with their output."""
    who, phe = folder / "healthequal", folder / "phe"
    return [
        *_measures(who),
        *_literals(who),
        *_indices(who),
        *_bounded(who),
        *_people(who),
        *_quantiles(phe),
    ]


def _groups(frame: pd.DataFrame) -> Groups:
    """Return the groups of an input table of the package."""
    ordered = bool(frame["ordered_dimension"].iloc[0])
    if ordered:
        frame = frame.sort_values("subgroup_order")
    reference = None
    if "reference_subgroup" in frame and frame["reference_subgroup"].sum() == 1:
        reference = int(np.argmax(frame["reference_subgroup"].to_numpy()))
    return Groups.of(
        frame["estimate"],
        frame["population"],
        frame["se"],
        ordered=ordered,
        favourable=bool(frame["favourable_indicator"].iloc[0]),
        reference=reference,
        scale=float(frame["indicator_scale"].iloc[0]),
    )


def _records(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def _dataset(folder: Path, name: str) -> Groups:
    table, _, indicator = name.partition("|")
    file = f"{table}_input.csv" if table in _NAMES else f"{table}.csv"
    frame = pd.read_csv(folder / file)
    return _groups(frame[frame["indicator"] == indicator] if indicator else frame)


def _measures(folder: Path) -> Iterator[OracleRow]:
    """Yield every value and interval of the package's aggregated data sets."""
    found = pd.read_csv(folder / "healthequal_1.0.1_outputs.csv")
    for name, part in found[~found["dataset"].str.startswith("Individual")].groupby("dataset"):
        groups = _dataset(folder, str(name))
        label = _NAMES.get(str(name), str(name).replace("|", ", "))
        for row in _records(part):
            ours = summarise(groups, row.measure)
            title = f"{row.measure}, {label}"
            yield _value(title, ours.printed, row.estimate)
            yield from _limits(title, ours.estimate, row, groups)


def _value(name: str, ours: Estimate, theirs: float, tolerance: float = _CLOSE) -> OracleRow:
    value = float("nan") if ours.value is None else ours.value
    size = max(1.0, abs(theirs))
    return OracleRow(name, _WHO, value, float(theirs), tolerance * size)


def _limits(title: str, ours: Estimate, row: Any, groups: Groups) -> Iterator[OracleRow]:
    note = _NOTES.get(row.measure, _SIMULATED)
    if row.measure in ("d", "r"):
        note = "" if groups.ordered else _CHOSEN
    for side, theirs in (("lower", row.lowerci), ("upper", row.upperci)):
        value = getattr(ours, side)
        yield OracleRow(
            f"{title}: {side} limit",
            _WHO,
            float("nan") if value is None else value,
            float(theirs),
            _CLOSE * max(1.0, abs(theirs)),
            note,
        )


def _literals(folder: Path) -> Iterator[OracleRow]:
    """Yield the figures in the package's own tests, and its errors of the entropy measures."""
    expected = json.loads((folder / "testthat_expected.json").read_text(encoding="utf-8"))
    for kind in ("ordered", "nonordered"):
        groups = _dataset(folder, f"testthat_{kind}")
        for measure, figures in expected[kind].items():
            theirs = figures.get("est", figures.get("est_x1000"))
            tolerance = 1e-4 if measure in ("ti", "mld") else _ROUNDED
            yield _value(
                f"{measure}, literal in its {kind} test",
                summarise(groups, measure).printed,
                theirs,
                tolerance,
            )
    for measure, function in (("ti", theil_index), ("mld", mean_log_deviation)):
        at = partial(function, share=groups.share)
        error = delta_error(at, groups.value, groups.se)
        theirs = 1000 * expected["nonordered"][measure]["se_as_reported"]
        name = f"{measure}: delta-method error, theirs times the missing 1000"
        yield OracleRow(name, _WHO, error, theirs, 1e-3)


def _indices(folder: Path) -> Iterator[OracleRow]:
    """Yield the slope and relative indices by weighting and curve."""
    for row in _records(pd.read_csv(folder / "sii_rii_derived.csv")):
        groups = _dataset(folder, row.dataset)
        twice, linear = "pop2" in row.model, row.model.startswith("linear")
        scale = groups.scale or 1.0
        people = np.ceil(groups.population)
        rank = midpoint_ranks(people / people.sum())
        if linear:
            bottom, top = line_ends(groups.value / scale, people, rank)
        else:
            counts = np.round(groups.value / scale * people)
            bottom, top = logistic_ends(counts / people, people ** (2 if twice else 1), rank)
        title = f"{_NAMES.get(row.dataset, row.dataset)}, {row.model}"
        yield OracleRow(f"sii, {title}", _WHO, scale * float(top - bottom), row.sii, 1e-7)
        yield OracleRow(f"rii, {title}", _WHO, float(top / bottom), row.rii, 1e-7)
        for measure in ("sii", "rii"):
            ours = summarise(groups, measure)
            note = f"{_TWICE}; {_HC1}" if twice else _HC1
            for side in ("lower", "upper"):
                theirs = float(getattr(row, f"{measure}_{side[0]}"))
                limit = float(getattr(ours.estimate, side))
                yield OracleRow(f"{measure}, {title}: {side} limit", _WHO, limit, theirs, 0, note)


def _bounded(folder: Path) -> Iterator[OracleRow]:
    for row in _records(pd.read_csv(folder / "rci_bounded_outputs.csv")):
        name = row.dataset.removesuffix("_input")
        groups = _dataset(folder, name)
        share, bounds = groups.share, (0.0, 100.0)
        ours = {
            "none": summarise(groups, "rci").printed.value,
            "wagstaff": wagstaff_index(groups.value, share, bounds),
            "erreygers": erreygers_index(groups.value, share, bounds),
        }[row.method]
        title = f"rci ({row.method}), {_NAMES.get(name, name)}"
        yield OracleRow(title, _WHO, float(ours or 0), row.estimate, _CLOSE)


def _people(folder: Path) -> Iterator[OracleRow]:
    """Yield the indices of individual-level survey data, with their errors' limits."""
    people = pd.read_csv(folder / "IndividualSample.csv")
    found = pd.read_csv(folder / "healthequal_1.0.1_outputs.csv")
    ours = person_indices(
        people["sba"],
        people["subgroup_order"],
        people["weight"],
        people["psu"],
        people["strata"],
    )
    by_name = {"aci": ours.absolute, "rci": ours.relative, "sii": ours.slope, "rii": ours.ratio}
    for row in _records(found[found["dataset"].str.startswith("Individual")]):
        estimate = by_name[row.measure]
        for side, theirs in (
            ("value", row.estimate),
            ("lower", row.lowerci),
            ("upper", row.upperci),
        ):
            name = f"{row.measure}, people with survey design: {side}"
            yield OracleRow(name, _WHO, float(getattr(estimate, side)), float(theirs), 1e-6)


def _quantiles(folder: Path) -> Iterator[OracleRow]:
    table = pd.read_csv(folder / "testdata_SII__testdata_SII.csv", dtype={"Confidence": str})
    for (case, area), part in table.groupby(["TestDescription", "Area"], sort=False):
        first = part.iloc[0]
        if np.isnan(first["sii"]):
            continue
        yield from _quantile_case(f"{case}, {area}", part, first)


def _quantile_case(title: str, part: pd.DataFrame, first: pd.Series) -> Iterator[OracleRow]:
    multiplier = 100.0 if "(x 100)" in title else -100.0 if "(x -100)" in title else 1.0
    if "negative multiplier" in title:
        multiplier = -1.0
    levels = [99 if "99%" in title else 98 if "98" in title and "(95" not in title else 95]
    levels = [98 if "98%" in title else levels[0]]
    second = 99 if first["Confidence"] == "c(95, 99)" else 98
    for number, level in enumerate([levels[0], second], 1):
        ours = quantile_indices(
            part["Value"],
            part["LowerCL"],
            part["UpperCL"],
            part["Population"],
            kind=("mean", "rate", "proportion")[int(first["ValueType"])],
            transformed="transform" in title,
            multiplier=multiplier,
            confidence=level / 100,
        )
        pairs = [("sii", ours.slope), ("rii", ours.ratio)]
        for name, estimate in pairs:
            if number == 1 and not np.isnan(first[name]):
                value = float(estimate.value or 0)
                yield OracleRow(f"{name}, {title}", _PHE, value, float(first[name]), 1e-9)
            for side in ("lower", "upper"):
                theirs = float(first[f"{name}_{side}cl_{number}"])
                limit = float(getattr(estimate, side) or 0)
                if not np.isnan(theirs):
                    label = f"{name}, {title}: {side} {level}% limit (theirs simulated)"
                    yield OracleRow(label, _PHE, limit, theirs, 0.05 * abs(theirs))
        if number == 1 and not np.isnan(first["Intercept"]):
            name = f"intercept, {title}"
            yield OracleRow(name, _PHE, float(ours.intercept or 0), first["Intercept"], 1e-9)
