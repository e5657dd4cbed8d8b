"""The page Trends with many filters, run without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import made
import pandas as pd
import pytest
from opened import tables, words
from streamlit.testing.v1 import AppTest

from analysis.store import build

NO_NUMBER = re.compile(r"\b(nan|None|NaT|inf|not known)\b")
Open = Callable[..., AppTest]


@pytest.fixture
def open_trends(open_app: Open) -> Open:
    """Open Trends on a workspace, as a link with these choices does on a running server."""
    return lambda workspace, **choices: open_app(workspace, "trends", **choices)


def pictures(app: AppTest) -> list[tuple[dict, str]]:
    return [(json.loads(e.proto.spec), e.proto.alt) for e in app.get("vega_lite_chart")]


def assert_whole(app: AppTest) -> None:
    """Assert that the page has its sentence, pictures and tables, and no gaps in them."""
    assert not app.exception
    assert [title.value for title in app.title] == ["Trends"]
    assert app.header[0].value.endswith(".")
    assert tables(app)
    assert pictures(app)
    said = [*words(app), *(alt for _, alt in pictures(app))]
    said += [str(cell) for table in tables(app) for cell in table.to_numpy().ravel()]
    assert not [text for text in said if NO_NUMBER.search(text)]


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"question": "Q5"},
        {"trend": "deprivation", "question": "Q20"},
        {"trend": "sex", "reference": "others", "place": "E56000010"},
        {"trend": "ethnicity-detail", "question": "Q1", "place": "RJ1"},
        {"trend": "age", "sex": "female", "year": "All years"},
    ],
    ids=str,
)
def test_a_question_is_shown_whole_and_called_synthetic(open_trends, both_path, choices):
    app = open_trends(both_path, **choices)
    assert_whole(app)
    assert not app.warning
    assert len(tables(app)) == (2 if "trend" in choices else 1)
    for spec, alt in pictures(app):
        assert "Synthetic data" in json.dumps(spec["title"])
        assert "Synthetic data" in alt


def test_many_groups_have_several_pictures_on_one_scale(open_trends, both_path):
    app = open_trends(both_path, trend="tumour", question="Q59")
    assert_whole(app)
    shown = pictures(app)
    assert len(shown) == 4
    domains = {
        json.dumps(layer["encoding"]["y"]["scale"]["domain"])
        for spec, _ in shown
        for layer in spec["layer"]
        if "scale" in layer["encoding"].get("y", {})
    }
    assert len(domains) == 1


def test_a_link_may_name_breakdown_and_indicator_as_elsewhere(open_trends, both_path):
    app = open_trends(both_path, by="deprivation", question="Q53")
    assert [box.value for box in app.selectbox if box.label == "Break down by"] == ["deprivation"]
    assert not app.warning
    waits = open_trends(both_path, indicator="wait-62-day")
    assert [box.value for box in waits.selectbox if box.label == "Indicator"] == ["wait-62-day"]


def test_without_a_breakdown_there_is_no_reference_to_choose(open_trends, both_path):
    assert "Compare with" not in [box.label for box in open_trends(both_path).selectbox]
    assert "Compare with" in [box.label for box in open_trends(both_path, trend="sex").selectbox]


def test_official_results_have_no_breakdown_and_a_note_on_rounding(open_trends, both_path):
    app = open_trends(both_path, dataset="official", question="Q1")
    assert_whole(app)
    assert "Break down by" not in [box.label for box in app.selectbox]
    assert any("Official scores are rounded" in text for text in words(app))
    assert not any("Synthetic" in alt for _, alt in pictures(app))


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"indicator": "two-week-wait", "place": "RJ1"},
        {"indicator": "emergency-presentation", "place": "05L"},
        {"dataset": "official"},
    ],
    ids=str,
)
def test_an_indicator_is_shown_whole_with_its_own_source(open_trends, both_path, choices):
    app = open_trends(both_path, over="Indicator", **choices)
    assert_whole(app)
    ((spec, alt),) = pictures(app)
    assert "Demonstration indicators (synthetic)" in alt
    assert "Synthetic data, not real results" in json.dumps(spec["title"])
    assert any("Usual range" in text for text in words(app))


def test_a_wrong_name_in_the_link_is_told_beside_an_indicator(open_trends, both_path):
    app = open_trends(both_path, over="Indicator", indicator="waiting")
    assert "no indicator 'waiting'" in app.warning[0].value


def test_a_workspace_without_indicators_says_so(open_trends, tmp_path):
    path = tmp_path / "workspace.duckdb"
    nothing = pd.DataFrame({"reason": ["Loaded"], "rows": [1], "example": [""]})
    with build(path) as builder:
        builder.add_published(made.OFFICIAL, made.official(), wording={"Q59": "?"}, report=nothing)
    app = open_trends(path, over="Indicator")
    assert not app.exception
    assert app.header[0].value == "This evidence can't show that."
    assert app.info[0].value
