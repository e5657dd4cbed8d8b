"""The Questions page, run without a browser."""

from __future__ import annotations

import json

import pytest
from opened import assert_whole, pictures, tables

CHOICES = [
    {},
    {"by": "all"},
    {"by": "all", "reference": "others", "sort": "Section"},
    {"by": "tumour", "reference": "lung", "sort": "Size of gap"},
    {"by": "ethnicity-detail", "place": "RJ1", "year": "2018"},
    {"by": "sex", "adjust": "Adjusted for case mix", "year": "2018"},
]


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_the_demonstration_is_shown_whole(open_app, both_path, choices):
    app = open_app(both_path, "questions", **choices)
    assert_whole(app, "questions")
    assert not app.warning
    assert not app.get("progress")
    [(spec, alt)] = pictures(app)
    assert "Synthetic data" in json.dumps(json.loads(spec)["title"])
    assert app.header[0].value in alt
    [table] = tables(app)
    assert len(table) == 52


@pytest.mark.parametrize("by", ["tumour", "sex", "deprivation", "all"])
def test_official_results_are_shown_whole(open_app, both_path, by):
    app = open_app(both_path, "questions", dataset="official", by=by)
    assert_whole(app, "questions")
    assert not app.warning
    assert by == "tumour" or any("publisher's own" in c.value for c in app.caption)


@pytest.mark.parametrize(
    ("choices", "named"),
    [
        ({"by": "wealth"}, ["breakdown 'wealth'", "ethnicity", "sex"]),
        ({"by": "sex", "reference": "asian"}, ["reference group 'asian'", "female"]),
        ({"sort": "Colour"}, ["order 'Colour'", "Size of gap"]),
        ({"adjust": "A bit"}, ["kind of score 'A bit'", "Adjusted for case mix"]),
    ],
    ids=str,
)
def test_a_link_that_names_what_is_not_there_is_answered(open_app, both_path, choices, named):
    app = open_app(both_path, "questions", **choices)
    assert_whole(app, "questions")
    [warning] = app.warning
    assert [word for word in named if word not in warning.value] == []


def test_sorting_moves_the_rows(open_app, both_path):
    app = open_app(both_path, "questions", by="sex")
    first = tables(app)[0]["Question"].tolist()
    app.selectbox(key="sort").select("Size of gap").run()
    second = tables(app)[0]["Question"].tolist()
    assert first[0].startswith("Q1 ")
    assert second != first
    assert sorted(second) == sorted(first)
    assert second[-1].startswith("Q59")


def test_the_menu_opens_groups(open_app, both_path):
    app = open_app(both_path, "questions", by="all", year="2018")
    app.selectbox(key="open_question").select("Q33")
    app.selectbox(key="open_by").select("sex")
    next(b for b in app.button if b.label == "Open in Groups").click().run()
    assert app.title[0].value == "Groups"
    assert app.selectbox(key="question").value == "Q33"
    assert app.selectbox(key="by").value == "sex"
    assert app.selectbox(key="reference").value == "male"
