from __future__ import annotations

from dataclasses import replace

import made
import numpy as np
import pandas as pd
import pytest

from analysis.results import Unavailable, scores
from analysis.results.inequality import inequality
from analysis.results.inequality_measures import groups_of
from analysis.statistics.inequality import MEASURES, summarise
from analysis.survey import Population, dimension, places, question

WHO = Population.of("made")
DEMO = Population.of("demo")
OFFICIAL = Population.of("official", years=[2018])


def answered(**shares: int) -> pd.DataFrame:
    """Return 200 people in each deprivation quintile, this many of them content."""
    blocks = [
        {"n": n, "sex": "female", "deprivation": key.lstrip("g"), "Q5": answer}
        for key, content in shares.items()
        for n, answer in ((content, 1), (200 - content, 2))
    ]
    return made.people(*blocks)


@pytest.fixture(scope="module")
def gradient(workspace_of):
    people = answered(g1=100, g2=120, g3=140, g4=160, g5=180)
    return inequality(workspace_of(people), WHO, question("Q5"), dimension("deprivation"))


def test_a_gradient_is_measured_by_hand(gradient):
    row = gradient.headline
    assert row["estimate"] == pytest.approx(0.4)
    half = 1.959964 * np.sqrt(sum(q * (1 - q) / 200 for q in (102 / 204, 182 / 204)))
    assert row["lower"] == pytest.approx(0.4 - half, abs=1e-6)
    assert row["worse"] == "first"
    assert gradient.gap == row["estimate"]
    assert (gradient.first.id, gradient.last.id) == ("1", "5")
    assert gradient.measures["beyond"].all()
    assert set(gradient.measures.index) == set(MEASURES)
    assert gradient.rows["bgsd"]["printed"] == pytest.approx(np.std([0.5, 0.6, 0.7, 0.8, 0.9]))
    assert gradient.rows["bgsd"]["estimate"] < gradient.rows["bgsd"]["printed"]


def test_turned_round_only_the_worse_end_changes(gradient, workspace_of):
    people = answered(g1=180, g2=160, g3=140, g4=120, g5=100)
    turned = inequality(workspace_of(people), WHO, question("Q5"), dimension("deprivation"))
    sided = ["d", "r", "sii", "rii", "aci"]
    assert turned.measures.loc[sided, "worse"].eq("last").all()
    assert gradient.measures.loc[sided, "worse"].eq("first").all()
    ours, theirs = (f.measures.loc[sided, ["estimate", "lower"]] for f in (gradient, turned))
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)
    assert turned.headline["printed"] == pytest.approx(-gradient.headline["printed"])


@pytest.mark.parametrize("by", ["sex", "ethnicity"])
def test_measures_are_those_of_the_statistics_floor(few, by):
    found = inequality(few, WHO, question("Q5"), dimension(by))
    shown = scores(few, WHO, question("Q5"), [dimension(by)]).groups
    shown = shown[shown["score"].notna()].reset_index(drop=True)
    groups = groups_of(shown, question("Q5"), dimension(by), official=False)
    assert groups.ordered == (by == "sex")
    for name, row in found.rows.items():
        ours = summarise(groups, name).estimate
        if ours.value is not None and MEASURES[name].unit != "ratio":
            assert row["estimate"] == pytest.approx(abs(ours.value))
    assert (by == "sex") == found.directed


def test_hidden_groups_are_named_and_carry_nothing(few):
    found = inequality(few, WHO, question("Q5"), dimension("ethnicity"))
    gone = {group.id for group in found.unshown}
    assert "black" in gone
    assert not gone & set(found.groups["group"])
    assert found.groups["score"].notna().all()
    assert found.groups["n"].notna().all()
    assert gone.isdisjoint({found.first.id, found.last.id})


def test_more_than_15_percent_missing_has_nothing_to_print(few):
    found = inequality(few, WHO, question("Q5"), dimension("ethnicity"))
    assert found.measures["printed"].isna().all()
    assert found.measures["estimate"].notna().any()


def test_fewer_than_two_groups_are_no_inequality(few):
    women = Population.of("made", groups={"sex": ["female"]})
    with pytest.raises(Unavailable, match="two groups"):
        inequality(few, women, question("Q5"), dimension("sex"))


@pytest.mark.parametrize("by", ["deprivation", "age", "ethnicity"])
def test_the_planted_gradients_are_found(demo, by):
    found = inequality(demo, DEMO, question("Q59"), dimension(by))
    measure = found.rows["d" if by == "deprivation" else "bgsd"]
    assert measure["beyond"]
    assert measure["lower"] > 0
    assert by != "deprivation" or found.headline["worse"] == "first"


def test_shuffled_answers_stay_at_the_noise_floor(workspace_of):
    rng, n = np.random.default_rng(7), 24_000
    answers = rng.permutation([1] * (3 * n // 4) + [2] * (n // 4)).tolist()
    quintile = rng.integers(1, 6, n).astype(str).tolist()
    trust, year = (rng.choice(v, n).tolist() for v in (made.TRUSTS[:3], [2015, 2016, 2017, 2018]))
    people = {"n": n, "deprivation": quintile, "Q5": answers, "trust": trust, "year": year}
    workspace = workspace_of(made.people(people))
    found = [
        inequality(
            workspace,
            Population.of("made", years=[year], at=at),
            question("Q5"),
            dimension("deprivation"),
        )
        for year in (2015, 2016, 2017, 2018)
        for at in made.TRUSTS[:3]
    ]
    beyond = [one.rows[name]["beyond"] for one in found for name in ("d", "bgsd")]
    assert sum(beyond) <= 5
    seen, floor, corrected = (
        np.mean([one.rows["bgsd"][name] for one in found])
        for name in ("printed", "floor", "estimate")
    )
    assert seen == pytest.approx(floor, rel=0.3)
    assert corrected < 0.7 * seen


@pytest.mark.parametrize(("by", "gap"), [("sex", 0.10), ("deprivation", 0.10)])
def test_published_groups_without_bases_have_unweighted_measures_only(official, by, gap):
    found = inequality(official, OFFICIAL, question("Q1"), dimension(by))
    assert not found.has_bases
    assert found.gap == pytest.approx(gap)
    assert found.published_test is True
    assert found.headline["worse"] == "first"
    assert found.measures[["lower", "upper", "floor"]].isna().all(axis=None)
    assert found.measures["beyond"].isna().all()
    weighted = [name for name, m in MEASURES.items() if m.uses_shares]
    assert found.measures.loc[weighted, ["estimate", "printed"]].isna().all(axis=None)
    assert any("no interval" in note for note in found.notes)


def test_published_tumour_groups_have_intervals(official):
    found = inequality(official, OFFICIAL, question("Q1"), dimension("tumour"))
    assert found.has_bases
    assert [group.id for group in found.unshown] == ["brain"]
    assert found.headline["lower"] > 0
    assert (found.first.id, found.last.id) == ("lung", "breast")


def test_what_was_not_published_is_refused(official):
    with pytest.raises(Unavailable, match="age group"):
        inequality(official, OFFICIAL, question("Q1"), dimension("age"))


@pytest.mark.real
@pytest.mark.parametrize("by", ["sex", "deprivation", "tumour"])
@pytest.mark.parametrize("at", ["ENG", *(place.code for place in places("alliance"))])
def test_the_real_results_have_it_for_england_and_each_alliance(real, by, at):
    who = Population.of(real.datasets()[0].id, years=[2018], at=at)
    for code in ("Q1", "Q59"):
        found = inequality(real, who, question(code), dimension(by), every=False)
        assert found.gap >= 0
        assert found.has_bases == (by == "tumour")
        assert any("no interval" in note for note in found.notes) != found.has_bases
        assert found.measures["lower"].notna().any() == found.has_bases


def test_ratings_are_in_points_of_the_rating(demo):
    who = replace(DEMO, years=(2018,))
    found = inequality(demo, who, question("Q59"), dimension("sex"))
    by_group = found.groups.set_index("group")["score"]
    assert found.gap == pytest.approx(abs(by_group["male"] - by_group["female"]))
