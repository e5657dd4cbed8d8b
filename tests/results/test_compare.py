from __future__ import annotations

import made
import numpy as np
import pandas as pd
import pytest

from analysis.results import OTHERS, compare, scores
from analysis.results.compare import rest_of
from analysis.statistics import newcombe, welch
from analysis.survey import InputError, Population, UnknownChoice, dimension, question

SEX, ETHNICITY, TUMOUR = dimension("sex"), dimension("ethnicity"), dimension("tumour")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
GAPS = ["difference", "difference_lower", "difference_upper"]


def rows(comparison):
    return comparison.frame.set_index("group")


def test_a_difference_is_the_score_minus_the_references_with_newcombes_limits(few):
    frame = rows(compare(scores(few, WHO, Q5, [SEX])))
    # women: 30 of 40, 10 of 20, 6 of 12; men: 54 of 60, 15 of 20, 2 of 4, 7 of 14
    women, men = (46, 72), (78, 98)
    gap = newcombe(women[0] / women[1], women[1], men[0] / men[1], men[1])
    assert frame.loc["female", GAPS].tolist() == pytest.approx([float(v) for v in gap])
    assert frame.loc["female", "difference"] == pytest.approx(46 / 72 - 78 / 98)


def test_ratings_are_compared_with_welchs_interval(few):
    frame = rows(compare(scores(few, WHO, Q59, [SEX])))
    women = pd.Series([10, 8] * 20 + [4, 6] * 10 + [5] * 12)
    men = pd.Series([9] * 60 + [7, 9] * 10 + [3, 5] * 2 + [8, 9] * 7)
    gap = welch(women.mean(), women.std(), len(women), men.mean(), men.std(), len(men))
    assert frame.loc["female", GAPS].tolist() == pytest.approx([float(v) for v in gap])


def test_zero_means_no_difference_and_more_is_better(few):
    frame = rows(compare(scores(few, WHO, Q5, [SEX]), "female"))
    assert frame.loc["male", "difference"] > 0
    assert np.isnan(frame.loc["female", "difference"])


@pytest.mark.parametrize("code", ["Q5", "Q59"])
def test_everyone_else_is_exactly_the_other_people(crowd, many, code):
    frame = rows(compare(scores(many, WHO, question(code), [ETHNICITY]), OTHERS.id))
    worth = made.worth(crowd, code)
    for group in ETHNICITY.ids:
        own = crowd["ethnicity"] == group
        a, b = worth[own].dropna(), worth[~own].dropna()
        if code == "Q59":
            gap = welch(a.mean(), a.std(), len(a), b.mean(), b.std(), len(b))
        else:
            gap = newcombe(a.mean(), len(a), b.mean(), len(b))
        assert frame.loc[group, GAPS].tolist() == pytest.approx([float(v) for v in gap])


def test_everyone_else_is_taken_within_each_panel(crowd, many):
    frame = compare(scores(many, WHO, Q5, [ETHNICITY, SEX]), OTHERS.id).frame
    here = frame[(frame["panel"] == "male") & (frame["group"] == "asian")].iloc[0]
    men = crowd[crowd["sex"] == "male"]
    worth, own = made.worth(men, "Q5"), men["ethnicity"] == "asian"
    assert here["difference"] == pytest.approx(worth[own].mean() - worth[~own].mean())


def test_a_reference_is_taken_within_each_panel(many):
    frame = compare(scores(many, WHO, Q5, [ETHNICITY, SEX]), "black").frame
    score = frame.set_index(["panel", "group"])["score"]
    for panel in ("female", "male", "all"):
        gap = frame.set_index(["panel", "group"])["difference"][panel, "white"]
        assert gap == pytest.approx(score[panel, "white"] - score[panel, "black"])
    assert frame.loc[frame["panel"] == "female", "difference"].notna().sum() == 4


@pytest.mark.parametrize("weights", [None, "equal", "uneven"])
def test_the_spread_of_everyone_elses_ratings_is_that_of_the_rest(workspace_of, weights):
    rng = np.random.default_rng(4)
    people = made.crowd(3_000, seed=5)
    people = people.assign(Q59=rng.choice([7, 8, 9, 10, 11], len(people)).astype("uint8"))
    women = (people["sex"] == "female").to_numpy()
    people.loc[women, "Q59"] -= 2
    if weights:
        weight = np.where(women, 0.4, 1.0) if weights == "uneven" else np.full(len(people), 2.0)
        people = people.assign(weight=weight)
    frame = scores(workspace_of(people), WHO, Q59, [SEX]).frame
    whole = pd.concat([frame[frame["group"] == "all"]] * len(frame)).set_axis(frame.index)
    rest = pd.DataFrame(rest_of(frame, whole))[(frame["group"] == "female").to_numpy()].iloc[0]
    true = made.worth(people, "Q59")[~women]
    assert rest["score"] == pytest.approx(true.mean())
    near = {"rel": 1e-9} if weights != "uneven" else {"rel": 0.1}
    assert rest["sd"] == pytest.approx(true.std(), **near)
    assert rest["n_effective"] == pytest.approx(len(true), rel=1e-6)


def test_nobody_else_gives_no_difference(few):
    women = Population.of("made", groups={"sex": ["female"]})
    frame = compare(scores(few, women, Q5, [SEX]), OTHERS.id).frame
    assert frame[GAPS].isna().all(axis=None)


def test_the_dimensions_own_reference_is_the_default(many):
    comparison = compare(scores(many, WHO, Q5, [ETHNICITY]))
    assert comparison.reference.id == ETHNICITY.reference == "white"
    assert np.isnan(rows(comparison).loc["white", "difference"])


def test_the_first_group_there_stands_in_for_a_default_reference_that_is_filtered_away(many):
    some = Population.of("made", groups={"ethnicity": ["black", "asian"]})
    assert compare(scores(many, some, Q5, [ETHNICITY])).reference.id == "asian"


@pytest.mark.parametrize("by", [[ETHNICITY], [ETHNICITY, SEX]], ids=["one", "two"])
def test_a_chosen_reference_that_is_filtered_away_gives_no_differences(many, by):
    some = Population.of("made", groups={"ethnicity": ["black", "asian"]})
    comparison = compare(scores(many, some, Q5, by), "white")
    assert comparison.reference.id == "white"
    assert comparison.frame[GAPS].isna().all(axis=None)


@pytest.mark.parametrize("reference", [None, "black", OTHERS.id])
def test_not_given_and_totals_are_never_compared(many, reference):
    frame = rows(compare(scores(many, WHO, Q5, [ETHNICITY]), reference))
    assert frame.loc[["not-given", "all"], GAPS].isna().all(axis=None)
    assert frame.loc["not-given", "score"] > 0


def test_not_given_is_no_reference(many):
    with pytest.raises(UnknownChoice, match="no group of ethnic group 'not-given'"):
        compare(scores(many, WHO, Q5, [ETHNICITY]), "not-given")


@pytest.mark.parametrize("code", ["Q5", "Q59"])
@pytest.mark.parametrize("reference", ["white", OTHERS.id])
def test_a_hidden_group_has_no_difference(few, code, reference):
    frame = rows(compare(scores(few, WHO, question(code), [ETHNICITY]), reference))
    assert frame.loc["black", "hidden"]
    assert frame.loc[frame["hidden"], GAPS].isna().all(axis=None)
    assert np.isfinite(frame.loc["asian", "difference"])


def test_nothing_differs_from_a_hidden_reference(few):
    comparison = compare(scores(few, WHO, Q5, [ETHNICITY]), "black")
    assert comparison.frame[GAPS].isna().all(axis=None)
    assert comparison.groups.empty


def test_an_unknown_reference_is_refused_with_the_groups_there_are(many):
    with pytest.raises(UnknownChoice, match="female, male, others"):
        compare(scores(many, WHO, Q5, [SEX]), "men")


def test_without_a_breakdown_there_is_nothing_to_compare(many):
    with pytest.raises(InputError, match="nothing to compare"):
        compare(scores(many, WHO, Q5))


def test_a_higher_confidence_gives_wider_limits(many):
    found = scores(many, WHO, Q5, [SEX])
    usual, wide = (rows(compare(found, confidence=c)).loc["female"] for c in (0.95, 0.999))
    assert wide["difference_lower"] < usual["difference_lower"]
    assert wide["difference_upper"] > usual["difference_upper"]


def test_the_publishers_test_is_shown_only_against_the_group_it_was_made_against(official):
    who = Population.of("official", years=[2018])
    found = scores(official, who, question("Q1"), [dimension("deprivation")])
    tested = rows(compare(found, "5"))["significant"]
    assert tested["1"]
    assert pd.isna(tested["2"])
    assert rows(compare(found, "3"))["significant"].isna().all()


def test_official_groups_without_a_base_have_a_difference_but_no_limits(official):
    who = Population.of("official", years=[2018])
    frame = rows(compare(scores(official, who, question("Q1"), [SEX])))
    assert frame.loc["female", "difference"] == pytest.approx(-0.1)
    assert frame.loc["female", GAPS[1:]].isna().all()


def test_official_tumour_groups_are_compared_by_their_published_bases(official):
    who = Population.of("official", years=[2018])
    frame = rows(compare(scores(official, who, question("Q1"), [TUMOUR])))
    value, lower, upper = (float(v) for v in newcombe(0.7, 200, 0.9, 200))
    allowing_for_rounding = [value, lower - 0.01, upper + 0.01]
    assert frame.loc["lung", GAPS].tolist() == pytest.approx(allowing_for_rounding)
    assert frame.loc["brain", GAPS].isna().all()
