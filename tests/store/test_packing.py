from __future__ import annotations

from math import prod

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.store.packing import PACK_SIZE, belonging, first_fit, packed
from analysis.survey import questions

SIZES = st.lists(st.integers(1, 40), max_size=12)


@given(sizes=SIZES, most=st.integers(1, 300))
def test_every_position_is_gathered_once_and_none_is_too_large(sizes, most):
    gathered = first_fit(sizes, most)
    assert sorted(i for g in gathered for i in g) == list(range(len(sizes)))
    assert all(len(g) == 1 or prod(sizes[i] for i in g) <= most for g in gathered)


def test_what_fits_together_is_together():
    assert first_fit([2, 3, 5], 30) == [[2, 1, 0]]
    assert first_fit([20, 16, 16], 256) == [[0], [1, 2]]


@given(sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4).map(tuple))
def test_each_combination_is_one_level_of_each(sizes):
    found = belonging(sizes).toarray()
    for combination, levels in enumerate(np.ndindex(*sizes)):
        parts = np.split(found[:, combination], np.cumsum(sizes)[:-1])
        for level, part in zip(levels, parts, strict=True):
            assert part.tolist() == [int(i == level) for i in range(part.size)]


@given(seed=st.integers(0, 1_000))
def test_every_answer_comes_back_from_its_byte(seed):
    rng = np.random.default_rng(seed)
    answers = pd.DataFrame({q.code: rng.integers(0, 256, 5).astype("uint8") for q in questions()})
    for q in questions():
        usual = [o.code for o in q.options] + [255]
        answers.loc[:2, q.code] = rng.choice(usual, 3).astype("uint8")
    packs = packed(questions(), answers)
    assert {q for p in packs for q in p.questions} == set(questions())
    assert all(p.codes.dtype == np.uint8 and prod(p.sizes) <= PACK_SIZE for p in packs)
    for pack in packs:
        for q, level in pack.levels():
            codes = [o.code for o in q.options]
            expected = [codes.index(a) if a in codes else len(codes) for a in answers[q.code]]
            assert level[pack.codes].tolist() == expected


def test_all_questions_are_seventeen_bytes():
    blank = pd.DataFrame({q.code: np.zeros(1, "uint8") for q in questions()})
    assert len(packed(questions(), blank)) == 17
