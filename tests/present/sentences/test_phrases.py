from __future__ import annotations

import pandas as pd
import pytest

from analysis.present.sentences import phrases
from analysis.survey import question

Q5, Q59 = question("Q5"), question("Q59")


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no trusts"), (1, "1 trust"), (12, "12 trusts"), (1200, "1,200 trusts")],
)
def test_a_noun_agrees_with_its_number(number, words):
    assert phrases.many(number, "trust") == words


def test_a_plural_may_be_irregular():
    assert phrases.many(2, "person", "people") == "2 people"
    assert phrases.many(1, "person", "people") == "1 person"


@pytest.mark.parametrize(("number", "word"), [(0, "are"), (1, "is"), (2, "are")])
def test_only_one_is_singular(number, word):
    assert phrases.agree(number, "is", "are") == word


@pytest.mark.parametrize(("number", "word"), [(0, "none"), (1, "1"), (1200, "1,200")])
def test_a_number_that_stands_for_its_noun(number, word):
    assert phrases.how_many(number) == word


@pytest.mark.parametrize(
    ("number", "total", "word"),
    [(0, 3, "none"), (2, 3, "2"), (2, 2, "both"), (3, 3, "all"), (1, 1, "1")],
)
def test_a_number_of_several(number, total, word):
    assert phrases.share_of(number, total) == word


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_reads_as_english(items, words):
    assert phrases.listing(items) == words


def test_capitals_and_small_letters():
    assert phrases.capital("people with sarcoma") == "People with sarcoma"
    assert phrases.capital("") == ""
    levels = ["Trusts", "CCGs", "STP", "Cancer Alliances"]
    assert [phrases.lowered(one) for one in levels] == [
        "trusts", "CCGs", "STP", "Cancer Alliances",
    ]  # fmt: skip


def test_clear_rows_leave_out_zero_and_the_widest_comes_first():
    rows = [(-0.1, -0.2, -0.01), (0.3, 0.2, 0.4), (-0.1, -0.2, 0.0), (0.1, 0.0, 0.2)]
    frame = pd.DataFrame(rows, columns=["difference", "difference_lower", "difference_upper"])
    assert phrases.clear(frame).index.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("asked", "values", "ties"),
    [
        (Q5, [0.7004, 0.6996, 0.7006], 2),
        (Q5, [-0.1, 0.1], 1),
        (Q59, [8.801, 8.804, 8.81], 2),
    ],
)  # fmt: skip
def test_a_tie_is_what_reads_the_same_in_a_table(asked, values, ties):
    frame = pd.DataFrame({"value": values})
    assert len(phrases.tied(asked, frame, frame["value"])) == ties
