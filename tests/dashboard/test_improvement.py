from __future__ import annotations

import pytest
from ratings import CODES, figures

from analysis.dashboard import improvement
from analysis.dashboard.improvement import compared

ROSE, FELL, NOISE, GONE, TINY = CODES[3], CODES[4], CODES[5], CODES[6], CODES[7]


@pytest.fixture(scope="module")
def found():
    first = figures("early-stage", spread=0, label="2015", hidden=(GONE,))
    moved = {ROSE: 0.12, FELL: -0.12, NOISE: 0.04}
    return compared(first, figures("early-stage", spread=0, shifts=moved, tiny=(TINY,)))


def test_who_rose_reliably_is_listed_and_nobody_else(found):
    assert found.improved["code"].tolist() == [ROSE]
    verdict = found.frame.set_index("code")["verdict"]
    assert (verdict[FELL], verdict[NOISE]) == ("fell", "unclear")
    row = found.improved.iloc[0]
    assert row["change"] == pytest.approx(0.12)
    assert 0 < row["change_lower"] < 0.12 < row["change_upper"]


def test_a_rise_that_stands_out_alone_may_not_after_allowing_for_all(found):
    """0.044 of 1000 people has p just below 0.05 alone."""
    first = figures("early-stage", spread=0, label="2015")
    late = compared(first, figures("early-stage", spread=0, shifts={NOISE: 0.046}))
    row = late.frame.set_index("code").loc[NOISE]
    assert row["change_lower"] > 0
    assert row["verdict"] == "unclear"


def test_hidden_and_tiny_years_are_left_out_and_counted(found):
    assert not {GONE, TINY} & set(found.frame["code"])
    assert found.left_out == 2


def test_the_demonstration_has_two_years_to_compare(demo):
    made = improvement(demo)
    assert (made.first, made.latest) == ("2015", "2018")
    assert len(made.frame) + made.left_out == 195
    assert made.improved["change"].is_monotonic_decreasing


def test_without_figures_there_is_nothing_to_compare(few):
    assert improvement(few) is None
