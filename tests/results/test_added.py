"""What a combination adds to what it is part of, from numbers made by hand."""

from __future__ import annotations

import pandas as pd

from analysis.results.added import adds

LEVEL = 0.05


def looked(*rows: tuple[str, str, float, float, float]) -> pd.DataFrame:
    """Return combinations from characteristics, groups, people, difference and its error."""
    columns = ["characteristics", "groups", "n", "difference", "difference_se"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(question="Q5", weight=0.9 * frame["n"])


WOMEN = ("sex", "female", 5000, -0.05, 0.005)
YOUNG = ("age", "16-24", 400, -0.05, 0.02)


def test_single_characteristics_always_stand_for_themselves():
    frame = looked(WOMEN, YOUNG)
    assert adds(frame, frame, LEVEL).tolist() == [True, True]


def test_a_part_as_badly_off_as_the_whole_adds_nothing():
    frame = looked(WOMEN, ("sex+age", "female+16-24", 200, -0.05, 0.025))
    assert adds(frame, frame, LEVEL).tolist() == [True, False]


def test_a_part_clearly_worse_than_the_rest_of_the_whole_adds_something():
    frame = looked(WOMEN, ("sex+age", "female+16-24", 200, -0.25, 0.025))
    assert adds(frame, frame, LEVEL).tolist() == [True, True]


def test_it_must_add_to_everything_that_it_is_part_of():
    """Young women are worse off than women, but not than young people."""
    pair = ("sex+age", "female+16-24", 200, -0.25, 0.025)
    young = ("age", "16-24", 400, -0.25, 0.02)
    frame = looked(WOMEN, young, pair)
    assert adds(frame, frame.iloc[[2]], LEVEL).tolist() == [False]


def test_three_are_compared_with_pairs_as_well():
    pair = ("sex+ethnicity", "female+asian", 300, -0.3, 0.02)
    three = ("sex+ethnicity+age", "female+asian+16-24", 100, -0.3, 0.035)
    frame = looked(WOMEN, ("ethnicity", "asian", 2000, -0.06, 0.01), pair, three)
    assert adds(frame, frame.iloc[[2, 3]], LEVEL).tolist() == [True, False]


def test_what_is_not_shown_is_not_compared_with():
    three = ("sex+ethnicity+age", "female+asian+16-24", 100, -0.3, 0.035)
    frame = looked(WOMEN, three)
    assert adds(frame, frame.iloc[[1]], LEVEL).tolist() == [True]


def test_a_combination_that_is_all_of_the_larger_one_adds_nothing():
    same = ("sex+ethnicity", "female+white", 5000, -0.05, 0.005)
    frame = looked(WOMEN, same)
    assert adds(frame, frame.iloc[[1]], LEVEL).tolist() == [False]


def test_other_questions_do_not_count():
    pair = looked(("sex+age", "female+16-24", 200, -0.05, 0.025)).assign(question="Q7")
    frame = pd.concat([looked(WOMEN), pair], ignore_index=True)
    assert adds(frame, frame.iloc[[1]], LEVEL).tolist() == [True]


def test_nothing_reported_adds_nothing():
    frame = looked(WOMEN)
    assert adds(frame, frame.iloc[:0], LEVEL).tolist() == []
