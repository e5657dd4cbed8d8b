from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comments.dictionary import dictionary
from analysis.comments.framework import framework
from analysis.comments.search import parsed
from analysis.results.reading import Comment, Sought, comment, reading
from analysis.results.unavailable import Unavailable
from analysis.store.reading import TooFew
from analysis.survey import NOT_ASSIGNED, InputError, Population, UnknownChoice

WHO = Population.of("demo")
WORDS = dictionary(framework("cancer"))
TEXT = "The car park was full. My nurse was kind and explained everything.\nNo complaints"


def explained(text: str, find: str = "") -> Comment:
    themes = tuple(
        theme
        for theme, has in zip(WORDS.framework.ids, WORDS.themed([text])[0], strict=True)
        if has
    )
    row = {"comment": 7, "box": "other", "tone": 0, "text": text, "themes": themes}
    return comment(row, WORDS, parsed(find) if find else None)


def test_each_sentence_has_the_themes_of_its_own_words():
    found = explained(TEXT)
    said = [TEXT[s.start : s.end] for s in found.sentences]
    assert said == [
        "The car park was full.",
        "My nurse was kind and explained everything.",
        "No complaints",
    ]
    assert "travel" in found.sentences[0].themes
    assert "travel" not in found.sentences[1].themes
    assert found.mixed
    assert {t for s in found.sentences for t in s.themes} == set(found.themes)


def test_words_that_gave_a_theme_and_words_looked_for_are_marked():
    found = explained(TEXT, "nurses OR explain")
    given = {TEXT[m.start : m.end].lower() for m in found.marks if m.theme == "travel"}
    assert any("park" in words for words in given)
    assert [TEXT[m.start : m.end] for m in found.marks if not m.theme] == ["nurse", "explained"]


def test_a_comment_on_one_thing_is_not_mixed():
    assert not explained("The car park was full.").mixed
    assert not explained("Hello there.").mixed


@given(st.lists(st.sampled_from([*TEXT.split(), "\n", "waiting", "é"]), max_size=30))
def test_themes_are_those_that_the_words_show(said):
    text = " ".join(said)
    found = explained(text)
    assert {m.theme for m in found.marks} == set(found.themes)
    assert all(0 <= m.start < m.end <= len(text) for m in found.marks)


def test_only_themes_that_were_stored_are_marked():
    row = {"comment": 7, "box": "other", "tone": 0, "text": TEXT, "themes": ("travel",)}
    assert {m.theme for m in comment(row, WORDS, None).marks} == {"travel"}
    assert comment(row, None, None).marks == ()
    assert comment(row, None, None).themes == ("travel",)


def test_a_search_finds_what_it_says(commented):
    found = reading(commented, WHO, Sought("nurse"))
    assert found.total >= found.people >= 10
    assert len(found.comments) == 20
    assert all("nurs" in c.text.lower() for c in found.comments)
    assert all(any(not m.theme for m in c.marks) for c in found.comments)
    assert found.explained


def test_filters_choose_by_theme_tone_and_box(commented):
    found = reading(commented, WHO, Sought(theme="travel", tone="criticism", box="better"))
    assert found.comments
    for one in found.comments:
        assert "travel" in one.themes
        assert (one.tone, one.box) == (-1, "better")
    none = reading(commented, WHO, Sought(theme=NOT_ASSIGNED))
    assert all(not one.themes for one in none.comments)
    other = reading(commented, WHO, Sought(), framework="qdc")
    assert other.framework.id == "qdc"


def test_pages_follow_each_other_and_end(commented):
    first = reading(commented, WHO, Sought("parking"), size=7)
    last = reading(commented, WHO, Sought("parking"), size=7, page=999)
    assert (first.page, last.page, last.pages) == (1, first.pages, first.pages)
    assert len(last.comments) == first.total - 7 * (first.pages - 1)
    assert not {c.number for c in first.comments} & {c.number for c in last.comments}
    assert reading(commented, WHO, Sought("parking"), size=7, page=0) == first


def test_what_can_not_be_had_is_refused_in_words(commented, demo):
    with pytest.raises(TooFew, match="“xylophone”"):
        reading(commented, WHO, Sought("nurse xylophone"))
    with pytest.raises(InputError, match="quotation mark is open"):
        reading(commented, WHO, Sought('"nurse'))
    with pytest.raises(UnknownChoice, match="theme"):
        reading(commented, WHO, Sought(theme="traval"))
    with pytest.raises(UnknownChoice, match="tone"):
        reading(commented, WHO, Sought(tone="angry"))
    with pytest.raises(UnknownChoice, match="box"):
        reading(commented, WHO, Sought(box="worst"))
    with pytest.raises(UnknownChoice, match="framework"):
        reading(commented, WHO, Sought(), framework="mine")
    with pytest.raises(Unavailable, match="no comments"):
        reading(demo, WHO, Sought())


def test_other_words_of_the_theme_are_found_named_and_marked(commented):
    typed = reading(commented, WHO, Sought("parking"))
    found = reading(commented, WHO, Sought("parking", alike=True), size=200)
    assert typed.also == ()
    assert found.total > typed.total
    assert {"bus", "transport"} & set(found.also)
    assert "parking" not in found.also
    either = " OR ".join(("parking", *found.also))
    assert reading(commented, WHO, Sought(either), size=200).total == found.total
    unnamed = [c for c in found.comments if "park" not in c.text.lower()]
    assert unnamed
    assert all(any(not m.theme for m in c.marks) for c in unnamed)


def test_other_words_that_can_not_be_looked_for_are_not_named(commented):
    for word in reading(commented, WHO, Sought("parking", alike=True)).also:
        assert reading(commented, WHO, Sought(word)).people >= 10


def test_phrases_words_of_no_theme_and_words_after_not_stay_as_typed(commented):
    for find in ('"car park"', "nurse", "NOT parking"):
        found = reading(commented, WHO, Sought(find, alike=True))
        assert found.also == ()
        assert found.comments == reading(commented, WHO, Sought(find)).comments
