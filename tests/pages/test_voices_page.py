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


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"year": "All years", "question": "Q20", "gap": "age", "group": "16-24"},
        {"year": "All years", "gap": "sex", "group": "female", "place": "E56000010"},
        {"gap": "deprivation", "group": "1", "question": "Q5", "level": "stp"},
    ],
    ids=str,
)
def test_the_page_is_whole_and_called_synthetic(open_voices, choices):
    app = open_voices(**choices)
    assert not app.exception
    assert not app.warning
    assert [title.value for title in app.title] == ["Missing voices"]
    assert "of the people who were sent a questionnaire answered" in app.header[0].value
    shown = [(json.loads(e.proto.spec), e.proto.alt) for e in app.get("vega_lite_chart")]
    assert shown
    for spec, alt in shown:
        assert "Synthetic data" in json.dumps(spec["title"])
        assert "Synthetic data" in alt
    tables = [element.value for element in (*app.table, *app.dataframe)]
    assert len(tables) >= 5
    said = [
        *words(app),
        *(alt for _, alt in shown),
        *(str(v) for t in tables for v in t.to_numpy().ravel()),
    ]
    assert not [text for text in said if NO_NUMBER.search(text)]
    assert not [text for text in said if "comment" in text.lower()]


def test_the_main_gap_has_a_verdict_in_words(open_voices):
    app = open_voices(year="All years")
    assert any("would still be there after weighting" in text for text in words(app))


def test_what_only_answers_tell_is_said_to_be_so(open_voices):
    app = open_voices(year="All years", gap="conditions", group="mental-health")
    assert not app.exception
    assert any("not known of those who did not answer" in i.value for i in app.info)
    assert len(app.get("vega_lite_chart")) == 1


def test_a_filter_on_an_answer_leaves_blank_answers(open_voices):
    app = open_voices(year="All years", conditions="none")
    assert not app.exception
    assert app.header[0].value == "Who did not answer can't be seen here."
    assert "Take it off" in app.info[0].value
    assert [s.value for s in app.subheader] == ["Which questions were left blank"]


def test_official_results_say_why_there_is_none(open_voices):
    app = open_voices(dataset="official", question="Q1")
    assert not app.exception
    assert "This evidence can't show that." in [header.value for header in app.header]
    assert "not those who were asked" in app.info[0].value
