"""Every page with many filters, run without a browser."""

from __future__ import annotations

import json
from functools import partial

import duckdb
import made
import pytest
from opened import assert_whole, pictures, tables, words

from analysis.demo import build_demo
from analysis.store import Workspace, build, indicator_sources

PAGES = ("summary", "groups", "places", "methods")

FILTERS = [
    {},
    {"place": "E56000010", "question": "Q16"},
    {"place": "E54000027", "question": "Q58"},
    {"place": "05L", "year": "2016"},
    {"place": "RJ1", "year": "All years"},
    {"year": "2015", "question": "Q28"},
    {"sex": "female", "tumour": ["breast", "lung"], "question": "Q37"},
    {"ethnicity": ["black", "not-given"], "age": "85-plus"},
    {"place": "RJ1", "tumour": "sarcoma", "age": "16-24"},
]
GROUPS = [
    {"by": "age"},
    {"by": "ethnicity-detail", "question": "Q16", "year": "All years"},
    {"by": "deprivation", "reference": "1"},
    {"by": "sex", "reference": "others", "question": "Q1"},
    {"by": "sex", "across": "deprivation", "year": "All years"},
    {"by": "tumour", "across": "age", "question": "Q5", "place": "RJ1"},
    {"by": "language", "show": "Every answer"},
    {"by": "conditions", "show": "Every answer", "question": "Q28", "place": "RJ1"},
    {"by": "sex", "across": "age", "show": "Every answer", "question": "Q16"},
]
LEVELS = [
    {"level": "alliance", "question": "Q16"},
    {"level": "stp", "place": "E54000027"},
    {"level": "ccg", "year": "All years"},
    {"level": "trust", "place": "RJ1", "question": "Q17"},
]
DEMO = [
    *((page, choices) for choices in FILTERS for page in PAGES),
    *(("groups", choices) for choices in GROUPS),
    *(("places", choices) for choices in LEVELS),
]


@pytest.mark.parametrize(("page", "choices"), DEMO, ids=str)
def test_the_demonstration_is_shown_whole_and_called_synthetic(open_app, both_path, page, choices):
    app = open_app(both_path, page, **choices)
    assert_whole(app, page)
    assert not app.warning
    assert "**Demonstration survey (synthetic)**" in app.caption[0].value
    assert any("Synthetic data" in caption.value for caption in app.sidebar.caption)
    for spec, alt in pictures(app):
        assert "Synthetic data" in json.dumps(json.loads(spec)["title"])
        assert "Synthetic data" in alt


OFFICIAL = [
    *((page, {}) for page in PAGES),
    ("summary", {"year": "2016"}),
    ("summary", {"place": made.ALLIANCES[0]}),
    ("summary", {"place": made.TRUSTS[0]}),
    ("groups", {"by": "tumour", "question": "Q1"}),
    ("groups", {"by": "tumour", "place": made.TRUSTS[0], "reference": "lung"}),
    ("groups", {"by": "sex", "question": "Q2"}),
    ("groups", {"by": "deprivation", "reference": "1", "place": made.ALLIANCES[0]}),
    ("places", {"level": "trust", "place": made.TRUSTS[3], "question": "Q2"}),
    ("places", {"level": "alliance", "year": "2016"}),
    ("places", {"level": "trust", "ranges": "Worked out here", "question": "Q1"}),
    ("methods", {"year": "2016"}),
]


@pytest.mark.parametrize(("page", "choices"), OFFICIAL, ids=str)
def test_official_results_are_shown_whole_and_not_called_synthetic(
    open_app, both_path, page, choices
):
    app = open_app(both_path, page, dataset="official", **choices)
    assert_whole(app, page)
    assert not app.warning
    assert "**Made-up official results**" in app.caption[0].value
    assert not any("Synthetic data" in text for text in words(app))


REAL = [
    *((page, {}) for page in PAGES),
    *(("summary", {"place": place}) for place in ("E56000010", "01F", "05L", "RJ1")),
    ("summary", {"year": "2015", "place": "RJ1"}),
    ("groups", {"by": "tumour", "question": "Q16", "place": "01F"}),
    ("groups", {"by": "sex"}),
    ("groups", {"by": "deprivation", "place": "E56000010", "reference": "1"}),
    ("places", {"level": "ccg", "question": "Q16"}),
    ("places", {"level": "trust", "place": "RJ1"}),
    ("places", {"level": "trust", "ranges": "Worked out here", "question": "Q58"}),
    ("places", {"level": "alliance", "year": "2016"}),
]


@pytest.mark.real
@pytest.mark.parametrize(("page", "choices"), REAL, ids=str)
def test_the_real_results_are_shown_whole(open_app, real_path, page, choices):
    app = open_app(real_path, page, **choices)
    assert_whole(app, page)
    assert not app.warning
    assert not any("Synthetic data" in text for text in words(app))


@pytest.mark.parametrize(
    ("page", "choices", "instead"),
    [
        ("groups", {"by": "age"}, "tumour group, sex or deprivation"),
        ("groups", {"by": "tumour", "across": "sex"}, "one breakdown at a time"),
        ("groups", {"by": "sex", "place": made.TRUSTS[0]}, "England and Cancer Alliances"),
        ("groups", {"by": "sex", "year": "2016"}, "2018"),
        ("groups", {"question": "Q5"}, "no figure"),
        ("places", {"level": "ccg"}, "no figures for CCGs"),
    ],
    ids=str,
)
def test_what_official_results_do_not_have_is_said_with_what_they_have(
    open_app, both_path, page, choices, instead
):
    app = open_app(both_path, page, dataset="official", **choices)
    assert not app.exception
    assert instead in app.info[0].value
    assert not tables(app)


@pytest.mark.parametrize(
    ("page", "choices", "named"),
    [
        ("summary", {"dataset": "nowhere"}, ["dataset 'nowhere'", "demo", "official"]),
        ("summary", {"place": "RJ11"}, ["place 'RJ11'", "Did you mean RJ1"]),
        ("summary", {"question": "Q99"}, ["question 'Q99'", "Q1"]),
        ("summary", {"year": "1999"}, ["year '1999'", "2018", "2015", "All years"]),
        ("summary", {"sex": "neither"}, ["group of sex 'neither'", "female", "male"]),
        ("groups", {"by": "wealth"}, ["breakdown 'wealth'", "ethnicity", "sex"]),
        ("groups", {"across": "wealth"}, ["breakdown 'wealth'", "none", "age"]),
        ("groups", {"by": "sex", "reference": "nobody"}, ["reference group 'nobody'", "female"]),
        ("groups", {"show": "Nothing"}, ["way to show it 'Nothing'", "Every answer"]),
        ("places", {"level": "county"}, ["level 'county'", "alliance", "trust"]),
        ("places", {"dataset": "official", "ranges": "ours"}, ["'ours'", "As published"]),
        ("places", {"dataset": "official", "level": "stp"}, ["level 'stp'", "alliance", "trust"]),
    ],
    ids=str,
)
def test_a_link_that_names_what_is_not_there_is_answered_with_what_is(
    open_app, both_path, page, choices, named
):
    app = open_app(both_path, page, **choices)
    assert_whole(app, page)
    [warning] = app.warning
    assert [word for word in named if word not in warning.value] == []
    app.run()
    assert not app.warning


def test_several_bad_names_are_each_named_once(open_app, both_path):
    app = open_app(both_path, "groups", place="zz", by="zz", question="zz", year="2016")
    assert_whole(app, "groups")
    assert len(app.warning) == 3
    assert "England; 2016" in app.caption[0].value


def test_a_choice_follows_the_reader_to_other_pages(open_app, both_path):
    app = open_app(both_path)
    app.sidebar.selectbox(key="question").select("Q16").run()
    app.sidebar.selectbox(key="place").select("RJ1").run()
    for page in ("groups", "places", "methods", "summary"):
        app.switch_page(f"pages/{page}.py").run()
        assert_whole(app, page)
        assert app.selectbox(key="question").value == "Q16"
        assert app.selectbox(key="place").value == "RJ1"
    app.switch_page("pages/groups.py").run()
    assert "Q16" in app.caption[0].value
    assert "Guy's and St Thomas'" in app.caption[0].value


def test_codes_in_a_link_become_the_words_of_the_menus(open_app, both_path):
    app = open_app(both_path, "groups", question="q16", by="sex", place="rj1")
    assert app.query_params["by"] == "Sex"
    assert app.query_params["question"].startswith("Q16 ")
    assert app.query_params["place"].startswith("Trust: RJ1 Guy's")
    again = open_app(both_path, "groups", **dict(app.query_params))
    assert again.header[0].value == app.header[0].value


def test_another_dataset_keeps_the_question(open_app, both_path):
    app = open_app(both_path, "groups", question="Q1", by="sex")
    app.selectbox(key="dataset").select("official").run()
    assert_whole(app, "groups")
    assert "**Made-up official results**" in app.caption[0].value
    assert "Q1 " in app.caption[0].value


def test_a_reference_group_of_another_breakdown_gives_way(open_app, both_path):
    app = open_app(both_path, "groups", by="age", reference="85-plus")
    app.selectbox(key="by").select("sex").run()
    assert_whole(app, "groups")
    assert app.selectbox(key="reference").value == "male"


def test_a_reference_group_of_the_same_name_in_another_breakdown_is_taken(open_app, both_path):
    app = open_app(both_path, "groups", by="tumour", reference="other")
    app.selectbox(key="by").select("ethnicity").run()
    assert_whole(app, "groups")
    assert "Difference from: Other ethnic group (points)" in tables(app)[0].columns


@pytest.mark.parametrize(("key", "value"), [("year", "All years"), ("place", "E54000027")])
def test_a_choice_that_another_dataset_lacks_gives_way(open_app, both_path, key, value):
    app = open_app(both_path, "summary", **{key: value})
    app.selectbox(key="dataset").select("official").run()
    assert_whole(app, "summary")
    assert not app.warning
    assert "England; 2018" in app.caption[0].value


def test_the_demonstration_is_made_where_there_is_no_workspace(open_app, tmp_path, monkeypatch):
    small = partial(build_demo, respondents=2_000)
    monkeypatch.setattr("pages.parts.session.build_demo", small)
    path = tmp_path / "new" / "folder" / "workspace.duckdb"
    app = open_app(path)
    assert_whole(app, "summary")
    assert path.exists()
    assert not app.get("progress")


def test_a_damaged_workspace_is_named_without_a_traceback(open_app, tmp_path, monkeypatch):
    small = partial(build_demo, respondents=2_000)
    monkeypatch.setattr("pages.parts.session.build_demo", small)
    path = tmp_path / "workspace.duckdb"
    path.write_bytes(b"not a workspace" * 1000)
    app = open_app(path, "groups")
    assert not app.exception
    [said] = [*app.warning, *app.error]
    assert f"{path} is damaged" in said.value
    kept = [file for file in tmp_path.iterdir() if file.stat().st_size == 15_000]
    assert len(kept) == 1


def test_a_workspace_from_before_the_indicators_is_set_aside(open_app, tmp_path, monkeypatch):
    small = partial(build_demo, respondents=2_000)
    monkeypatch.setattr("pages.parts.session.build_demo", small)
    path = tmp_path / "workspace.duckdb"
    small(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE indicator; DELETE FROM dataset WHERE kind = 'indicators'")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    old = path.read_bytes()
    app = open_app(path, "groups")
    assert not app.exception
    [said] = app.warning
    assert "its layout is 1, this one reads 4" in said.value
    assert "It is now kept as workspace.aside-1.duckdb." in said.value
    assert (tmp_path / "workspace.aside-1.duckdb").read_bytes() == old
    with Workspace.open(path) as workspace:
        assert indicator_sources(workspace)


def test_a_workspace_with_nothing_in_it_says_how_to_fill_it(open_app, tmp_path):
    path = tmp_path / "workspace.duckdb"
    with build(path):
        pass
    app = open_app(path)
    assert not app.exception
    assert "holds no dataset yet" in app.info[0].value


def test_a_folder_that_cannot_be_written_is_named(open_app, tmp_path):
    (tmp_path / "file").touch()
    app = open_app(tmp_path / "file" / "workspace.duckdb")
    assert not app.exception
    [said] = [*app.error, *app.info]
    assert f"The folder {tmp_path / 'file'} can't be written" in said.value


def test_a_boundary_file_that_is_not_there_is_named(open_app, both_path, tmp_path, monkeypatch):
    app = open_app(both_path, "places")
    monkeypatch.setenv("PEX_BOUNDARIES", str(tmp_path / "gone.json"))
    app.run()
    assert_whole(app, "places")
    assert "gone.json" in app.warning[0].value


@pytest.mark.real
def test_a_boundary_file_adds_a_map_of_its_level(open_app, both_path, real_files, monkeypatch):
    file = real_files / "geography" / "boundaries" / "CCG_April_2019_EN_BUC.json"
    app = open_app(both_path, "places", level="trust")
    monkeypatch.setenv("PEX_BOUNDARIES", str(file))
    app.run()
    assert "Map" not in [title.value for title in app.subheader]
    app.selectbox(key="level").select("ccg").run()
    assert_whole(app, "places")
    assert "Map" in [title.value for title in app.subheader]
