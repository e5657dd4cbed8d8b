"""The Inequality page, run without a browser."""

from __future__ import annotations

import json

import made
import pytest
from opened import assert_whole, pictures, tables, words

from analysis.survey import place, places

CHOICES = [
    {},
    {"by": "ethnicity", "question": "Q5"},
    {"by": "sex", "question": "Q33", "year": "2018"},
    {"by": "tumour", "place": "RJ1"},
    {"by": "age", "figures": "As WHO HEAT prints it", "measures": "All 21"},
    {"by": "sex", "question": "Q5", "closer": "Over the years"},
    {"by": "deprivation", "closer": "Across places", "level": "trust", "place": "RJ1"},
]


@pytest.mark.parametrize("choices", CHOICES, ids=str)
def test_the_demonstration_is_shown_whole(open_app, both_path, choices):
    app = open_app(both_path, "inequality", **choices)
    assert_whole(app, "inequality")
    assert not app.warning
    for spec, alt in pictures(app):
        assert "Synthetic data" in json.dumps(json.loads(spec)["title"])
        assert "Synthetic data" in alt
    gaps = [name for name in tables(app)[0] if name.startswith("Difference from")]
    assert len(gaps) == 1
    assert [button.label for button in app.get("download_button")] == ["Download CSV"]


def test_measures_fold_away_until_they_are_asked_for(open_app, both_path):
    app = open_app(both_path, "inequality", by="deprivation", question="Q5")
    groups, main, meanings = tables(app)
    assert len(main) == 3
    assert len(meanings) == 6
    app.segmented_control(key="measures").set_value("All 21").run()
    assert not app.exception
    again, every, meanings = tables(app)
    assert again.equals(groups)
    assert len(meanings) == 21
    assert set(main["Measure, absolute"]) < set(every["Measure, absolute"])


def test_only_the_closer_look_chosen_is_worked_out(open_app, both_path):
    app = open_app(both_path, "inequality", by="deprivation", question="Q5")
    assert len(list(pictures(app))) == 1
    app.segmented_control(key="closer").set_value("Over the years").run()
    assert len(list(pictures(app))) == 2
    assert "Year" in tables(app)[1]
    app.segmented_control(key="closer").set_value("Across places").run()
    assert len(list(pictures(app))) == 2
    assert "Cancer Alliance" in str(tables(app)[1].columns.tolist() + words(app))


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
    corrected = tables(app)[1].set_index("Measure, absolute")
    again = open_app(
        both_path, "inequality", question="Q5", by="ethnicity", figures="As WHO HEAT prints it"
    )
    printed = tables(again)[1].set_index("Measure, absolute")
    name = "Between-group standard deviation"
    seen = float(printed.loc[name, "Figure, absolute"])
    assert seen >= float(corrected.loc[name, "Figure, absolute"].split()[0])
    assert "Chance alone, absolute" not in printed


@pytest.mark.parametrize("by", ["sex", "deprivation"])
def test_published_groups_without_bases_say_so(open_app, both_path, by):
    app = open_app(both_path, "inequality", dataset="official", by=by, question="Q1")
    assert_whole(app, "inequality")
    assert "publisher's own test" in app.header[0].value
    assert any("no interval, no noise floor" in text for text in words(app))
    assert all("(" not in figure for figure in tables(app)[1]["Figure, absolute"])
    app.segmented_control(key="closer").set_value("Across places").run()
    assert_whole(app, "inequality")
    assert any("There is no funnel without numbers of answers" in text for text in words(app))


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
        ({"closer": "Mine"}, ["closer look 'Mine'", "Across places"]),
        ({"scope": "Operations", "order": "Colour"}, ["order 'Colour'", "Widest gap first"]),
    ],
    ids=str,
)
def test_a_link_that_names_what_is_not_there_is_answered(open_app, both_path, choices, named):
    app = open_app(both_path, "inequality", **choices)
    assert_whole(app, "inequality")
    [warning] = app.warning
    assert [word for word in named if word not in warning.value] == []


EVERYWHERE = ["ENG", *(place.code for place in places("alliance"))]


@pytest.mark.real
@pytest.mark.parametrize("by", ["sex", "deprivation", "tumour"])
def test_the_real_results_are_shown_for_england_and_each_alliance(open_app, real_path, by):
    assert len(EVERYWHERE) == 20
    app = open_app(real_path, "inequality", by=by)
    for at in EVERYWHERE:
        app.selectbox(key="place").set_value(at).run()
        assert_whole(app, "inequality")
        assert not app.warning
        assert not app.info
        assert place(at).name in app.header[0].value + app.caption[0].value
        without = any("Without numbers of answers there are only" in text for text in words(app))
        assert without == (by != "tumour")
        assert ("after allowing for chance" in app.header[0].value) <= (by == "tumour")


@pytest.mark.real
@pytest.mark.parametrize("by", ["sex", "deprivation", "tumour"])
def test_the_real_results_are_shown_across_places_and_sections(open_app, real_path, by):
    app = open_app(real_path, "inequality", by=by, closer="Across places")
    assert_whole(app, "inequality")
    assert len(tables(app)[1]) == 19
    whole = open_app(real_path, "inequality", by=by, scope="all")
    assert_whole(whole, "inequality")
    assert len(tables(whole)[0]) == 52


def test_one_group_left_is_said(open_app, both_path):
    app = open_app(both_path, "inequality", by="sex", sex="female")
    assert not app.exception
    assert "two groups" in app.info[0].value
