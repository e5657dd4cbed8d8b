from __future__ import annotations

import pytest

from analysis.dashboard import Rule, evidence, rate
from analysis.present import sentences
from analysis.survey import Population

CATEGORIES = {"top", "well", "needs", "greatest"}


@pytest.fixture
def here(demo_path):
    return ("framework", "--workspace", demo_path)


def test_the_table_has_every_ccg_with_its_category_and_four_indicators(here, table, demo):
    got = table(*here)
    assert got.columns[:4].tolist() == ["code", "name", "category", "average"]
    assert len(got) == 195
    assert set(got["category"].dropna()) <= CATEGORIES
    found = rate(evidence(demo, Population.of("demo")), Rule())
    assert got["average"].tolist() == pytest.approx(found.frame["average"].tolist(), nan_ok=True)
    assert got["wait_62_day"].between(50, 100).all()
    assert got["q59"].dropna().between(7, 10).all()
    assert {"early_stage_band", "one_year_survival_z", "q59_why"} <= set(got.columns)


def test_an_area_narrows_the_table_and_a_ccg_is_spoken_of(here, table, run, demo):
    assert len(table(*here, "--place", "E56000010")) == 6
    found = rate(evidence(demo, Population.of("demo")), Rule())
    assert sentences.framework(found, "05L") in run(*here, "--place", "05l")


def test_the_rule_can_be_changed_and_is_told(here, table, run):
    usual = table(*here)["category"]
    strict = table(*here, "--top", 2, "--well", 1.5, "--greatest", -0.5)["category"]
    assert (strict == "greatest").sum() > (usual == "greatest").sum()
    said = run(*here, "--top", 2, "--well", 1.5, "--against-england")
    assert "2 or more is top performing, 1.5 or more performing well" in said
    assert "85%" not in said.split("Made with")[0].split("steps")[0].split("becomes")[1]
    assert "not the official one" in said
    assert "SYNTHETIC" in said


def test_hidden_figures_are_null(here, records):
    rows = records(*here)["rows"]
    hidden = [row for row in rows if row["q59_why"] == "hidden"]
    assert hidden
    for row in hidden:
        assert {row[f"q59{end}"] for end in ("", "_lower", "_upper", "_n", "_z")} == {None}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--place", "ZZZ"], "no place 'ZZZ'"),
        (["--top", "0"], "out of order"),
        (["--fewest", "5"], "There are 4 indicators"),
        (["--year", "2001"], "2015, 2016, 2017, 2018"),
    ],
)
def test_what_there_is_not_is_refused(here, refused, words, message):
    line = refused(*here, *words)
    assert line.startswith("framework: ")
    assert message in line
