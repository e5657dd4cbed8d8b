from __future__ import annotations

import pytest

from analysis.present import sentences, tables
from analysis.results import drivers, gap, gap_checks
from analysis.survey import Population, dimension, question

ETHNICITY = dimension("ethnicity")


@pytest.fixture
def here(demo_path):
    return ("gap", "--workspace", demo_path, "--by", "ethnicity", "--group", "asian")


def test_the_parts_are_what_the_library_gives(here, table, run, demo):
    got = table(*here, "--question", "Q20", "--reference", "others")
    found = gap(demo, Population.of("demo"), question("Q20"), ETHNICITY, "asian", "others")
    plain = tables.plain_gap(found)
    assert got.columns.tolist() == plain.columns.tolist()
    for column in ("estimate", "lower", "upper", "share"):
        assert got[column].tolist() == pytest.approx(plain[column].tolist(), nan_ok=True)
    out = run(*here, "--question", "Q20", "--reference", "others")
    assert sentences.gap(found) in out
    assert "SYNTHETIC" in out


def test_other_methods(here, table, run, demo):
    found = gap_checks(demo, Population.of("demo"), question("Q59"), ETHNICITY, "asian")
    got, plain = table(*here, "--methods"), tables.plain_gap_checks(found)
    assert got["part"].tolist() == plain["part"].tolist()
    assert got["estimate"].tolist() == pytest.approx(plain["estimate"].tolist(), nan_ok=True)
    out = run(*here, "--methods")
    for say in (sentences.gap_places, sentences.gap_agreement, sentences.gap_basis):
        assert say(found) in out


def test_the_answers_that_go_with_it(here, records, demo):
    told = records(*here, "--answers")
    found = drivers(demo, Population.of("demo"), question("Q59"), ETHNICITY, "asian")
    assert [row["question"] for row in told["rows"]] == list(found.frame["question"])
    assert sentences.DRIVER_LIMITS in told["about"]


def test_what_there_is_not_is_refused(here, refused, official_path):
    assert "no group of ethnic group 'green'" in refused(*here[:-1], "green")
    assert "two different groups" in refused(*here, "--reference", "asian")
    assert "at least 100 answers" in refused(*here[:-1], "mixed", "--year", "2018")
    words = ("gap", "--workspace", official_path, "--by", "sex", "--group", "female")
    assert "no single people" in refused(*words, "--question", "Q1")
