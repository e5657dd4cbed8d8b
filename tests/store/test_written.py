from __future__ import annotations

import made
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.store import Dataset, build

from .diaries import CODED, Diaries, diary

WORDS = st.sampled_from(["food", "waiting", "parking", "nurse", "x"])
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@pytest.fixture(scope="module")
def builder(tmp_path_factory):
    people = made.crowd(40)
    with build(tmp_path_factory.mktemp("put") / "workspace.duckdb") as found:
        dataset = Dataset("made", "Made", "respondents", "A test.")
        found.add_respondents(dataset, [(people, people.iloc[:0][["year"]])])
        yield found


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=6), min_size=1, max_size=3))
def test_every_word_is_found_where_it_stands(builder, pieces):
    parts = [diary(*enumerate(texts)) for texts in pieces]
    builder.add_comments("made", [CODED], Diaries(parts))
    query = builder._connection.execute(
        'SELECT c.text, s.word, p.times FROM "posting:made" p'
        ' JOIN "comment:made" c ON c.rowid = p.comment JOIN "stem:made" s USING (stem)'
    )
    found = sorted(query.fetchall())
    texts = [text for part in pieces for text in part]
    expected = [(t, word, t.split().count(word)) for t in texts for word in set(t.split())]
    assert found == sorted(expected)


def test_postings_lie_in_the_order_they_are_looked_up(builder):
    builder.add_comments("made", [CODED], Diaries([diary((0, "b a"), (1, "a b"))]))
    frame = builder._connection.execute('SELECT stem, comment FROM "posting:made"').df()
    pd.testing.assert_frame_equal(frame, frame.sort_values(["stem", "comment"]))
