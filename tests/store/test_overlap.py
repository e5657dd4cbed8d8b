from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analysis.store import Policy
from analysis.store.comments import comments
from analysis.store.overlap import overlap
from analysis.store.respondents import respondents
from analysis.survey import InputError, Population, UnknownChoice

EVERYONE = Population.of("demo")
NUMBERS = ["n", "first", "second", "both"]


def people_about(workspace, theme, inside):
    written = comments(workspace, "demo")
    return set(written.person[written.about("cancer", theme)].tolist()) & inside


@pytest.fixture(scope="module")
def found(commented):
    return overlap(commented, EVERYONE, "cancer").frame


def test_pairs_are_counted_in_people(commented, found):
    writers = set(comments(commented, "demo").person.tolist())
    rows = found.set_index(["theme", "other"])
    for first, second in (("kindness", "waits"), ("waits", "travel")):
        one, two = (people_about(commented, t, writers) for t in (first, second))
        expected = [len(writers), len(one), len(two), len(one & two)]
        assert rows.loc[(first, second), NUMBERS].tolist() == expected


@pytest.mark.parametrize("years", [(), (2018,)])
def test_no_kind_of_few_people_can_be_worked_out(commented, years):
    population = Population.of("demo", years=years)
    frame = overlap(commented, population, "cancer").frame
    people = respondents(commented, "demo")
    rows = people.rows(population)
    inside = set(comments(commented, "demo").person.tolist())
    inside &= set(range(people.people) if rows is None else rows.tolist())
    themes = frame["theme"].unique().tolist()
    shown = frame.set_index(["theme", "other"])
    hidden = 0
    for first, second in combinations(themes, 2):
        one, two = (people_about(commented, t, inside) for t in (first, second))
        kinds = [one & two, one - two, two - one, inside - one - two]
        unsafe = any(0 < len(kind) < 10 for kind in kinds)
        assert shown.loc[(first, second), "hidden"] == unsafe
        assert shown.loc[(second, first), "hidden"] == unsafe
        hidden += unsafe
    assert hidden


def test_hidden_pairs_have_no_number(found):
    assert found["hidden"].any()
    assert found.loc[found["hidden"], NUMBERS].isna().all(axis=None)
    assert found.loc[~found["hidden"], NUMBERS].notna().all(axis=None)


def test_a_tighter_policy_hides_more(commented, found):
    tight = overlap(commented, EVERYONE, "cancer", policy=Policy(50)).frame
    assert tight["hidden"].sum() > found["hidden"].sum()
    assert (tight["hidden"] | ~found["hidden"]).all()


def test_where_too_few_people_wrote_everything_is_hidden(commented):
    few = Population.of("demo", groups={"age": ["16-24"], "tumour": ["sarcoma"]})
    frame = overlap(commented, few, "cancer").frame
    assert frame["hidden"].all()
    assert frame[NUMBERS].isna().all(axis=None)


def test_a_theme_is_not_paired_with_itself(found):
    assert (found["theme"] != found["other"]).all()
    assert not found.duplicated(["theme", "other"]).any()
    assert isinstance(found, pd.DataFrame)
    assert np.isfinite(found.loc[~found["hidden"], "both"]).all()


def test_what_is_not_there_is_said(commented, demo):
    with pytest.raises(UnknownChoice, match="mine"):
        overlap(commented, EVERYONE, "mine")
    with pytest.raises(InputError, match="no comments"):
        overlap(demo, EVERYONE, "cancer")
