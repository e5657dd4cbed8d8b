import pytest

from analysis.present import sentences
from analysis.survey import OTHERS, dimension
from present import themes as made


def test_the_first_sentence_says_what_stands_out_and_for_whom():
    said = sentences.themes(made.themes(), made.theme_groups(made.TWICE))
    assert said == (
        "What people praise most: “Staff kindness” (28%); what they criticise most: “Waiting” "
        "(12%), and women twice as often as everyone else (16%)."
    )


def test_praise_without_detail_does_not_come_first():
    assert "Thanks" not in sentences.themes(made.themes(), made.theme_groups(made.TWICE))


def test_another_theme_is_named_if_that_one_shows_no_clear_difference():
    groups = made.theme_groups([("kindness", "male", 0.01, 0.03, "lower")])
    assert sentences.themes(made.themes(), groups).endswith(
        "(12%). The surest difference: men criticise “Staff kindness” less often than everyone "
        "else, 1.0% against 3.0%: −2.0 points (−3.0 to −1.0)."
    )


def test_no_clear_difference_is_said():
    groups = made.theme_groups([("waits", "male", 0.1, 0.1, "unclear")])
    said = sentences.themes(made.themes(), groups)
    assert said.endswith("No difference between the sexes in what they criticise is clear.")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (made.themes(hidden=True), "Too few people wrote comments here"),
        (made.themes(n=0), "Nobody in this selection wrote a comment."),
    ],
)
def test_where_nothing_can_be_shown_it_says_why(found, said):
    assert sentences.themes(found, made.theme_groups(made.TWICE)).startswith(said)


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.312, "31%"), (0.1, "10%"), (0.0996, "10%"), (0.0994, "9.9%"), (0.003, "0.3%")],
)
def test_small_shares_have_a_decimal(share, said):
    assert sentences.share(share) == said


@pytest.mark.parametrize(
    ("score", "other", "said"),
    [
        (0.2, 0.1, "twice as often as"),
        (0.3, 0.1, "three times as often as"),
        (0.5, 0.1, "far more often than"),
        (0.13, 0.1, "more often than"),
        (0.1, 0.13, "less often than"),
        (0.1, 0.0, "far more often than"),
    ],
)
def test_how_often_follows_from_the_ratio(score, other, said):
    verdict = "higher" if score > other else "lower"
    found = made.theme_groups([("waits", "female", score, other, verdict)])
    assert f"women criticise “Waiting” {said} everyone else" in sentences.one_theme(
        found, "waits"
    ).replace("Women", "women")


def test_by_group_the_surest_difference_comes_first_and_all_are_counted():
    said = sentences.theme_groups(made.theme_groups(made.TWICE))
    assert said == (
        "Women criticise “Waiting” twice as often as everyone else, 16% against 8.0%: +8.0 points "
        "(+7.0 to +9.0). It is the surest of 2 differences that stand out among 4 comparisons."
    )


def test_by_group_no_clear_difference_is_not_called_none():
    found = made.theme_groups([("waits", "male", 0.1, 0.1, "unclear")])
    said = sentences.theme_groups(found)
    assert said.startswith("No clear difference: none of 1 comparison between the sexes")


def test_hidden_groups_are_not_spoken_of():
    found = made.theme_groups([("waits", "male", 0.1, 0.1, "hidden")])
    assert sentences.theme_groups(found).startswith("Too few people")
    assert "can't be compared" in sentences.one_theme(found, "waits")


def test_one_theme_without_a_clear_difference_says_so():
    found = made.theme_groups([("waits", "male", 0.1, 0.1, "unclear")])
    assert sentences.one_theme(found, "waits") == (
        "“Waiting”: no group differs clearly from everyone else, as far as these comments can tell."
    )


def test_the_groups_that_differ_are_counted():
    ages = dimension("age").ids[:4]
    shares = (0.2, 0.3, 0.05, 0.1)
    verdicts = ("higher", "higher", "lower", "unclear")
    rows = [("waits", a, s, 0.1, v) for a, s, v in zip(ages, shares, verdicts, strict=True)]
    said = sentences.one_theme(made.theme_groups(rows, by="age"), "waits")
    assert said.endswith(
        "Of 4 groups compared, 2 do so clearly more often and 1 does so clearly less often."
    )


def test_what_is_compared_and_adjusted_for_is_said():
    found = made.theme_groups(made.TWICE, adjusted="age group, overall rating")
    assert found.reference == OTHERS
    assert sentences.compared_groups(found) == (
        "compared with: Everyone else; adjusted for age group, overall rating"
    )


def test_who_wrote_and_what_has_no_theme_is_always_said():
    assert sentences.who_wrote(made.themes()) == (
        "62% (60 to 64) of 1,600 respondents wrote a comment. 8.0% of them wrote nothing that has "
        "a theme: “Not assigned”."
    )
