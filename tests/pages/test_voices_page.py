"""The page Missing voices, run without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from opened import words
from streamlit.testing.v1 import AppTest

NO_NUMBER = re.compile(r"\b(nan|None|NaT|inf|not known)\b")
Open = Callable[..., AppTest]


@pytest.fixture
def open_voices(open_app: Open, both_path: Path) -> Open:
    """Open the page as a link with these choices does on a running server."""
    return partial(open_app, both_path, "voices")


@pytest.fixture
def open_wrote(open_app: Open, commented_path: Path) -> Open:
    """Open the page on who wrote, of a survey with comments."""
    return partial(open_app, commented_path, "voices", missing="Who wrote", year="All years")


VIEWS = [
    ({}, "of the people who were sent a questionnaire answered", 1, 1),
    ({"gap": "sex", "every_group": "true", "place": "E56000010"}, "questionnaire answered", 1, 2),
    ({"missing": "Would gaps change", "year": "All years"}, "would still be there after", 1, 1),
    ({"missing": "Would gaps change", "gap": "deprivation", "group": "1"}, " on “", 1, 1),
    ({"missing": "By place", "level": "stp"}, "Between STPs, response rates go from", 0, 1),
    ({"missing": "Left blank", "question": "Q20"}, "left blank most often", 0, 1),
    ({"missing": "Left blank", "gap": "age", "every_blank": "true"}, "left blank most", 0, 2),
]


def assert_shown(app: AppTest, lead: str, pictures: int, tables: int) -> None:
    """Assert that a view is whole and called synthetic."""
    assert not app.exception
    assert not app.warning
    assert [title.value for title in app.title] == ["Missing voices"]
    assert lead in app.header[0].value
    assert app.header[0].value.endswith(".")
    shown = [(json.loads(e.proto.spec), e.proto.alt) for e in app.get("vega_lite_chart")]
    assert len(shown) == pictures
    for spec, alt in shown:
        assert "Synthetic data" in json.dumps(spec["title"])
        assert "Synthetic data" in alt
    found = [element.value for element in (*app.table, *app.dataframe)]
    assert len(found) == tables
    cells = [str(v) for t in found for v in t.to_numpy().ravel()]
    said = [*words(app), *(alt for _, alt in shown), *cells]
    assert not [text for text in said if NO_NUMBER.search(text)]


@pytest.mark.parametrize(("choices", "lead", "pictures", "tables"), VIEWS, ids=str)
def test_each_view_is_whole_and_called_synthetic(open_voices, choices, lead, pictures, tables):
    app = open_voices(**choices)
    assert_shown(app, lead, pictures, tables)
    assert [s.value for s in app.subheader] == []


@pytest.mark.parametrize(("where", "tables"), [({}, 1), ({"wrote_where": "true"}, 2)])
def test_who_wrote_names_whose_voices_are_missing(open_wrote, where, tables):
    app = open_wrote(**where)
    assert_shown(app, "of the people who answered wrote a comment, least often", 1, tables)
    assert any(text.startswith("Missing from the comments, in part: ") for text in words(app))


def test_without_comments_one_line_says_so(open_voices):
    app = open_voices(missing="Who wrote")
    assert not app.exception
    assert [i.value for i in app.info if "has no comments" in i.value]


def test_only_what_is_looked_at_is_worked_out(open_voices, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("survival", "skipped", "voices_places", "writers"):
        monkeypatch.setattr(f"analysis.results.{name}", refuse)
    assert not open_voices().exception


def test_what_only_answers_tell_is_said_to_be_so(open_voices):
    app = open_voices(year="All years", gap="conditions", group="mental-health")
    assert not app.exception
    assert any("not known of those who did not answer" in i.value for i in app.info)
    assert not app.get("vega_lite_chart")


def test_a_filter_on_an_answer_leaves_blank_answers(open_voices):
    app = open_voices(year="All years", conditions="none")
    assert not app.exception
    assert app.header[0].value == "Who did not answer can't be seen here."
    assert "Take it off" in app.info[0].value
    blank = open_voices(year="All years", conditions="none", missing="Left blank")
    assert "left blank most often" in blank.header[0].value


def test_official_results_say_why_there_is_none(open_voices):
    app = open_voices(dataset="official", question="Q1")
    assert not app.exception
    assert "This evidence can't show that." in [header.value for header in app.header]
    assert "not those who were asked" in app.info[0].value
