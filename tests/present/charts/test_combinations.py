from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.present import charts
from present.discoveries import discovery_of

from .spec import encodings, numbers, rows


def dots(picture):
    return [row for row in rows(picture) if isinstance(row, dict) and "verdict" in row]


def test_every_combination_is_a_dot_and_what_is_listed_has_its_number(colours):
    drawn = dots(charts.combinations(discovery_of(), colours))
    assert [(row["number"], row["verdict"]) for row in drawn] == [
        ("", "Not listed"),
        ("1", "Worse off, and listed"),
        ("2", "Worse off, and listed"),
    ]
    assert [row["points"] for row in drawn] == pytest.approx([1, -12, -5])
    assert [row["n"] for row in drawn] == [4000, 840, 95]


def test_colour_is_not_the_only_cue(colours):
    picture = charts.combinations(discovery_of(), colours)
    [shape, *_] = encodings(picture, "shape")
    [colour, *_] = encodings(picture, "color")
    assert len(set(shape["scale"]["range"])) == len(set(colour["scale"]["range"])) == 2


def test_the_text_alternative_names_what_is_numbered(colours):
    alt = charts.combinations(discovery_of(), colours).alt
    assert "1, Asian or Asian British women in the most deprived fifth of areas" in alt
    assert "2, people aged 16 to 24" in alt
    assert "12 points lower (8 to 15)" in alt


def test_tooltips_say_who_and_how_many_in_words(colours):
    first = dots(charts.combinations(discovery_of(), colours))[1]
    assert first["who"].startswith("Asian or Asian British women")
    assert first["people"] == "about 840"
    assert first["gap"] == "12 points lower (8 to 15)"


def test_ratings_beside_percents_are_drawn_as_shares_of_their_scale(colours):
    alone = dots(charts.combinations(discovery_of(codes=("Q59",)), colours))
    assert alone[1]["points"] == pytest.approx(-1.2)
    both = dots(charts.combinations(discovery_of(codes=("Q5", "Q59")), colours))
    assert {round(row["points"]) for row in both[1:3]} == {-12}


def test_only_the_first_findings_are_numbered(colours):
    found = discovery_of(codes=("Q5", "Q7", "Q10", "Q12", "Q15", "Q16", "Q18"))
    assert len(found.findings) == 14
    drawn = dots(charts.combinations(found, colours))
    assert [row["number"] for row in drawn if row["number"]] == [str(i) for i in range(1, 13)]


def test_no_more_is_drawn_than_the_search_shows(colours):
    found = discovery_of()
    known = {0.0, 840.0, 95.0, 4000.0, *map(float, range(1, 13))}
    for row in dots(charts.combinations(found, colours)):
        assert set(numbers(row)) <= known | {row["points"]}
    empty = replace(found, findings=found.findings.iloc[:0])
    assert len(dots(charts.combinations(empty, colours))) == 1
