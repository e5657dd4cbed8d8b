import numpy as np
import pytest

from analysis.present import charts
from present import themes as made

from .spec import rows


def marks(picture):
    return {(r["row"], r["side"]): r["share"] for r in rows(picture) if "side" in r}


def test_both_years_stand_in_a_row_as_percent(colours):
    picture = charts.theme_years(made.theme_years(), "Said.", colours)
    assert marks(picture) == {
        ("Staff kindness", "2015"): pytest.approx(20),
        ("Staff kindness", "2018"): pytest.approx(26),
        ("Waiting", "2015"): pytest.approx(10),
        ("Waiting", "2018"): pytest.approx(10),
    }
    assert picture.alt == "Said."


def test_hidden_themes_are_not_drawn(colours):
    found = made.theme_years()
    found.ends.loc[0, ["before", "after", "difference"]] = np.nan
    assert {row for row, _ in marks(charts.theme_years(found, "", colours))} == {"Waiting"}
    found.ends["difference"] = np.nan
    assert charts.theme_years(found, "", colours) is None


def test_words_stand_with_the_group_and_everyone_else(colours):
    found = marks(charts.theme_words(made.theme_words(), "female", "", colours))
    assert found["lump", "Female"] == pytest.approx(8)
    assert found["lump", "Everyone else"] == pytest.approx(1.2)
    assert charts.theme_words(made.theme_words(), "male", "", colours) is None
