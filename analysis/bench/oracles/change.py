"""Control charts beside the R package NHSRplotthedots, and change beside base R."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.bench.oracles.row import OracleRow
from analysis.bench.oracles.worst import worst
from analysis.statistics.change import change_in_proportion, change_p_value
from analysis.statistics.runs import seven_on_one_side, trend_of_seven, two_of_three
from analysis.statistics.xmr import (
    Assurance,
    Improvement,
    SpecialCause,
    Variation,
    Xmr,
    assurance,
    xmr,
)

_REFERENCE = "R package NHSRplotthedots 0.2.2"
_R = "R 4.2.2, package stats"
_CHARTS: list[tuple[str, Improvement, dict[str, Any]]] = [
    ("synthetic_increase", "increase", {}),
    ("synthetic_decrease_noscreen", "decrease", {"screen_outliers": False}),
    ("synthetic_fix12", "neutral", {"fix_after": 12}),
    ("testthat_rnorm20", "increase", {}),
    ("vignette_deviations_screen", "increase", {}),
    ("vignette_deviations_noscreen", "increase", {"screen_outliers": False}),
]
_CAUSE = {
    "Above UCL": SpecialCause.ABOVE_LIMIT,
    "Below LCL": SpecialCause.BELOW_LIMIT,
    "7 Point Trend (Increasing)": SpecialCause.RISING,
    "7 Point Trend (Decreasing)": SpecialCause.FALLING,
    "2 in 3 Above CL": SpecialCause.NEAR_UPPER,
    "2 in 3 Below CL": SpecialCause.NEAR_LOWER,
    "7 Points Above CL": SpecialCause.ABOVE_MEAN,
    "7 Points Below CL": SpecialCause.BELOW_MEAN,
    "Common Cause": SpecialCause.NONE,
}
_VARIATION = {
    "special_cause_improvement": Variation.IMPROVEMENT,
    "special_cause_concern": Variation.CONCERN,
    "special_cause_neutral_high": Variation.HIGH,
    "special_cause_neutral_low": Variation.LOW,
    "common_cause": Variation.COMMON,
}
_ASSURANCE = {
    "consistent_pass": Assurance.PASS,
    "consistent_fail": Assurance.FAIL,
    "inconsistent": Assurance.INCONSISTENT,
}


def rows(folder: Path) -> list[OracleRow]:
    """Return our numbers beside the reference's, read from the folder of oracles."""
    found = []
    for name, better, options in _CHARTS:
        table = pd.read_csv(folder / "plotthedots" / f"{name}.csv")
        found += _chart(name, table, xmr(table["y"], **options), better)
    rules = json.loads((folder / "plotthedots" / "rule_unit_tests.json").read_text("utf-8"))
    found += _rules(rules) + _assurances(rules["assurance"])
    deviations = pd.read_csv(folder / "plotthedots" / "vignette_deviations_screen.csv")["y"]
    for case in rules["vignette_limits"]:
        chart = xmr(deviations, screen_outliers=case["screen_outliers"])
        for key, ours in (("mean", chart.mean), ("lpl", chart.lower), ("upl", chart.upper)):
            label = f"Printed {key}, outlier screen {case['screen_outliers']}"
            found.append(OracleRow(label, _REFERENCE, float(ours[0]), case[key], 0.0051))
    return found + _changes(pd.read_csv(folder / "r_base" / "two_proportions.csv"))


def _chart(name: str, table: pd.DataFrame, chart: Xmr, better: Improvement) -> list[OracleRow]:
    limits = {"mean_col": chart.mean, "lpl": chart.lower, "upl": chart.upper}
    found = [
        worst(f"{name}: {column}", _REFERENCE, ours, table[column], 1e-10)
        for column, ours in limits.items()
    ]
    causes = [_CAUSE[label] for label in table["special_cause_type"]]
    meanings = [_VARIATION[label] for label in table["point_type"]]
    return [
        *found,
        _same(f"{name}: special causes", chart.special_cause, causes),
        _same(f"{name}: point types", chart.variation(better), meanings),
    ]


def _same(name: str, ours: Any, theirs: Any) -> OracleRow:
    """Return a row with how many labels agree, beside how many there are."""
    equal = sum(a == b for a, b in zip(ours, theirs, strict=True))
    return OracleRow(f"{name} that agree", _REFERENCE, equal, len(theirs), 0.0)


def _back(ends: list[int]) -> list[int]:
    """Mark each point of the runs of seven whose last points are given."""
    runs = [0] * len(ends)
    for at in np.flatnonzero(ends):
        runs[at - 6 : at + 1] = [ends[at]] * 7
    return runs


def _rules(rules: dict[str, Any]) -> list[OracleRow]:
    found = []
    for number, case in enumerate(rules["seven_point_one_side_mean"], 1):
        ours = seven_on_one_side(case["in"]).astype(int)
        found.append(_same(f"Seven on one side, case {number}: points", ours, _back(case["out"])))
    for number, case in enumerate(rules["part_of_seven"], 1):
        ours = seven_on_one_side(_back(case["in"])).astype(int)
        found.append(_same(f"Part of seven, case {number}: points", ours, case["out"]))
    for number, case in enumerate(rules["seven_point_trend"], 1):
        ours = trend_of_seven(case["in"])
        found.append(_same(f"Trend of seven, case {number}: points", ours, _back(case["out"])))
    for number, case in enumerate(rules["two_in_three"], 1):
        ours = two_of_three(case["close"], case["rel_to_mean"]).astype(int)
        found.append(_same(f"Two of three, case {number}: points", ours, case["out"]))
    return found


def _assurances(cases: list[dict[str, Any]]) -> list[OracleRow]:
    found = []
    for case in cases:
        pairs = zip(case["lpl"], case["upl"], strict=True)
        ours = [assurance(low, high, case["target"], case["direction"]) for low, high in pairs]
        theirs = [_ASSURANCE[label] for label in case["out"]]
        found.append(_same(f"Assurance, {case['direction']} is better: states", ours, theirs))
    return found


def _changes(table: pd.DataFrame) -> list[OracleRow]:
    n1, n2 = table["n1"].to_numpy(), table["n2"].to_numpy()
    p1, p2 = table["x1"].to_numpy() / n1, table["x2"].to_numpy() / n2
    change = change_in_proportion(p2, n2, p1, n1)
    numbers = {
        "newcombe_lo": change.lower,
        "newcombe_hi": change.upper,
        "p": change_p_value(p2, n2, p1, n1),
    }
    return [
        OracleRow(f"Two proportions {at + 1}: {column}", _R, float(ours[at]), float(other), 1e-8)
        for column, ours in numbers.items()
        for at, other in enumerate(table[column])
    ]
