from __future__ import annotations

import pytest

from analysis.present import tables
from analysis.results import place_scores
from analysis.survey import Population, dimension, level, question

SEX, ETHNICITY, AGE = dimension("sex"), dimension("ethnicity"), dimension("age")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


def test_places_have_words_for_their_band_and_a_code(places_of):
    cells = {"R0A": (400, 0.7, "below"), "R1F": None, "R1H": (1400, 0.9, "above")}
    table = tables.places(places_of(Q5, "trust", **cells))
    assert table["Compared with expected"].tolist() == ["Below expected", "–", "Above expected"]
    assert table["Score"].tolist() == ["70.0%", "hidden", "90.0%"]
    assert table["Answers"].tolist() == ["400", "hidden", "1,400"]
    assert table["Expected range"].tolist() == ["76.0 to 84.0", "–", "76.0 to 84.0"]
    assert table["Code"].tolist() == ["R0A", "R1F", "R1H"]
    assert table.columns[0] == "Trust"


def test_a_file_of_places_begins_with_the_columns_that_were_promised(official):
    plain = tables.plain_places(place_scores(official, OFFICIAL, question("Q1"), level("trust")))
    assert plain.columns[:9].tolist() == [
        "code", "name", "n", "score", "lower", "upper", "expected_lower", "expected_upper", "band",
    ]  # fmt: skip
    assert plain["score"].max() == pytest.approx(86)
