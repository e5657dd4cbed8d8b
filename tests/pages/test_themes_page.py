from __future__ import annotations

import json

import pytest
from opened import assert_whole, pictures, tables, words

VIEWS = ["All themes", "By group", "Over time", "By place", "Overlap", "Words"]


@pytest.fixture
def opened(open_app, commented_path):
    def open_themes(**choices):
        return open_app(commented_path, "themes", year="All years", **choices)

    return open_themes


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_whole(opened, view):
    app = opened(show_themes=view, by="tumour", group="breast")
    assert_whole(app, "themes")
    assert len(list(pictures(app))) == 1


def test_all_themes_say_what_stands_out_and_what_is_not_assigned(opened):
    app = opened()
    assert app.header[0].value.startswith("What people praise most: “Staff kindness and respect”")
    assert any("“Not assigned”" in text for text in words(app))
    assert tables(app)[0]["Theme"].iloc[-1] == "Not assigned"
    spec = json.loads(next(pictures(app))[0])
    assert "praise it →" in json.dumps(spec, ensure_ascii=False)


def test_a_framework_can_be_chosen(opened):
    app = opened(framework="qdc")
    assert "Staff manner & personal attributes" in tables(app)[0]["Theme"].tolist()


def test_one_theme_shows_its_groups(opened):
    app = opened(
        show_themes="By group", theme="communication-needs", by="language", tone="criticism"
    )
    assert "“Language and communication needs”" in app.header[0].value
    assert tables(app)[0]["Verdict"].iloc[-1] == "more often"


def test_shares_can_be_adjusted_for_the_overall_rating(opened):
    app = opened(show_themes="By group", by="sex", shares="mix-and-rating")
    assert any("overall rating" in caption.value for caption in app.caption)


def test_what_has_no_theme_is_shown_with_candidates(opened):
    app = opened(show_themes="Not assigned", framework="qdc")
    assert app.header[0].value.endswith("said nothing that a theme covers.")
    assert "Words that go together" in tables(app)[0]


def test_a_number_opens_its_comments(opened):
    app = opened(show_themes="By group", by="sex", tone="praise")
    app.selectbox(key="open_theme").select("kindness")
    app.selectbox(key="open_tone").select("criticism")
    app.selectbox(key="open_group").select("female")
    next(b for b in app.button if b.label == "Read these comments").click().run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Read comments"]
    state = app.session_state
    assert state["theme"] == "kindness"
    assert state["tone"] == "criticism"
    assert state["sex"] == ["female"]


def test_a_survey_without_comments_says_so(open_app, demo_path):
    app = open_app(demo_path, "themes")
    assert app.header[0].value == "This evidence can't show that."
    assert "has no comments" in app.info[0].value


def test_the_demonstration_offers_to_write_its_comments(open_app, demo_path, monkeypatch):
    asked = []
    monkeypatch.setattr("pages.parts.commenting.RESPONDENTS", 20_000)
    monkeypatch.setattr(
        "pages.parts.commenting.add_demo_comments",
        lambda path, progress: (asked.append(path), progress(0.5, "Half"), progress(1.0, "Done")),
    )
    app = open_app(demo_path, "themes")
    assert app.header[0].value == "The demonstration survey has no comments yet."
    button = next(b for b in app.button if "Write" in b.label)
    button.click().run()
    assert asked == [demo_path]
