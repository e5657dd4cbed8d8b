from __future__ import annotations

import pytest

from analysis.results.reading import Sought, reading
from analysis.survey import Population


@pytest.fixture
def search(commented_path):
    return lambda *words: ("comments", "search", *words, "--workspace", commented_path)


def test_a_search_prints_what_the_page_reads(search, table, commented):
    printed = table(*search("nurse OR doctor", "--tone", "criticism", "--most", "30"))
    found = reading(
        commented, Population.of("demo"), Sought("nurse OR doctor", tone="criticism"), size=30
    )
    assert printed.columns.tolist() == ["comment", "box", "tone", "themes", "text"]
    assert printed["comment"].tolist() == [c.number for c in found.comments]
    assert set(printed["tone"]) == {"criticism"}


def test_filters_and_the_count_in_words(search, records, run):
    told = records(*search("--theme", "travel", "--box", "better", "--year", "2018"))
    assert any("are about “Travel and parking”" in line for line in told["about"])
    assert {row["box"] for row in told["rows"]} == {"What could be better"}
    told = records(*search("--where", "sex=female"))
    assert any("part of the comments" in line for line in told["about"])
    said = run(*search("parking", "--most", "2"))
    assert "SYNTHETIC" in said
    assert "match “parking”" in said


def test_what_can_not_be_shown_is_refused_in_a_line(search, refused, demo_path):
    assert "can't be looked for" in refused(*search("xylophone"))
    assert "quotation mark is open" in refused(*search('"car'))
    assert "Ask for 1 or more" in refused(*search("car", "--most", "0"))
    assert "no comments" in refused("comments", "search", "--workspace", demo_path)


def test_other_words_of_the_theme_are_said(search, records):
    told = records(*search("parking", "--alike"))
    assert any("Also looked for, as words of the same theme: " in line for line in told["about"])
    told = records(*search("nurse", "--alike"))
    assert any("No other words were looked for" in line for line in told["about"])
    assert not any("ther words" in line for line in records(*search("nurse"))["about"])
