from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.comments.dictionary import dictionary
from analysis.comments.framework import framework
from analysis.comments.learning import train
from analysis.comments.teaching import teaching

LONG = "and so it went on for the whole day"


def test_what_has_no_theme_or_a_rare_one_is_asked_first():
    texts = [f"{word} {LONG}" for word in ("a", "b", "c", "d")]
    themed = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], dtype=bool)
    common = [frozenset({0})] * 9
    assert teaching(texts, themed, common) == [3, 2, 0, 1]


def test_comments_of_one_kind_are_not_all_asked_about():
    texts = [f"{i} words {LONG}" for i in range(30)]
    themed = np.zeros((30, 3), dtype=bool)
    themed[10:20, 0] = themed[20:, 1] = True
    first = teaching(texts, themed, [], most=9)
    assert {i // 10 for i in first} == {0, 1, 2}


def test_short_comments_come_last():
    assert teaching(["None", LONG, "Nil."], np.zeros((3, 1), dtype=bool), [])[0] == 1


@given(st.integers(0, 30), st.integers(0, 40), st.integers(0, 2**16))
def test_each_comment_is_offered_once(size, most, seed):
    themed = np.random.default_rng(seed).random((size, 4)) < 0.3
    chosen = teaching([LONG] * size, themed, [frozenset()], most=most)
    assert len(chosen) == len(set(chosen)) == min(size, most)


def test_a_model_asks_where_it_is_unsure():
    used = framework("cancer")
    sure = [f"{LONG} the zork was bad {i}" for i in range(30)]
    other = [f"{LONG} fine and quiet {i}" for i in range(30)]
    labels = {used.ids[0]: [True] * 30 + [False] * 30}
    model = train(sure + other, labels, used)
    assert model.figures[0].used == "model"
    texts = [sure[0], other[0], f"{LONG} the zork was fine and quiet"]
    words = dictionary(used)
    assert teaching(texts, words.themed(texts) & False, [], model=model)[0] == 2
