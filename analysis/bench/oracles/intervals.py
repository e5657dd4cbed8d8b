"""Intervals and tests of proportions, counts, rates and means beside PHEindicatormethods and R."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis.bench.oracles.row import OracleRow
from analysis.bench.oracles.worst import worst
from analysis.statistics.contingency import two_proportions
from analysis.statistics.exact import clopper_pearson, student_interval
from analysis.statistics.interval import newcombe, wilson
from analysis.statistics.rate import byar, rate_interval
from analysis.statistics.sampling import SampleDesign
from analysis.statistics.weighted import WeightedMean, weighted_mean, weighted_proportion

PHE = "R package PHEindicatormethods 2.1.0"
BASE_R = "R 4.2.2"
SURVEY = "R package survey 4.1"

_LEVELS = {"95_0": 0.95, "99_8": 0.998}
_REPLACEMENT = (
    "The original's design effect multiplies the simple sample's variance by (sum w - n) / sum w, "
    "so it changes with the scale of the weights; ours is with replacement."
)


def rows(folder: Path) -> list[OracleRow]:
    """Return our intervals beside those of the reference packages.

    Parameters
    ----------
    folder : Path
        The folder with the numbers that the reference packages made.

    Returns
    -------
    list of OracleRow
        Worst of each kind; proportions 0-1 or percent, as the reference prints them.
    """
    return [
        *_byars_and_wilson(folder / "phe"),
        *_proportions(folder / "phe"),
        *_rates(folder / "phe"),
        *_means(folder / "phe"),
        *_two_proportions(folder / "r_base"),
        *_clustered(folder),
        *_stratified(folder / "survey"),
    ]


def _close(theirs: pd.Series) -> pd.Series:
    """Return how far apart numbers may be: 1e-12 of their size."""
    return 1e-12 * theirs.abs().clip(lower=1)


def _byars_and_wilson(folder: Path) -> list[OracleRow]:
    data = pd.read_csv(folder / "testdata_Byars_Wilson__testdata_B_W.csv")
    found = []
    for (method, level), part in data.groupby(["method", "confidence"]):
        confidence = float(str(level).rstrip("%")) / 100
        x, n = part["x"].to_numpy(), part["n"].to_numpy()
        ours = byar(x, confidence) if method == "Byars" else wilson(x / n, n, confidence)
        name = "Byar's interval of a count" if method == "Byars" else "Wilson interval"
        for limit, mine in zip(("lowercl", "uppercl"), ours, strict=True):
            title = f"{name}, {confidence:.1%}, {limit[:5]} limit"
            found.append(worst(title, PHE, mine, part[limit], _close(part[limit])))
    return found


def _proportions(folder: Path) -> list[OracleRow]:
    data = pd.read_csv(folder / "testdata_Proportion__testdata_Prop.csv")
    found = []
    x, n = data["Numerator"].to_numpy(), data["Denominator"].to_numpy()
    for level, confidence in _LEVELS.items():
        for side, mine in zip(("lower", "upper"), wilson(x / n, n, confidence), strict=True):
            theirs = data[f"{side}{level}cl"]
            ours = mine * data["multiplier"]
            title = f"Wilson interval of areas, {confidence:.1%}, {side} limit"
            found.append(worst(title, PHE, ours, theirs, _close(theirs)))
    summed = pd.read_csv(folder / "testdata_Proportion__testdata_Prop_g.csv")
    x, n = summed["Numerator"].to_numpy(), summed["Denominator"].to_numpy()
    for side, mine in zip(("lowercl", "uppercl"), wilson(x / n, n), strict=True):
        title = f"Wilson interval of summed areas, {side[:5]} limit"
        found.append(worst(title, PHE, mine, summed[side], _close(summed[side])))
    return found


def _rates(folder: Path) -> list[OracleRow]:
    data = pd.read_csv(folder / "testdata_Rate__testdata_Rate.csv")
    found = []
    for level, confidence in _LEVELS.items():
        ours = rate_interval(data["Numerator"], data["Denominator"], confidence)
        for side, mine in zip(("lower", "upper"), ours, strict=True):
            theirs = data[f"{side}{level}cl"]
            title = f"Rate, exact under 10 and Byar's from 10, {confidence:.1%}, {side} limit"
            found.append(worst(title, PHE, mine * data["multiplier"], theirs, _close(theirs)))
    summed = pd.read_csv(folder / "testdata_Rate__testdata_Rate_g.csv")
    ours = rate_interval(summed["Numerator"], summed["Denominator"])
    for side, mine in zip(("lowercl", "uppercl"), ours, strict=True):
        title = f"Rate of summed areas, {side[:5]} limit"
        theirs = summed[side]
        found.append(worst(title, PHE, mine * summed["multiplier"], theirs, _close(theirs)))
    return found


def _means(folder: Path) -> list[OracleRow]:
    data = pd.read_csv(folder / "testdata_Mean__testdata_Mean.csv")
    results = pd.read_csv(folder / "testdata_Mean__testdata_Mean_results.csv")
    parts = {area: part["values"] for area, part in data.groupby("area")}
    parts["No grouping"] = data["values"]
    answers = [parts[area] for area in results["area"]]
    mean, sd, n = ([getattr(a, what)() for a in answers] for what in ("mean", "std", "count"))
    found = []
    for level, confidence in _LEVELS.items():
        ours = student_interval(mean, sd, n, confidence)
        for side, mine in zip(("lower", "upper"), ours, strict=True):
            theirs = results[f"{side}{level}cl"]
            title = f"Mean with t interval, {confidence:.1%}, {side} limit"
            found.append(worst(title, PHE, mine, theirs, _close(theirs)))
    return found


def _two_proportions(folder: Path) -> list[OracleRow]:
    data = pd.read_csv(folder / "two_proportions.csv")
    x1, n1, x2, n2 = (data[c].to_numpy() for c in ("x1", "n1", "x2", "n2"))
    tests = [two_proportions(*map(int, quad)) for quad in zip(x1, n1, x2, n2, strict=True)]
    first, second = wilson(x1 / n1, n1), wilson(x2 / n2, n2)
    gap, exact = newcombe(x1 / n1, n1, x2 / n2, n2), clopper_pearson(x1, n1)
    pairs = {
        "chisq": ("Pearson's chi-square", [t.statistic for t in tests]),
        "p": ("Its p-value", [t.p_value for t in tests]),
        "fisher_p": ("Fisher's exact p-value", [t.exact_p_value for t in tests]),
        "wilson1_lo": ("Wilson, first group, lower", first.lower),
        "wilson1_hi": ("Wilson, first group, upper", first.upper),
        "wilson2_lo": ("Wilson, second group, lower", second.lower),
        "wilson2_hi": ("Wilson, second group, upper", second.upper),
        "newcombe_lo": ("Newcombe's difference, lower", gap.lower),
        "newcombe_hi": ("Newcombe's difference, upper", gap.upper),
        "clopper1_lo": ("Clopper-Pearson, lower", exact.lower),
        "clopper1_hi": ("Clopper-Pearson, upper", exact.upper),
    }
    return [
        worst(name, BASE_R, np.asarray(ours, float), data[column], 1e-8)
        for column, (name, ours) in pairs.items()
    ]


def _clustered(folder: Path) -> list[OracleRow]:
    people = pd.read_csv(folder / "synthetic_respondents.csv")
    design = SampleDesign(people["w"].to_numpy(), clusters=people["trust"].to_numpy())
    theirs = pd.read_csv(folder / "survey" / "svyciprop_logit_by_eth_cluster_trust.csv")
    effects = pd.read_csv(folder / "survey" / "svymean_by_eth_deff.csv")
    groups = [(people["eth"] == group).to_numpy() for group in theirs["eth"]]
    ours = [weighted_proportion(people["y"], design, group) for group in groups]
    without = [
        _without_replacement(found, people["w"][group].sum())
        for found, group in zip(ours, groups, strict=True)
    ]
    with_replacement = [found.design_effect for found in ours]
    return [
        *_estimates("Weighted proportion, clusters", ours, theirs),
        worst(
            "Design effect, clusters, without replacement",
            SURVEY,
            np.asarray(without),
            effects["DEff.y"],
            1e-9,
        ),
        worst(
            "Design effect, clusters",
            SURVEY,
            np.asarray(with_replacement, float),
            effects["DEff.y"],
            1e-9,
            _REPLACEMENT,
        ),
    ]


def _estimates(name: str, ours: list[WeightedMean], theirs: pd.DataFrame) -> list[OracleRow]:
    columns = {"value": "y", "se": "se.as.numeric(y)", "lower": "ci_l", "upper": "ci_u"}
    return [
        worst(
            f"{name}, {what}",
            SURVEY,
            np.asarray([getattr(o, what) for o in ours], float),
            theirs[column],
            1e-9,
        )
        for what, column in columns.items()
    ]


def _without_replacement(found: WeightedMean, population: float) -> float:
    """Return the design effect as the original defines it."""
    return (found.design_effect or np.nan) * population / (population - found.n)


def _stratified(folder: Path) -> list[OracleRow]:
    schools = pd.read_csv(folder / "apistrat_input.csv")
    weight = schools["pw"].to_numpy()
    design = SampleDesign(
        weight, strata=schools["stype"].to_numpy(), units=schools["fpc"].to_numpy(float)
    )
    mean, share = pd.read_csv(folder / "apistrat_outputs.csv").to_dict("records")
    score = weighted_mean(schools["api00"], design)
    award = weighted_proportion((schools["awards"] == "Yes").astype(float), design)
    pairs = [
        ("mean", score.value, mean["est"]),
        ("mean, standard error", score.se, mean["se"]),
        ("mean, design effect", _without_replacement(score, weight.sum()), mean["deff"]),
        ("proportion", award.value, share["est"]),
        ("proportion, standard error", award.se, share["se"]),
        ("proportion, lower limit", award.lower, share["lo"]),
        ("proportion, upper limit", award.upper, share["hi"]),
    ]
    return [
        worst(f"Stratified sample, {name}", SURVEY, np.asarray(ours, float), theirs, 1e-6)
        for name, ours, theirs in pairs
    ]
