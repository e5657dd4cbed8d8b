"""Names and numbers that are made up, and found again."""

from __future__ import annotations

from random import Random

import pytest

from analysis.demo.identities import KINDS, Identities


@pytest.fixture
def identities() -> Identities:
    return Identities(2017, Random(3))


def test_marks_are_taken_away_and_say_what_stood_there(identities):
    marked = identities.expanded(
        "Ask {full_name}, or ring {phone}. Seen by Dr {surname} on {date}."
    )
    text, found = identities.planted(marked)
    assert text.isprintable()
    assert [one.kind for one in found] == ["name", "phone", "name", "date"]
    assert text.startswith("Ask ")
    assert text[found[0].end :].startswith(", or ring ")
    assert text[found[2].start - 3 : found[2].start] == "Dr "
    assert found[0].origin in identities.origins
    assert found[1].origin == ""


def test_a_text_without_marks_stays(identities):
    assert identities.planted("Nothing to see.") == ("Nothing to see.", [])


def test_marks_outlive_capitals(identities):
    plain = identities.made("e_mail")
    assert identities.planted(plain.upper())[0] == identities.planted(plain)[0].upper()
    assert identities.planted(plain.upper())[1][0].kind == "e-mail"


def test_names_come_from_everywhere(identities):
    found = [identities.planted(identities.made("first"))[1][0].origin for _ in range(2_000)]
    shares = {origin: found.count(origin) / 2_000 for origin in identities.origins}
    assert set(shares) == {"uk", "south-asian", "turkish", "west-african", "polish", "chinese"}
    assert shares.pop("uk") == pytest.approx(0.3, abs=0.04)
    assert min(shares.values()) > 0.1


def test_every_kind_can_be_made(identities):
    slots = ("first", "phone", "nhs_number", "e_mail", "date", "ward_name")
    kinds = [identities.planted(identities.made(slot))[1][0].kind for slot in slots]
    assert kinds == list(KINDS)
    assert all(identities.makes(slot) for slot in slots)
    assert not identities.makes("doctor")


def test_addresses_are_plain_letters(identities):
    for _ in range(500):
        address, _ = identities.planted(identities.made("e_mail"))
        assert address.isascii()
        assert address.split("@")[0].count(".") == 1
