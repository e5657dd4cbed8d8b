"""The CCG framework page: a CCG, an area, England; the rule and what changes with it."""

from __future__ import annotations

import json

import pytest
from opened import NO_NUMBER, pictures, tables, words

from analysis.present.sentences.framework import CATEGORY


def assert_framework(app):
    assert not app.exception
    assert not app.warning
    assert [title.value for title in app.title] == ["CCG framework"]
    assert app.header[0].value.endswith(".")
    said = [*words(app), *(alt for _, alt in pictures(app))]
    said += [str(cell) for table in tables(app) for cell in table.to_numpy().ravel()]
    assert not [text for text in said if NO_NUMBER.search(text)]
    assert any("not the official one" in text for text in words(app))
    assert any("these figures are made up" in text.lower() for text in words(app))


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"place": "E56000010"},
        {"place": "E54000027"},
        {"place": "RJ1"},
        {"place": "05L"},
        {"year": "2016", "sex": "female", "question": "Q16"},
        {"year": "All years", "place": "01F"},
        {"dataset": "official"},
    ],
    ids=str,
)
def test_the_page_is_shown_whole_and_called_synthetic(open_app, both_path, choices):
    app = open_app(both_path, "framework", **choices)
    assert_framework(app)
    [(spec, alt)] = pictures(app)
    assert alt.startswith(app.header[0].value)
    assert "Synthetic data" in alt
    assert "Synthetic data" in json.dumps(json.loads(spec)["title"])


def test_a_ccg_has_its_four_indicators_first_and_england_all_ccgs(open_app, both_path):
    app = open_app(both_path, "framework", place="05L")
    assert app.header[0].value.startswith("NHS Sandwell and West Birmingham CCG comes out as “")
    one, every = tables(app)[:2]
    assert one["Indicator"].tolist() == [
        "Early-stage diagnosis", "62-day wait", "One-year survival", "Overall patient experience",
    ]  # fmt: skip
    assert one["Compared with"].tolist()[1] == "Standard: 85.0%"
    assert len(every) == 195
    assert set(every["Category"]) <= {*CATEGORY.values(), "Not rated"}


def test_an_area_has_its_own_ccgs_only(open_app, both_path):
    app = open_app(both_path, "framework", place="E56000010")
    assert len(tables(app)[0]) == 6
    assert app.header[0].value.startswith("In South East London, 6 CCGs can be rated: ")


def test_the_link_changes_the_rule_the_words_and_the_categories(open_app, both_path):
    usual = open_app(both_path, "framework")
    other = open_app(both_path, "framework", wait="England", greatest="-0.5", top="0.75")
    assert_framework(other)
    said = " ".join(words(other))
    assert "0.75 or more is top performing" in said
    assert "−0.5 or less" in said
    assert "standard of 85%" not in said
    assert "standard of 85%" in " ".join(words(usual))
    assert other.header[0].value != usual.header[0].value


def test_without_indicators_nobody_is_rated_and_the_page_says_so(open_app, official_path):
    app = open_app(official_path, "framework")
    assert not app.exception
    assert app.header[0].value.startswith("No CCG in England can be rated: it takes 3 of 4")
    assert not any("Synthetic" in text for text in words(app))
    assert any("no figures on early-stage diagnosis" in text for text in words(app))


@pytest.mark.real
def test_real_results_alone_rate_nobody_but_show_their_band(open_app, real_path):
    app = open_app(real_path, "framework", place="05L")
    assert not app.exception
    assert "is not rated: it has 1 of 4 indicators, and it takes 3" in app.header[0].value
    assert tables(app)[0]["Result"].tolist()[:3] == ["Not rated: no figure"] * 3
    assert tables(app)[0]["Result"].iloc[3] in ("Better", "As expected", "Worse")
