from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.present import tables
from present.discoveries import discovery_of


def test_findings_are_numbered_in_their_order():
    table = tables.discovery(discovery_of())
    assert table["No."].tolist() == ["1", "2"]
    assert table["Who"].tolist() == [
        "Asian or Asian British women in the most deprived fifth of areas",
        "People aged 16 to 24",
    ]


def test_numbers_come_with_their_uncertainty_and_in_words_a_reader_knows():
    first, second = tables.discovery(discovery_of()).to_dict("records")
    assert (first["Answers"], second["Answers"]) == ("about 840", "95")
    assert first["Score"] == "71.0%"
    assert first["Difference (points)"] == "−12.0 (−15.0 to −8.0)"
    assert first["People more than expected"] == "101"
    assert (first["p, adjusted"], second["p, adjusted"]) == ("below 0.001", "0.041")
    assert first["Among the worst tenth"] == "97%"
    assert second["Among the worst tenth"] == "under 1%"


def test_one_question_is_in_the_title_several_are_in_the_table():
    assert "Question" not in tables.discovery(discovery_of())
    table = tables.discovery(discovery_of(codes=("Q5", "Q7")))
    assert table["Question"].nunique() == 2


def test_a_rating_has_points_of_its_own_and_no_people():
    first = tables.discovery(discovery_of(codes=("Q59",))).to_dict("records")[0]
    assert first["Score"] == "7.10 out of 10"
    assert first["Difference (points)"] == "−1.20 (−1.50 to −0.80)"
    assert first["People more than expected"] == "–"


def test_the_file_has_ids_words_percents_and_points():
    plain = tables.plain_discovery(discovery_of(codes=("Q5", "Q59")))
    assert plain.columns.tolist()[:5] == ["question", "characteristics", "groups", "who", "n"]
    first = plain.iloc[0]
    assert (first["groups"], first["n"]) == ("female+asian+1", 840)
    assert first["score"] == pytest.approx(71)
    assert (first["difference"], first["lower"], first["upper"]) == pytest.approx((-12, -15, -8))
    assert first["more_than_expected"] == pytest.approx(100.8)
    rating = plain[plain["question"] == "Q59"].iloc[0]
    assert rating["score"] == pytest.approx(7.1)
    assert rating["difference"] == pytest.approx(-1.2)


def test_nothing_found_is_a_table_without_rows():
    found = discovery_of()
    empty = replace(found, findings=found.findings.iloc[:0])
    assert tables.discovery(empty).empty
    assert tables.plain_discovery(empty).columns.equals(tables.plain_discovery(found).columns)
