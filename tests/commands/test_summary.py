"""The command ``summary`` gives what the page says and the table behind it."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.present import sentences, tables
from analysis.results import overview
from analysis.results.question_ranges import question_ranges
from analysis.survey import Population


@pytest.fixture
def here(demo_path):
    return ("summary", "--workspace", demo_path)


def test_the_table_is_the_pages(here, table, demo):
    got = table(*here)
    plain = tables.plain_gaps(overview(demo, Population.of("demo")))
    pd.testing.assert_frame_equal(got, plain, check_dtype=False)


def test_all_that_the_page_says_is_said(here, records, demo):
    found = overview(demo, Population.of("demo"))
    about = records(*here)["about"]
    for line in sentences.everything(found, None):
        assert line.replace("**", "") in about


def test_a_place_is_put_beside_what_is_expected_of_it(here, records, demo):
    who = Population.of("demo", at="RJ1")
    assert (
        sentences.beside_expected(question_ranges(demo, who))
        in records(*here, "--place", "RJ1")["about"]
    )


def test_a_slice_says_what_it_is_about(here, run):
    text = run(*here, "--where", "sex=female", "--year", 2018)
    assert "sex: Female" in text
    assert "Nothing on differences between the sexes: everybody here is of one group." in text


def test_published_results(run, official_path):
    text = run("summary", "--workspace", official_path)
    assert "by the publisher's own test" in text
    assert "no such results were published" in text


def test_a_place_without_figures_is_refused(refused, official_path):
    line = refused("summary", "--workspace", official_path, "--place", "E54000031")
    assert "STPs" in line
