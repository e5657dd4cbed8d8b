from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comments.search import looked_for, parsed
from analysis.comments.words import NUMBER, STOP, pieces, plain, stem
from analysis.survey import InputError
from analysis.survey.query import Either, Every, Query, Without, Word


def told(query: Query) -> str:
    """Write a query with every bracket."""
    match query:
        case Word():
            return query.words if query.words.isalpha() else f'"{query.words}"'
        case Without(part):
            return f"NOT {told(part)}"
        case Every(parts):
            return f"({' AND '.join(map(told, parts))})"
        case Either(parts):
            return f"({' OR '.join(map(told, parts))})"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("parking", "parking"),
        ("parking cost", "(parking AND cost)"),
        ("parking AND NOT cost", "(parking AND NOT cost)"),
        ("a OR b c", "(a OR (b AND c))"),
        ("(a OR b) c", "((a OR b) AND c)"),
        ("a or b and c", "(a OR (b AND c))"),
        ("not kind", "(not AND kind)"),
        ("NOT NOT a", "NOT NOT a"),
        ('"waiting room" OR NOT (car park)', '("waiting room" OR NOT (car AND park))'),
        ("  nurse  ", "nurse"),
    ],
)
def test_operators_and_brackets_mean_what_they_say(text, meant):
    assert told(parsed(text)) == meant


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing to look for"),
        ("   ", "nothing to look for"),
        ("NOT", "nothing to look for"),
        ("a OR", "nothing to look for"),
        ("AND a", "nothing to look for"),
        ("a AND OR b", "nothing to look for"),
        ("(a", "bracket is open"),
        ("a)", "bracket is closed"),
        ('"a', "quotation mark is open"),
        ('""', "no word in it"),
        ("!!!", "no word in it"),
        ("12", "no word in it"),
        ("(" * 200 + "a", "bracket is open"),
        ("a " * 200, "300 letters at most"),
    ],
)
def test_what_can_not_be_looked_for_is_refused_in_words(text, why):
    with pytest.raises(InputError, match=why):
        parsed(text)


def test_operators_in_quotes_are_words():
    assert parsed('"AND" OR "or"') == Either((Word("AND", ("and",)), Word("or", ("or",))))


def test_words_are_looked_for_by_their_stems():
    word = parsed("Waiting")
    assert word == Word("Waiting", ("wait",))
    assert parsed('"waiting rooms"').stems == ("wait", "room")


def expression(text: str) -> re.Pattern[str]:
    return re.compile(parsed(text).pattern, re.IGNORECASE)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("waiting room", "In the Waiting-rooms, always"),
        ("wait times", "waiting time"),
        ("patient care", "patients' care"),
        ("don't know", "I dont know"),
        ("dont know", "I don’t know."),
        ("my mother's care", "My mothers care was"),
        ("mother care", "mother's care"),
        ("the café", "the café"),
        ("nurse said", "The nurse\nsaid no"),
        ("gp was", "my GP's was"),
    ],
)
def test_a_phrase_finds_its_words_in_any_form(phrase, text):
    assert expression(f'"{phrase}"').search(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("waiting room", "room to wait"),
        ("waiting room", "a wait for a room"),
        ("of the", "often them"),
        ("room was", "the restroom was"),
        ("was the", "washed them"),
    ],
)
def test_a_phrase_finds_nothing_else(phrase, text):
    assert not expression(f'"{phrase}"').search(text)


words = st.from_regex(r"[a-z]{2,9}", fullmatch=True).filter(
    lambda w: plain(w) not in (NUMBER, STOP)
)


@given(st.lists(words, min_size=2, max_size=4), st.sampled_from([" ", ", ", "-", "\n"]))
def test_a_phrase_finds_itself(said, between):
    phrase = parsed(f'"{" ".join(said)}"')
    assert phrase.stems == tuple(stem(plain(piece)) for piece in pieces(" ".join(said)))
    assert expression(f'"{" ".join(said)}"').search(between.join(said).upper())


def quoted(query: Query) -> str:
    """Write a query with every bracket, and every word in quotes."""
    match query:
        case Word():
            return f'"{query.words}"'
        case Without(part):
            return f"NOT {quoted(part)}"
        case Every(parts) | Either(parts):
            joint = " AND " if isinstance(query, Every) else " OR "
            return f"({joint.join(map(quoted, parts))})"


@given(st.text(alphabet='ab ()"ANDORT,.1é', max_size=30))
def test_whatever_is_typed_is_understood_or_refused(text):
    try:
        found = parsed(text)
    except InputError:
        return
    assert quoted(parsed(quoted(found))) == quoted(found)


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("wait", ["Waiting", "waits"]),
        ('"waiting room"', ["Waiting rooms"]),
        ("NOT nurse", []),
        ("nurse OR NOT wait", ["nurse’s"]),
        ("parking", []),
    ],
)
def test_what_was_looked_for_is_marked_in_any_form(query, marked):
    text = "Waiting rooms? The nurse’s waits, 3 of them."
    assert [text[a:b] for a, b in looked_for(parsed(query), text)] == marked
