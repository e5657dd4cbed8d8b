from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comments.sentiment import BOXES, tones
from analysis.comments.tone_model import tone_accuracy, train_tones
from analysis.survey import InputError, UnknownChoice


@pytest.mark.parametrize(
    ("text", "box", "tone"),
    [
        ("Nothing", "better", 1),
        ("Nothing.", "good", -1),
        ("Nothing, all was fine", "better", 1),
        ("Nothing I can think of", "better", 1),
        ("Shorter waits", "better", -1),
        ("Parking", "better", -1),
        ("Everyone was kind", "good", 1),
        ("The ward", "good", 1),
        ("Lovely nurses", "other", 1),
        ("Rude and slow", "other", -1),
        ("Not good at all", "other", -1),
        ("Kind nurses but a terrible wait", "other", 0),
        ("I had a scan", "other", 0),
        ("", "better", 0),
    ],
)
def test_the_box_and_the_words_decide(text, box, tone):
    assert tones([text], [box]).tolist() == [tone]


@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(BOXES)), max_size=8))
def test_each_comment_stands_for_itself(comments):
    texts, boxes = [t for t, _ in comments], [b for _, b in comments]
    found = tones(texts, boxes)
    assert set(found.tolist()) <= {-1, 0, 1}
    assert found.dtype == np.int8
    assert found.tolist() == [tones([t], [b])[0] for t, b in comments]


def test_boxes_have_names():
    with pytest.raises(UnknownChoice, match="box of comments 'best'"):
        tones(["a"], ["best"])


def made(n=120):
    words = {
        1: ["lovely", "kind", "great"],
        -1: ["awful", "slow", "rude"],
        0: ["scan", "ward", "so"],
    }
    given = [(1, -1, 0)[i % 3] for i in range(n)]
    texts = [f"{words[tone][i % 2]} {words[tone][2]} word{i % 7}" for i, tone in enumerate(given)]
    return texts, ["other"] * n, given


def test_tones_are_learned():
    texts, boxes, given = made()
    model = train_tones(texts, boxes, given)
    assert (model.tones(texts, boxes) == given).mean() > 0.95
    assert model.tones([], []).shape == (0,)


def test_too_little_to_learn_from_is_refused():
    texts, boxes, given = made(30)
    with pytest.raises(InputError, match="50 comments or more"):
        train_tones(texts, boxes, given)
    texts, boxes, _ = made(60)
    with pytest.raises(InputError, match="tones of -1, 0 and 1"):
        train_tones(texts, boxes, [1] * 60)


def test_rules_beat_the_majority_and_learning_beats_the_rules(real_files):
    read = pd.read_csv(real_files / "comments" / "labelled_comments.csv")
    read = read[read["text"].notna() & read.iloc[:, 4].notna()]
    boxes = read["question_type"].map(
        {"what_good": "good", "could_improve": "better", "nonspecific": "other"}
    )
    scale = read.iloc[:, 4].to_numpy()
    given = np.where(scale <= 2, 1, np.where(scale >= 4, -1, 0))
    rules, learned = tone_accuracy(list(read["text"]), list(boxes), given)
    assert rules > 0.77
    assert rules > (given == 1).mean() + 0.1
    assert learned > 0.82
