from __future__ import annotations

from datetime import date

import pytest

from analysis.survey import UnknownChoice, any_place, became, formed_of, level, other_places, place

EVERY = [*other_places()]


def test_a_place_of_the_survey_says_what_it_became():
    (found,) = became("RE9")
    assert (found.after.code, found.since) == ("R0B", date(2019, 4, 1))
    assert found.after.name == "South Tyneside and Sunderland NHS Foundation Trust"
    assert became("RJ1") == ()


def test_a_place_says_what_it_was_formed_of():
    assert {s.before.code for s in formed_of("R0B")} == {"RE9", "RLN"}
    assert {s.before.code for s in formed_of("70F")} == {"09G", "09H", "09X"}
    assert formed_of("RE9") == ()


def test_a_trust_that_was_divided_is_part_of_no_sum():
    assert {s.after.code for s in became("RW6")} == {"RM3", "R0A"}
    assert formed_of("RM3") == formed_of("R0A") == ()


def test_every_other_place_is_where_places_of_the_survey_are():
    for one in EVERY:
        assert not one.surveyed
        assert level(one.level)
        assert place(one.alliance).level == "alliance"
        assert any_place(one.code.lower()) is one
        if one.level in ("ccg", "trust"):
            assert place(one.stp).level == "stp"
        with pytest.raises(UnknownChoice):
            place(one.code)


def test_a_place_stays_on_its_level_and_in_its_alliance():
    """But for Yeovil and Taunton, which are in one STP, and areas across a border of Alliances."""
    for one in EVERY:
        parts = [s.before for s in formed_of(one.code)]
        assert all(part.level == one.level for part in parts)
        if parts and one.level != "stp":
            assert one.alliance in {part.alliance for part in parts}


def test_a_place_formed_later_is_formed_when_its_parts_end():
    for one in EVERY:
        if one.since and formed_of(one.code):
            assert one.since == min(s.since for s in formed_of(one.code))


def test_no_place_of_today_was_replaced():
    assert not any(became(s.after.code) for one in EVERY for s in became(one.code))
    assert any_place("RJ1") is place("RJ1")
