"""The page Why the gap, run without a browser."""

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
def open_gap(open_app: Open, both_path: Path) -> Open:
    """Open the page as a link with these choices does on a running server."""
    return partial(open_app, both_path, "gap")


@pytest.mark.parametrize(
    "choices",
    [
        {"year": "All years"},
        {"year": "All years", "question": "Q20", "against": "others"},
        {"gap": "sex", "group": "female", "place": "E56000010", "year": "All years"},
        {"gap": "deprivation", "group": "1", "question": "Q5"},
    ],
    ids=str,
)
def test_the_page_is_whole_and_called_synthetic(open_gap, choices):
    app = open_gap(**choices)
    assert not app.exception
    assert not app.warning
    assert [title.value for title in app.title] == ["Why the gap"]
    assert " score " in app.header[0].value
    assert app.header[0].value.endswith(".")
    shown = [(json.loads(e.proto.spec), e.proto.alt) for e in app.get("vega_lite_chart")]
    assert len(shown) == 1
    assert "Synthetic data" in json.dumps(shown[0][0]["title"])
    assert "Synthetic data" in shown[0][1]
    tables = [element.value for element in (*app.table, *app.dataframe)]
    assert len(tables) == 1
    said = [*words(app), shown[0][1], *(str(v) for t in tables for v in t.to_numpy().ravel())]
    assert not [text for text in said if NO_NUMBER.search(text)]
    assert any("not proof of cause" in text for text in said)


def test_what_is_unfolded_is_in_the_link(open_gap):
    app = open_gap(year="All years", other_methods="true", other_answers="true")
    assert not app.exception
    assert len([*app.table, *app.dataframe]) == 4
    said = words(app)
    assert any("second way of splitting the gap" in text for text in said)
    assert any("not what causes what" in text for text in said)


def test_what_is_folded_away_is_not_worked_out(open_gap, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("gap_checks", "drivers"):
        monkeypatch.setattr(f"analysis.results.{name}", refuse)
    assert not open_gap(year="All years").exception
    assert open_gap(year="All years", question="Q20", other_methods="true").exception


def test_the_parts_in_the_table_end_in_the_gap_of_the_sentence(open_gap):
    app = open_gap(year="All years", question="Q20")
    parts = app.table[0].value["Part"].tolist()
    assert parts[0] == "Trust (where they are treated)"
    assert parts[-2:] == ["What remains", "The gap"]


def test_official_results_say_why_there_is_none(open_gap):
    app = open_gap(dataset="official", question="Q1")
    assert not app.exception
    assert "This evidence can't show that." in [header.value for header in app.header]
    assert "no single people" in app.info[0].value


def test_a_small_group_says_why_there_is_none(open_gap):
    app = open_gap(year="2018", place="RJ1")
    assert not app.exception
    assert "This evidence can't show that." in [header.value for header in app.header]
    assert not app.get("vega_lite_chart")
