from __future__ import annotations

import made
import pytest

from analysis.present import sentences, tables
from analysis.results import indicator_trend, trends
from analysis.survey import Population, dimension, indicator, question

CHANGE = ["change", "change_lower", "change_upper"]


@pytest.fixture
def here(demo_path):
    return ("trends", "--workspace", demo_path)


@pytest.fixture
def there(official_path):
    return ("trends", "--workspace", official_path)


def test_a_question_by_year_is_what_the_library_gives(here, table, run, demo):
    words = (*here, "--question", "Q20", "--by", "deprivation", "--reference", "others")
    got = table(*words)
    found = trends(demo, Population.of("demo"), question("Q20"), dimension("deprivation"), "others")
    plain = tables.plain_trends(found)
    assert got.columns.tolist() == plain.columns.tolist()
    for column in ("year", "n", "score", *CHANGE, "p_adjusted", "gap_change"):
        assert got[column].tolist() == pytest.approx(plain[column].tolist(), nan_ok=True)
    assert set(got["reference"]) == {"others"}
    assert sentences.trends(found) in run(*words)


def test_percents_are_of_a_hundred_and_years_are_whole(here, table):
    got = table(*here, "--question", "Q20")
    assert got["year"].tolist() == [2015, 2016, 2017, 2018]
    assert got["score"].between(70, 100).all()
    assert got["change_all"].notna().tolist() == [False, False, False, True]
    assert "gap_change" not in got


def test_a_year_is_no_filter(here, table, run):
    words = (*here, "--question", "Q59", "--year", "2017")
    assert len(table(*words)) == 4
    assert "the choice of year does not apply" in run(*words)


def test_hidden_years_are_null(records, workspace_of):
    sizes = {"female": (50, 50, 50), "male": (50, 6, 50)}
    people = [
        {"n": n, "sex": sex, "year": year, "Q1": [1, 3]}
        for sex, row in sizes.items()
        for year, n in zip((2016, 2017, 2018), row, strict=True)
    ]
    path = workspace_of(made.people(*people)).path
    told = records("trends", "--workspace", path, "--question", "Q1", "--by", "sex")["rows"]
    hidden = [row for row in told if row["hidden"]]
    assert ("male", 2017) in [(row["group"], row["year"]) for row in hidden]
    for row in hidden:
        assert all(row[c] is None for c in ("n", "score", "lower", "upper", *CHANGE, "p_value"))


def test_official_results_have_the_publishers_flags_in_columns(there, table):
    got = table(*there, "--question", "Q1")
    assert got["year"].tolist() == [2016, 2018]
    assert {"official", "official_all"} <= set(got.columns)


def test_an_indicator_is_what_the_library_gives(here, table, run, demo):
    words = (*here, "--indicator", "wait-62-day", "--place", "rj1")
    found = indicator_trend(demo, indicator("wait-62-day"), "RJ1")
    got, plain = table(*words), tables.plain_indicator(found)
    assert got["value"].tolist() == pytest.approx(plain["value"].tolist(), nan_ok=True)
    out = run(*words)
    assert sentences.indicator(found) in out
    assert "SYNTHETIC" in out
    assert "**" not in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--question", "Q59", "--reference", "male"], "it needs '--by'"),
        (["--question", "Q59", "--by", "sex", "--reference", "both"], "no group of sex 'both'"),
        (["--question", "Q99"], "no question 'Q99'"),
        (["--indicator", "wait"], "no indicator 'wait'"),
        (["--indicator", "wait-62-day", "--by", "sex"], "it has no --by"),
        (["--indicator", "wait-31-day", "--place", "05L"], "Cancer Alliance"),
    ],
)
def test_what_there_is_not_is_refused_with_what_there_is(here, refused, words, message):
    line = refused(*here, *words)
    assert line.startswith("trends: ")
    assert message.lower() in line.lower()


def test_official_results_have_no_trend_by_group(there, refused):
    assert "for 2018 only" in refused(*there, "--question", "Q1", "--by", "sex")


def test_a_question_or_an_indicator_must_be_named(here, misused):
    assert "--question --indicator is required" in misused(*here)
    assert "not allowed with" in misused(*here, "--question", "Q1", "--indicator", "wait-62-day")
