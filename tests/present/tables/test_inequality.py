from __future__ import annotations

import pytest

from analysis.present import tables
from analysis.results.inequality import inequality
from analysis.results.inequality_section import order, questions_of, section_inequality
from analysis.statistics.inequality import MEASURES
from analysis.survey import Population, dimension, question

DEMO = Population.of("demo")
OFFICIAL = Population.of("official", years=[2018])


@pytest.fixture(scope="module", params=["deprivation", "ethnicity", "sex"])
def found(request, demo):
    return inequality(demo, DEMO, question("Q5"), dimension(request.param))


def test_every_measure_that_can_be_had_is_in_the_table_once(found):
    table = tables.inequality(found)
    names = [*table["Measure, absolute"], *table["Measure, relative"]]
    for name, row in found.rows.items():
        given = row["estimate"] == row["estimate"]
        times = names.count(MEASURES[name].name)
        assert times == 1 if given else times <= 1


def test_figures_are_those_of_the_result_in_the_units_people_read(found):
    table = tables.inequality(found).set_index("Measure, absolute")
    row = found.headline
    shown = table.loc["Difference", "Figure, absolute"]
    assert shown.startswith(f"{100 * row['estimate'] + 1e-9:.1f} (")
    printed = tables.inequality(found, printed=True).set_index("Measure, absolute")
    seen = float(printed.loc["Difference", "Figure, absolute"].replace("−", "-"))
    assert seen == pytest.approx(100 * row["printed"], abs=0.06)


def test_each_measure_has_a_meaning_and_a_reason_where_it_is_missing(found):
    table = tables.measures(found)
    assert len(table) == 21
    assert table["What it means"].str.endswith(".").all()
    given = tables.plain_inequality(found)["estimate"].notna()
    assert (table.loc[given, "Not given because"] == "–").all()
    assert table.loc[~given, "Not given because"].str.endswith(".").all()


def test_the_worse_end_is_named(found):
    worse = tables.inequality(found)["Worse off"].iloc[0]
    ends = {"first": found.first.label, "last": found.last.label, "": "–"}
    assert worse == ends[found.headline["worse"]]


def test_measures_that_need_bases_are_absent_where_there_are_none(official):
    found = inequality(official, OFFICIAL, question("Q1"), dimension("deprivation"))
    table = tables.inequality(found)
    assert set(table["Measure, absolute"]) == {
        "Difference",
        "Mean difference from best (unweighted)",
        "Mean difference from reference (unweighted)",
    }
    assert table["Figure, absolute"].str.endswith("not corrected").all()
    assert (table["Beyond chance"] == "not known").all()
    missing = tables.measures(found)
    assert (missing["Not given because"] != "–").sum() == 17


def test_the_file_of_a_section_is_in_points(demo):
    found = section_inequality(demo, DEMO, questions_of("Your overall NHS care"), dimension("sex"))
    plain = tables.plain_section_inequality(found).set_index("question")
    assert plain.loc["Q59", "estimate"] == pytest.approx(found.rows["Q59"]["estimate"])
    first = found.frame["question"].iloc[0]
    assert plain.loc[first, "estimate"] == pytest.approx(100 * found.rows[first]["estimate"])
    screen = tables.section_inequality(found, order(found, "gap"))
    assert screen["Question"].iloc[-1].startswith("Q59")
    assert set(screen["Female"]) <= {"▼ worse", "▲ better", "no clear gap"}
