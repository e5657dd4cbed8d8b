from __future__ import annotations

import made

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
        "No clear difference: White people and the other 2 groups compared could all have the same "
        "score, as far as these answers can tell."
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


def test_a_tie_for_the_widest_gap_goes_to_the_first_group(scores_of):
    ties = {key.replace("-", "_"): (3000, 0.6) for key in AGE.ids if key != "65-74"}
    ties = {f"g{key}": cell for key, cell in ties.items()}
    found = scores_of(Q5, AGE, **ties, g65_74=(3000, 0.8), all=(24000, 0.63))
    text = sentences.groups(compare(found))
    assert text.startswith("People aged 16 to 24 score 60%")
    assert text.endswith("Of 7 groups compared, all score clearly lower.")


def test_a_hidden_group_is_never_mentioned(few):
    found = compare(scores(few, WHO, Q5, [ETHNICITY]))
    hidden = found.frame.loc[found.frame["hidden"], "group"]
    assert len(hidden) == 2
    text = sentences.groups(found)
    assert text.startswith("Asian or Asian British people score 62%")
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
