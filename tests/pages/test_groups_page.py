"""The Groups page with adjusted scores, and with two breakdowns crossed."""

from __future__ import annotations

from collections.abc import Callable

import made
import pytest
from opened import NO_NUMBER
from streamlit.testing.v1 import AppTest

from analysis.present import sentences
from analysis.results import adjust
from analysis.survey import Population, dimension, question

Open = Callable[..., AppTest]


@pytest.fixture
def groups_page(open_app: Open) -> Open:
    """Open the Groups page on a workspace, as a link with these choices does."""
    return lambda workspace, **choices: open_app(workspace, "groups", **choices)


def assert_whole(app: AppTest) -> None:
    assert not app.exception
    assert app.header[0].value.endswith(".")
    assert len(app.table[0].value if app.table else app.dataframe[0].value)
    kinds = ("header", "subheader", "caption", "markdown", "info", "warning")
    said = [element.value for kind in kinds for element in app.get(kind)]
    said += [element.proto.alt for element in app.get("vega_lite_chart")]
    said += [str(c) for table in app.table for c in table.value.to_numpy().ravel()]
    assert not [text for text in said if NO_NUMBER.search(text)]


@pytest.mark.parametrize(
    "choices",
    [
        {"by": "ethnicity", "adjust": "adjusted"},
        {"by": "tumour", "adjust": "within-trust", "question": "Q16", "year": "All years"},
        {"by": "ethnicity-detail", "adjust": "adjusted", "reference": "others"},
        {"by": "sex", "adjust": "within-trust", "place": "RJ1", "question": "Q5"},
        {"by": "language", "adjust": "adjusted", "place": "05L", "year": "2016"},
        {"by": "age", "adjust": "adjusted", "sex": "male", "tumour": "sarcoma"},
    ],
    ids=str,
)
def test_adjusted_scores_are_shown_whole_and_called_synthetic(groups_page, both_path, choices):
    app = groups_page(both_path, **choices)
    assert_whole(app)
    assert not app.warning
    assert "Adjusted score" in app.table[0].value
    for picture in app.get("vega_lite_chart"):
        assert "Synthetic data" in picture.proto.spec
        assert "Synthetic data" in picture.proto.alt


@pytest.mark.parametrize(("kind", "within"), [("adjusted", None), ("within-trust", "trust")])
def test_the_first_sentence_says_what_adjusting_changes(groups_page, both_path, demo, kind, within):
    app = groups_page(both_path, by="ethnicity", question="Q16", year="2018", adjust=kind)
    who = Population.of("demo", years=[2018])
    made_ = adjust(demo, who, question("Q16"), dimension("ethnicity"), within=within)
    assert app.header[0].value == sentences.adjusted(made_)
    assert app.header[0].value != groups_page(both_path, by="ethnicity").header[0].value


def test_the_choice_is_part_of_the_link_and_comes_back(groups_page, both_path):
    app = groups_page(both_path, by="sex")
    assert "Adjusted score" not in app.table[0].value
    app.selectbox(key="adjust").select("within-trust").run()
    assert_whole(app)
    linked = groups_page(both_path, by="sex", adjust="within-trust")
    assert linked.query_params["adjust"] == "Adjusted, within the same trust"
    again = groups_page(both_path, **dict(linked.query_params))
    assert app.header[0].value == linked.header[0].value == again.header[0].value


def test_a_kind_of_score_that_is_not_there_is_answered_with_those_that_are(groups_page, both_path):
    app = groups_page(both_path, by="sex", adjust="standardised")
    assert_whole(app)
    assert "kind of score 'standardised'" in app.warning[0].value
    assert "within-trust" in app.warning[0].value


def test_how_to_read_it_says_what_adjusting_is_and_is_not(groups_page, both_path):
    app = groups_page(both_path, by="sex", adjust="adjusted")
    told = " ".join(line.value for line in app.main.expander[0].markdown)
    for words in ("same mix of age, sex", "is not thereby fair", "not that they cause it"):
        assert words in told


def test_with_two_breakdowns_the_choice_makes_way_for_the_reason(groups_page, both_path):
    app = groups_page(both_path, by="sex", across="age", adjust="adjusted")
    assert_whole(app)
    assert "adjust" not in [box.key for box in app.selectbox]
    assert any("Remove the second one" in caption.value for caption in app.caption)
    assert "Adjusted score" not in app.table[0].value


def test_two_breakdowns_are_a_panel_each_and_one_table(groups_page, both_path):
    app = groups_page(both_path, by="tumour", across="age")
    assert_whole(app)
    panels = [title.value for title in app.subheader]
    assert panels[0] == "Age group: 16 to 24"
    assert panels[-1] == "Everyone"
    assert len(app.get("vega_lite_chart")) == len(panels)
    [table] = [element.value for element in (*app.table, *app.dataframe)]
    assert set(table["Age group"]) >= {panel.removeprefix("Age group: ") for panel in panels[:-1]}


def test_every_answer_has_no_choice_of_scores(groups_page, both_path):
    app = groups_page(both_path, by="sex", show="Every answer", adjust="adjusted")
    assert_whole(app)
    assert "adjust" not in [box.key for box in app.selectbox]


def test_official_results_say_that_they_cannot_be_adjusted(groups_page, both_path):
    app = groups_page(both_path, dataset="official", by="sex", adjust="adjusted")
    assert_whole(app)
    assert any(made.OFFICIAL.name in caption.value for caption in app.caption)
    assert "adjust" not in [box.key for box in app.selectbox]
    assert any("can't be adjusted here" in caption.value for caption in app.caption)
