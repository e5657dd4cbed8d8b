import pytest

from analysis.present import tables
from analysis.results.theme_places import theme_places
from analysis.survey import Population, level
from present import themes as made


def test_years_stand_side_by_side_with_the_change():
    table = tables.theme_years(made.theme_years())
    assert table.iloc[0].tolist() == ["Staff kindness", "20.0%", "26.0%", "+6.0 (+4.0 to +8.0) ▲"]
    assert tables.plain_theme_years(made.theme_years())["score"].tolist() == pytest.approx(
        [20, 26, 10, 10]
    )


def test_each_pair_is_there_once_and_hidden_ones_say_so():
    table = tables.theme_overlap(made.theme_overlap())
    assert len(table) == 3
    assert table.iloc[0].tolist() == ["Staff kindness", "Thanks", "90", "9.0 ▲"]
    hidden = table[table["People who mention both"] == "hidden"].iloc[0]
    assert hidden["Times as often as by chance"] == "–"
    assert len(tables.plain_theme_overlap(made.theme_overlap())) == 6


def test_words_have_their_users_and_shares():
    table = tables.theme_words(made.theme_words(), "female")
    assert table.iloc[0].tolist() == ["lump", "40", "8.0%", "1.2%", "4.2"]
    assert tables.plain_theme_words(made.theme_words())["score"].tolist() == pytest.approx([8, 12])


def test_candidates_are_words_and_people():
    assert tables.theme_candidates(made.candidates()).iloc[0].tolist() == ["wig, hair", "44"]


def test_places_are_compared_with_what_is_expected(commented):
    found = theme_places(commented, Population.of("demo"), level("alliance"), "waits")
    table = tables.theme_places(found)
    assert table["Cancer Alliance"].tolist() == found.frame["name"].tolist()
    assert set(table["Compared with expected"]) <= {
        "More than expected",
        "As expected",
        "Less than expected",
        "–",
    }
    plain = tables.plain_theme_places(found)
    assert plain["score"].max() > 1
