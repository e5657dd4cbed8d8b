from __future__ import annotations

import made
import numpy as np
import pandas as pd
import pytest

from analysis.results import Unavailable, adjust, compare, scores, why_not_adjusted
from analysis.results.adjustment import ADJUSTED
from analysis.store import adjusted
from analysis.survey import OTHERS, Population, UnknownChoice, dimension, question

SEX, ETHNICITY, LANGUAGE = dimension("sex"), dimension("ethnicity"), dimension("language")
Q5, Q59 = question("Q5"), question("Q59")
WHO = Population.of("made")
NEW = list(ADJUSTED.values())


@pytest.mark.parametrize("q", [Q5, Q59], ids=lambda q: q.code)
@pytest.mark.parametrize("reference", [None, "asian", OTHERS.id])
def test_the_scores_as_answered_are_those_that_compare_gives(many, q, reference):
    result = adjust(many, WHO, q, ETHNICITY, reference)
    plain = compare(scores(many, WHO, q, [ETHNICITY]), reference)
    pd.testing.assert_frame_equal(result.frame.drop(columns=NEW), plain.frame)
    assert result.comparison.reference == plain.reference


@pytest.mark.parametrize("q", [Q5, Q59], ids=lambda q: q.code)
def test_adjusted_scores_come_with_95_percent_limits(many, q):
    frame = adjust(many, WHO, q, ETHNICITY, within="trust").frame.set_index("group")
    found = adjusted.groups(many, WHO, [q], {"ethnicity": "white"}, within="trust").frame
    found = found.set_index("group").loc[frame.index]
    np.testing.assert_array_equal(frame["adjusted"], found["adjusted"])
    np.testing.assert_array_equal(frame["adjusted_difference"], found["difference"])
    for middle, error in (("adjusted", "adjusted_se"), ("adjusted_difference", "difference_se")):
        for end, sign in (("lower", -1), ("upper", 1)):
            limit = frame[middle] + sign * 1.959964 * found[error]
            np.testing.assert_allclose(frame[f"{middle}_{end}"], limit, atol=1e-6)


def test_limits_stay_on_the_scale(workspace_of):
    workspace = workspace_of(
        made.people(
            {"n": 12, "sex": "female", "Q5": [1] * 11 + [2]},
            {"n": 12, "sex": "male", "Q5": [2] * 11 + [1]},
        )
    )
    frame = adjust(workspace, WHO, Q5, SEX).frame.set_index("group")
    assert frame.loc["female", "adjusted_upper"] == 1
    assert frame.loc["male", "adjusted_lower"] == 0


def test_hidden_groups_have_no_adjusted_number(few):
    result = adjust(few, WHO, Q5, ETHNICITY)
    hidden = result.frame[result.frame["hidden"]]
    assert set(hidden["group"]) == {"black", "mixed"}
    assert hidden[NEW].isna().all(axis=None)
    assert result.after.loc[hidden.index, list(ADJUSTED)].isna().all(axis=None)
    assert any("hidden" in note for note in result.notes)


def test_after_has_the_adjusted_numbers_under_the_names_of_a_comparison(many):
    result = adjust(many, WHO, Q5, ETHNICITY)
    for plain, name in ADJUSTED.items():
        pd.testing.assert_series_equal(result.after[plain], result.frame[name], check_names=False)
    pd.testing.assert_series_equal(result.after["n"], result.frame["n"])


def test_what_was_allowed_for_is_told_in_words(many):
    assert adjust(many, WHO, Q5, ETHNICITY).allowed_for == (
        "age", "sex", "deprivation", "tumour group",
    )  # fmt: skip
    women = Population.of("made", groups={"sex": ["female"]})
    assert adjust(many, women, Q5, dimension("age")).allowed_for == (
        "ethnic group", "deprivation", "tumour group",
    )  # fmt: skip
    spoken = adjust(many, WHO, Q5, LANGUAGE, within="trust")
    assert spoken.allowed_for == ("age", "sex", "ethnic group", "deprivation", "tumour group")
    assert spoken.within.id == "trust"


def test_the_number_of_answers_is_a_note(many):
    result = adjust(many, WHO, Q5, SEX)
    n = result.comparison.scores.overall["n"]
    assert f"Adjusted with the answers of {n:,.0f} people." in result.notes


def test_where_nothing_can_be_adjusted_it_says_why(workspace_of):
    blocks = [{"n": 30, "sex": sex, "Q5": [1]} for sex in SEX.ids]
    result = adjust(workspace_of(made.people(*blocks)), WHO, Q5, SEX)
    assert result.why == "Everybody gave the same answer."
    assert result.frame[NEW].isna().all(axis=None)
    assert not any("Adjusted with" in note for note in result.notes)


def test_nothing_is_said_of_people_who_are_all_hidden(few):
    black = Population.of("made", groups={"ethnicity": ["black"]})
    result = adjust(few, black, Q5, SEX)
    assert result.why == ""
    assert not any("Adjusted with" in note for note in result.notes)


def test_official_results_cannot_be_adjusted(official):
    with pytest.raises(Unavailable, match="no single people"):
        adjust(official, Population.of("official", years=[2018]), question("Q1"), SEX)


def test_a_level_of_place_that_is_not_there_is_refused(many):
    with pytest.raises(UnknownChoice, match="alliance, stp, ccg, trust"):
        adjust(many, WHO, Q5, SEX, within="national")


def test_two_breakdowns_and_official_results_say_why_not(many, official):
    assert why_not_adjusted(many.dataset("made"), [SEX]) == ""
    assert "Remove the second" in why_not_adjusted(many.dataset("made"), [SEX, ETHNICITY])
    assert "can't be adjusted here" in why_not_adjusted(official.dataset("official"), [SEX])
