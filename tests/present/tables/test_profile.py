from __future__ import annotations

import made
import pytest

from analysis.present import tables
from analysis.present.sentences.profile import MOST_LISTED
from analysis.results import profile
from analysis.survey import Population


@pytest.fixture(scope="module")
def trust(demo):
    return profile(demo, Population.of("demo", at="RJ1"))


@pytest.fixture(scope="module")
def england(demo):
    return profile(demo, Population.of("demo", years=[2018]))


def test_parent_and_england_stand_beside_each_figure(trust):
    table = tables.profile(trust, trust.questions)
    assert len(table) == 52
    for column, name in (("South East London", "parent"), ("England", "england")):
        shown = table[column].iloc[0]
        assert shown == f"{100 * trust.questions[name].iloc[0]:.1f}"


def test_the_words_of_the_table_are_those_of_the_bands(trust):
    words = tables.dashboard(trust)["Compared with expected"]
    expected = {"above": "Above expected", "expected": "As expected", "below": "Below expected"}
    assert words.tolist() == [expected[band] for band in trust.dashboard["band"]]


def test_england_has_no_column_that_would_be_empty(england):
    columns = tables.dashboard(england).columns
    assert columns.tolist() == ["Question", "Score (95% interval)", "Change from 2017 to 2018"]


def test_lists_are_short_enough_for_paper(trust, england):
    outside = tables.outside_expected(trust)
    assert (outside["Compared with expected"].value_counts() <= MOST_LISTED).all()
    assert (tables.changed_since(england)["Change"].value_counts() <= MOST_LISTED).all()


def test_the_file_has_every_question_in_percent(trust):
    plain = tables.plain_profile(trust)
    percent = plain["question"] != "Q59"
    assert plain["score"].tolist() == pytest.approx(
        (trust.questions["score"] * percent.map({True: 100, False: 1})).tolist(), nan_ok=True
    )
    assert plain["band"].tolist() == trust.questions["band"].tolist()
    assert set(plain["parent_code"]) == {"E56000010"}
    assert set(plain["change_from"]) == {2017}


def test_hidden_rows_have_no_number_of_the_place_anywhere(workspace_of):
    blocks = [{"n": 60, "trust": t, "Q5": [1, 2], "Q59": [9, 10]} for t in made.TRUSTS[:3]]
    people = made.people(*blocks, {"n": 6, "trust": made.TRUSTS[3], "Q5": [2], "Q59": [1]})
    found = profile(workspace_of(people), Population.of("made", at=made.TRUSTS[3]))
    plain = tables.plain_profile(found)
    hidden = plain[plain["hidden"]]
    assert set(hidden["question"]) == {"Q5", "Q59"}
    beside = ["question", "label", "parent_code", "parent", "england", "moved", "hidden"]
    assert hidden.drop(columns=beside).isna().all(axis=None)
    screen = tables.profile(found, found.questions[found.questions["hidden"]])
    assert (screen["Score (95% interval)"] == "hidden").all()
    assert (screen["Answers"] == "hidden").all()
    assert (screen["Expected range"] == "–").all()


def test_gaps_tested_by_the_publisher_say_so(official):
    found = profile(official, Population.of("official", at=made.ALLIANCES[0], years=[2018]))
    table = tables.widest_inside(found).set_index("Group")
    assert table.loc["Sex: Female", "Tested by"] == "the publisher"
    assert table.loc["Sex: Female", "Compared with"] == "Male"
    assert table.loc["Sex: Female", "Clearly lower on"] == "3 questions"
