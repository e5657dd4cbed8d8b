"""Changes between years, on evidence made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from made import people
from scipy.stats import false_discovery_control

from analysis.results.changes import changes
from analysis.statistics import newcombe
from analysis.statistics.change import change_p_value
from analysis.survey import Population, questions


def year(of: int, good: int, bad: int, code: str = "Q1") -> list[dict[str, object]]:
    """People of one year who answered a question positively or negatively."""
    return [
        {"n": good, "year": of, code: 1},
        {"n": bad, "year": of, code: 3},
    ]


@pytest.fixture
def three_years(workspace_of):
    blocks = [*year(2016, 700, 300), *year(2017, 750, 250), *year(2018, 800, 200)]
    return workspace_of(people(*blocks))


def row(found, code="Q1"):
    return found.frame.set_index("question").loc[code]


def test_first_and_last_year_are_compared(three_years):
    found = row(changes(three_years, Population.of("made")))
    assert (found["before"], found["after"]) == (2016, 2018)
    gap = newcombe(0.8, 1000, 0.7, 1000)
    assert found["difference"] == pytest.approx(0.1)
    assert found["difference_lower"] == pytest.approx(float(gap.lower))
    assert found["difference_upper"] == pytest.approx(float(gap.upper))
    assert found["p"] == pytest.approx(float(change_p_value(0.7, 1000, 0.8, 1000)))


@pytest.mark.parametrize(
    ("years", "last_year", "pair"),
    [
        ((), False, (2016, 2018)),
        ((), True, (2017, 2018)),
        ((2018,), False, (2017, 2018)),
        ((2016, 2017), False, (2016, 2017)),
        ((2017,), False, (2016, 2017)),
    ],
)
def test_which_years(three_years, years, last_year, pair):
    found = row(changes(three_years, Population.of("made", years=years), last_year=last_year))
    assert (found["before"], found["after"]) == pair


def test_a_first_year_has_nothing_before_it(three_years):
    found = changes(three_years, Population.of("made", years=[2016]))
    assert found.frame.empty
    assert found.better.empty
    assert found.left_out == ()


def test_a_hidden_year_gives_no_change(workspace_of):
    few = workspace_of(people(*year(2017, 4, 3), *year(2018, 500, 500)))
    found = changes(few, Population.of("made"))
    one = row(found)
    numbers = ["n_before", "score_before", "difference", "difference_lower", "p", "p_adjusted"]
    assert one["hidden"]
    assert not one["clear"]
    assert one[numbers].isna().all()


def test_questions_that_changed_are_left_out(workspace_of):
    odd = next(q for q in questions() if 2015 not in q.years and 2016 in q.years)
    blocks = [*year(2015, 70, 30, odd.code), *year(2018, 80, 20, odd.code)]
    blocks += [*year(2015, 70, 30), *year(2018, 80, 20)]
    found = changes(workspace_of(people(*blocks)), Population.of("made"))
    assert found.left_out == (odd.code,)
    assert found.frame["question"].tolist() == ["Q1"]


def test_the_family_is_all_questions(demo):
    frame = changes(demo, Population.of("demo")).frame
    known = frame["p"].notna()
    assert np.allclose(frame.loc[known, "p_adjusted"], false_discovery_control(frame["p"][known]))
    assert (frame["clear"] == (frame["p_adjusted"] <= 0.05)).all()


def test_better_and_worse_come_largest_first(demo):
    found = changes(demo, Population.of("demo"))
    percents = found.better[found.better["question"] != "Q59"]
    assert percents["difference"].is_monotonic_decreasing
    assert (found.worse["difference"] < 0).all()
    assert set(found.better["question"]).isdisjoint(found.worse["question"])
    assert len(found.better) + len(found.worse) == found.frame["clear"].sum()


def test_published_changes_carry_the_publishers_flag(official):
    found = changes(official, Population.of("official"))
    assert set(found.frame["flag"].dropna()) <= {"up", "unchanged", "down"}


def test_a_last_year_that_nobody_answered_in_is_compared_with_none(workspace_of):
    asked_early = workspace_of(people(*year(2016, 700, 300), *year(2017, 750, 250)))
    assert changes(asked_early, Population.of("made", years=[2018])).frame.empty
