from __future__ import annotations

import made
import pytest

from analysis.present import tables
from analysis.results import trends
from analysis.survey import Population, dimension, question

Q1, SEX, ETHNICITY = question("Q1"), dimension("sex"), dimension("ethnicity")
WHO = Population.of("made")


@pytest.fixture(scope="module")
def thin(workspace_of):
    """Asian people are too few in 2016 and 2017; Black people hide them there."""
    sizes = {"white": [400] * 3, "asian": [6, 7, 40], "black": [30] * 3, "mixed": [60] * 3}
    blocks = [
        {"n": n, "Q1": [1, 1, 3], "ethnicity": group, "year": year}
        for group, each in sizes.items()
        for year, n in zip((2016, 2017, 2018), each, strict=True)
    ]
    return workspace_of(made.people(*blocks))


@pytest.fixture(scope="module")
def found(thin):
    return trends(thin, WHO, Q1, ETHNICITY)


def test_each_year_of_each_group_has_a_row(found):
    table = tables.trends(found)
    white = table[table["Ethnic group"] == "White"]
    assert white["Year"].tolist() == ["2016", "2017", "2018"]
    assert white["Score"].tolist() == ["66.8%"] * 3
    assert white["Change on the year before (points)"].iloc[0] == "–"
    assert white["Change on the year before (points)"].iloc[1].startswith("0.0 (")
    assert white["Our test"].tolist() == ["–", "within chance", "within chance"]


def test_only_the_hidden_end_of_a_change_is_called_hidden(found):
    ends = tables.trend_ends(found).set_index("Ethnic group")
    asian = ends.loc["Asian or Asian British"]
    assert asian["Score in 2016"] == "hidden"
    assert asian["Score in 2018"] == "67.5%"
    assert asian["Change (points)"] == asian["The gap is"] == "–"


def test_a_table_of_everyone_has_no_groups_and_no_gaps(thin):
    alone = trends(thin, WHO, Q1)
    assert "Year" in tables.trends(alone).columns[0]
    assert not [c for c in tables.trend_ends(alone) if "ap" in c.split()[0]]


def test_a_file_has_the_whole_change_in_the_last_year_and_nothing_where_hidden(found):
    plain = tables.plain_trends(found)
    assert plain.loc[plain["year"] < 2018, "change_all"].isna().all()
    white = plain[(plain["group"] == "white") & (plain["year"] == 2018)].iloc[0]
    assert white["change_all"] == pytest.approx(0)
    hidden = plain[plain["hidden"]]
    assert len(hidden)
    assert hidden[["n", "score", "lower", "change", "difference"]].isna().all(axis=None)
    asian = plain[plain["group"] == "asian"]
    assert asian[["change_all", "gap_change", "movement"]].isna().all(axis=None)
    assert set(plain["reference"]) == {"white"}


def test_the_publishers_flags_have_a_column_only_where_there_are_any(official):
    found = trends(official, Population.of("official"), Q1)
    assert "Publisher's flag" not in tables.trends(found)
    flagged = found.frame.assign(official=[None, "up"])
    found.frame["official"] = flagged["official"]
    assert tables.trends(found)["Publisher's flag"].tolist() == ["–", "up"]
