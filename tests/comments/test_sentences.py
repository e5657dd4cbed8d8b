from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comments.sentences import sentences


def cut(text):
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Good.The food was cold", ["Good.", "The food was cold"]),
        ("good.the food", ["good.", "the food"]),
        ("Dr. Brown was late. Mrs. Green was not.", ["Dr. Brown was late.", "Mrs. Green was not."]),
        ("It took 3.5 hours. Then home.", ["It took 3.5 hours.", "Then home."]),
        ("I waited 2 hrs. They came.", ["I waited 2 hrs.", "They came."]),
        ("I waited 2 hrs. in the hall.", ["I waited 2 hrs. in the hall."]),
        ("Food, e.g. soup, was cold.", ["Food, e.g. soup, was cold."]),
        ("J. Smith came.", ["J. Smith came."]),
        ("So did I. Then home.", ["So did I.", "Then home."]),
        ("They said no. I left.", ["They said no.", "I left."]),
        ("What?! Never... maybe", ["What?!", "Never...", "maybe"]),
        ("first line\nsecond line", ["first line", "second line"]),
        ("(Good.) Bad.", ["(Good.)", "Bad."]),
        ("", []),
        (" .. ", []),
    ],
)
def test_where_sentences_end(text, expected):
    assert cut(text) == expected


@given(st.text(alphabet='aBc .!?\n5"…', max_size=60) | st.text(max_size=60))
def test_sentences_are_in_order_and_leave_no_letter_out(text):
    found = sentences(text)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    kept = "".join(text[a:b] for a, b in found)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
