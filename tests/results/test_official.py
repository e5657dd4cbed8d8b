from __future__ import annotations

import made
import pandas as pd
import pytest

from analysis.results import Unavailable, levels_for, overview, place_scores, scores
from analysis.results.official import year_of
from analysis.statistics import wilson
from analysis.survey import Population, dimension, level, place, question

Q1, Q2, Q59 = question("Q1"), question("Q2"), question("Q59")
SEX, AGE, TUMOUR = dimension("sex"), dimension("age"), dimension("tumour")
DEPRIVATION = dimension("deprivation")
TRUST, ALLIANCE = made.TRUSTS[0], made.ALLIANCES[0]


def who(dataset: str = "official", year: int = 2018, at: str = "ENG", **groups: list[str]):
    return Population.of(dataset, years=[year], at=at, groups=groups)


def test_the_total_is_the_published_one_with_its_own_interval(official):
    row = scores(official, who(), Q1).overall
    assert row[["n", "score", "lower", "upper"]].tolist() == pytest.approx([400, 0.80, 0.76, 0.84])


def test_a_breakdown_has_its_groups_in_their_order_and_the_total_last(official):
    frame = scores(official, who(), Q1, [TUMOUR]).frame
    assert frame["group"].tolist() == ["brain", "breast", "lung", "prostate", "all"]
    assert scores(official, who(), Q1, [DEPRIVATION]).frame["group"].tolist() == [*"12345", "all"]


def test_a_hidden_group_has_no_number_not_even_the_base_that_was_published(official):
    row = scores(official, who(), Q1, [TUMOUR]).frame.iloc[0]
    assert row["hidden"]
    assert row[["n", "n_effective", "weight", "score", "lower", "upper"]].isna().all()


def test_a_published_base_without_an_interval_gets_ours(official):
    row = scores(official, who(), Q1, [TUMOUR]).frame.set_index("group").loc["lung"]
    limits = wilson(0.7, 200)
    assert row[["lower", "upper"]].tolist() == pytest.approx([float(v) for v in limits])


def test_groups_without_a_base_have_no_interval_and_a_note_says_why(official):
    found = scores(official, who(), Q1, [SEX])
    assert found.groups[["n", "lower", "upper"]].isna().all(axis=None)
    assert found.groups["significant"].all()
    assert "no interval" in found.notes[0]
    assert "male against female" in found.notes[0]
    assert "quintile 1 against quintile 5" in scores(official, who(), Q1, [DEPRIVATION]).notes[0]


def test_another_year_has_the_total_alone(official):
    found = scores(official, who(year=2016), Q1)
    assert found.overall["score"] == pytest.approx(0.70)
    assert "rounded" in found.notes[0]


def test_of_several_years_the_latest_is_shown(official):
    both = Population.of("official", years=[2016, 2018])
    assert year_of(official, both) == 2018
    assert year_of(official, Population.of("official")) == 2018


@pytest.mark.parametrize(
    ("asked", "by", "message"),
    [
        (who(), [AGE], r"no breakdown by age group\..*by tumour group, sex or deprivation"),
        (who(), [SEX, TUMOUR], r"one breakdown at a time\. Remove the second"),
        (who(at="E54000005"), [], r"no figures for STPs\..*England, a Cancer Alliance, a CCG or a"),
        (who(at=TRUST), [SEX], r"by sex exist for England and Cancer Alliances.*tumour group"),
        (who(at="00C"), [DEPRIVATION], r"by deprivation.* exist for England and Cancer Alliances"),
        (who(year=2016), [TUMOUR], r"by group exist for 2018 only\. Choose that year"),
        (who(sex=["female"]), [], r"can't be filtered by sex.*Remove that filter, or break"),
        (who(sex=["female"], age=["25-34"]), [], r"filtered by age group and sex"),
        (who(tumour=["lung"]), [], r"can't be filtered by tumour group"),
        (who(at="00C"), [], r"no figure for this place, year and question"),
    ],
)
def test_what_official_results_lack_is_refused_with_what_they_have(official, asked, by, message):
    with pytest.raises(Unavailable, match=message):
        scores(official, asked, Q1, by)


def test_official_results_can_be_had_for_an_alliance_and_a_trust(official):
    assert scores(official, who(at=ALLIANCE), Q1, [SEX]).frame["score"].notna().all()
    assert scores(official, who(at=TRUST), Q1, [TUMOUR]).frame["score"].notna().sum() == 4


# The real publication


@pytest.mark.real
def test_england_rated_its_care_8_80_in_2018(real):
    row = scores(real, who("ncpes-2018"), Q59).overall
    assert row["score"] == 8.80
    assert row["n"] > 60_000
    assert 0.005 < (row["upper"] - row["lower"]) / 2 < 0.015


@pytest.mark.real
def test_the_publishers_tests_come_with_sex_and_deprivation(real):
    by_sex = scores(real, who("ncpes-2018"), Q1, [SEX]).groups
    assert by_sex["significant"].tolist() == [True, True]
    fifths = scores(real, who("ncpes-2018"), Q1, [DEPRIVATION]).groups.set_index("group")
    assert fifths.loc["1", "significant"]
    assert fifths.loc[["2", "3", "4"], "significant"].isna().all()
    assert fifths.loc["1", "score"] < fifths.loc["5", "score"]


@pytest.mark.real
def test_tumour_groups_have_intervals(real):
    found = scores(real, who("ncpes-2018"), Q59, [TUMOUR]).groups
    assert found["group"].tolist() == list(TUMOUR.ids)
    assert (found["lower"] < found["score"]).all()
    assert (found["score"] < found["upper"]).all()


@pytest.mark.real
@pytest.mark.parametrize(("at", "count"), [("alliance", 19), ("ccg", 195), ("trust", 145)])
def test_all_places_of_2018_are_there(real, at, count):
    frame = place_scores(real, who("ncpes-2018"), Q59, level(at)).frame
    assert len(frame) == count
    assert frame["code"].is_unique
    shown = frame[~frame["hidden"]]
    assert shown["band"].isin(["above", "expected", "below"]).all()


@pytest.mark.real
@pytest.mark.parametrize(("at", "year"), [("trust", 2015), ("ccg", 2016), ("alliance", 2017)])
def test_earlier_years_are_there(real, at, year):
    found = place_scores(real, who("ncpes-2018", year), Q59, level(at))
    assert found.year == year
    assert found.frame["score"].between(8, 10).sum() > 15


@pytest.mark.real
def test_england_has_no_figure_for_2015(real):
    with pytest.raises(Unavailable, match="They have: 2016, 2017, 2018"):
        scores(real, who("ncpes-2018", 2015), Q59)


@pytest.mark.real
def test_hidden_scores_are_hidden_wherever_they_are_looked_at(real):
    seen = 0
    for at in levels_for("published"):
        frame = place_scores(real, who("ncpes-2018"), question("Q30"), level(at)).frame
        rows = frame[frame["hidden"]]
        numbers = ["n", "n_effective", "score", "lower", "upper", "expected_lower"]
        assert rows[numbers].isna().all(axis=None)
        seen += len(rows)
    assert seen


@pytest.mark.real
def test_the_overview_of_a_trust_is_about_that_trust(real):
    found = overview(real, who("ncpes-2018", at="RJ1"))
    assert found.headline.overall["score"] == 8.79
    assert len(found.dashboard) == 7
    assert place("RJ1").name in found.headline.population.caption()
    assert set(found.gaps["dimension"]) == {"tumour"}


@pytest.mark.real
def test_the_overview_of_england_has_the_publishers_tests(real):
    gaps = overview(real, who("ncpes-2018")).gaps.set_index("dimension")
    assert gaps.loc["sex", "by_publisher"]
    assert gaps.loc["sex", "compared"] == 52
    assert gaps.loc["deprivation", "reference"] == "5"
    assert isinstance(gaps.loc["tumour"], pd.DataFrame)
