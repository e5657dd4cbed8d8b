from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.comments.dictionary import dictionary
from analysis.comments.framework import framework
from analysis.comments.prepared import Prepared, Vocabulary, coded
from analysis.comments.search import looked_for, parsed
from analysis.comments.sentiment import tones
from analysis.comments.words import NUMBER, STOP, pieces, plain, stem

USED = framework("cancer")
TEXTS = st.lists(
    st.sampled_from(["The nurse's", "waited", "Waiting", "car park", "3", ".", "No", "kind", "é"]),
    max_size=8,
).map(" ".join)


def part(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"person": range(len(texts)), "box": "other", "text": list(texts)})


def put(*parts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Return all comments, all their words, and the stems."""
    made = Prepared(parts, [USED])
    written, words = zip(*made, strict=True)
    return pd.concat(written, ignore_index=True), pd.concat(words), list(made.stems)


def test_what_names_somebody_is_gone_before_anything_is_kept():
    written, _, stems = put(part("Ring me on 07700 900123, Mrs Zebedee was kind"))
    assert "07700" not in written["text"][0]
    assert "Zebedee" not in written["text"][0]
    assert stem("zebedee") not in stems


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=3))
def test_themes_tones_and_words_are_those_of_the_redacted_text(texts):
    written, words, stems = put(*(part(*some) for some in texts))
    said = written["text"].tolist()
    bits = written["cancer"].to_numpy()[:, None] >> np.arange(len(USED.ids), dtype=np.uint64) & 1
    assert np.array_equal(bits.astype(bool), dictionary(USED).themed(said))
    assert written["tone"].tolist() == tones(said, written["box"].tolist()).tolist()
    found = {
        (int(row.comment), stems[row.stem]): int(row.times) for row in words.itertuples(index=False)
    }
    expected: dict[tuple[int, str], int] = {}
    for i, text in enumerate(said):
        for piece in map(plain, pieces(text)):
            if piece not in (NUMBER, STOP):
                key = i, stem(piece)
                expected[key] = expected.get(key, 0) + 1
    assert found == expected


def test_a_word_is_found_by_what_a_reader_types():
    _, _, stems = put(part("The nurses' waiting rooms weren't clean"))
    for typed in ("nurse", "wait", "room", "weren't", "Cleaned"):
        assert set(parsed(typed).stems) <= set(stems)
        assert looked_for(parsed(typed), "The nurses' waiting rooms weren't clean")


def test_words_that_are_written_very_often_are_counted_to_255():
    _, words, _ = put(part("kind " * 400))
    assert words["times"].tolist() == [255]


def test_each_form_of_a_word_has_the_number_of_its_stem():
    known = Vocabulary()
    assert known["Waiting"] == known["waits"] == 0
    assert known["park"] == 1
    assert known["."] == known["12"] == -1
    assert known.stems == ["wait", "park"]


def test_the_store_knows_a_framework_by_its_themes_in_order():
    made = coded(USED)
    assert (made.id, made.digest) == ("cancer", USED.digest)
    assert made.themes == tuple((t.id, t.name) for t in USED.themes)
