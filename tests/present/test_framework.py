"""Sentences, tables and pictures of the CCG framework say the same, and nothing that is hidden."""

from __future__ import annotations

import json

import pytest
from ratings import CODES, evidence, experience, figures

from analysis.dashboard import Rule, rate
from analysis.present import charts, sentences, tables
from analysis.present.style import DARK, LIGHT
from analysis.survey import place

HIDDEN, GOOD = CODES[40], CODES[97]


def written(spec: dict) -> str:
    """Return a specification as text, its frames of data included."""
    return json.dumps(spec, default=lambda frame: frame.to_dict("records"))


@pytest.fixture(scope="module")
def found():
    shifts = {GOOD: 0.1}
    return rate(
        evidence(**{
            "early-stage": figures("early-stage", hidden=(HIDDEN,), shifts=shifts),
            "wait-62-day": figures("wait-62-day", shifts=shifts),
            "one-year-survival": figures("one-year-survival", shifts=shifts),
            "Q59": experience(hidden=(HIDDEN,)),
        }),
        Rule(),
    )  # fmt: skip


def test_the_sentence_names_category_average_and_reasons(found):
    said = sentences.framework(found, GOOD)
    assert said.startswith(f"{place(GOOD).name} comes out as “top performing”")
    assert "overall patient experience is as expected; early-stage diagnosis, 62-day wait" in said
    assert said.endswith("are better than expected.")


def test_a_ccg_with_two_figures_is_not_rated(found):
    assert sentences.framework(found, HIDDEN) == (
        f"{place(HIDDEN).name} is not rated: it has 2 of 4 indicators, and it takes 3."
    )
    assert "194 CCGs can be rated" in sentences.framework(found, "ENG")


def test_the_categories_add_up_in_the_sentence_of_england(found):
    counts = found.frame["category"].value_counts()
    said = sentences.framework(found, "ENG")
    assert f"top performing {counts['top']}" in said
    assert f"needs improvement {counts['needs']}" in said


def test_hidden_is_hidden_in_every_table_and_picture(found):
    screen = tables.framework(found, "ENG").set_index("Code").loc[HIDDEN]
    assert screen["Category"] == "Not rated"
    assert screen["Early-stage diagnosis"] == "hidden"
    plain = tables.plain_framework(found, "ENG").set_index("code").loc[HIDDEN]
    assert plain[["early_stage", "early_stage_n", "early_stage_z", "q59", "average"]].isna().all()
    one = tables.framework_place(found, HIDDEN)
    assert one["Result"].iloc[0] == "Not rated: hidden"
    assert one.loc[0, ["Figure (95% interval)", "Range expected", "z", "People"]].eq("–").all()
    spec, _ = charts.framework_places(found, "ENG", LIGHT).of("A test", LIGHT.ink)
    assert place(HIDDEN).name not in written(spec)
    drawn, words = charts.framework_place(found, HIDDEN, LIGHT).of("A test", LIGHT.ink)
    assert "Early-stage" not in written(drawn)
    assert "Early-stage" not in words


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_pictures_tell_bands_and_categories_by_shape_and_words(found, colours):
    one = charts.framework_place(found, GOOD, colours)
    assert "Early-stage diagnosis: " in one.alt
    assert "better, z +" in one.alt
    every = charts.framework_places(found, "ENG", colours)
    spec = written(every.of("A test", colours.ink)[0])
    for shape in ("triangle-up", "circle"):
        assert shape in spec
    assert "Top performing" in spec


def test_the_table_says_how_sure_and_what_else_it_could_be(found):
    table = tables.framework(found, "ENG").set_index("Code")
    row = found.frame[found.frame["also"].notna()].iloc[0]
    said = table.loc[row["code"], "How sure"]
    assert sentences.probability(row["probability"]) in said
    assert "; could be " in said


def test_the_rule_and_its_being_ours_are_told():
    first, second, third = sentences.framework_rule(Rule(top=2, well=1, greatest=-1, fewest=4))
    assert "standard of 85%" in first
    assert "2 or more is top performing, 1 or more performing well, −1 or less" in second
    assert third.startswith("It takes 4 of the 4 indicators.")
    assert "standard" not in sentences.framework_rule(Rule(standard=False))[0]
    assert "not the official one" in sentences.INDEPENDENT
