"""The demonstration survey agrees with what was published, within the stated tolerances."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

SHARED = Path(__file__).parents[2].parent / "shared"
TENTHS = 10  # the rating's points are a tenth of the scale of 0 to 100


def published(targets: pd.DataFrame, dimension: str, value: str = "score") -> pd.DataFrame:
    rows = targets[(targets["dimension"] == dimension) & (targets["year"] == 2018)]
    return rows.pivot_table(index="group", columns="question", values=value)


def by_year(targets: pd.DataFrame) -> pd.DataFrame:
    rows = targets[targets["dimension"] == "all"]
    return rows.pivot_table(index="year", columns="question", values="score")


def points(found: pd.DataFrame, wanted: pd.DataFrame) -> pd.DataFrame:
    """Return found minus wanted in percentage points, the rating on the same scale."""
    off = found.loc[wanted.index, wanted.columns] - wanted
    off["Q59"] *= TENTHS
    return off


def spread_of_trusts(survey) -> pd.Series:
    """Return the SD of trusts' scores, after allowing for who their patients are."""
    names = ["tumour", "sex", "deprivation", "age", "ethnicity"]
    mix = pd.get_dummies(survey.people[names], dummy_na=True, dtype="float32")
    mix = mix.loc[:, mix.any()].to_numpy()
    trust = survey.people["trust"].cat.codes.to_numpy()
    spread = {}
    for code in survey.worth:
        value = survey.worth[code].to_numpy(dtype="float32")
        known = ~np.isnan(value)
        cause, value, where = mix[known], value[known], trust[known]
        left = value - cause @ np.linalg.lstsq(cause.T @ cause, cause.T @ value, rcond=None)[0]
        n = np.bincount(where)
        spread[code] = (np.bincount(where, left)[n > 20] / n[n > 20]).std(ddof=1)
    return pd.Series(spread)


def test_national_scores_within_half_a_point(demo, targets):
    wanted = by_year(targets)
    off = points(demo.scores("year"), wanted)
    assert off.abs().max().max() <= 0.5


def test_national_bases_within_five_percent(latest, targets):
    wanted = published(targets, "all", "n").loc["all"]
    ratio = latest.worth.count() / wanted
    assert ratio.between(0.95, 1.05).all()


def test_tumour_groups_within_two_points(latest, targets):
    off = points(latest.scores("tumour"), published(targets, "tumour"))
    compared = off.where(published(targets, "tumour", "n") >= 500)
    assert compared.count().sum() > 580
    assert compared.abs().max().max() <= 2


def test_tumour_groups_have_about_the_published_number_of_answers(latest, targets):
    wanted = published(targets, "tumour", "n")
    found = latest.worth.groupby(latest.people["tumour"], observed=False).count()
    ratio = (found / wanted).where(wanted >= 500)
    assert ((ratio > 0.88) & (ratio < 1.12) | ratio.isna()).all().all()


@pytest.mark.parametrize(("dimension", "ends"), [("sex", "female male"), ("deprivation", "1 5")])
def test_sex_and_deprivation_within_a_point_and_a_half_and_in_both_directions(
    latest, targets, dimension, ends
):
    first, last = ends.split()
    wanted = published(targets, dimension)
    found = latest.scores(dimension)[wanted.columns]
    assert points(found, wanted).loc[[first, last]].abs().max().max() <= 1.5
    gap = wanted.loc[first] - wanted.loc[last]
    same = np.sign(found.loc[first] - found.loc[last]) == np.sign(gap)
    assert same[gap.abs() >= 1].all()
    assert (gap >= 1).sum() >= 5
    assert (gap <= -1).sum() >= 5


def test_trusts_differ_as_much_as_published(latest, targets):
    wanted = published(targets, "trust").loc["sd"]
    ratio = spread_of_trusts(latest) / wanted
    assert ratio.between(0.8, 1.2).all()


def test_scores_change_over_the_years_in_the_published_direction(demo, targets):
    wanted = by_year(targets)
    found = demo.scores("year")[wanted.columns]
    for year in (2015, 2016, 2017):
        change, got = wanted.loc[2018] - wanted.loc[year], found.loc[2018] - found.loc[year]
        clear = change.abs() >= 0.9
        assert clear.sum() >= 10
        assert (np.sign(got) == np.sign(change))[clear].all()


@pytest.mark.parametrize("seed", [1, 2])
def test_other_seeds_differ_only_by_chance(another, targets, seed):
    # A score that has 16,000 answers is 0.4 points off by chance alone, so the tolerances
    # of the usual seed, whose coefficients were trimmed to it, can't hold for every seed.
    survey = another(seed=seed).year(2018)
    for dimension in ("all", "tumour", "sex", "deprivation"):
        wanted = published(targets, dimension).drop(columns="Q59")
        group = survey.people[dimension] if dimension != "all" else "all"
        if dimension == "all":
            group = pd.Series("all", index=survey.people.index)
        made = survey.worth.groupby(group, observed=False)
        error = np.sqrt(wanted * (100 - wanted) / made.count()[wanted.columns])
        tolerance = {"all": 0.5, "tumour": 2, "sex": 1.5, "deprivation": 1.5}[dimension]
        off = (made.mean()[wanted.columns] - wanted).abs()
        assert (off > tolerance).mean().mean() < 0.15
        assert (off <= tolerance + 3.5 * error).all().all()
    ratio = spread_of_trusts(survey) / published(targets, "trust").loc["sd"]
    assert ratio.between(0.7, 1.35).all()


@pytest.mark.real
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the published facts in ../shared")
def test_published_facts_are_met(latest):
    facts = SHARED / "facts"
    national = pd.read_csv(facts / "national_scores.csv")
    national.index = pd.Index([f"Q{number}" for number in national["question"]])
    off = latest.worth.mean() - national["score_2018"]
    off["Q59"] *= TENTHS
    assert off.abs().max() <= 0.5
    assert (latest.worth.count() / national["n_2018"]).between(0.95, 1.05).all()
    assert (spread_of_trusts(latest) / national["between_sd_trust"]).between(0.8, 1.2).all()
    sexes = national[["female", "male"]].T
    assert points(latest.scores("sex"), sexes).abs().max().max() <= 1.5
    ends = national[["imd1", "imd5"]].set_axis(["1", "5"], axis=1).T
    assert points(latest.scores("deprivation"), ends).abs().max().max() <= 1.5
