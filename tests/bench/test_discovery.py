"""The proof of the search, on small surveys; and that the proof can fail."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.bench.discovery import report, search, shuffled, threshold, together, trial
from analysis.bench.planted import Survey
from analysis.survey import question

CODES = ("Q33", "Q59")
PEOPLE = 20_000


@pytest.fixture(scope="module")
def trials():
    return [trial(PEOPLE, seed, CODES, shuffles=4) for seed in (1, 2)]


@pytest.fixture(scope="module")
def survey():
    return Survey.make(PEOPLE, 1)


def test_every_planted_inequality_of_the_stated_size_is_found(trials):
    rows = together(trials)
    large = rows[rows["size"] >= threshold(max(t.tests for t in trials))]
    assert {("Q33", "female")} <= set(zip(large["question"], large["group"], strict=True))
    assert (large["found"] == len(trials)).all()


def test_groups_that_were_planted_better_off_are_not_listed(trials):
    rows = together(trials)
    assert not rows.loc[rows["size"] < 0, "found"].any()
    assert (rows["size"] < 0).sum() > 10


def test_shuffled_answers_give_nothing(trials):
    assert sum(n > 0 for t in trials for n in t.shuffled) <= 1
    assert shuffled(PEOPLE, 3, CODES, at=("ENG",)) == [0]


def test_the_same_search_reports_something_where_answers_are_not_shuffled(survey):
    [found] = search(survey.people, [question("Q33")])
    assert len(found.findings) > 0
    [none] = search(survey.shuffled(1), [question("Q33")])
    assert none.findings.empty


def test_the_size_grows_with_what_is_looked_at():
    assert threshold(1) == pytest.approx(1.96 + 2.33, abs=0.01)
    assert threshold(300_000) > threshold(1_000)


def test_the_page_tells_what_was_missed_and_what_was_reported(trials):
    page = report(trials, [[0, 0], [0, 3]], PEOPLE, ("ENG", "RJ1"))
    assert "Not so" not in page
    assert "| before the search | one trust (RJ1) | 2 | 1 | 3 |" in page
    blind = [replace(t, planted=t.planted.assign(found=False)) for t in trials]
    missed = report(blind, [[0, 0]], PEOPLE, ("ENG", "RJ1"))
    assert "Not so" in missed
    assert "Q33, sex female (0 of 2)" in missed
    assert "nan" not in page


def test_a_planted_gap_is_what_answers_show_on_average(survey):
    """Of all groups together, observed gaps are planted ones but for chance."""
    people = survey.people
    rows = survey.planted().dropna()
    assert set(rows["characteristic"]) == {
        "age", "sex", "ethnicity", "deprivation", "orientation", "conditions", "language"
    }  # fmt: skip
    women = rows[(rows["group"] == "female") & (rows["question"] == "Q33")].iloc[0]
    good = (people["Q33"] == 1).where(people["Q33"].isin(question("Q33").codes("excluded")) == 0)
    told = people.assign(good=good)[(people["Q33"] > 0) & (people["Q33"] < 255)].dropna(
        subset=["good"]
    )
    top = weights = 0.0
    for _, stratum in told.groupby(["trust", "tumour"], observed=True):
        own = stratum["sex"] == "female"
        if own.any() and not own.all():
            weight = own.sum() * (~own).sum() / own.size
            top += weight * (stratum["good"][own].mean() - stratum["good"][~own].mean())
            weights += weight
    assert top / weights == pytest.approx(women["gap"], abs=4 * women["error"])
    assert women["n"] == (told["sex"] == "female").sum()


def test_shuffling_keeps_everybody_s_answers_together_and_in_their_stratum(survey):
    codes = ["Q33", "Q5", "Q59"]
    dealt = survey.shuffled(5)
    strata = survey.strata
    assert dealt["sex"].equals(survey.people["sex"])
    assert not dealt["Q33"].equals(survey.people["Q33"])
    for frame in (survey.people, dealt):
        frame["key"] = strata
    before, after = (
        frame.groupby(["key", *codes], observed=True).size() for frame in (survey.people, dealt)
    )
    assert before.equals(after)
    assert np.bincount(strata).max() > 10
