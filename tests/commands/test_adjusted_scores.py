from __future__ import annotations

import pandas as pd
import pytest

from analysis.present import sentences, tables
from analysis.results import adjust
from analysis.survey import Population, dimension, question


@pytest.fixture
def here(demo_path):
    return ("scores", "--workspace", demo_path, "--question", "Q5", "--adjusted")


def expected(demo, by, reference=None, within=None):
    return adjust(demo, Population.of("demo"), question("Q5"), dimension(by), reference, within)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], {}),
        (["--within", "trust"], {"within": "trust"}),
        (["--reference", "others"], {"reference": "others"}),
    ],
    ids=str,
)
def test_adjusted_scores_are_what_the_library_gives(here, table, demo, words, options):
    got = table(*here, "--by", "ethnicity", *words)
    plain = tables.plain_adjusted(expected(demo, "ethnicity", **options))
    pd.testing.assert_frame_equal(got.drop(columns="question"), plain, check_dtype=False)


def test_the_table_for_reading_has_the_sentence_and_both_columns(here, run, demo):
    out = run(*here, "--by", "sex", "--within", "trust")
    assert sentences.adjusted(expected(demo, "sex", within="trust")) in out
    assert "Score 95% interval Adjusted score" in " ".join(out.split())


def test_all_questions_can_be_adjusted(demo_path, table):
    got = table("scores", "--workspace", demo_path, "--by", "sex", "--adjusted")
    assert got["question"].nunique() > 50
    assert got["adjusted"].notna().sum() > 50


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--adjusted"], "needs one '--by'"),
        (["--adjusted", "--by", "sex", "--by", "age"], "needs one '--by'"),
        (["--adjusted", "--by", "sex", "--answers"], "no '--answers'"),
        (["--by", "sex", "--within", "trust"], "needs '--adjusted'"),
    ],
    ids=str,
)
def test_what_cannot_be_adjusted_is_refused_in_one_line(demo_path, refused, words, message):
    assert message in refused("scores", "--workspace", demo_path, *words)


def test_official_results_are_refused(official_path, refused):
    words = ("scores", "--workspace", official_path, "--question", "Q1", "--by", "sex")
    assert "can't be adjusted here" in refused(*words, "--adjusted")
