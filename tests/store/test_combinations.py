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


@pytest.mark.parametrize("code", ["Q5", "Q59"])
def test_every_row_is_what_counting_gives(workspace, crowd, code):
    frame = combined(workspace, ASKED, question(code), BY).frame
    worth = made.worth(crowd, code)
    sizes = {len(names.split(SEPARATOR)) for names in frame["characteristics"]}
    assert sizes == {1, 2, 3}
    for row in frame.iloc[::7].itertuples():
        parts = zip(row.characteristics.split(SEPARATOR), row.groups.split(SEPARATOR), strict=True)
        inside = np.logical_and.reduce([crowd[name] == group for name, group in parts])
        answers = worth[inside].dropna()
        assert row.n % 10 == 0
        assert abs(row.n - answers.size) <= 5
        assert row.score == pytest.approx(answers.mean(), abs=0.5 / row.n + 1e-9)
        assert (row.score * row.n) % 1 == pytest.approx(
            0, abs=1e-6
        ) or row.score * row.n % 1 > 0.999


def test_the_difference_is_from_others_alike_in_place_and_cancer(workspace, crowd):
    frame = combined(workspace, ASKED, question("Q5"), BY).frame
    row = frame[frame["groups"] == "female"].iloc[0]
    people = crowd.assign(worth=made.worth(crowd, "Q5")).dropna(subset=["worth"])
    people = people.fillna({"tumour": "not-given"})
    top = bottom = 0.0
    for _, stratum in people.groupby(["trust", "tumour"]):
        women = stratum["sex"] == "female"
        if women.all() or not women.any():
            continue
        weight = women.sum() * (~women).sum() / len(stratum)
        gap = stratum["worth"][women].mean() - stratum["worth"][~women].mean()
        top, bottom = top + weight * gap, bottom + weight
    assert row["difference"] == pytest.approx(top / bottom)


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
