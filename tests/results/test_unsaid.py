"""What can't be said, and why."""

from __future__ import annotations

import pytest
from made import people

from analysis.results.changes import changes
from analysis.results.findings import compared
from analysis.results.sheets import main_breakdowns, sheet
from analysis.results.unsaid import Unsaid, unsaid
from analysis.survey import Population, dimension, question

SEX, ETHNICITY = dimension("sex"), dimension("ethnicity")


def of(workspace, population) -> Unsaid:
    found = sheet(workspace, population, [d.id for d in main_breakdowns(population)])
    return unsaid(found, compared(found), changes(workspace, population))


@pytest.fixture(scope="module")
def some(workspace_of):
    return workspace_of(
        people(
            {"n": 4000, "sex": "female", "ethnicity": "white", "Q1": [1, 3], "year": [2017, 2018]},
            {"n": 4000, "sex": "male", "ethnicity": "white", "Q1": [1, 3], "year": [2017, 2018]},
            {"n": 60, "sex": "male", "ethnicity": "asian", "Q1": [1, 3], "year": [2017, 2018]},
            {"n": 5, "sex": "male", "ethnicity": "black", "Q1": [1, 3], "year": [2017, 2018]},
        )
    )


def test_hidden_groups_are_named(some):
    hidden = of(some, Population.of("made")).hidden
    assert (ETHNICITY, ETHNICITY.group("black")) in hidden
    assert (ETHNICITY, ETHNICITY.group("white")) not in hidden
    assert (SEX, SEX.group("male")) not in hidden


def test_groups_that_only_a_wide_gap_could_be_seen_of_are_named(workspace_of):
    made = workspace_of(
        people(
            {"n": 4000, "sex": ["female", "male"], "ethnicity": "white", "Q1": [1, 1, 3]},
            {"n": 60, "sex": ["female", "male"], "ethnicity": "asian", "Q1": [1, 1, 3]},
            {"n": 3000, "sex": ["female", "male"], "ethnicity": "black", "Q1": [1, 1, 3]},
        )
    )
    blunt = of(made, Population.of("made")).blunt
    assert blunt == ((ETHNICITY, ETHNICITY.group("asian")),)


def test_a_majority_is_not_called_too_few(some):
    blunt = of(some, Population.of("made")).blunt
    assert ETHNICITY.group("white") not in {group for _, group in blunt}


def test_groups_that_a_filter_leaves_out_are_not_called_hidden(some):
    kept = Population.of("made", groups={"ethnicity": ["white", "asian"]})
    assert ETHNICITY.group("black") not in {g for _, g in of(some, kept).hidden}


def test_a_filter_to_one_group_leaves_nothing_to_compare(some):
    assert of(some, Population.of("made", groups={"sex": ["male"]})).alike == (SEX,)
    assert of(some, Population.of("made")).alike == ()


def test_one_year_has_nothing_before_it(some):
    assert of(some, Population.of("made", years=[2017])).one_year
    assert not of(some, Population.of("made")).one_year


def test_questions_that_were_asked_differently_are_named(workspace_of):
    both = {"Q1": [1, 3], "Q5": [1, 2], "year": [2015, 2018]}
    made = workspace_of(people({"n": 400, **both}))
    assert of(made, Population.of("made")).untested == (question("Q5"),)


def test_official_results_say_what_was_not_published(official):
    found = of(official, Population.of("official", years=[2018]))
    assert ETHNICITY in found.unpublished
    assert dimension("tumour") not in found.unpublished
    assert not set(found.unpublished) & {d for d, _ in found.hidden}
