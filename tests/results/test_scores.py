from __future__ import annotations

import made
import pandas as pd
import pytest

from analysis.results import scores
from analysis.statistics import mean_interval, wilson
from analysis.survey import InputError, Population, dimension, place, question

SEX, ETHNICITY, AGE = dimension("sex"), dimension("ethnicity"), dimension("age")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")


def numbers(frame: pd.DataFrame, *keys: str) -> pd.DataFrame:
    return frame.set_index(list(keys))[["n", "score"]].dropna().astype(float).sort_index()


def by_hand(people: pd.DataFrame, code: str, *keys: str) -> pd.DataFrame:
    worth = made.worth(people, code)
    groups = [people[key].fillna("not-given").rename(key) for key in keys]
    return worth.groupby(groups).agg(n="count", score="mean").rename_axis(list(keys)).sort_index()


def test_a_score_counts_positive_answers_among_positive_and_negative_ones(few):
    row = scores(few, WHO, Q5).overall
    positive = 30 + 54 + 10 + 15 + 6 + 2 + 7
    assert row["n"] == 40 + 60 + 20 + 20 + 12 + 4 + 14
    assert row["score"] == pytest.approx(positive / row["n"])


def test_left_out_and_blank_answers_and_people_not_asked_are_in_no_base(few):
    only_those = Population.of("made", groups={"ethnicity": ["not-given"]})
    assert scores(few, only_those, Q5).overall["n"] == 12


def test_a_rating_is_the_mean_with_the_sd_of_the_answers(few):
    row = scores(few, Population.of("made", groups={"ethnicity": ["white"]}), Q59).overall
    answers = pd.Series([10, 8] * 20 + [9] * 60)
    assert (row["n"], row["score"]) == (100, answers.mean())
    assert row["sd"] == pytest.approx(answers.std())


@pytest.mark.parametrize("code", ["Q1", "Q5", "Q7", "Q59"])
def test_every_group_has_the_base_and_score_that_pandas_gives(crowd, many, code):
    frame = scores(many, WHO, question(code), [ETHNICITY]).frame
    assert not frame["hidden"].any()
    pd.testing.assert_frame_equal(
        numbers(frame[~frame["total"]], "group"),
        by_hand(crowd, code, "ethnicity").rename_axis("group"),
        check_dtype=False,
    )


def test_two_breakdowns_give_every_combination_and_both_margins(crowd, many):
    frame = scores(many, WHO, Q5, [ETHNICITY, SEX]).frame
    cells = frame[(frame["group"] != "all") & (frame["panel"] != "all")]
    pd.testing.assert_frame_equal(
        numbers(cells, "group", "panel"),
        by_hand(crowd, "Q5", "ethnicity", "sex").rename_axis(["group", "panel"]),
        check_dtype=False,
    )
    margin = frame[(frame["group"] == "all") & (frame["panel"] != "all")]
    pd.testing.assert_frame_equal(
        numbers(margin, "panel"),
        by_hand(crowd, "Q5", "sex").rename_axis("panel"),
        check_dtype=False,
    )
    assert frame.loc[frame["total"], "group"].eq("all").all()
    assert not frame.loc[~frame["total"], "group"].eq("all").any()


def _in(people: pd.DataFrame, code: str) -> pd.Series:
    level = place(code).level
    if level in ("trust", "ccg"):
        return people[level] == code
    # a person belongs where the CCG does, and where there is none, where the trust does
    base = people["ccg"].where(people["ccg"].notna(), people["trust"])
    return base.map(lambda at: getattr(place(at), level)) == code


@pytest.mark.parametrize("level", ["trust", "ccg", "stp", "alliance"])
def test_a_place_of_any_level_keeps_the_people_who_belong_to_it(crowd, many, level):
    code = {
        "trust": crowd["trust"].iloc[0],
        "ccg": crowd["ccg"].dropna().iloc[0],
        "stp": place(crowd["ccg"].dropna().iloc[0]).stp,
        "alliance": place(crowd["ccg"].dropna().iloc[0]).alliance,
    }[level]
    row = scores(many, Population.of("made", at=code), Q5).overall
    worth = made.worth(crowd[_in(crowd, code)], "Q5")
    assert (row["n"], row["score"]) == (worth.count(), pytest.approx(worth.mean()))
    assert 100 < row["n"] < len(crowd) / 2


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"years": [2016, 2018]}, lambda p: p["year"].isin([2016, 2018])),
        ({"groups": {"sex": ["female"]}}, lambda p: p["sex"] == "female"),
        (
            {"groups": {"ethnicity": ["asian", "not-given"]}},
            lambda p: (p["ethnicity"] == "asian") | p["ethnicity"].isna(),
        ),
        ({"groups": {"age": ["not-given"]}}, lambda p: p["age"].isna()),
        (
            {"years": [2017], "groups": {"sex": ["male"], "tumour": ["breast", "brain"]}},
            lambda p: (
                (p["year"] == 2017) & (p["sex"] == "male") & p["tumour"].isin(["breast", "brain"])
            ),
        ),
    ],
    ids=["years", "group", "group or not given", "not given", "several at once"],
)
def test_a_filter_keeps_exactly_the_people_it_names(crowd, many, filters, kept):
    row = scores(many, Population.of("made", **filters), Q5).overall
    worth = made.worth(crowd[kept(crowd)], "Q5")
    assert (row["n"], row["score"]) == (worth.count(), pytest.approx(worth.mean()))


def test_weights_weigh_the_score_and_give_an_effective_base(weighted):
    found = scores(weighted, WHO, Q5, [SEX])
    men = found.frame.set_index("group").loc["male"]
    # 30 men of weight 1, a third of them positive; 20 of weight 3, three quarters of them positive
    assert men["n"] == 50
    assert men["weight"] == pytest.approx(30 + 60)
    assert men["score"] == pytest.approx((10 + 3 * 15) / 90)
    assert men["n_effective"] == pytest.approx(90**2 / (30 * 1 + 20 * 9))
    limits = wilson(55 / 90, 90**2 / 210)
    assert men[["lower", "upper"]].tolist() == pytest.approx([float(v) for v in limits])
    women = found.frame.set_index("group").loc["female"]
    assert women["n_effective"] == pytest.approx(40)
    assert women["score"] == pytest.approx(0.75)
    assert any("weighted" in note for note in found.notes)


def test_a_weighted_rating_is_the_weighted_mean(weighted):
    men = scores(weighted, WHO, Q59, [SEX]).frame.set_index("group").loc["male"]
    assert men["score"] == pytest.approx((10 * (2 + 6 + 4) + 3 * 10 * (7 + 9)) / 90)


def test_without_weights_the_effective_base_is_the_base(many):
    frame = scores(many, WHO, Q5, [SEX]).frame
    assert (frame["n_effective"] == frame["n"]).all()


def test_limits_are_wilsons_for_shares_and_normal_for_ratings(few):
    share = scores(few, WHO, Q5).overall
    assert tuple(wilson(share["score"], share["n"])) == (share["lower"], share["upper"])
    rating = scores(few, WHO, Q59).overall
    limits = mean_interval(rating["score"], rating["sd"], rating["n"])
    assert tuple(limits) == (rating["lower"], rating["upper"])


def test_a_small_group_and_the_one_that_would_give_it_away_have_no_number(few):
    frame = scores(few, WHO, Q5, [ETHNICITY]).frame.set_index("group")
    assert frame.index[frame["hidden"]].tolist() == ["mixed", "black"]
    columns = ["n", "n_effective", "weight", "score", "sd", "lower", "upper"]
    assert frame.loc[frame["hidden"], columns].isna().all(axis=None)
    assert not frame.loc["all", "hidden"]


def test_groups_keep_their_own_order_whatever_their_scores(crowd, many, workspace_of):
    in_order = [*ETHNICITY.ids, "not-given", "all"]
    assert scores(many, WHO, Q5, [ETHNICITY]).frame["group"].tolist() == in_order
    mirrored = dict(zip(ETHNICITY.ids, reversed(ETHNICITY.ids), strict=True))
    other = crowd.assign(ethnicity=crowd["ethnicity"].map(mirrored))
    turned = scores(workspace_of(other.sample(frac=1, random_state=3)), WHO, Q5, [ETHNICITY])
    assert turned.frame["group"].tolist() == in_order


def test_a_filtered_dimension_shows_only_the_groups_kept(many):
    kept = Population.of("made", groups={"ethnicity": ["black", "asian"]})
    assert scores(many, kept, Q5, [ETHNICITY]).frame["group"].tolist() == ["asian", "black", "all"]
    panels = scores(many, kept, Q5, [SEX, ETHNICITY]).frame["panel"].unique().tolist()
    assert panels == ["asian", "black", "all"]


def test_not_given_is_shown_where_it_has_people_and_left_out_where_it_has_none(many, weighted):
    assert "not-given" in scores(many, WHO, Q5, [SEX]).frame["group"].tolist()
    assert "not-given" not in scores(weighted, WHO, Q5, [SEX]).frame["group"].tolist()


def test_groups_leave_out_totals_and_not_given(many):
    assert scores(many, WHO, Q5, [SEX]).groups["group"].tolist() == ["female", "male"]


def test_a_population_without_anybody_has_a_base_of_zero_and_no_score(few):
    row = scores(few, Population.of("made", groups={"tumour": ["lung"]}), Q5).overall
    assert row["n"] == 0
    assert pd.isna(row["score"])
    assert not row["hidden"]


def test_years_in_which_the_question_was_different_are_named(demo):
    assert Q5.years == (2016, 2017, 2018)
    assert "Q5 was asked differently in 2015" in scores(demo, Population.of("demo"), Q5).notes[0]
    later = Population.of("demo", years=[2016, 2017])
    assert scores(demo, later, Q5).notes == ()


def test_three_breakdowns_or_one_twice_are_refused(many):
    for by in ([SEX, SEX], [SEX, AGE, ETHNICITY]):
        with pytest.raises(InputError, match="at most two different breakdowns"):
            scores(many, WHO, Q5, by)


def test_the_policy_is_carried_along(many):
    assert scores(many, WHO, Q5).policy.minimum == 10


def test_everyone_is_called_everyone_and_groups_by_their_labels(many):
    frame = scores(many, WHO, Q5, [SEX, ETHNICITY]).frame
    assert set(frame["label"]) == {"Female", "Male", "Not given", "Everyone"}
    assert frame["panel_label"].iloc[0] == "White"
