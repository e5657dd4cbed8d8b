from __future__ import annotations

import pytest

from analysis.results.inequality import inequality
from analysis.statistics.inequality import MEASURES
from analysis.survey import Population, dimension, question


def test_measures_are_those_of_the_library_in_points(table, demo_path, demo):
    got = table("inequality", "--workspace", demo_path, "--question", "Q5").set_index("measure")
    found = inequality(demo, Population.of("demo"), question("Q5"), dimension("deprivation"))
    assert list(got.index) == list(MEASURES)
    for name, times in (("d", 100), ("bgv", 10_000), ("r", 1), ("cov", 1)):
        assert got.loc[name, "estimate"] == pytest.approx(times * found.rows[name]["estimate"])
        assert got.loc[name, "printed"] == pytest.approx(times * found.rows[name]["printed"])
    assert got.loc["d", "worse_off"] in (1, "1", 5, "5", "1.0", "5.0", 1.0, 5.0)


def test_a_section_has_a_row_a_question(table, demo_path):
    words = ("inequality", "--workspace", demo_path, "--section", "operations", "--by", "sex")
    got = table(*words)
    assert got["question"].tolist() == ["Q25", "Q26"]
    assert (got["estimate"] >= 0).all()


def test_places_have_a_row_each(table, demo_path):
    words = ("inequality", "--workspace", demo_path, "--question", "Q5", "--level", "alliance")
    assert len(table(*words)) == 19


def test_the_switch_is_in_the_table_for_reading(run, demo_path):
    words = ("inequality", "--workspace", demo_path, "--question", "Q5")
    assert "Chance alone" in run(*words)
    assert "Chance alone" not in run(*words, "--heat")


def test_published_groups_without_bases_are_null(records, official_path):
    words = ("inequality", "--workspace", official_path, "--question", "Q1", "--by", "sex")
    told = records(*words)
    rows = {row["measure"]: row for row in told["rows"]}
    assert rows["d"]["printed"] == pytest.approx(10)
    assert all(row["lower"] is None and row["floor"] is None for row in rows.values())
    assert any("publisher's own test" in line for line in told["about"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--question", "Q5", "--by", "wealth"], "no breakdown 'wealth'"),
        (["--section", "Parking"], "no section 'Parking'"),
        (["--section", "all", "--heat"], "need '--question'"),
        (["--question", "Q5", "--level", "national"], "England is one place"),
    ],
)
def test_what_there_is_not_is_refused(demo_path, refused, words, message):
    line = refused("inequality", "--workspace", demo_path, *words)
    assert line.startswith("inequality: ")
    assert message in line
