from __future__ import annotations

import pytest

from analysis.present import sentences
from analysis.results import place_scores
from analysis.survey import Population, dimension, level, place, question

SEX, ETHNICITY, AGE = dimension("sex"), dimension("ethnicity"), dimension("age")
DEPRIVATION = dimension("deprivation")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
OFFICIAL = Population.of("official", years=[2018])


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        (["above"], "1 trust, 1 scores above its expected range and none below; none"),
        (["expected"], "1 trust, none score above their expected range and none below; 1"),
        (["above", "above"], "2 trusts, 2 score above their expected range and none below; none"),
        (["expected", "below"], "2 trusts, none score above their expected range and 1 below; 1"),
    ],
)  # fmt: skip
def test_places_are_counted_by_band_with_words_that_agree(places_of, bands, words):
    codes = ("R0A", "R1F", "R1H", "R1K")
    cells = {code: (400, 0.8, band) for code, band in zip(codes, bands, strict=False)}
    assert sentences.places(places_of(Q5, "trust", **cells)) == f"Of {words} as expected."


def test_a_level_keeps_its_capitals_only_where_they_belong(places_of):
    assert "Of 1 CCG," in sentences.places(places_of(Q5, "ccg", **{"00C": (400, 0.8, "expected")}))
    alliances = places_of(Q5, "alliance", E56000003=(400, 0.8, "expected"))
    assert "Of 1 Cancer Alliance," in sentences.places(alliances)
    nothing = places_of(Q5, "trust", R0A=None)
    assert sentences.places(nothing).endswith("what to expect of trusts.")


def test_hidden_places_are_not_counted(places_of):
    cells = {"R0A": (400, 0.8, "expected"), "R1F": None, "R1H": (400, 0.82, "above")}
    assert sentences.places(places_of(Q5, "trust", **cells)).startswith("Of 2 trusts")


def test_the_chosen_place_comes_first(places_of):
    cells = {"R0A": (400, 0.7, "below"), "R1F": None, "R1H": (400, 0.9, "above")}
    found = places_of(Q5, "trust", **cells)
    text = sentences.places(found, "R0A")
    assert text.startswith(
        "Manchester University NHS Foundation Trust scores 70% (65 to 74), "
        "below what is expected (76 to 84). Of 2 trusts"
    )
    assert sentences.places(found, "R1F").startswith("Isle of Wight NHS Trust's score is hidden.")
    assert sentences.places(found, "00C") == sentences.places(found)


def test_a_chosen_place_is_told_in_the_unit_of_a_rating(places_of):
    found = places_of(Q59, "trust", R0A=(400, 8.5, "expected"), R1H=(400, 8.9, "expected"))
    assert "scores 8.50 out of 10 (8.36 to 8.64), as expected (8.27 to 9.14)." in (
        sentences.places(found, "R0A")
    )


def test_an_area_is_spoken_of_by_its_places_that_are_shown(demo):
    found = place_scores(demo, Population.of("demo", years=[2018]), Q5, level("trust"))
    inside = found.within("E56000007")
    assert {place(code).alliance for code in inside["code"]} == {"E56000007"}
    shown = inside["band"].notna().sum()
    assert 0 < shown < len(inside) < len(found.frame)
    text = sentences.places(found, "E56000007")
    assert text.startswith(f"In West Midlands, of {shown} trusts, none score above their ")


def test_an_area_without_a_place_to_show_is_left_out(places_of):
    alliance = place("R0A").alliance
    inside, outside = ["R0A"], ["RJ1"]
    assert place("RJ1").alliance != alliance
    cells = dict.fromkeys(inside, None) | dict.fromkeys(outside, (400, 0.8, "expected"))
    found = places_of(Q5, "trust", **cells)
    assert sentences.places(found, alliance) == sentences.places(found)


@pytest.mark.parametrize(
    ("scores", "band", "words"),
    [
        ((0.758, 0.8388), "below", "scores 76% (71 to 80), before rounding below what is expected"),
        ((0.70, 0.8), "below", "scores 70% (65 to 74), below what is expected"),
        ((0.70, 0.8), "expected", "scores 70% (65 to 74), before rounding as expected"),
        ((0.78, 0.8), "expected", "scores 78% (74 to 82), as expected"),
    ],
)
def test_a_verdict_that_rounded_numbers_do_not_show_says_so(places_of, scores, band, words):
    first, second = scores
    found = places_of(Q5, "trust", R0A=(400, first, band), R1H=(400, second, "expected"))
    assert words in sentences.places(found, "R0A")


def test_places_outside_their_range_are_named(demo):
    found = place_scores(demo, Population.of("demo", years=[2018]), question("Q33"), level("trust"))
    below = found.frame.loc[found.frame["band"] == "below", "name"]
    line = next(text for text in sentences.outliers(found) if "Below" in text)
    assert f"({len(below)})" in line
    assert all(name in line for name in below)
