"""What was planted can be found, and has the size that was published."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.demo import truths
from analysis.demo.people import TRUSTS, in_london
from analysis.demo.tables import QUESTIONS, read_table

RATED = [code for code in QUESTIONS if code != "Q59"]
PLANTED = truths()


def planted(question: str, dimension: str, group: str) -> float:
    rows = PLANTED[(PLANTED["question"] == question) & (PLANTED["dimension"] == dimension)]
    return float(rows.set_index("group").loc[group, "effect"])


@pytest.mark.parametrize(
    ("question", "dimension", "group", "odds_ratio"),
    [
        ("Q16", "ethnicity", "black", 0.52),
        ("Q16", "ethnicity", "asian", 0.73),
        ("Q16", "age", "16-24", 0.49),
        ("Q13", "ethnicity", "asian", 0.78),
    ],
)
def test_published_odds_ratios_are_planted(question, dimension, group, odds_ratio):
    assert np.exp(planted(question, dimension, group)) == pytest.approx(odds_ratio, abs=0.01)


def test_chinese_respondents_have_their_own_odds_ratio():
    asian = planted("Q16", "ethnicity", "asian")
    assert np.exp(asian + planted("Q16", "ethnicity-detail", "asian-chinese")) == pytest.approx(
        0.62, abs=0.01
    )


@pytest.mark.parametrize(
    ("question", "column", "group"),
    [("Q16", "ethnicity", "black"), ("Q16", "age", "16-24"), ("Q13", "ethnicity", "asian")],
)
def test_planted_odds_ratios_are_found(demo, question, column, group):
    """Mantel-Haenszel, within cells of the other characteristics."""
    reference = {"ethnicity": "white", "age": "65-74"}[column]
    others = ["year", "tumour", "deprivation", {"ethnicity": "age", "age": "ethnicity"}[column]]
    usual = ~demo.people["trust"].isin(PLANTED["trust"].dropna())
    people = demo.people[usual & demo.worth[question].notna()]
    positive = demo.worth.loc[people.index, question] > 50
    keys = [people[name].astype(str) for name in others]
    keys.append(people["trust"].map(dict(zip(TRUSTS, in_london(), strict=True))).astype(str))
    table = pd.DataFrame(
        {
            "a": positive & (people[column] == group),
            "b": ~positive & (people[column] == group),
            "c": positive & (people[column] == reference),
            "d": ~positive & (people[column] == reference),
        }
    )
    cells = table.groupby(keys).sum()
    n = cells.sum(axis=1).clip(lower=1)
    above, below = cells["a"] * cells["d"] / n, cells["b"] * cells["c"] / n
    spread = np.sqrt(1 / cells["a"].sum() + 1 / cells["b"].sum())
    found = np.log(above.sum() / below.sum())
    assert found == pytest.approx(planted(question, column, group), abs=3 * spread + 0.05)


def test_age_differs_everywhere_and_mostly_in_favour_of_the_older(demo):
    scores = demo.scores("age")
    assert ((scores.max() - scores.min())[RATED] > 1).all()
    assert (scores.idxmin() == "16-24").sum() >= 28
    assert scores.idxmax().isin(["65-74", "75-84", "85-plus"]).sum() == pytest.approx(36, abs=5)
    assert (scores.loc["85-plus"] < scores.loc["65-74"]).sum() >= 45


def test_white_respondents_most_positive_on_most_questions_but_not_all(demo):
    best = demo.scores("ethnicity").idxmax().value_counts()
    assert best["white"] == pytest.approx(37, abs=5)
    assert 3 <= best["black"] <= 10


def test_bisexual_respondents_lowest(demo):
    scores = demo.scores("orientation")
    assert (scores.idxmin() == "bisexual").sum() >= 30
    share = demo.people["orientation"].value_counts(normalize=True)
    assert 0.008 <= share["gay-lesbian"] + share["bisexual"] <= 0.013


def test_mental_health_and_learning_disability_lowest(demo):
    lowest = demo.scores("conditions").idxmin()
    assert lowest.isin(["mental-health", "learning"]).sum() >= 48


def test_london_lower_on_four_questions_in_five(demo):
    trust = demo.people["trust"].cat.codes.to_numpy()
    london = pd.Series(in_london()[trust] == 1, index=demo.people.index)
    gap = demo.worth[london].mean() - demo.worth[~london].mean()
    assert gap[RATED].median() == pytest.approx(-3.7, abs=1.2)
    assert (gap < 0).sum() == pytest.approx(42, abs=6)


@pytest.mark.parametrize("dimension", ["ethnicity", "deprivation"])
def test_some_trusts_have_an_unusually_wide_gap(demo, dimension):
    worse = {"ethnicity": ["mixed", "asian", "black", "other"], "deprivation": ["1", "2"]}
    wide = PLANTED.loc[PLANTED["dimension"] == dimension, "trust"].dropna().unique()
    assert 4 <= len(wide) <= 6
    mean = demo.worth[RATED].sub(demo.worth[RATED].mean()).mean(axis=1)
    low = demo.people[dimension].isin(worse[dimension])
    known = demo.people[dimension].notna()
    gaps = {}
    for trust in TRUSTS:
        here = (demo.people["trust"] == trust) & known
        if (here & low).sum() >= 100:
            gaps[trust] = mean[here & low].mean() - mean[here & ~low].mean()
    gap = pd.Series(gaps)
    assert gap[wide].max() < gap.drop(wide).median() - 3
    assert gap.nsmallest(len(wide) + 2).index.isin(wide).sum() >= len(wide) - 1


def test_higher_response_goes_with_higher_scores(demo):
    mean = demo.worth[RATED].sub(demo.worth[RATED].mean()).mean(axis=1)
    by_trust = mean.groupby(demo.people["trust"], observed=False).mean()
    answered = demo.people["trust"].value_counts()
    rate = answered / (answered + demo.silent["trust"].value_counts())
    large = answered[answered > 200].index
    assert 0.1 < by_trust[large].corr(rate[large]) < 0.8


def test_the_truth_is_one_readable_table():
    assert list(PLANTED) == [
        *("question", "dimension", "group", "reference", "trust", "effect", "points", "source")
    ]
    assert PLANTED["source"].notna().all()
    assert not PLANTED.duplicated(["question", "dimension", "group", "trust"]).any()
    assert set(PLANTED["question"]) == {*QUESTIONS, "all"}
    signs = np.sign(PLANTED["effect"]) * np.sign(PLANTED["points"])
    assert (signs.dropna() >= 0).all()


def test_trust_effects_average_to_nothing_within_and_outside_london():
    effects = read_table("trust_effects").set_index("trust").loc[list(TRUSTS)]
    assert effects.groupby(in_london()).mean().abs().max().max() < 0.001
