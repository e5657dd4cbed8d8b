"""The Inequality page, run without a browser."""

from __future__ import annotations

import json

import made
import pytest
from opened import assert_whole, pictures, tables, words

CHOICES = [
    {},
    {"by": "ethnicity", "question": "Q5"},
    {"by": "sex", "question": "Q33", "year": "2018"},
    {"by": "tumour", "place": "RJ1"},
    {"by": "age", "figures": "As WHO HEAT prints it"},
    {"by": "deprivation", "level": "trust", "place": "RJ1", "question": "Q16"},
]


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_the_demonstration_is_shown_whole(open_app, both_path, choices):
    app = open_app(both_path, "inequality", **choices)
    assert_whole(app, "inequality")
    assert not app.warning
    for spec, alt in pictures(app):
        assert "Synthetic data" in json.dumps(json.loads(spec)["title"])
        assert "Synthetic data" in alt
    assert {"Every standard measure", "Over the years", "Across places"} <= {
        title.value for title in app.subheader
    }


@pytest.mark.parametrize("scope", ["Operations", "all"])
@pytest.mark.parametrize("by", ["deprivation", "ethnicity"])
def test_a_section_has_a_row_a_question(open_app, both_path, scope, by):
    app = open_app(both_path, "inequality", scope=scope, by=by)
    assert_whole(app, "inequality")
    [table] = tables(app)
    assert len(table) == (52 if scope == "all" else 2)
    assert f"{len(table)} questions" in app.header[0].value


def test_sorting_moves_the_lines(open_app, both_path):
    app = open_app(both_path, "inequality", scope="Hospital care as an inpatient")
    first = tables(app)[0]["Question"].tolist()
    app.selectbox(key="order").select("Widest gap first").run()
    second = tables(app)[0]
    assert second["Question"].tolist() != first
    assert sorted(second["Question"]) == sorted(first)
    gaps = [float(text.split()[0]) for text in second["Gap (points)"]]
    assert gaps == sorted(gaps, reverse=True)


def test_the_switch_gives_what_heat_prints(open_app, both_path):
    app = open_app(both_path, "inequality", question="Q5", by="ethnicity")
    corrected = tables(app)[0].set_index("Measure, absolute")
    again = open_app(
        both_path, "inequality", question="Q5", by="ethnicity", figures="As WHO HEAT prints it"
    )
    printed = tables(again)[0].set_index("Measure, absolute")
    name = "Between-group standard deviation"
    seen = float(printed.loc[name, "Figure, absolute"])
    assert seen >= float(corrected.loc[name, "Figure, absolute"].split()[0])
    assert "Chance alone, absolute" not in printed


@pytest.mark.parametrize("by", ["sex", "deprivation"])
def test_published_groups_without_bases_say_so(open_app, both_path, by):
    app = open_app(both_path, "inequality", dataset="official", by=by, question="Q1")
    assert_whole(app, "inequality")
    assert "publisher's own test" in app.header[0].value
    said = words(app)
    assert any("no interval, no noise floor" in text for text in said)
    assert any("There is no funnel without numbers of answers" in text for text in said)
    assert all("(" not in figure for figure in tables(app)[0]["Figure, absolute"])


@pytest.mark.parametrize("place", ["ENG", made.ALLIANCES[0], made.TRUSTS[0]])
def test_published_tumour_groups_have_every_measure(open_app, both_path, place):
    app = open_app(
        both_path, "inequality", dataset="official", by="tumour", question="Q1", place=place
    )
    assert_whole(app, "inequality")
    assert "after allowing for chance" in app.header[0].value
    assert any("Brain" in text and "no score" in text for text in words(app))


@pytest.mark.parametrize(
    ("choices", "named"),
    [
        ({"by": "wealth"}, ["breakdown 'wealth'", "deprivation"]),
        ({"scope": "Parking"}, ["section 'Parking'", "Operations"]),
        ({"figures": "Mine"}, ["kind of figure 'Mine'", "As WHO HEAT prints it"]),
        ({"scope": "Operations", "order": "Colour"}, ["order 'Colour'", "Widest gap first"]),
    ],
    ids=str,
)
def test_a_link_that_names_what_is_not_there_is_answered(open_app, both_path, choices, named):
    app = open_app(both_path, "inequality", **choices)
    assert_whole(app, "inequality")
    [warning] = app.warning
    assert [word for word in named if word not in warning.value] == []


REAL = [(by, at) for by in ("sex", "deprivation", "tumour") for at in ("ENG", "E56000010")]


@pytest.mark.real
@pytest.mark.parametrize(("by", "place"), REAL)
def test_the_real_results_are_shown_whole(open_app, real_path, by, place):
    app = open_app(real_path, "inequality", by=by, place=place)
    assert_whole(app, "inequality")
    assert not app.warning


def test_one_group_left_is_said(open_app, both_path):
    app = open_app(both_path, "inequality", by="sex", sex="female")
    assert not app.exception
    assert "two groups" in app.info[0].value
