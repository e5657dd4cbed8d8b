from __future__ import annotations

import made
import pytest

from analysis.present import sentences
from analysis.results import OTHERS, compare, scores
from analysis.survey import Population, dimension, question

SEX, ETHNICITY, AGE = dimension("sex"), dimension("ethnicity"), dimension("age")
DEPRIVATION = dimension("deprivation")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


def test_a_whole_population_is_named_with_its_score_and_interval(scores_of):
    found = scores_of(Q5, SEX, at="RJ1", all=(1000, 0.8))
    assert sentences.overall(found) == (
        "Guy's and St Thomas' NHS Foundation Trust: 80% (77 to 82)."
    )


def test_too_few_answers_and_none_at_all_are_told_apart(scores_of):
    assert "too few answers" in sentences.overall(scores_of(Q5, SEX, all=None))
    nobody = scores_of(Q5, SEX, all=(0, float("nan")))
    assert sentences.overall(nobody) == "Nobody in this selection answered this question."
    assert "hidden" not in sentences.groups(compare(nobody))


def test_the_widest_clear_gap_downwards_comes_first_with_how_sure_it_is(scores_of):
    found = scores_of(
        Q5, ETHNICITY,
        white=(5000, 0.80), mixed=(900, 0.75), asian=(900, 0.70), black=(900, 0.95),
        other=(900, 0.81), all=(8600, 0.78),
    )  # fmt: skip
    assert sentences.groups(compare(found)) == (
        "Asian or Asian British people score 70%, 10 points lower (7 to 13) than White people. "
        "Of 4 groups compared, 2 score clearly lower and 1 scores clearly higher."
    )


def test_where_nobody_scores_lower_the_widest_gap_upwards_comes_first(scores_of):
    found = scores_of(Q5, SEX, female=(2000, 0.9), male=(2000, 0.8), all=(4000, 0.85))
    assert (
        sentences.groups(compare(found)) == "Women score 90%, 10 points higher (8 to 12) than men."
    )


def test_a_rating_is_told_in_its_own_unit(scores_of):
    found = scores_of(Q59, SEX, female=(4000, 8.6), male=(4000, 8.9), all=(8000, 8.75))
    assert sentences.groups(compare(found)) == (
        "Women score 8.60 out of 10, 0.30 points lower (0.24 to 0.36) than men."
    )


def test_everyone_else_can_be_the_comparison(scores_of):
    found = scores_of(Q5, SEX, female=(2000, 0.7), male=(2000, 0.8), all=(4000, 0.75))
    text = sentences.groups(compare(found, OTHERS.id))
    assert text.startswith("Women score 70%, 10 points lower (7 to 13) than everyone else.")


def test_overlapping_groups_have_no_clear_difference(scores_of):
    found = scores_of(
        Q5, ETHNICITY, white=(200, 0.80), asian=(100, 0.78), black=(50, 0.84), all=(350, 0.8)
    )
    assert sentences.groups(compare(found)) == (
        "No clear difference: each of the 2 groups compared could have the same score as White "
        "people, as far as these answers can tell."
    )
    alone = scores_of(Q5, SEX, female=(100, 0.8), male=(100, 0.8), all=(200, 0.8))
    assert sentences.groups(compare(alone)).startswith("No clear difference between ")


def test_a_single_group_is_not_compared(scores_of):
    found = scores_of(Q5, SEX, male=(100, 0.8), all=(100, 0.8))
    assert sentences.groups(compare(found)).startswith("Only one group can be shown here")
    hidden = scores_of(Q5, ETHNICITY, white=(100, 0.8), asian=None, black=None, all=(114, 0.8))
    assert sentences.groups(compare(hidden)).startswith("Only one group can be shown here")


def test_a_hidden_reference_is_named_with_what_to_do(scores_of):
    found = scores_of(
        Q5, ETHNICITY, white=(100, 0.8), asian=(100, 0.6), black=None, mixed=None, all=(220, 0.7)
    )
    text = sentences.groups(compare(found, "black"))
    assert text.startswith("Black, African, Caribbean or Black British can't be shown here")
    assert "another reference group" in text


def test_where_every_group_is_hidden_none_is_called_the_only_one(scores_of):
    found = scores_of(Q5, SEX, female=None, male=None, all=(100, 0.8))
    assert sentences.groups(compare(found)) == (
        "No group can be shown here, so there is nothing to compare."
    )


def test_two_groups_that_share_the_widest_gap_are_both_named(scores_of):
    found = scores_of(
        Q5, ETHNICITY,
        white=(5000, 0.80), asian=(900, 0.70), black=(400, 0.7002), mixed=(900, 0.75),
        all=(7200, 0.78),
    )  # fmt: skip
    assert sentences.groups(compare(found)) == (
        "Asian or Asian British people score 70%, 10 points lower (7 to 13) than White people and "
        "Black, African, Caribbean or Black British people score 70%, 10 points lower (6 to 15). "
        "Of 3 groups compared, all score clearly lower."
    )


def test_a_widest_gap_that_many_share_is_nobodys_own(scores_of):
    ties = {f"g{key.replace('-', '_')}": (3000, 0.6) for key in AGE.ids if key != "65-74"}
    found = scores_of(Q5, AGE, **ties | {"g16_24": (300, 0.6)}, g65_74=(3000, 0.8), all=(9, 0.63))
    narrow = compare(found).frame.set_index("group").loc["25-34"]
    assert 100 * narrow["difference_upper"] == pytest.approx(-17.7, abs=0.05)
    assert sentences.groups(compare(found)) == (
        "7 groups have the widest gap: each scores 20 points lower (14 to 26) than people aged 65 "
        "to 74. Of 7 groups compared, all score clearly lower."
    )


def test_two_of_two_groups_are_both(scores_of):
    found = scores_of(
        Q5, ETHNICITY, white=(5000, 0.80), asian=(900, 0.70), black=(900, 0.6), all=(6800, 0.78)
    )
    assert sentences.groups(compare(found)).endswith(
        "Of 2 groups compared, both score clearly lower."
    )


def test_a_clear_difference_of_less_than_a_point_has_no_zero_in_its_interval(scores_of):
    found = scores_of(Q5, SEX, female=(9e5, 0.797), male=(9e5, 0.8), all=(18e5, 0.7985))
    assert sentences.groups(compare(found)) == (
        "Women score 80%, less than 1 point lower (less than 1 at either limit) than men."
    )


def test_a_hidden_group_is_never_mentioned(few):
    found = compare(scores(few, WHO, Q5, [ETHNICITY]))
    hidden = found.frame.loc[found.frame["hidden"], "group"]
    assert len(hidden) == 2
    text = sentences.groups(found)
    assert text.startswith("Asian or Asian British people score 63%")
    for key in hidden:
        assert ETHNICITY.group(key).people not in text


def test_two_breakdowns_name_the_panel_of_the_surest_gap(workspace_of):
    people = made.people(
        {"n": 300, "sex": "male", "ethnicity": "white", "Q5": [1, 1, 1, 2]},
        {"n": 300, "sex": "male", "ethnicity": "asian", "Q5": [1, 1, 2, 2]},
        {"n": 300, "sex": "female", "ethnicity": "white", "Q5": [1, 1, 1, 2]},
        {"n": 300, "sex": "female", "ethnicity": "asian", "Q5": [1, 1, 1, 2]},
    )
    workspace = workspace_of(people)
    text = sentences.groups(compare(scores(workspace, WHO, Q5, [ETHNICITY, SEX])))
    assert text == (
        "The surest gap is among men: Asian or Asian British people (300 answers) score 50%, "
        "25 points lower (17 to 32) than White people. Of 2 comparisons, 1 is clear."
    )
    text = sentences.groups(compare(scores(workspace, WHO, Q5, [SEX, ETHNICITY]), "female"))
    assert text.startswith("The surest gap is among Asian or Asian British people: men (300 ")


def crossed(workspace_of, *cells):
    people = [
        {"n": 300, "sex": sex, "ethnicity": group, "Q5": codes} for sex, group, codes in cells
    ]
    found = scores(workspace_of(made.people(*people)), WHO, Q5, [ETHNICITY, SEX])
    return sentences.groups(compare(found))


GOOD, POOR = [1, 1, 1, 2], [1, 1, 2, 2]


def test_two_gaps_that_are_equally_sure_are_both_named(workspace_of):
    cells = [(s, e, POOR if e == "asian" else GOOD) for s in SEX.ids for e in ("white", "asian")]
    assert crossed(workspace_of, *cells) == (
        "The two surest gaps are among women: Asian or Asian British people (300 answers) score "
        "50%, 25 points lower (17 to 32) than White people; and among men: Asian or Asian British "
        "people (300 answers) score 50%, 25 points lower (17 to 32) than White people. "
        "Of 2 comparisons, both are clear."
    )


def test_of_many_gaps_that_are_equally_sure_none_is_singled_out(workspace_of):
    groups = ("white", "asian", "black")
    cells = [(s, e, GOOD if e == "white" else POOR) for s in SEX.ids for e in groups]
    assert crossed(workspace_of, *cells) == (
        "No gap is the surest: 4 are equally sure. Of 4 comparisons, all are clear."
    )


def test_two_breakdowns_without_a_clear_gap_say_so(few):
    text = sentences.groups(compare(scores(few, WHO, Q5, [SEX, ETHNICITY]), "female"))
    assert "clear" in text
    women = Population.of("made", groups={"sex": ["female"]})
    text = sentences.groups(compare(scores(few, women, Q5, [SEX, ETHNICITY]), "female"))
    assert text == "No clear difference from women inside any of the ethnic groups shown."


def test_an_official_pair_is_told_with_the_publishers_test(official):
    text = sentences.groups(compare(scores(official, OFFICIAL, question("Q1"), [SEX])))
    assert text == (
        "Women score 75%, 10 points lower than men. "
        "The publisher found this difference statistically significant."
    )


def test_an_official_pair_that_was_not_tested_is_not_called_significant(official):
    found = scores(official, OFFICIAL, question("Q1"), [DEPRIVATION])
    assert "statistically significant" in sentences.groups(compare(found, "5"))
    text = sentences.groups(compare(found, "3"))
    assert "10 points lower" in text
    assert text.endswith("The publisher did not test this difference.")


def test_an_official_pair_with_one_and_the_same_score_says_so(official):
    found = scores(official, OFFICIAL, question("Q1"), [SEX])
    found.frame["score"] = 0.8
    assert (
        sentences.groups(compare(found)) == "Women have the same score as men (80%), as published."
    )


def test_an_official_difference_that_was_tested_and_not_found_says_so(official):
    found = scores(official, OFFICIAL, question("Q1"), [SEX])
    found.frame["significant"] = found.frame["significant"] & False
    assert "did not find this difference statistically significant" in sentences.groups(
        compare(found)
    )
