"""The Dashboard page, run without a browser."""

from __future__ import annotations

import pandas as pd
import pytest
from opened import NO_NUMBER, pictures, tables, words

from analysis.demo import build_demo
from analysis.store import Dataset, build


def assert_whole(app) -> None:
    assert not app.exception
    assert [title.value for title in app.title] == ["Dashboard"]
    assert app.header[0].value.endswith(".")
    said = [*words(app), *(alt for _, alt in pictures(app))]
    said += [str(cell) for table in tables(app) for cell in table.to_numpy().ravel()]
    assert not [text for text in said if NO_NUMBER.search(text)]


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"place": "RJ1", "indicator": "two-week-wait"},
        {"place": "05L", "indicator": "early-stage"},
        {"place": "E56000010", "level": "alliance", "cut": "true"},
        {"place": "E56000010", "level": "trust", "of": "12", "missed": "3", "sure": "chart"},
        {"place": "E54000027", "indicator": "emergency-presentation", "level": "ccg"},
        {"dataset": "official", "place": "R1H"},
    ],
    ids=str,
)
def test_it_is_shown_whole(open_app, both_path, choices):
    app = open_app(both_path, "dashboard", **choices)
    assert_whole(app)
    assert not app.warning


def test_the_first_sentence_and_the_table_agree(open_app, both_path):
    app = open_app(both_path, "dashboard")
    said = app.header[0].value
    first = tables(app)[0].set_index("Indicator").loc["62-day wait (made up)"]
    share, people = first["Latest (95% interval)"].split(" (")[0], first["People beyond it"]
    assert share in said
    assert f"{people} people waited longer than 62 days" in said
    missed = tables(app)[0]["Standard"].str.contains("missed").sum()
    assert f"{missed} were missed" in said


def test_the_rule_changes_who_keeps_missing(open_app, both_path):
    strict = open_app(both_path, "dashboard", of="12", missed="12")
    loose = open_app(both_path, "dashboard", of="12", missed="1")

    def keeping(app) -> int:
        return (tables(app)[-1]["Keeps missing it"] == "yes").sum()

    assert 0 < keeping(strict) < keeping(loose)


def test_the_parts_of_a_figure_are_shown_when_asked_for(open_app, tmp_path):
    path = tmp_path / "workspace.duckdb"
    build_demo(path, respondents=1_000)
    figures = pd.DataFrame(
        [
            ("", "ENG", 1500.0, 2000.0),
            ("Lung", "ENG", 500.0, 1000.0),
            ("Skin", "ENG", 1000.0, 1000.0),
        ],
        columns=["cancer", "place", "numerator", "denominator"],
    ).assign(indicator="wait-62-day", grain="month", period=pd.Timestamp("2024-04-01"))
    with build(path) as builder:
        builder.merge_indicators(Dataset("real", "Real", "indicators", "A test."), figures, {})
    whole = open_app(path, "dashboard")
    assert not any("Cancer" in table for table in tables(whole))
    (parts,) = [t for t in tables(open_app(path, "dashboard", parts="cancer")) if "Cancer" in t]
    assert parts["Cancer"].tolist() == ["Lung", "Skin"]
    assert parts["People beyond the standard"].tolist() == ["500", "0"]
    said = words(open_app(path, "dashboard", parts="treatment"))
    assert "There are no figures by treatment here." in said


def test_a_workspace_without_indicators_says_so(open_app, official_path):
    app = open_app(official_path, "dashboard")
    assert not app.exception
    assert "There are no figures on waits" in app.header[0].value
