"""Figures that stand beside each other in one view give nothing away together."""

from __future__ import annotations

import made
import pandas as pd
import pytest

from analysis.present import tables
from analysis.results import overview, profile, question_ranges
from analysis.results.gap import gap
from analysis.results.inequality import inequality
from analysis.results.inequality_places import inequality_by_place
from analysis.results.inequality_years import inequality_by_year
from analysis.results.matrix import matrix
from analysis.survey import InputError, Population, dimension, level, places, question

FEWEST = 10
ALLIANCE = next(p.code for p in places("alliance") if p.code)
BIG, SMALL, *_ = [t.code for t in places("trust") if t.alliance == ALLIANCE]
ELSEWHERE = [t.code for t in places("trust") if t.alliance != ALLIANCE][:3]
MIXED = {"Q1": [1, 1, 1, 3], "Q59": [8, 9, 10, 11]}


def of(frame: pd.DataFrame, code: str = "Q1") -> pd.Series:
    return frame.set_index("question").loc[code]


@pytest.fixture(scope="module")
def years(workspace_of):
    """Return a trust with a year of 5 people, which another small year would hide."""
    trust = {"trust": BIG, "sex": ["female", "male"]}
    return workspace_of(
        made.people(
            {"n": 12, "year": 2015, **trust, **MIXED},
            {"n": 5, "year": 2016, **trust, **MIXED},
            {"n": 200, "year": 2017, **trust, **MIXED},
            {"n": 200, "year": 2018, **trust, **MIXED},
            {"n": 900, "year": [2015, 2016, 2017], "trust": ELSEWHERE, **MIXED},
        )
    )


def test_a_year_beside_the_total_of_the_chosen_years_leaves_no_few(years):
    found = overview(years, Population.of("made", at=BIG, years=(2016, 2018)))
    whole, change = of(found.headline.frame, "Q59"), of(found.changes.frame, "Q59")
    assert whole["n"] == 205
    assert change["hidden"]
    assert change[["n", "score", "n_before", "score_before", "difference"]].isna().all()


def test_the_change_on_a_profile_leaves_no_few_of_the_chosen_years(years):
    found = profile(years, Population.of("made", at=BIG, years=(2016, 2017, 2018)))
    assert of(found.questions)["n"] == 405
    shown = found.changes.frame.set_index("question").loc["Q1", ["n_before", "n"]]
    assert shown.isna().any()
    assert pd.isna(of(found.questions)["change"])


def test_years_that_leave_enough_are_still_compared(years):
    found = profile(years, Population.of("made", at=BIG, years=(2017, 2018)))
    assert of(found.questions)["change"] == 0


@pytest.fixture(scope="module")
def siblings(workspace_of):
    """Return an Alliance of two trusts, one with 5 people, and trusts elsewhere."""
    return workspace_of(
        made.people(
            {"n": 200, "trust": BIG, "sex": ["female", "male"], **MIXED},
            {"n": 5, "trust": SMALL, "sex": "female", "Q1": 3, "Q59": 1},
            {"n": 6, "trust": ELSEWHERE[0], "sex": "female", **MIXED},
            {"n": 800, "trust": ELSEWHERE[1:], "sex": ["female", "male"], **MIXED},
        )
    )


def test_an_alliance_beside_its_trust_leaves_no_few(siblings):
    found = question_ranges(siblings, Population.of("made", at=BIG))
    assert of(found.frame)["n"] == 200
    assert found.frame["parent"].isna().all()
    assert of(found.frame)["england"] == pytest.approx((150 + 5 + 600) / 1011)
    printed = tables.plain_profile(profile(siblings, Population.of("made", at=BIG)))
    assert printed["parent"].isna().all()


def test_an_alliance_with_enough_other_people_stands_beside_its_trust(workspace_of):
    made_up = workspace_of(
        made.people(
            {"n": 200, "trust": BIG, **MIXED},
            {"n": 40, "trust": SMALL, **MIXED},
            {"n": 800, "trust": ELSEWHERE[1:], **MIXED},
        )
    )
    found = question_ranges(made_up, Population.of("made", at=BIG))
    assert of(found.frame)["parent"] == pytest.approx(0.75)


def test_a_profile_says_nothing_more_of_a_question_whose_score_is_hidden(workspace_of):
    """12 people are hidden so that 5 elsewhere can't be worked out; nor do years say who."""
    two = [
        {"n": 40, "year": 2017, "trust": BIG, "sex": "male", "Q1": 1},
        {"n": 40, "year": 2018, "trust": BIG, "sex": "female", "Q1": 3},
    ]
    made_up = workspace_of(
        made.people(
            *two,
            {"n": 5, "year": 2018, "trust": SMALL, **MIXED},
            {"n": 800, "year": [2017, 2018], "trust": ELSEWHERE[1], **MIXED},
        )
    )
    found = profile(made_up, Population.of("made", at=BIG, years=(2017, 2018)))
    assert of(found.questions)["hidden"]
    assert of(found.changes.frame)["hidden"]
    assert found.changes.frame.select_dtypes("float").isna().all(axis=None)
    assert found.changed.empty
    assert found.widest.empty
    assert found.comparisons == 0


def test_places_beside_their_alliance_leave_no_few(siblings):
    """The page Inequality shows groups of the Alliance, and those of every trust below."""
    population, by = Population.of("made", at=ALLIANCE), dimension("sex")
    whole = inequality(siblings, population, question("Q1"), by).groups.set_index("group")["n"]
    found = inequality_by_place(siblings, population, question("Q1"), level("trust"), by)
    inside = found.gaps.within(ALLIANCE)
    shown = inside[inside["difference"].notna()]
    for key, n in (("female", shown["n"].sum()), ("male", shown["n_reference"].sum())):
        left = whole[key] - n
        assert not 0 < left < FEWEST


def test_a_list_and_a_finer_list_are_never_in_one_table(few):
    by = [dimension("ethnicity"), dimension("ethnicity-detail")]
    for adjusted in (False, True):
        with pytest.raises(InputError, match="one at a time"):
            matrix(few, Population.of("made"), by, adjusted=adjusted)


def test_a_trust_beside_its_alliance_leaves_no_few(workspace_of):
    siblings = workspace_of(
        made.people(
            {"n": 200, "trust": BIG, "sex": ["female", "male"], **MIXED},
            {"n": 5, "trust": SMALL, "sex": "female", **MIXED},
            {"n": 800, "trust": ELSEWHERE[1:], "sex": ["female", "male"], **MIXED},
        )
    )
    population, by = Population.of("made", at=BIG), dimension("sex")
    whole = inequality(siblings, population, question("Q1"), by).groups.set_index("group")["n"]
    found = inequality_by_place(siblings, population, question("Q1"), level("alliance"), by)
    above = found.gaps.frame.set_index("code").loc[ALLIANCE]
    assert whole["female"] == 100
    assert above["hidden"]
    assert pd.isna(above["n"])
    everywhere = Population.of("made")
    plain = inequality_by_place(siblings, everywhere, question("Q1"), level("alliance"), by)
    assert plain.gaps.frame.set_index("code").loc[ALLIANCE, "n"] == 105


def test_years_beside_all_of_them_leave_no_few(workspace_of):
    """Q5 was asked otherwise in 2015, so that year is in the total and not among the years."""
    answers = {"sex": ["female", "male"], "Q5": [1, 1, 2, 2]}
    made_up = workspace_of(
        made.people(
            {"n": 5, "year": 2015, "sex": "female", "Q5": 2},
            {"n": 12, "year": 2015, "sex": "male", "Q5": [1, 2]},
            *({"n": 200, "year": year, **answers} for year in (2016, 2017, 2018)),
        )
    )
    population, by = Population.of("made"), dimension("sex")
    whole = inequality(made_up, population, question("Q5"), by).groups.set_index("group")["n"]
    assert whole["female"] == 305
    try:
        shown = inequality_by_year(made_up, population, question("Q5"), by).groups
    except InputError:
        return
    left = whole - shown.groupby("group")["n"].sum()
    assert not ((left > 0) & (left < FEWEST)).any()


@pytest.mark.parametrize(("few", "some"), [(5, 7), (5, 40), (40, 5)])
def test_what_explains_a_gap_says_nothing_of_a_few_people_of_one_group(workspace_of, few, some):
    """Parts by the coefficients of either group give away who is how old, and their answers."""
    made_up = workspace_of(
        made.people(
            {"n": 145, "sex": "female", "age": "45-54", **MIXED},
            {"n": few, "sex": "female", "age": "85-plus", "Q1": [1, 3, 3]},
            {"n": 160, "sex": "male", "age": "45-54", **MIXED},
            {"n": some, "sex": "male", "age": "85-plus", "Q1": [1, 1, 3]},
        )
    )
    found = gap(made_up, Population.of("made"), question("Q1"), dimension("sex"), "female", "male")
    assert found.frame["part"].tolist() == ["remains"]


def test_what_explains_a_gap_may_be_in_one_group_only(workspace_of):
    made_up = workspace_of(
        made.people(
            {"n": 150, "sex": "female", "tumour": "breast", **MIXED},
            {"n": 150, "sex": ["female", "male"], "tumour": "lung", **MIXED},
            {"n": 90, "sex": "male", "tumour": "prostate", **MIXED},
        )
    )
    found = gap(made_up, Population.of("made"), question("Q1"), dimension("sex"), "female", "male")
    assert found.frame["part"].tolist() == ["tumour", "remains"]
