from __future__ import annotations

import pytest

from analysis.present import tables
from analysis.results import Neighbours, lowest_fifth, place_scores
from analysis.survey import Population, level, place, question

Q5, Q59 = question("Q5"), question("Q59")
TRUST = level("trust")
OFFICIAL = Population.of("official", years=[2018])


def test_places_have_words_for_their_band_and_a_code(places_of):
    cells = {"R0A": (400, 0.7, "below"), "R1F": None, "R1H": (1400, 0.9, "above")}
    found = places_of(Q5, "trust", **cells)
    table = tables.places(found, lowest_fifth(found))
    assert table["Compared with expected"].tolist() == ["Below expected", "–", "Above expected"]
    assert table["Score"].tolist() == ["70.0%", "hidden", "90.0%"]
    assert table["Answers"].tolist() == ["400", "hidden", "1,400"]
    assert table["Expected range"].tolist() == ["76.0 to 84.0", "–", "76.0 to 84.0"]
    assert table["Code"].tolist() == ["R0A", "R1F", "R1H"]
    assert table.columns[0] == "Trust"


def test_a_file_of_places_begins_with_the_columns_that_were_promised(official):
    found = place_scores(official, OFFICIAL, question("Q1"), TRUST)
    plain = tables.plain_places(found, lowest_fifth(found))
    assert plain.columns[:9].tolist() == [
        "code", "name", "n", "score", "lower", "upper", "expected_lower", "expected_upper", "band",
    ]  # fmt: skip
    assert plain["score"].max() == pytest.approx(86)


@pytest.fixture
def spread_out(places_of):
    codes = ("R0A", "R1F", "R1H", "R1K", "RA2")
    scores = (0.5, None, 0.7, 0.9, 0.95)
    cells = {c: s and (400, s, "expected") for c, s in zip(codes, scores, strict=True)}
    return places_of(Q5, "trust", **cells)


def test_a_probability_stands_beside_every_score_and_none_beside_a_hidden_one(spread_out):
    low = lowest_fifth(spread_out)
    column = tables.places(spread_out, low)["In the lowest fifth (probability)"]
    assert column.tolist() == ["more than 99%", "–", *["less than 1%"] * 3]
    plain = tables.plain_places(spread_out, low).set_index("code")
    assert plain["probability_lowest_fifth"].sum() == pytest.approx(100 * low.size)
    assert plain.loc["R1F"].drop(["name", "hidden"]).isna().all()
    assert plain.columns[-1] == "hidden"


def test_adjusted_scores_stand_beside_those_as_answered(demo):
    found = place_scores(demo, Population.of("demo"), Q5, TRUST)
    low = lowest_fifth(found)
    table, plain = tables.places(found, low), tables.plain_places(found, low)
    assert {"Score (adjusted)", "Score as answered"} <= set(table.columns)
    assert (table["Score (adjusted)"] != table["Score as answered"]).any()
    raw = place_scores(demo, Population.of("demo"), Q5, TRUST, adjusted=False)
    assert plain["score_as_answered"].tolist() == pytest.approx(
        (100 * raw.frame["score"]).tolist(), nan_ok=True
    )
    assert "Score as answered" not in tables.places(raw, lowest_fifth(raw)).columns


def test_neighbours_follow_the_place_itself(spread_out):
    near = (("R1K", 0.021), ("R0A", 0.058), ("RJ1", 0.06))
    found = Neighbours(place("R1H"), TRUST, ("RA2", "R0A", "RJ1"), near)
    low = lowest_fifth(spread_out)
    together = tables.alliance(spread_out, low, found)
    assert together["Trust"].tolist() == [place(c).name for c in ("R1H", "R0A", "RA2")]
    assert together["Score"].iloc[0] == "70.0% (65.3 to 74.3)"
    alike = tables.similar(spread_out, low, found)
    assert alike["Trust"].tolist() == [place(c).name for c in ("R1H", "R1K", "R0A")]
    assert alike["Patients differ by"].tolist() == ["–", "2%", "6%"]


def test_a_hidden_neighbour_has_no_number(spread_out):
    found = Neighbours(place("R1F"), TRUST, ("R0A",), (("R0A", 0.05),))
    own = tables.similar(spread_out, lowest_fifth(spread_out), found).iloc[0]
    assert own["Score"] == "hidden"
    assert own["In the lowest fifth (probability)"] == own["Compared with expected"] == "–"
