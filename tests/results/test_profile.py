from __future__ import annotations

import made
import numpy as np
import pytest

from analysis.results import Unavailable, profile, question_ranges
from analysis.results.changes import changes
from analysis.results.findings import compared
from analysis.results.gaps import gaps
from analysis.results.sheets import main_breakdowns, sheet
from analysis.survey import Population, places

TRUSTS = [p.code for p in places("trust")[:10]]


@pytest.fixture(scope="module")
def trusts(workspace_of):
    """Return ten trusts: the last is low, women are low in it, and it fell since 2017."""
    plain = {"sex": ["female", "male"], "Q1": [1], "Q5": [1, 1, 1, 1, 2], "Q59": [10, 9, 9, 10]}
    blocks = [
        {"n": 200, "year": year, "trust": trust, **plain}
        for trust in TRUSTS[:9]
        for year in (2017, 2018)
    ]
    last = {"trust": TRUSTS[9], "Q1": [1], "Q59": [10, 9, 9, 10]}
    blocks += [
        {"n": 200, "year": 2017, **last, "sex": ["female", "male"], "Q5": [1, 1, 1, 1, 2]},
        {"n": 100, "year": 2018, **last, "sex": "female", "Q5": [1, 2, 2, 2, 2]},
        {"n": 100, "year": 2018, **last, "sex": "male", "Q5": [1, 1, 1, 1, 2]},
    ]
    return workspace_of(made.people(*blocks))


@pytest.fixture(scope="module")
def low(trusts):
    return profile(trusts, Population.of("made", at=TRUSTS[9], years=[2018]))


def of(found, code):
    return found.questions.set_index("question").loc[code]


def test_a_low_place_is_below_what_is_expected(low):
    assert of(low, "Q5")["score"] == pytest.approx(0.5)
    assert low.outside("below")["question"].tolist() == ["Q5"]
    assert low.outside("above").empty


def test_the_group_that_fares_worse_inside_it_is_named_with_its_gap(low):
    [row] = low.widest.to_dict("records")
    assert (row["breakdown"], row["group"], row["question"]) == ("sex", "female", "Q5")
    assert row["difference"] == pytest.approx(0.2 - 0.8)
    assert row["lower_on"] == 1
    assert not row["by_publisher"]
    assert low.comparisons == 6  # three questions, women and men


def test_what_changed_since_the_year_before_stands_beside_the_score(low):
    assert low.years == (2017, 2018)
    assert low.changed["question"].tolist() == ["Q5"]
    assert low.changed["fall"].all()
    assert of(low, "Q5")["change"] == pytest.approx(0.5 - 0.8)
    assert of(low, "Q5")["moved"] == "down"
    assert of(low, "Q59")["change"] == pytest.approx(0)
    assert of(low, "Q59")["moved"] == ""


def test_several_years_together_still_compare_the_last_with_the_one_before(trusts):
    found = profile(trusts, Population.of("made", at=TRUSTS[9]))
    assert found.years == (2017, 2018)
    assert of(found, "Q5")["score"] == pytest.approx(0.65)
    assert of(found, "Q5")["change"] == pytest.approx(-0.3)


def test_a_first_year_has_no_change(trusts):
    found = profile(trusts, Population.of("made", at=TRUSTS[9], years=[2017]))
    assert found.years is None
    assert found.changed.empty
    assert found.questions["change"].isna().all()


def test_filters_on_people_apply_everywhere(trusts):
    women = Population.of("made", at=TRUSTS[9], years=[2018], groups={"sex": ["female"]})
    found = profile(trusts, women)
    assert of(found, "Q5")["score"] == pytest.approx(0.2)
    assert of(found, "Q5")["n"] == 100
    assert of(found, "Q5")["change"] == pytest.approx(0.2 - 0.8)
    assert "sex" not in set(found.widest["breakdown"])


def test_equal_places_show_nothing_that_stands_out(trusts):
    found = profile(trusts, Population.of("made", at=TRUSTS[0], years=[2018]))
    assert found.widest.empty
    assert found.changed.empty
    assert found.outside("below").empty


def test_a_tiny_place_is_hidden_all_through(workspace_of):
    blocks = [{"n": 60, "trust": t, "Q5": [1, 2], "Q59": [9, 10]} for t in TRUSTS[:4]]
    tiny = {"n": 6, "trust": TRUSTS[4], "sex": "female", "Q5": [2], "Q59": [1]}
    found = profile(workspace_of(made.people(*blocks, tiny)), Population.of("made", at=TRUSTS[4]))
    asked = found.questions[found.questions["question"].isin(["Q5", "Q59"])]
    assert asked["hidden"].all()
    numbers = ["n", "score", "lower", "upper", "expected_lower", "change"]
    assert asked[numbers].isna().all(axis=None)
    assert found.rating["hidden"]
    assert found.widest.empty
    assert found.comparisons == 0


def test_a_hidden_score_has_no_change_either(demo):
    found = profile(demo, Population.of("demo", at="RJ1", groups={"age": ["16-24"]}))
    hidden = found.questions[found.questions["hidden"]]
    assert len(hidden)
    assert hidden[["change", "change_lower", "change_upper"]].isna().all(axis=None)
    assert (hidden["moved"] == "").all()


def test_the_widest_gaps_are_clear_lower_and_one_a_group(demo):
    who = Population.of("demo", years=[2018])
    found = profile(demo, who)
    everything = gaps(sheet(demo, who, [d.id for d in main_breakdowns(who)]))
    summary = compared(sheet(demo, who, [d.id for d in main_breakdowns(who)]))
    assert found.comparisons == summary.comparisons == everything["p"].notna().sum()
    rows = summary.frame[summary.frame["clear"]]
    clear = rows[rows["difference"] < 0]
    per_group = clear.groupby(["breakdown", "group"])["difference"].agg(["min", "size"])
    for _, row in found.widest.iterrows():
        widest, count = per_group.loc[(row["breakdown"], row["group"])]
        assert row["lower_on"] == count
        if row["question"] != "Q59":
            assert row["difference"] <= widest or np.isclose(row["difference"], widest)
    assert not found.widest.duplicated(["breakdown", "group"]).any()
    assert found.widest["difference"].abs().is_monotonic_decreasing


def test_england_has_no_range_but_its_gaps_and_changes(demo):
    who = Population.of("demo", years=[2018])
    found = profile(demo, who)
    assert found.ranges.parent is None
    assert found.outside("below").empty
    assert len(found.widest) == 5
    assert found.years == (2017, 2018)
    assert found.changes.frame["difference"].notna().all()


def test_the_parts_are_those_of_the_library(demo):
    who = Population.of("demo", at="RJ1", years=[2018])
    found = profile(demo, who)
    assert found.ranges.frame.equals(question_ranges(demo, who).frame)
    assert found.changes.frame.equals(changes(demo, who, last_year=True).frame)
    assert found.dashboard["question"].tolist() == ["Q16", "Q17", "Q18", "Q37", "Q39", "Q53", "Q59"]
    assert found.rating["question"] == "Q59"


def test_questions_farthest_outside_come_first(demo):
    rows = profile(demo, Population.of("demo", at="RJ1")).outside("below")
    width = rows["expected_upper"] - rows["expected_lower"]
    beyond = (rows["expected_lower"] - rows["score"]) / width
    assert (beyond > 0).all()
    assert beyond.is_monotonic_decreasing


def test_the_publishers_own_tests_are_marked_as_such(official):
    found = profile(official, Population.of("official", at=made.ALLIANCES[0], years=[2018]))
    theirs = found.widest[found.widest["by_publisher"]]
    assert {("sex", "female", "male"), ("deprivation", "1", "5")} <= set(
        theirs[["breakdown", "group", "reference"]].itertuples(index=False, name=None)
    )
    women = theirs[theirs["breakdown"] == "sex"].iloc[0]
    scale = 10 if women["question"] == "Q59" else 1
    assert women["difference"] / scale == pytest.approx(0.75 - 0.85)
    assert women["lower_on"] == 3


def test_official_results_have_no_stps(official):
    with pytest.raises(Unavailable, match="no figures for STPs"):
        profile(official, Population.of("official", at="E54000027", years=[2018]))


@pytest.mark.real
def test_the_publishers_verdict_on_change_is_taken(real):
    found = profile(real, Population.of("ncpes-2018", years=[2018]))
    assert found.tested_by_publisher
    assert found.changed["fall"].tolist() == [True] * 6 + [False] * 3
    assert set(found.changed["flag"]) == {"up", "down"}


@pytest.mark.real
def test_an_older_year_has_no_groups_and_no_verdict(real):
    found = profile(real, Population.of("ncpes-2018", at="RJ1", years=[2016]))
    assert found.comparisons == 0
    assert found.widest.empty
    assert not found.tested_by_publisher
    assert found.years == (2015, 2016)
