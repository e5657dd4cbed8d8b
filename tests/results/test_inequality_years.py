from __future__ import annotations

from dataclasses import replace

import made
import pytest

from analysis.results import Unavailable
from analysis.results.inequality import inequality
from analysis.results.inequality_years import inequality_by_year
from analysis.survey import Population, dimension, question

DEMO = Population.of("demo")


@pytest.mark.parametrize("by", ["deprivation", "ethnicity", "sex"])
def test_each_year_is_that_year_alone(demo, by):
    found = inequality_by_year(demo, DEMO, question("Q59"), dimension(by))
    assert found.left_out == ()
    for row in found.rows:
        alone = inequality(
            demo, replace(DEMO, years=(row["year"],)), question("Q59"), dimension(by)
        )
        assert row["estimate"] == pytest.approx(alone.gap)
        assert row["floor"] == pytest.approx(alone.headline["floor"])


def test_only_comparable_years_and_groups_shown_in_each(workspace_of):
    blocks = [
        {"n": n, "year": year, "ethnicity": group, "Q5": [1, 1, 2]}
        for year in (2015, 2016, 2017)
        for group, n in (("white", 90), ("asian", 40), ("black", 30), ("mixed", 30))
        if (year, group) != (2017, "black")
    ]
    workspace = workspace_of(made.people(*blocks))
    found = inequality_by_year(
        workspace, Population.of("made"), question("Q5"), dimension("ethnicity")
    )
    assert [row["year"] for row in found.rows] == [2016, 2017]
    assert "black" not in set(found.groups["group"])
    assert dimension("ethnicity").group("black").label in found.left_out


def test_one_year_is_no_trend(workspace_of):
    people = made.people({"n": 60, "sex": "female", "Q5": [1]}, {"n": 60, "sex": "male", "Q5": [2]})
    with pytest.raises(Unavailable, match="no two comparable years"):
        inequality_by_year(
            workspace_of(people), Population.of("made"), question("Q5"), dimension("sex")
        )


def test_official_results_have_one_year_of_groups(official):
    who = Population.of("official", years=[2018])
    with pytest.raises(Unavailable, match="2018 only"):
        inequality_by_year(official, who, question("Q1"), dimension("sex"))
