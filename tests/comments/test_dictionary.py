from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comments.agreement import agreements, macro_f1, micro
from analysis.comments.dictionary import Dictionary, dictionary
from analysis.comments.framework import framework, read_framework
from analysis.comments.words import pieces, plain, stem
from analysis.survey import InputError

SMALL = """
id = "small"
name = "Small"

[lists]
staff = ["nurse", "doctor"]

[[themes]]
id = "manner"
name = "Manner"
belongs = "How staff are."
not_belongs = "Skill."
examples = ["The nurse was kind."]
words = ["kind", "helpful", "=caring"]
stems = ["frie"]
phrases = ["@staff ... lovely", "extra mile", "took _ time", "rude/cold to"]
exclusions = ["kind of"]

[[themes]]
id = "waits"
name = "Waits"
belongs = "How long."
not_belongs = "Nothing else."
examples = ["An hour."]
words = ["wait"]
phrases = ["# hours"]

[[themes]]
id = "praise"
name = "Praise"
belongs = "Praise."
not_belongs = "Praise with detail."
examples = ["Great."]
words = ["good", "great"]
phrases = ["no complaints"]
whole = ["nothing"]
negatable = true
residual = true
"""

WORDS = ["kind", "of", "Helpful", "help", "nurse", "was", "so", "lovely", "not", "good", "great"]
WORDS += ["nothing", "waiting", "3", "hours", "no", "complaints", ".", "!", "café", "don't", "\n"]
COMMENTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), st.text(max_size=60)
)


@cache
def made() -> Dictionary:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.toml"
        path.write_text(SMALL, encoding="utf-8")
        return Dictionary(read_framework(path))


@pytest.fixture
def small() -> Dictionary:
    return made()


def themes(words: Dictionary, text: str) -> set[str]:
    return {words.framework.ids[i] for i in np.flatnonzero(words.themed([text])[0])}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kindly staff", {"manner"}),
        ("KIND!", {"manner"}),
        ("very helpfully done", {"manner"}),
        ("I need help", set()),
        ("caring people", {"manner"}),
        ("care", set()),
        ("freindly", set()),
        ("friendliest", {"manner"}),
        ("the nurse was lovely", {"manner"}),
        ("the nurse was really very lovely", {"manner"}),
        ("the nurse was really very very lovely", set()),
        ("the nurse. lovely", set()),
        ("they went the extra mile", {"manner"}),
        ("took their time", {"manner"}),
        ("cold to me", {"manner"}),
        ("cold", set()),
        ("a kind of desk", set()),
        ("a kind of desk, a kind nurse", {"manner"}),
        ("not kind", {"manner"}),
        ("waited", {"waits"}),
        ("2 hours", {"waits"}),
        ("good", {"praise"}),
        ("not very good", set()),
        ("I do not know. good", {"praise"}),
        ("No complaints", {"praise"}),
        ("good but I waited", {"waits"}),
        ("Nothing.", {"praise"}),
        ("nothing worked", set()),
        ("", set()),
    ],
)
def test_words_decide_as_the_file_says(small, text, expected):
    assert themes(small, text) == expected


def test_what_decided_can_be_shown(small):
    text = "The nurse was so lovely, but I waited 3 hours. It was good."
    found = {(m.theme_id, text[m.start : m.end]) for m in small.explained(text)}
    assert found == {
        ("manner", "nurse was so lovely"),
        ("waits", "waited"),
        ("waits", "3 hours"),
    }


@given(COMMENTS)
def test_every_theme_is_explained_and_nothing_else(text):
    for words in (dictionary(framework("qdc")), made()):
        matches = words.explained(text)
        assert {m.theme_id for m in matches} == themes(words, text)
        assert all(0 <= m.start < m.end <= len(text) for m in matches)


@given(st.lists(COMMENTS, max_size=6))
def test_neither_order_nor_case_nor_company_matters(texts):
    found = made().themed(texts)
    assert (found == made().themed(texts[::-1])[::-1]).all()
    upper = [t if t.upper().lower() != t.lower() else t.upper() for t in texts]
    assert (found == made().themed(upper)).all()
    alone = [made().themed([t])[0] for t in texts]
    assert (found == np.array(alone, dtype=bool).reshape(found.shape)).all()


def test_threads_may_share_it(small):
    texts = [f"kind {i} nurse was lovely word{i}" for i in range(500)]
    expected = Dictionary(small.framework).themed(texts)
    fresh = Dictionary(small.framework)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: fresh.themed(texts), range(8)):
            assert (found == expected).all()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("@nobody came", "'@nobody' is a list that is not in the file"),
        ("_ came", "should begin and end with a word"),
        ("came ...", "should begin and end with a word"),
        ("came & went", "'&' is no word"),
    ],
)
def test_a_phrase_that_cannot_be_understood_is_refused(tmp_path, wrong, said):
    path = tmp_path / "wrong.toml"
    path.write_text(SMALL.replace("extra mile", wrong), encoding="utf-8")
    with pytest.raises(InputError, match="theme 'manner'") as refused:
        Dictionary(read_framework(path))
    assert said in str(refused.value)


def labelled(real_files: Path) -> pd.DataFrame:
    return pd.read_csv(real_files / "comments" / "labelled_comments.csv").fillna({"text": ""})


def test_it_finds_the_themes_of_real_comments(real_files):
    comments = labelled(real_files)
    words = dictionary(framework("qdc"))
    names = [t.name for t in words.framework.themes]
    each = agreements(comments[names].to_numpy(dtype=bool), words.themed(list(comments["text"])))
    assert micro(each).f1 > 0.70
    assert macro_f1(each) > 0.61


def test_its_words_are_general_and_not_those_of_single_real_comments(real_files):
    said: dict[str, int] = {}
    for text in labelled(real_files)["text"]:
        for word in {stem(plain(piece)) for piece in pieces(text)}:
            said[word] = said.get(word, 0) + 1
    themes = framework("qdc").themes
    words = {w.lstrip("=") for t in themes for w in t.words if " " not in w}
    times = [said.get(stem(plain(word)), 0) for word in words]
    assert times.count(1) < 0.2 * len(times)
    assert times.count(1) < 0.6 * times.count(0)
