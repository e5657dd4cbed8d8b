"""The page Read comments, run without a browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from opened import tables, words
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]
ALL = {"year": "All years"}


@pytest.fixture
def open_read(open_app: Open, commented_path: Path) -> Open:
    """Open the page as a link with these choices does on a running server."""
    return partial(open_app, commented_path, "read")


def comments(app: AppTest) -> list[str]:
    return [element.proto.body for element in app.get("html")]


def downloads(app: AppTest) -> list[str]:
    return [element.proto.label for element in app.get("download_button")]


def test_a_link_opens_what_it_names(open_read):
    app = open_read(find="parking", theme="travel", tone="criticism", box="better", **ALL)
    assert not app.exception
    assert not app.warning
    assert [title.value for title in app.title] == ["Read comments"]
    said = app.header[0].value
    assert said.endswith("are about “Travel and parking” and match “parking”.")
    assert "with criticism under “What could be better”" in said
    assert comments(app)
    assert all("What could be better: criticism" in html for html in comments(app))
    assert all("<strong>" in html and "<u>" in html for html in comments(app))


def test_other_words_of_the_theme_are_found_if_asked_for_and_named(open_read):
    app = open_read(find="parking", **ALL)
    assert not any("Also looked for" in text for text in words(app))
    before = app.header[0].value
    [box] = [b for b in app.checkbox if b.label == "Also find other words of the same theme"]
    box.check().run()
    assert not app.exception
    assert app.header[0].value != before
    assert any("Also looked for, as words of the same theme: " in text for text in words(app))
    assert all("<strong>" in html for html in comments(app))


def test_twenty_a_page_and_the_link_names_the_page(open_read):
    first, second = open_read(**ALL), open_read(comments_page="2", **ALL)
    assert len(comments(first)) == len(comments(second)) == 20
    assert not set(comments(first)) & set(comments(second))
    assert any("Read before you count" in text for text in words(first))


def test_a_new_search_starts_at_the_first_page(open_read):
    app = open_read(comments_page="3", **ALL)
    app.text_input(key="find").set_value("nurse").run()
    assert not app.exception
    assert comments(app) == comments(open_read(find="nurse", **ALL))


@pytest.mark.parametrize(
    ("find", "why"),
    [
        ("xylophone", "can't be looked for"),
        ('"open', "quotation mark is open"),
        ("parking AND zeppelin", "“zeppelin”"),
    ],
)
def test_a_search_that_is_refused_is_explained_calmly(open_read, find, why):
    app = open_read(find=find, **ALL)
    assert not app.exception
    assert not app.error
    assert app.header[0].value == "These comments can't be shown."
    assert why in app.info[0].value
    assert not comments(app)


def test_filters_on_people_say_that_a_part_is_shown(open_read):
    assert any("part of the comments" in c.value for c in open_read(sex="female", **ALL).caption)
    assert not any("part of the comments" in c.value for c in open_read(**ALL).caption)


def test_only_quotes_that_were_read_leave(open_read):
    app = open_read(find="nurse", **ALL)
    assert not downloads(app)
    for box in app.checkbox[1:3]:
        box.check()
    app.run()
    kept = comments(app)[:2]
    app.segmented_control(key="show_comments").set_value("Reading list").run()
    assert app.header[0].value == "2 quotes kept, none of them read and ready to download."
    assert len(comments(app)) == 2
    assert not downloads(app)
    app.checkbox[0].check().run()
    assert app.header[0].value == "2 quotes kept, 1 of them read and ready to download."
    assert downloads(app) == ["Download quotes as CSV", "Download quotes as text"]
    app.button[1].click().run()
    assert app.header[0].value == "1 quote kept, read and ready to download."
    app.segmented_control(key="show_comments").set_value("Comments").run()
    assert comments(app)[:2] == kept
    assert [box.value for box in app.checkbox[1:4]] == [True, False, False]


def test_a_theme_put_right_is_a_label(open_read):
    app = open_read(find="nurse", **ALL)
    chosen = next(m for m in app.multiselect if m.label == "Themes of this comment")
    chosen.set_value(["travel"]).run()
    next(b for b in app.button if b.label == "Save as label").click().run()
    assert any("Kept as a label" in c.value for c in app.caption)
    app.segmented_control(key="show_comments").set_value("Teach themes").run()
    assert not app.exception
    assert app.header[0].value == "1 of 40 comments labelled."


def test_labels_are_given_one_by_one_and_teach(open_read):
    app = open_read(show_comments="Teach themes", **ALL)
    assert app.header[0].value == "0 of 40 comments labelled."
    assert not downloads(app)
    for done in range(40):
        if done == 20:
            next(b for b in app.button if b.label == "Next 20 comments").click().run()
        next(b for b in app.button if b.label == "Save and go on").click().run()
        assert not app.exception
    assert app.header[0].value == "40 comments labelled."
    assert downloads(app) == ["Download labels"]
    next(b for b in app.button if b.label == "Train from these labels").click().run()
    assert not app.exception
    assert "What was learned" in [s.value for s in app.subheader]
    assert {"Found by", "F1", "Right of those found"} <= set(tables(app)[0].columns)
    assert downloads(app) == ["Download labels", "Download model"]


def test_official_results_have_nothing_to_read(open_app, official_path):
    app = open_app(official_path, "read")
    assert not app.exception
    assert "has no comments" in app.info[0].value
