from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.present.marked import escaped, marked
from analysis.results.reading import Comment, Mark, Sentence

NAMES = {"a": "Car & bike <parking>", "b": "Waiting", "not-assigned": "Not assigned"}
TAG = re.compile(r"</?(?:div|ul|li|u|sup|small|strong|br|blockquote)>")


def comment(text: str, *marks: Mark, sentences: tuple[Sentence, ...] = ()) -> Comment:
    themes = tuple(t for t in ("a", "b") if any(m.theme == t for m in marks))
    return Comment(3, "better", -1, text, themes, sentences, marks)


def test_words_of_a_theme_are_underlined_and_numbered_and_words_looked_for_bold():
    html = marked(
        comment("The queue to park", Mark(4, 9, "b"), Mark(13, 17, "a"), Mark(13, 17)), NAMES
    )
    assert html.startswith(
        "<div>The <u>queue</u><sup>2</sup> to <u><strong>park</strong></u><sup>1</sup><br>"
    )
    assert "<sup>1</sup> Car &amp; bike &lt;parking&gt; · <sup>2</sup> Waiting" in html
    assert "What could be better: criticism" in html


def test_marks_that_overlap_keep_every_letter():
    html = marked(comment("abcdef", Mark(0, 4, "a"), Mark(2, 6, "b"), Mark(3, 4)), NAMES)
    assert html.split("<br>")[0] == (
        "<div><u>ab</u><u>c</u><u><strong>d</strong></u><sup>1</sup><u>ef</u><sup>2</sup>"
    )


def test_mixed_sentences_stand_by_themselves_with_theme_and_tone():
    parts = (Sentence(0, 5, ("a",), 1), Sentence(6, 12, ("b",), -1), Sentence(13, 16, (), 0))
    html = marked(
        comment("Park. Queue. Ok.", Mark(0, 4, "a"), Mark(6, 11, "b"), sentences=parts), NAMES
    )
    assert html.count("<li>") == 3
    assert "(Car &amp; bike &lt;parking&gt;: praise)" in html
    assert "(Waiting: criticism)" in html
    assert "<li>Ok.</li>" in html


def test_a_comment_without_a_theme_says_so():
    assert "Not assigned" in marked(comment("Hello"), NAMES)


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=5))
def test_nothing_a_comment_says_becomes_html_and_nothing_is_lost(text, places):
    marks = [
        Mark(start, min(start + size, len(text)), ("", "a", "b")[size % 3])
        for start, size in places
        if start < len(text)
    ]
    body = marked(comment(text, *marks), NAMES).split("<br><small>")[0].removeprefix("<div>")
    plain = TAG.sub("", re.sub(r"<sup>[\d,]+</sup>", "", body.replace("<br>", "\n")))
    assert "<" not in plain
    assert ">" not in plain
    assert unescape(plain).replace("\r", "\n") == text.replace("\r", "\n")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=y>", "a & b", '"q"', "**b** :red[x]"]
)
def test_markup_is_shown_and_not_obeyed(text):
    assert "<" not in escaped(text)
    assert unescape(escaped(text)) == text
