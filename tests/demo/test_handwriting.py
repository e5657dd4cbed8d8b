"""Spelling, punctuation and capitals."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from analysis.demo import handwriting
from analysis.demo.handwriting import SHARES, Handwriting

TEXT = (
    "The hospital nurses were lovely, weren't they. I received excellent treatment because I asked."
)


@pytest.fixture
def hand(piece, monkeypatch):
    """Make a handwriting in which everybody has one habit and no other."""

    def make(habit: str) -> str:
        monkeypatch.setattr(handwriting, "SHARES", {n: float(n == habit) for n in SHARES})
        monkeypatch.setattr(handwriting, "_YOUNG_SHORTHAND", float(habit == "shorthand"))
        texts = [TEXT] * 40
        people = piece.respondents
        Handwriting(people, np.random.default_rng(1), Random(1)).write(texts, np.arange(40))
        return texts

    return make


def test_without_habits_nothing_changes(hand):
    assert set(hand("none")) == {TEXT}


@pytest.mark.parametrize(
    ("habit", "written"),
    [
        ("apostrophes", TEXT.replace("'", "")),
        ("exclaiming", TEXT.replace(". ", "! ").rstrip(".") + "!!"),
        ("dots", TEXT.replace(". ", "... ")),
        ("unfinished", TEXT.rstrip(".")),
        ("unpunctuated", TEXT.replace(",", "").replace(".", "")),
        ("lower", TEXT.lower()),
        ("capitals", TEXT.upper()),
    ],
)
def test_habits_of_the_hand(hand, habit, written):
    assert set(hand(habit)) == {written}


def test_shorthand_cuts_words_short(hand):
    assert set(hand("shorthand")) == {
        TEXT.replace("hospital", "hosp").replace("were ", "were ").replace("because", "cos")
    }


def test_words_are_misspelt_as_people_misspell_them(hand):
    texts = hand("misspelt")
    assert any("recieved" in text for text in texts)
    assert any("received" in text for text in texts)
    assert any("excellant" in text for text in texts)


def test_slips_of_the_fingers_change_a_letter_and_spare_names(hand):
    texts = set(hand("mistyped"))
    assert len(texts) > 5
    for text in texts:
        assert abs(len(text) - len(TEXT)) <= 3
        assert text.startswith("The ")


def test_most_people_write_as_they_should_and_the_young_cut_words_short(piece):
    people = piece.respondents
    texts = ["Thank you for the appointment, because people asked."] * len(people)
    Handwriting(people, np.random.default_rng(1), Random(1)).write(texts, np.arange(len(people)))
    same = np.array(
        [text == "Thank you for the appointment, because people asked." for text in texts]
    )
    assert 0.35 < same.mean() < 0.65
    short = np.array([" u " in text.lower() for text in texts])
    young = people.codes["age"] < 3
    assert short[young].mean() > 2 * short[~young].mean() > 0
