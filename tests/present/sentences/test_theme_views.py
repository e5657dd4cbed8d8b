import numpy as np
import pytest

from analysis.present import sentences
from analysis.results.theme_places import theme_places
from analysis.survey import Population, level
from present import themes as made


def test_the_surest_change_is_told_with_its_interval():
    assert sentences.theme_years(made.theme_years()) == (
        "More people mention “Staff kindness” in 2018 than in 2015: 26% of those who wrote against "
        "20%, +6.0 points (+4.0 to +8.0). Of 2 themes, 1 change stands out."
    )


def test_no_clear_change_is_said():
    said = sentences.theme_years(made.theme_years("unclear"))
    assert said.startswith("No clear change from 2015 to 2018: none of 2 themes stands out")


def test_hidden_years_say_so():
    found = made.theme_years()
    found.ends["difference"] = np.nan
    assert sentences.theme_years(found).startswith("Too few people wrote in 2015 or 2018")


def test_the_pair_that_goes_together_most_leaves_out_thanks():
    assert sentences.theme_overlap(made.theme_overlap()) == (
        "“Staff kindness” and “Waiting” go together most: of those who mention the first, 30% "
        "mention the second too, 3.0 times the 10% of everyone who wrote."
    )
    assert sentences.theme_overlap(made.theme_overlap("unclear")).startswith("No two themes")


def test_the_words_most_typical_of_a_group_are_named():
    assert sentences.theme_words(made.theme_words(), "female") == (
        "Women use “lump” and “husband” more than everyone else: “lump” is used by 8.0% of them, "
        "and by 1.2% of everyone else."
    )
    assert "too few people wrote" in sentences.theme_words(made.theme_words(), "male")


def test_what_no_theme_covers_is_a_share_with_its_interval():
    said = sentences.theme_rest(made.themes())
    assert said.startswith("8.0% (7.2 to 8.8) of the people who wrote")
    assert sentences.theme_rest(made.themes(hidden=True)).startswith("Too few people")


@pytest.fixture(scope="module")
def places(commented):
    return theme_places(commented, Population.of("demo"), level("alliance"), "waits")


def test_places_with_more_and_fewer_mentions_are_counted(places):
    bands = places.frame["band"].value_counts()
    said = sentences.theme_places(places, "any", "ENG")
    assert said.startswith("People mention “Waits and delays to care” more often than expected in ")
    assert f"of {bands.sum()} Cancer Alliances" in said


def test_the_chosen_place_comes_first(places):
    row = places.frame.iloc[0]
    said = sentences.theme_places(places, "any", row["code"])
    assert said.startswith(f"{row['name']}: ")
