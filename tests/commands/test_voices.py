from __future__ import annotations

import pytest

from analysis.present import sentences, tables
from analysis.results import survival, voices, writers
from analysis.survey import Population, dimension, question

WHO = Population.of("demo")


@pytest.fixture
def here(demo_path):
    return ("voices", "--workspace", demo_path)


def test_response_rates_are_what_the_library_gives(here, table, run, demo):
    found = voices(demo, WHO)
    got, plain = table(*here), tables.plain_voices(found)
    assert got.columns.tolist() == plain.columns.tolist()
    assert got["rate"].tolist() == pytest.approx(plain["rate"].tolist(), nan_ok=True)
    out = run(*here)
    assert sentences.voices(found) in out
    assert "SYNTHETIC" in out


def test_places_and_blanks(here, table):
    assert set(table(*here, "--level", "alliance")["band"]) <= {"above", "below", "expected"}
    blank = table(*here, "--blank", "--by", "sex")
    assert {"female", "male", "all"} <= set(blank["group"])


def test_who_wrote(commented_path, table, run, commented):
    words = ("voices", "--workspace", commented_path, "--wrote", "--by")
    found = writers(commented, WHO, dimension("ethnicity"))
    got, plain = table(*words, "ethnicity"), tables.plain_writers(found)
    assert got["rate"].tolist() == pytest.approx(plain["rate"].tolist(), nan_ok=True)
    assert got["group"].tolist()[-1] == "all"
    assert sentences.unheard(found) in run(*words, "ethnicity")
    assert len(table(*words, "trust")) > 100


def test_a_gap(here, records, demo):
    told = records(*here, "--by", "ethnicity", "--group", "asian")
    found = survival(demo, WHO, question("Q59"), dimension("ethnicity"), "asian")
    assert sentences.survival(found) in told["about"]
    assert told["rows"][1]["estimate"] == pytest.approx(found.weighted.value)


def test_what_there_is_not_is_refused(here, refused, official_path):
    assert "'--by ethnicity" in refused(*here, "--group", "asian")
    assert "no places of the level" in refused(*here, "--level", "national")
    assert "conditions is not known" in refused(*here, "--where", "conditions=none")
    assert "no comments" in refused(*here, "--wrote")
    assert "not those who were asked" in refused("voices", "--workspace", official_path)
