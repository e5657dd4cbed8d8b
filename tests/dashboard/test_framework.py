"""The rating of CCGs: equal standing, an adjustable rule, and nothing rated on too little."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from ratings import CODES, evidence, experience, figures

from analysis.dashboard import TOO_FEW, Rule, rate
from analysis.dashboard import evidence as gather
from analysis.dashboard.rule import CATEGORIES
from analysis.demo.indicators import SLOW
from analysis.results import place_scores
from analysis.store import indicator_table
from analysis.survey import InputError, Population, indicator, level, question

MIDDLE = CODES[97]
OF = {"early-stage": 0, "wait-62-day": 1, "one-year-survival": 2}


@pytest.fixture(scope="module")
def rated(demo):
    return rate(gather(demo, Population.of("demo")), Rule())


def average(found, code):
    return found.of(code)["average"]


def test_the_average_is_that_of_the_four_z_scores(rated):
    z = pd.DataFrame({m.id: m.frame.set_index("code")["z"] for m in rated.measures})
    own = rated.frame.set_index("code")["average"]
    assert z.shape == (195, 4)
    np.testing.assert_allclose(own, z.mean(axis=1)[own.index])


@pytest.mark.parametrize("of", OF)
def test_each_indicator_counts_the_same(of):
    """One usual step on any indicator moves the average by a quarter of a step."""
    plain = rate(evidence(), Rule())
    moved = rate(evidence(**{of: figures(of, shifts={MIDDLE: 0.02})}), Rule())
    before, after = (found.measures[OF[of]].of(MIDDLE)["z"] for found in (plain, moved))
    assert after > before
    change = average(moved, MIDDLE) - average(plain, MIDDLE)
    assert change == pytest.approx((after - before) / 4, abs=1e-9)


def test_experience_counts_the_same():
    moved = rate(evidence(Q59=experience(shifts={MIDDLE: 0.138})), Rule())
    assert moved.measures[3].of(MIDDLE)["z"] == pytest.approx(1, abs=0.01)
    change = average(moved, MIDDLE) - average(rate(evidence(), Rule()), MIDDLE)
    assert change == pytest.approx(0.25, abs=0.003)


def test_the_cuts_make_the_category():
    found = evidence(**{of: figures(of, shifts={MIDDLE: 0.08}) for of in OF})
    own = average(rate(found, Rule()), MIDDLE)
    assert own > 1
    rules = {
        "top": Rule(),
        "well": Rule(top=own + 0.1),
        "needs": Rule(top=own + 0.2, well=own + 0.1),
        "greatest": Rule(top=own + 0.3, well=own + 0.2, greatest=own + 0.1),
    }
    for category, rule in rules.items():
        assert rate(found, rule).of(MIDDLE)["category"] == category


def test_the_standard_moves_62_day_waits_and_nothing_else(rated, demo):
    england = rate(gather(demo, Population.of("demo")), Rule(standard=False))
    for i, (ours, theirs) in enumerate(zip(rated.measures, england.measures, strict=True)):
        gap = (theirs.frame["z"] - ours.frame["z"]).dropna().to_numpy()
        assert len(gap) > 100
        assert (gap > 0.5).all() if i == 1 else not gap.any()
    assert rated.measures[1].reference == 0.85
    assert england.measures[1].reference == pytest.approx(0.80, abs=0.01)
    assert rated.measures[1].tau2 == england.measures[1].tau2


def test_a_wider_range_has_fewer_ccgs_outside_and_no_other_categories(rated, demo):
    wide = rate(gather(demo, Population.of("demo")), Rule(confidence=0.998))
    outside = [
        sum((m.frame["band"] != "expected").sum() for m in found.measures)
        for found in (rated, wide)
    ]
    assert outside[0] > outside[1] > 0
    assert wide.frame["category"].tolist() == rated.frame["category"].tolist()


def test_categories_are_about_as_many_as_were_published(rated):
    """7, 22, 156 and 24 of 209 CCGs in October 2016."""
    counts = rated.frame["category"].value_counts()
    assert counts.sum() == 195
    assert 2 <= counts["top"] <= 16
    assert 6 <= counts["well"] <= 35
    assert 120 <= counts["needs"] <= 165
    assert 10 <= counts["greatest"] <= 45


def test_a_hidden_or_tiny_figure_is_not_rated_and_three_are_enough():
    a, b, c = CODES[10], CODES[20], CODES[30]
    found = rate(
        evidence(**{
            "early-stage": figures("early-stage", hidden=(a, c), tiny=(b,)),
            "Q59": experience(hidden=(c,)),
        }),
        Rule(),
    )  # fmt: skip
    early = found.measures[0]
    assert [early.of(code)["why"] for code in (a, b, c)] == ["hidden", TOO_FEW, "hidden"]
    for code in (a, b, c):
        assert early.of(code)[["z", "error", "expected_lower", "band"]].isna().all()
    assert early.of(a)[["n", "value", "lower", "upper"]].isna().all()
    assert [found.of(code)["rated"] for code in (a, b, c)] == [3, 3, 2]
    assert found.of(a)["category"] in CATEGORIES
    assert found.of(c)[["average", "error", "category", "probability", "also"]].isna().all()
    assert rate(evidence(), Rule(fewest=4)).of(a)["category"] in CATEGORIES
    strict = Rule(fewest=4)
    hidden = evidence(**{"early-stage": figures("early-stage", hidden=(a,))})
    assert rate(hidden, strict).of(a)["category"] is None


def test_an_extreme_tiny_figure_moves_nobody_else():
    tiny = CODES[0]
    without = rate(evidence(**{"early-stage": figures("early-stage", hidden=(tiny,))}), Rule())
    with_it = rate(
        evidence(**{"early-stage": figures("early-stage", tiny=(tiny,), shifts={tiny: -0.5})}),
        Rule(),
    )
    others = without.frame["code"] != tiny
    np.testing.assert_allclose(
        without.frame.loc[others, "average"], with_it.frame.loc[others, "average"], atol=0.05
    )


def test_how_sure_is_how_often_chance_would_leave_it_there():
    rule, rng = Rule(), np.random.default_rng(5)
    drawn = [rule.category(a) for a in rng.normal(0.6, 0.4, 40_000)]
    for category, chance in rule.probabilities(0.6, 0.4).items():
        assert chance == pytest.approx(drawn.count(category) / 40_000, abs=0.01)
    assert sum(rule.probabilities(0.6, 0.4).values()) == pytest.approx(1)


def test_the_next_likeliest_category_is_named_only_near_a_cut(rated):
    near = rated.frame["also"].notna()
    distance = np.abs(rated.frame["average"].to_numpy()[:, None] - [1, 0.5, -1.5]).min(axis=1)
    assert near.any()
    assert distance[near].mean() < distance[~near].mean()
    assert (rated.frame.loc[~near, "probability"] > 0.8).all()


def test_planted_slow_ccgs_are_rated_lower(rated, demo):
    """The demonstration has CCGs that keep finding fewer cancers early, drawn by lot."""
    table = indicator_table(demo, indicator("early-stage"))
    sums = table.groupby("place")[["numerator", "denominator"]].sum()
    share = (sums["numerator"] / sums["denominator"]).loc[list(CODES)]
    planted = share.nsmallest(SLOW).index
    rows = rated.frame.set_index("code")
    early = rated.measures[0].frame.set_index("code")
    assert (early.loc[planted, "band"] == "worse").all()
    assert rows.loc[planted, "average"].mean() < rows["average"].mean() - 0.5
    assert not rows.loc[planted, "category"].isin(["top", "well"]).any()


def test_a_dataset_without_indicators_rates_nobody(few):
    found = rate(gather(few, Population.of("made")), Rule())
    assert found.frame["category"].isna().all()
    assert set(found.measures[0].frame["why"]) == {"no figure"}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"top": 0.2}, "out of order"),
        ({"greatest": 0.5}, "out of order"),
        ({"confidence": 95}, "0.5 to below 1"),
        ({"fewest": 5}, "There are 4 indicators"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(wrong, message):
    with pytest.raises(InputError, match=message):
        Rule(**wrong)


@pytest.mark.real
def test_real_experience_has_the_published_adjusted_scores_and_bands(real):
    who = Population.of(real.datasets()[0].id, years=[2018])
    found = rate(gather(real, who), Rule())
    theirs = place_scores(real, who, question("Q59"), level("ccg")).frame.set_index("code")
    ours = found.measures[3]
    assert ours.adjusted
    assert not ours.synthetic
    published = theirs[["score", "band"]].rename(columns={"band": "band_published"})
    both = ours.frame.set_index("code").join(published)
    both = both[both["band"].notna() & both["band_published"].notna()]
    assert len(both) > 180
    np.testing.assert_allclose(both["value"], both["score"], atol=0.01)
    named = both["band"].map({"better": "above", "expected": "expected", "worse": "below"})
    assert (named == both["band_published"]).mean() > 0.98
    assert found.frame["category"].isna().all()
