from __future__ import annotations

import made
import numpy as np
import pandas as pd
import pytest

from analysis.results import Unavailable, largest_group, place_gaps
from analysis.results.place_gaps import _average, _with_ranges
from analysis.statistics import band, expected_range, newcombe, pooled
from analysis.statistics.overdispersion import overdispersion
from analysis.survey import (
    InputError,
    Population,
    UnknownChoice,
    dimension,
    level,
    places,
    question,
)

Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
TRUST, SEX = level("trust"), dimension("sex")
TRUSTS = [p.code for p in places("trust")]


def sexes(workspace, q=Q5, reference="male", **more):
    who = Population.of("made", **more)
    return place_gaps(workspace, who, q, TRUST, SEX, "female", reference)


@pytest.mark.parametrize("code", ["Q5", "Q59"])
@pytest.mark.parametrize("reference", ["male", "others"])
def test_a_gap_is_the_groups_score_minus_its_references_in_the_same_place(
    crowd, many, code, reference
):
    found = sexes(many, question(code), reference)
    worth = made.worth(crowd, code)
    other = crowd["sex"].ne("female") if reference == "others" else crowd["sex"].eq("male")
    for row in found.frame.itertuples():
        here = crowd["trust"].eq(row.code)
        first, second = worth[here & crowd["sex"].eq("female")], worth[here & other]
        assert row.n == first.count()
        assert row.n_reference == second.count()
        assert row.difference == pytest.approx(first.mean() - second.mean())
    assert len(found.frame) == 4
    assert found.hidden == 0


def test_ranges_follow_from_the_gaps_and_bases_shown(many):
    found = sexes(many)
    f = found.frame
    variance = sum(
        (p := pooled(f[s], f[n])) * (1 - p) / f[n]
        for s, n in (("score", "n"), ("score_reference", "n_reference"))
    )
    assert f["error"].tolist() == pytest.approx(np.sqrt(variance).tolist())
    z = (f["difference"] - pooled(f["difference"], 1 / variance)) / np.sqrt(variance)
    tau2 = overdispersion(z, variance, 0.1).tau2
    weight = 1 / (variance + tau2)
    assert found.tau2 == pytest.approx(tau2)
    assert found.mean == pytest.approx(pooled(f["difference"], weight))
    assert found.upper - found.lower == pytest.approx(2 * 1.959964 / np.sqrt(weight.sum()))
    low, high = expected_range(found.mean, variance, tau2, bounds=(-1, 1))
    assert f["expected_lower"].tolist() == pytest.approx(low.tolist())
    assert f["band"].tolist() == band(f["difference"], low, high).tolist()
    limits = newcombe(f["score"], f["n"], f["score_reference"], f["n_reference"])
    assert f["difference_lower"].tolist() == pytest.approx(limits.lower.tolist())


@pytest.fixture(scope="module")
def planted(workspace_of):
    """Women score 10 points lower in 28 trusts; 60 lower in one; 40 higher in another."""
    blocks = []
    for trust in TRUSTS[:30]:
        women = {TRUSTS[28]: [1, 1, 2, 2, 2, 2, 2, 2, 2, 2], TRUSTS[29]: [1] * 10}
        men = [1] * 8 + [2] * 2 if trust != TRUSTS[29] else [1] * 6 + [2] * 4
        usual = [1] * 7 + [2] * 3
        blocks += [
            {"n": 200, "trust": trust, "sex": "female", "Q5": women.get(trust, usual)},
            {"n": 300, "trust": trust, "sex": "male", "Q5": men},
        ]
    blocks.append({"n": 5, "trust": TRUSTS[30], "sex": "female", "Q5": [1, 2]})
    blocks.append({"n": 300, "trust": TRUSTS[30], "sex": "male", "Q5": [1, 2]})
    blocks.append({"n": 300, "trust": TRUSTS[31], "sex": "male", "Q5": [1, 2]})
    return workspace_of(made.people(*blocks))


def test_planted_trusts_are_found_and_no_others(planted):
    found = sexes(planted)
    bands = found.frame.set_index("code")["band"]
    assert found.side == "lower"
    assert found.mean == pytest.approx(-0.1, abs=0.03)
    assert bands[TRUSTS[28]] == "below"
    assert bands[TRUSTS[29]] == "above"
    usual = bands[TRUSTS[:28]].dropna()
    assert (usual == "expected").all()
    assert len(usual) >= 26


def test_the_other_way_round_is_the_mirror_image(planted):
    one = sexes(planted)
    other = place_gaps(planted, WHO, Q5, TRUST, SEX, "male", "female")
    assert other.side == "higher"
    assert other.mean == pytest.approx(-one.mean)
    assert other.tau2 == pytest.approx(one.tau2)
    turned = {"below": "above", "above": "below", "expected": "expected"}
    assert other.known["band"].tolist() == one.known["band"].map(turned).tolist()


def test_a_place_where_a_group_is_too_small_or_absent_carries_no_number(planted):
    found = sexes(planted)
    gone = found.frame[found.frame["hidden"]]
    assert {TRUSTS[30], TRUSTS[31]} <= set(gone["code"])
    assert gone.select_dtypes("number").isna().all(axis=None)
    assert gone["band"].isna().all()
    assert found.hidden == len(gone)
    assert len(found.known) + found.hidden == len(found.frame) == 32


def test_the_filter_on_place_does_not_narrow_the_comparison(planted):
    here = sexes(planted, at=TRUSTS[0])
    assert len(here.frame) == 32
    assert here.population.place == "ENG"
    assert here.within(TRUSTS[0])["code"].tolist() == [TRUSTS[0]]


def test_a_filter_that_leaves_one_group_out_leaves_nothing_to_show(planted):
    found = sexes(planted, groups={"sex": ["male"]})
    assert found.known.empty
    assert np.isnan(found.mean)
    assert found.side == ""


def simulated(rng, places, tau):
    """Return gaps of places by chance, with this standard deviation beyond chance."""
    n = rng.integers(30, 400, (2, places))
    level_ = rng.normal(0, tau, places)
    first = rng.binomial(n[0], np.clip(0.7 + level_, 0, 1)) / n[0]
    second = rng.binomial(n[1], 0.8, places) / n[1]
    variance = pd.Series(0.21 / n[0] + 0.16 / n[1])
    return pd.DataFrame({"difference": first - second}), variance


def test_with_no_real_difference_about_one_place_in_twenty_is_outside():
    rng = np.random.default_rng(7)
    outside, means = [], []
    for _ in range(60):
        frame, variance = simulated(rng, 100, 0.0)
        mean, half, tau2 = _average(frame["difference"], variance)
        bands = _with_ranges(frame, variance, mean, tau2, 1.0)["band"]
        outside.append((bands != "expected").mean())
        means.append(abs(mean + 0.1) < half)
    assert 0.035 < np.mean(outside) < 0.06
    assert 0.85 < np.mean(means) <= 1


def test_with_real_differences_everywhere_ranges_allow_for_them():
    rng = np.random.default_rng(8)
    outside, alone, found = [], [], []
    for _ in range(40):
        frame, variance = simulated(rng, 100, 0.06)
        mean, _, tau2 = _average(frame["difference"], variance)
        bands, narrow = (_with_ranges(frame, variance, mean, t, 1.0)["band"] for t in (tau2, 0.0))
        outside.append((bands != "expected").mean())
        alone.append((narrow != "expected").mean())
        found.append(tau2)
    assert 0.2 * 0.06**2 < np.mean(found) < 1.2 * 0.06**2
    assert np.mean(outside) < 0.75 * np.mean(alone)


def test_what_there_is_not_is_refused(many, official):
    with pytest.raises(UnknownChoice, match="nobody"):
        place_gaps(many, WHO, Q5, TRUST, SEX, "nobody", "male")
    with pytest.raises(UnknownChoice, match="others"):
        place_gaps(many, WHO, Q5, TRUST, SEX, "female", "nobody")
    with pytest.raises(InputError, match="two different groups"):
        place_gaps(many, WHO, Q5, TRUST, SEX, "female", "female")
    with pytest.raises(Unavailable, match="Choose Cancer Alliances"):
        place_gaps(many, WHO, Q5, level("national"), SEX, "female", "male")
    with pytest.raises(Unavailable, match="can't show gaps between groups within places"):
        place_gaps(official, Population.of("official"), Q5, TRUST, SEX, "female", "male")


def test_the_largest_group_is_never_the_reference(few):
    ethnicity = dimension("ethnicity")
    assert largest_group(few, WHO, Q5, ethnicity) == "asian"
    assert largest_group(few, WHO, Q5, SEX) == "female"
