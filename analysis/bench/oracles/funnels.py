"""Funnels beside FunnelPlotR and PHEindicatormethods."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr

from analysis.bench.oracles.row import OracleRow
from analysis.bench.oracles.worst import worst
from analysis.statistics.funnel import (
    Points,
    count_ratio_points,
    limits,
    proportion_points,
    standardised_points,
)
from analysis.statistics.overdispersion import overdispersion, winsorise
from analysis.statistics.poisson_funnel import poisson_curve, poisson_limits
from analysis.statistics.signal import proportion_signal, rate_signal

FUNNELPLOTR = "R package FunnelPlotR 0.6.0"
PHE = "R package PHEindicatormethods 2.1.0"

_LEVELS = {"95": 0.95, "998": 0.998}
_ROUNDED = {"95": float(2 * ndtr(1.959964) - 1), "998": float(2 * ndtr(3.090232) - 1)}
"""The levels that FunnelPlotR's rounded critical values stand for."""

_CASES = {
    "PR_trim00": 0.0001,
    "PR_trim05": 0.05,
    "PR_trim10": 0.1,
    "RC_trim10": 0.1,
    "SR_SHMI_trim10": 0.1,
    "SR_CQC_trim10": 0.1,
    "testthat_SR_SHMI": 0.1,
    "testthat_SR_CQC_trim05": 0.05,
}
_SQUARED = (
    "The original leaves these limits on the square-root scale; ours are squared back to ratios."
)
_ARCSINE = (
    "The original draws log limits with the variance of an arcsine, 1/(4 n), not with that of its "
    "z-scores; ours have the variance of a log ratio of counts."
)
_LABELS = {
    "high 99.8%": "High (0.001)",
    "low 99.8%": "Low (0.001)",
    "high 95%": "High (0.025)",
    "low 95%": "Low (0.025)",
    "not significant": "Not significant",
}


def rows(folder: Path) -> list[OracleRow]:
    """Return our funnels beside those of the reference packages.

    Parameters
    ----------
    folder : Path
        The folder with the numbers that the reference packages made.

    Returns
    -------
    list of OracleRow
        Worst of each kind; limits are proportions, ratios or rates as the reference prints them.
    """
    found = []
    summary = pd.read_csv(folder / "funnelplotr" / "summary_phi_tau2.csv").set_index("case")
    for case, share in _CASES.items():
        data = pd.read_csv(folder / "funnelplotr" / f"{case}.csv")
        found += _case(case, share, data, summary.loc[case].to_dict())
    found += _poisson(folder / "funnelplotr")
    found += _proportion_lines(folder / "phe")
    found += _poisson_lines(folder / "phe")
    return [*found, *_significance(folder / "phe")]


def _points(case: str, data: pd.DataFrame) -> Points:
    if "PR" in case:
        return proportion_points(data["numerator"], data["denominator"], "arcsine")
    if "RC" in case:
        return count_ratio_points(data["numerator"], data["denominator"])
    if "CQC" in case:
        return standardised_points(data["numerator"], data["denominator"], "root")
    return standardised_points(data["numerator"], data["denominator"])


def _case(case: str, share: float, data: pd.DataFrame, summary: dict[Any, Any]) -> list[OracleRow]:
    points = _points(case, data)
    trim = "truncated" in data
    spread = overdispersion(points.z, points.variance, share, "truncate" if trim else "winsorise")
    ends = points.z if trim else winsorise(points.z, share)
    theirs = data["Uzscore"] if trim else data["Wuzscore"]
    found = [
        worst(f"{case}, working scale", FUNNELPLOTR, points.value, data["Y"], 1e-10),
        worst(f"{case}, standard error", FUNNELPLOTR, np.sqrt(points.variance), data["s"], 1e-10),
        worst(f"{case}, z", FUNNELPLOTR, points.z, data["Uzscore"], 1e-10),
        worst(f"{case}, z after trimming", FUNNELPLOTR, ends, theirs, 1e-10),
        worst(f"{case}, places", FUNNELPLOTR, spread.places, summary["n_used"], 0.5),
        worst(f"{case}, phi", FUNNELPLOTR, spread.phi or np.nan, summary["phi"], 1e-10),
        worst(f"{case}, tau2", FUNNELPLOTR, spread.tau2, summary["tau2"], 1e-10),
    ]
    for level in _LEVELS:
        found += _limits(case, data, points, spread.tau2, level)
    return found


def _limits(
    case: str, data: pd.DataFrame, points: Points, tau2: float, level: str
) -> list[OracleRow]:
    spread = limits(points, tau2, _ROUNDED[level])
    plain = limits(points, 0.0, _ROUNDED[level])
    name, note = f"{case}, {level.replace('998', '99.8')}%", ""
    if "CQC" in case:
        note = _SQUARED
    elif "RC" in case:
        note = _ARCSINE
    found = [
        worst(f"{name} {side}, over-dispersed", FUNNELPLOTR, mine, data[column], 1e-10, note)
        for side, mine, column in zip(
            ("lower", "upper"), spread, (f"odll{level}", f"odul{level}"), strict=True
        )
    ]
    if "CQC" in case:
        found += [
            worst(f"{name} {side}, square root", FUNNELPLOTR, np.sqrt(mine), data[column], 1e-10)
            for side, mine, column in zip(
                ("lower", "upper"), spread, (f"odll{level}", f"odul{level}"), strict=True
            )
        ]
    if "SR" in case:
        plain, note = poisson_limits(data["denominator"], _LEVELS[level]), ""
    found += [
        worst(f"{name} {side}, chance alone", FUNNELPLOTR, mine, data[column], 1e-10, note)
        for side, mine, column in zip(
            ("lower", "upper"), plain, (f"ll{level}", f"ul{level}"), strict=True
        )
    ]
    return found


def _poisson(folder: Path) -> list[OracleRow]:
    data = pd.read_csv(folder / "testthat_poisson_limits.csv")
    return [
        worst(f"Poisson {column}", FUNNELPLOTR, mine, data[column], 1e-10)
        for level, confidence in _LEVELS.items()
        for column, mine in zip(
            (f"ll{level}", f"ul{level}"),
            poisson_limits(data["number_seq"], confidence),
            strict=True,
        )
    ]


def _proportion_lines(folder: Path) -> list[OracleRow]:
    found = []
    for file in (
        "testdata_funnel_prop_outputs.csv",
        "testdata_funnel_prop_outputs_with_axis_variation.csv",
    ):
        data = pd.read_csv(folder / file, encoding="utf-8-sig")
        n, centre = data["Population"], data["Baseline"] / 100
        points = proportion_points(n * centre, n)
        for level, confidence in {"2s0025": 0.95, "3s0001": 0.998}.items():
            lines = limits(points, confidence=confidence)
            for side, mine in zip(("Lower", "Upper"), lines, strict=True):
                title = (
                    f"Funnel of a proportion at {centre[0]:.1%}, {confidence:.1%} {side.lower()}"
                )
                found.append(worst(title, PHE, 100 * mine, data[f"{side}{level}limit"], 1e-6))
    return found


def _poisson_lines(folder: Path) -> list[OracleRow]:
    data = pd.read_csv(folder / "testdata_funnel_ratio_outputs.csv", encoding="utf-8-sig")
    data.columns = data.columns.str.strip()
    found = []
    for level, confidence in {"2s": 0.95, "3s": 0.998}.items():
        curve = poisson_curve(data["Observed_events"], 1.0, confidence)
        for side, mine in (("lower", curve.lower_exposure), ("upper", curve.upper_exposure)):
            theirs = data[f"{side}_{level}_exp_events"]
            title = f"Funnel of a ratio, expected events on the {confidence:.1%} {side} limit"
            found.append(worst(title, PHE, mine, theirs, _searched(theirs)))
        for side, mine in (("lower", curve.lower), ("upper", curve.upper)):
            theirs = data[f"{side}_{level}_isr"]
            title = f"Funnel of a ratio, {confidence:.1%} {side} limit, percent"
            found.append(worst(title, PHE, 100 * mine, theirs, 5e-5 * theirs))
    for file in ("", "_2", "_3"):
        found += _rate_lines(pd.read_csv(folder / f"testdata_funnel_rate_outputs{file}.csv"))
    return found


def _searched(theirs: pd.Series) -> pd.Series:
    """Return how near the original's search stops: 3e-7 of the events, at least 1e-6."""
    return 1e-6 + 3e-7 * theirs


def _rate_lines(data: pd.DataFrame) -> list[OracleRow]:
    centre = data["baseline"].iloc[0]
    found = []
    for level, confidence in {"2s": 0.95, "3s": 0.998}.items():
        curve = poisson_curve(data["Events"], centre, confidence)
        for side, mine in (("lower", curve.lower), ("upper", curve.upper)):
            theirs = data[f"{side}_{level}_limit"]
            title = f"Funnel of a rate around {centre:.1f}, {confidence:.1%} {side} limit"
            found.append(worst(title, PHE, mine, theirs, 5e-5 * theirs))
    return found


def _significance(folder: Path) -> list[OracleRow]:
    shares = pd.read_csv(folder / "testdata_funnel_prop_inputs.csv", encoding="utf-8-sig")
    counted, n = shares["numerator"], shares["denominator"]
    ratios = pd.read_csv(folder / "testdata_funnel_ratio_inputs.csv", encoding="utf-8-sig")
    rates = pd.read_csv(folder / "testdata_funnel_rate_dsr_inputs.csv")
    some = rates[rates["count"] > 0]
    derived = some["count"] / some["rate_dsr"]
    found = [
        _same("proportion", proportion_signal(counted, n, counted.sum() / n.sum()), shares),
        _same("ratio", rate_signal(ratios["obs"], ratios["expected"]), ratios),
        _same(
            "standardised rate",
            rate_signal(some["count"], derived, some["count"].sum() / derived.sum()),
            some,
            "dsr_per_100000_without_0",
        ),
    ]
    for part, column in ((rates, "crude_per_100000_with_0"), (some, "crude_per_100000_without_0")):
        centre = part["count"].sum() / part["pop"].sum()
        ours = rate_signal(part["count"], part["pop"], centre)
        found.append(_same("crude rate", ours, part, column))
    return found


def _same(
    kind: str, ours: np.ndarray, data: pd.DataFrame, column: str = "significance"
) -> OracleRow:
    """Return how many places get the label that the original gives them."""
    same = sum(_LABELS.get(mine) == other for mine, other in zip(ours, data[column], strict=True))
    name = f"Places with the same significance, {kind} (of {len(data)})"
    return OracleRow(name, PHE, float(same), float(len(data)), 0)
