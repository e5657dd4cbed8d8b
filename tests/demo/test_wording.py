"""Tellings: holes, choices, capitals, and words that suit who tells it."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from analysis.demo.audience import Audience
from analysis.demo.identities import Identities
from analysis.demo.situations import framing, held_out, seen
from analysis.demo.wording import Slot, Wording, parse, varied
from analysis.survey import InputError, dimension


@pytest.fixture
def wording(piece) -> Wording:
    audience = Audience(piece.respondents, piece.answers)
    return Wording(audience, Identities(2015, Random(1)), np.random.default_rng(1))


def told(wording, text, persons=range(300)):
    return wording.told(parse(text), np.array(persons))


def test_a_choice_takes_each_of_its_options(wording):
    assert set(told(wording, "It was [cold|far too hot|].")) == {
        "It was cold.",
        "It was far too hot.",
        "It was .",
    }


def test_options_may_have_holes_of_their_own(wording):
    texts = set(told(wording, "I waited [{hours}|all day]."))
    assert "I waited all day." in texts
    assert "I waited two hours." in texts


def test_sentences_begin_with_a_capital(wording):
    for text in told(wording, "{staff} came. [nobody|{doctor}] spoke? {hours} passed, {hours}."):
        assert not any(part[0].islower() for part in text.replace("? ", ". ").split(". "))
    assert "passed, two hours." in " ".join(told(wording, "{hours} passed, {hours}."))


def test_a_percent_sign_stays(wording):
    assert set(told(wording, "100% [good|fine]")) == {"100% good", "100% fine"}
    assert told(wording, "100%", [0]) == ["100%"]


@pytest.mark.parametrize("text", ["It was [cold", "It was cold]", "a {doctor b", "a [b [c] d]"])
def test_brackets_must_match(text):
    with pytest.raises(InputError, match="do not match"):
        parse(text)


def test_an_unknown_slot_is_refused(wording):
    with pytest.raises(InputError, match="no words for"):
        told(wording, "The {weather}.")


def test_words_suit_who_tells_it(piece, wording):
    tumour, sex = piece.respondents.codes["tumour"], piece.respondents.codes["sex"]
    straight = piece.respondents.codes["orientation"] == 0
    prostate = np.flatnonzero(tumour == dimension("tumour").ids.index("prostate"))
    assert set(told(wording, "{cancer}", prostate)) == {
        "Prostate cancer",
        "Cancer of the prostate",
        "Cancer",
    }
    women = np.flatnonzero((sex == dimension("sex").ids.index("female")) & straight)
    assert not {"My wife", "The wife"} & set(told(wording, "{partner}", women))


def test_every_telling_can_be_told_by_anyone(wording):
    for situation in (*seen(), *held_out(), *framing()):
        for telling in situation.tellings:
            for text in told(wording, varied(telling), range(40)):
                assert text
                assert not set("[]{}|") & set(text)


def test_interchangeable_phrases_become_choices_outside_holes_only():
    assert parse(varied("I did not go.")).text == "I %s go."
    assert varied("Nobody came.").startswith("[Nobody|No one|")
    assert varied("[did not|x] {did_not}") == "[did not|x] {did_not}"
    assert varied("Somebody's") == "Somebody's"


def test_slots_know_whether_they_begin_a_sentence():
    assert parse("{gp} and {gp}. {gp}").holes == (
        Slot("gp", True),
        Slot("gp", False),
        Slot("gp", True),
    )
