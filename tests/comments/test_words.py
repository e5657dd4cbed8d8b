from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comments.words import NUMBER, STOP, pieces, plain, spans, stem


@given(st.text(max_size=80))
def test_pieces_stand_where_they_are_said_to(text):
    assert [text[a:b] for a, b in spans(text)] == pieces(text)
    assert all(plain(piece) for piece in pieces(text))


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("Don't", "dont"),
        ("DON’T", "dont"),
        ("mother's", "mother"),
        ("I'll", "i"),
        ("45", NUMBER),
        ("111", "111"),
        ("?", STOP),
        ("\n", STOP),
        ("Café", "café"),
    ],
)
def test_pieces_are_written_alike(piece, expected):
    assert plain(piece) == expected


def test_stems_bring_forms_together():
    assert {stem(w) for w in ("waits", "waited", "waiting")} == {"wait"}
    assert stem(NUMBER) == NUMBER
