"""Combinations through the gate, against counting by hand."""

from __future__ import annotations

import made
import numpy as np
import pandas as pd
import pytest

from analysis.store import Policy
from analysis.store.combinations import SEPARATOR, combined
from analysis.survey import Population, question

BY = ("age", "sex", "ethnicity")
ASKED = Population.of("made")


@pytest.fixture(scope="module")
def crowd() -> pd.DataFrame:
    return made.crowd(8000)


@pytest.fixture(scope="module")
def workspace(workspace_of, crowd):
    return workspace_of(crowd)


def insides(crowd, row) -> pd.Series:
    parts = zip(row.characteristics.split(SEPARATOR), row.groups.split(SEPARATOR), strict=True)
    return np.logical_and.reduce([crowd[name] == group for name, group in parts])


@pytest.mark.parametrize(("code", "best", "step"), [("Q5", 1, 5), ("Q59", 10, 10)])
def test_every_row_is_what_counting_gives_but_for_rounding(workspace, crowd, code, best, step):
    frame = combined(workspace, ASKED, question(code), BY).frame
    worth = made.worth(crowd, code)
    sizes = {len(names.split(SEPARATOR)) for names in frame["characteristics"]}
    assert sizes == {1, 2, 3}
    for row in frame.iloc[::7].itertuples():
        answers = worth[insides(crowd, row)].dropna()
        if SEPARATOR not in row.groups:
            assert (row.n, row.score) == pytest.approx((answers.size, answers.mean()))
            continue
        assert row.n % 10 == 0
        assert abs(row.n - answers.size) <= 5
        short = row.n * (best - row.score)
        assert short % step == pytest.approx(0, abs=1e-6) or short % step > step - 1e-6
        assert row.score == pytest.approx(answers.mean(), abs=0.5 * step / row.n + 1e-9)


def test_the_difference_is_from_others_alike_in_place_and_cancer(workspace, crowd):
    frame = combined(workspace, ASKED, question("Q5"), (*BY, "tumour")).frame
    people = crowd.assign(worth=made.worth(crowd, "Q5")).dropna(subset=["worth"])
    people = people.fillna({"tumour": "not-given"})
    for row in frame.dropna(subset=["difference"]).iloc[::29].itertuples():
        top = weights = 0.0
        member = insides(people, row)
        for _, stratum in people.assign(member=member).groupby(["trust", "tumour"]):
            mine, others = (stratum["worth"][stratum["member"] == own] for own in (True, False))
            if mine.size and others.size:
                weight = mine.size * others.size / len(stratum)
                top += weight * (mine.mean() - others.mean())
                weights += weight
        assert row.weight == pytest.approx(weights, abs=0.02 * weights + 5)
        assert row.difference == pytest.approx(top / weights, abs=5 / weights)


def test_a_kind_of_cancer_may_be_combined_and_stand_in_any_place(workspace):
    last = combined(workspace, ASKED, question("Q5"), ("sex", "age", "tumour")).frame
    first = combined(workspace, ASKED, question("Q5"), ("tumour", "sex", "age")).frame
    swapped = first.assign(
        groups=["+".join(sorted(g.split("+"))) for g in first["groups"]]
    ).sort_values("groups")
    same = last.assign(groups=["+".join(sorted(g.split("+"))) for g in last["groups"]]).sort_values(
        "groups"
    )
    assert len(first) > 50
    pd.testing.assert_frame_equal(
        swapped.drop(columns="characteristics").reset_index(drop=True),
        same.drop(columns="characteristics").reset_index(drop=True),
    )


def test_hardly_anybody_beside_a_combination_gives_no_difference(workspace_of):
    """Of 320 people at one trust with one cancer, 300 are White: 20 can't stand for the rest."""
    people = made.people(
        {"n": 300, "ethnicity": "white", "sex": ["female", "male"], "Q5": [1, 2]},
        {"n": 20, "ethnicity": "asian", "sex": ["female", "male"], "Q5": [1, 2]},
    )
    frame = combined(workspace_of(people), ASKED, question("Q5"), ("sex", "ethnicity")).frame
    missing = frame.set_index("groups")["p"].isna()
    assert missing["white"]
    assert not missing["female"]


def test_small_combinations_and_unknown_groups_are_in_no_row(workspace):
    frame = combined(workspace, ASKED, question("Q5"), BY).frame
    assert (frame["n"] >= 30).all()
    assert not frame["groups"].str.contains("not-given").any()
    strict = combined(workspace, ASKED, question("Q5"), BY, policy=Policy(30)).frame
    assert (strict["n"] >= 90).all()
    assert len(strict) < len(frame)


def test_shuffling_is_repeatable_and_leaves_the_rest_alone(workspace):
    q = question("Q5")
    once, again = (combined(workspace, ASKED, q, BY, shuffles=2).frame for _ in range(2))
    pd.testing.assert_frame_equal(once, again)
    assert (once["shuffled_0"] != once["shuffled_1"]).any()
    plain = combined(workspace, ASKED, q, BY).frame
    pd.testing.assert_frame_equal(once[plain.columns], plain)


def test_shuffling_within_cancers_leaves_each_cancer_as_it_is(workspace):
    frame = combined(workspace, ASKED, question("Q5"), ("tumour",), shuffles=1).frame
    assert frame["difference"].isna().all()
    assert frame["p"].isna().all()


def test_fewer_characteristics_at_most(workspace):
    frame = combined(workspace, ASKED, question("Q5"), BY, most=1).frame
    assert not frame["groups"].str.contains(SEPARATOR, regex=False).any()


def test_a_question_that_nobody_answered_has_no_rows(workspace):
    frame = combined(workspace, ASKED, question("Q33"), BY, shuffles=1).frame
    assert frame.empty
    assert "shuffled_0" in frame
