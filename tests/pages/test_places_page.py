"""The Places page: scores, gaps, probabilities and neighbours."""

from __future__ import annotations

import made
import pytest
from opened import assert_whole, pictures, tables, words

GAP = {"compare": "Gap between two groups"}
LIKELIHOOD = "In the lowest fifth (probability)"


def test_scores_are_adjusted_unless_the_reader_wants_them_as_answered(open_app, both_path):
    app = open_app(both_path, "places", level="trust", question="Q59")
    assert_whole(app, "places")
    assert any("adjusted for case mix (age, sex" in text for text in words(app))
    assert {"Score (adjusted)", "Score as answered", LIKELIHOOD} <= set(tables(app)[-1].columns)
    raw = open_app(both_path, "places", level="trust", question="Q59", scores="As answered")
    assert_whole(raw, "places")
    assert any("not adjusted for case mix" in text for text in words(raw))
    assert "Score as answered" not in tables(raw)[-1].columns
    assert raw.header[0].value != app.header[0].value


@pytest.mark.parametrize(
    "choices",
    [
        {"level": "alliance", "year": "All years"},
        {"level": "alliance", "gap": "sex", "against": "others", "year": "All years"},
        {"level": "alliance", "gap": "deprivation", "group": "1", "question": "Q16"},
        {"level": "trust", "gap": "ethnicity", "place": "RJ1"},
        {"level": "stp", "gap": "age", "group": "16-24", "year": "2016"},
    ],
    ids=str,
)
def test_the_gap_between_two_groups_is_shown_whole(open_app, both_path, choices):
    app = open_app(both_path, "places", **GAP, **choices)
    assert_whole(app, "places")
    assert not app.warning
    table = tables(app)[0]
    hidden = table[table["Gap (points)"] == "hidden"]
    answers = [c for c in table.columns if c.startswith(("Answers", "Score"))]
    assert (hidden[answers] == "hidden").all(axis=None)


def test_the_funnel_of_the_gap_has_the_pages_sentence_as_its_alternative(open_app, both_path):
    choices = {"level": "alliance", "gap": "sex", "year": "All years"}
    app = open_app(both_path, "places", **GAP, **choices)
    [(_, alternative)] = pictures(app)
    assert alternative.startswith(app.header[0].value)
    assert "the score of women is" in app.header[0].value


def test_a_group_is_never_compared_with_itself(open_app, both_path):
    app = open_app(both_path, "places", **GAP, level="alliance", gap="sex", year="All years")
    app.selectbox(key="group").select("male").run()
    assert_whole(app, "places")
    assert app.selectbox(key="against").value == "female"


def test_a_breakdown_that_changes_takes_its_groups_with_it(open_app, both_path):
    app = open_app(both_path, "places", **GAP, level="alliance", gap="sex", year="All years")
    app.selectbox(key="gap").select("deprivation").run()
    assert_whole(app, "places")
    assert app.selectbox(key="against").value == "5"
    assert app.selectbox(key="group").value != "5"


def test_a_chosen_place_stands_beside_its_neighbours(open_app, both_path):
    app = open_app(both_path, "places", level="alliance", place="E56000010", year="All years")
    assert_whole(app, "places")
    assert any("beside its neighbours" in title.value for title in app.subheader)
    alike = next(t for t in tables(app) if "Patients differ by" in t)
    assert alike["Cancer Alliance"].iloc[0] == "South East London"
    assert len(alike) == 7


def test_england_has_no_neighbours(open_app, both_path):
    app = open_app(both_path, "places", level="alliance")
    assert not any("neighbours" in title.value for title in app.subheader)


def test_places_are_listed_by_name_not_by_rank(open_app, both_path):
    app = open_app(both_path, "places", level="alliance", year="All years")
    names = tables(app)[-1]["Cancer Alliance"].tolist()
    assert names == sorted(names)


def test_official_results_offer_no_gap_but_a_probability(open_app, both_path):
    choices = {"dataset": "official", "level": "trust", "question": "Q1", "place": made.TRUSTS[0]}
    app = open_app(both_path, "places", **choices)
    assert_whole(app, "places")
    assert not [w for w in app.get("button_group") if w.label == "What to compare"]
    assert LIKELIHOOD in tables(app)[-1].columns
    assert any("don't say who was treated where" in text for text in words(app))
