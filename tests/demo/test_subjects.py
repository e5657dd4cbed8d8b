"""Who writes about what: planted odds ratios, routes and answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.demo.situations import themes
from analysis.demo.subjects import Subjects, comment_truths
from analysis.survey import dimension

TONES = {"positive": 1, "negative": -1}


def moved(piece, name, group):
    """Return the same people, all in one group of a dimension, with the same answers."""
    column, ids = dimension(name).column, dimension(name).ids
    people = piece.respondents
    codes = people.codes | {column: np.full(len(people), ids.index(group))}
    return Subjects(replace(people, codes=codes), piece.answers)


@pytest.mark.parametrize(
    "row", comment_truths().query("theme != 'any'").to_dict("records"), ids=str
)
def test_a_group_picks_a_theme_as_many_times_likelier_as_planted(piece, row):
    theme, tone = themes().index(row["theme"]), TONES[row["tone"]]
    group, reference = (
        moved(piece, row["dimension"], row[name]).weights(tone)[:, theme]
        for name in ("group", "reference")
    )
    possible = reference > 0
    assert group[possible] / reference[possible] == pytest.approx(row["odds_ratio"], rel=1e-3)


def test_a_group_without_a_planted_difference_picks_as_its_reference_does(piece):
    for tone in (1, -1):
        bisexual, straight = (
            moved(piece, "orientation", group).weights(tone) for group in ("bisexual", "straight")
        )
        assert (bisexual == straight).all()


@pytest.mark.parametrize(
    "row", comment_truths().query("theme == 'any'").to_dict("records"), ids=str
)
def test_a_group_writes_as_often_as_planted(piece, row):
    group, reference = (
        moved(piece, row["dimension"], row[name]).chance_of_writing()
        for name in ("group", "reference")
    )
    odds = group / (1 - group) / (reference / (1 - reference))
    assert odds == pytest.approx(row["odds_ratio"], rel=1e-3)


def test_odds_ratios_are_worth_planting_and_some_groups_have_none():
    planted = comment_truths().query("theme != 'any'")
    assert (planted["odds_ratio"] >= 1.3).all()
    assert planted["why"].str.startswith("Assumed").all()
    assert not planted.duplicated(["dimension", "group", "theme", "tone"]).any()
    named = set(zip(planted["dimension"], planted["group"], strict=True))
    assert not named & {("ethnicity", "mixed"), ("conditions", "physical"), ("deprivation", "4")}


def test_only_those_who_stayed_write_about_the_ward(piece):
    weights = Subjects(piece.respondents, piece.answers).weights(-1)[:, themes().index("ward")]
    stayed = piece.answers["Q28"] != 255
    assert (weights[~stayed] == 0).all()
    assert (weights[stayed] > 0).all()


def test_answers_on_a_subject_turn_the_scale(piece):
    theme = themes().index("waiting")
    answers = piece.answers | {"Q57": np.where(np.arange(len(piece.respondents)) % 2, 1, 3)}
    subjects = Subjects(piece.respondents, answers)
    for tone in (1, -1):
        weights = subjects.weights(tone)[:, theme]
        good, bad = weights[1::2].mean(), weights[::2].mean()
        assert (good > 3 * bad) if tone == 1 else (bad > 3 * good)


def test_discontent_is_the_rating_from_5_to_10(piece):
    answers = piece.answers | {"Q59": np.arange(len(piece.respondents)) % 12}
    discontent = Subjects(piece.respondents, answers).discontent()
    assert discontent[11] == 0  # a rating of 10
    assert discontent[6] == discontent[1] == 1  # ratings of 5 and 0
    assert 0 < discontent[0] < 0.5  # left blank
