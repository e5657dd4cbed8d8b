"""The Place profile page, run without a browser."""

from __future__ import annotations

import json

import made
import pytest
from opened import NO_NUMBER, pictures, tables, words

RJ1 = "Guy's and St Thomas' NHS Foundation Trust"


def assert_whole(app) -> None:
    assert not app.exception
    assert [title.value for title in app.title] == ["Place profile"]
    assert app.header[0].value.endswith(".")
    assert all(len(table) for table in tables(app))
    said = [*words(app), *(alt for _, alt in pictures(app))]
    said += [str(cell) for table in tables(app) for cell in table.to_numpy().ravel()]
    assert not [text for text in said if NO_NUMBER.search(text)]


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"place": "RJ1"},
        {"place": "05L", "year": "2016"},
        {"place": "E54000027", "year": "All years"},
        {"place": "E56000010", "year": "2015"},
        {"place": "RJ1", "sex": "female"},
        {"place": "RJ1", "tumour": "sarcoma", "age": "16-24"},
    ],
    ids=str,
)
def test_the_demonstration_is_shown_whole(open_app, both_path, choices):
    app = open_app(both_path, "profile", **choices)
    assert_whole(app)
    assert not app.warning
    for spec, alt in pictures(app):
        assert "Synthetic data" in json.dumps(json.loads(spec)["title"])
        assert "Synthetic data" in alt


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"place": made.TRUSTS[0]},
        {"place": made.TRUSTS[3], "year": "2016"},
        {"place": made.ALLIANCES[0]},
    ],
    ids=str,
)
def test_official_results_are_shown_whole(open_app, both_path, choices):
    app = open_app(both_path, "profile", dataset="official", **choices)
    assert_whole(app)
    assert not app.warning


@pytest.mark.real
@pytest.mark.parametrize("place", ["ENG", "RJ1", "05L", "E56000010"])
def test_the_real_results_are_shown_whole(open_app, real_path, place):
    app = open_app(real_path, "profile", place=place)
    assert_whole(app)
    assert len(tables(app)[0]) == 7


def test_a_place_stands_beside_its_alliance_and_england(open_app, both_path):
    app = open_app(both_path, "profile", place="RJ1", year="2018")
    assert RJ1 in app.header[0].value
    dashboard = tables(app)[0]
    assert len(dashboard) == 7
    assert {"South East London", "England", "Expected range"} <= set(dashboard.columns)
    assert "Change from 2017 to 2018" in dashboard.columns


def test_every_question_can_be_opened_on_the_page(open_app, both_path):
    app = open_app(both_path, "profile", place="RJ1")
    assert len(app.dataframe[0].value) == 52


def test_england_asks_for_a_place(open_app, both_path):
    app = open_app(both_path, "profile")
    assert "Choose a place" in app.info[0].value
    assert "Outside the range expected" not in [title.value for title in app.subheader]


def test_a_place_that_is_nearly_all_hidden_is_a_calm_page(open_app, both_path):
    app = open_app(both_path, "profile", place="RJ1", tumour="sarcoma", age="16-24")
    assert not app.error
    assert "too few answers" in app.header[0].value or "Nobody" in app.header[0].value


def test_official_results_that_are_not_there_are_said(open_app, both_path):
    app = open_app(both_path, "profile", dataset="official", place="05L")
    assert not app.exception
    assert "no figures for NHS Sandwell" in app.info[0].value
    assert not tables(app)


def test_waits_the_framework_and_comments_are_on_the_page(open_app, commented_path):
    app = open_app(commented_path, "profile", place="05L", year="All years")
    assert_whole(app)
    headings = [heading.value for heading in app.subheader]
    assert "Waits, diagnosis and survival" in headings
    assert "CCG framework" in headings
    assert "What people write about" in headings
    assert any("early-stage" in said.lower() for said in words(app))
    assert not any(
        heading.value == "CCG framework"
        for heading in open_app(commented_path, "profile", place="RJ1").subheader
    )
