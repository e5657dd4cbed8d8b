import numpy as np
import pytest

from analysis.results import Unavailable, compare, scores
from analysis.results.theme_groups import LEAST_MENTIONS, theme_groups
from analysis.results.themes import coding, mentions
from analysis.survey import NOT_ASSIGNED, OTHERS, Population, UnknownChoice, dimension

EVERYONE = Population.of("demo")


@pytest.fixture(scope="module")
def by_sex(commented):
    return theme_groups(commented, EVERYONE, dimension("sex"), reference="male")


@pytest.fixture(scope="module")
def adjusted(commented):
    return theme_groups(commented, EVERYONE, dimension("sex"), adjustment="mix-and-rating")


def test_there_is_a_row_for_every_theme_and_group(by_sex):
    assert len(by_sex.frame) == 2 * (len(by_sex.framework.themes) + 1)
    assert by_sex.frame["theme"].iloc[-1] == NOT_ASSIGNED
    assert by_sex.of_theme("waits")["group"].tolist() == ["female", "male"]


def test_a_difference_is_that_of_the_groups_page(commented, by_sex):
    asked = mentions(commented, EVERYONE, coding(commented, "demo"))
    kindness = next(q for q in asked if q.code == "cancer:kindness")
    usual = compare(scores(commented, EVERYONE, kindness, [dimension("sex")]), "male")
    row = by_sex.of_theme("kindness").iloc[0]
    theirs = usual.groups.iloc[0]
    for column in ("n", "score", "lower", "upper", "difference", "difference_lower"):
        assert row[column] == pytest.approx(theirs[column])
    assert row["everyone"] == pytest.approx(usual.scores.overall["score"])


def test_the_reference_is_not_compared_with_itself(by_sex):
    men = by_sex.frame[by_sex.frame["group"] == "male"]
    assert (men["verdict"] == "reference").all()
    assert men["p"].isna().all()


def test_clear_allows_for_all_themes_and_groups(by_sex):
    tested = by_sex.frame["p"].dropna()
    assert by_sex.family == len(tested)
    assert (by_sex.frame["p_adjusted"].dropna() >= tested).all()
    assert (by_sex.clear["p_adjusted"] <= 0.05).all()
    assert by_sex.clear["p"].is_monotonic_increasing
    assert str(by_sex.family) in by_sex.notes[0]


def test_planted_differences_show_in_their_direction(commented):
    by = dimension("language")
    found = theme_groups(commented, EVERYONE, by, tone="criticism")
    rows = found.frame.set_index(["theme", "group"])
    assert rows.loc[("communication-needs", "other"), "verdict"] == "higher"


def test_money_weighs_more_where_there_is_less(commented):
    found = theme_groups(commented, EVERYONE, dimension("deprivation"), tone="criticism")
    shares = found.of_theme("money").set_index("group")["score"]
    assert shares["1"] > shares["5"]


def test_others_are_everyone_else(commented):
    found = theme_groups(commented, EVERYONE, dimension("sex"))
    assert found.reference == OTHERS
    two = found.of_theme("waits")["difference"].to_numpy()
    assert two[0] == pytest.approx(-two[1])


def test_adjusted_shares_stay_near_and_say_for_what(adjusted, by_sex):
    assert adjusted.adjusted.endswith("tumour group, overall rating")
    assert by_sex.adjusted == ""
    plain = by_sex.of_theme("kindness")["score"].to_numpy()
    assert np.abs(adjusted.of_theme("kindness")["score"].to_numpy() - plain).max() < 0.05


def test_adjusted_shares_of_few_mentions_are_not_tested(adjusted):
    rows = adjusted.frame
    few = rows["n"] * rows[["score", "everyone"]].min(axis=1) < LEAST_MENTIONS
    assert few.any()
    assert rows.loc[few, "p"].isna().all()
    assert not rows.loc[few, "verdict"].isin(["higher", "lower"]).any()


def test_filters_leave_only_their_groups(commented):
    some = Population.of("demo", groups={"sex": ["female"]})
    found = theme_groups(commented, some, dimension("sex"))
    assert found.frame["group"].unique().tolist() == ["female"]
    assert not len(found.clear)


def test_hidden_groups_have_no_numbers(commented):
    found = theme_groups(commented, EVERYONE, dimension("ethnicity-detail"))
    hidden = found.frame[found.frame["hidden"]]
    assert len(hidden)
    numbers = ["n", "score", "lower", "upper", "difference", "p", "p_adjusted"]
    assert hidden[numbers].isna().all(axis=None)
    assert (hidden["verdict"] == "hidden").all()


@pytest.mark.parametrize(
    "wrong", [{"adjustment": "all"}, {"reference": "martian"}, {"framework": "mine"}]
)
def test_what_does_not_exist_is_named(commented, wrong):
    with pytest.raises(UnknownChoice, match=next(iter(wrong.values()))):
        theme_groups(commented, EVERYONE, dimension("sex"), **wrong)


def test_without_comments_there_are_no_groups(demo):
    with pytest.raises(Unavailable, match="no comments"):
        theme_groups(demo, EVERYONE, dimension("sex"))
