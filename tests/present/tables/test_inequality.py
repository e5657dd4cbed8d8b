from __future__ import annotations

import pytest

from analysis.present import tables
from analysis.results import compare, scores
from analysis.results.inequality import inequality
from analysis.results.inequality_section import order, questions_of, section_inequality
from analysis.results.inequality_years import inequality_by_year
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


def test_the_main_measures_come_first_and_mean_something(demo):
    asked = question("Q5"), dimension("deprivation")
    few, all_ = (inequality(demo, DEMO, *asked, every=every) for every in (False, True))
    short, long = tables.inequality(few), tables.inequality(all_)
    assert set(short["Measure, relative"]) == {
        "Ratio",
        "Relative index of inequality",
        "Coefficient of variation",
    }
    same = long["Measure, absolute"].isin(short["Measure, absolute"])
    assert long[same].reset_index(drop=True).equals(short)
    assert len(tables.measures(few)) == 6


def test_the_groups_of_the_picture_have_the_gaps_of_the_groups_page(found, demo):
    table = tables.inequality_groups(found)
    compared = compare(scores(demo, DEMO, found.question, [found.dimension]))
    there = tables.groups(compared).set_index("Group").loc[table["Group"]]
    gaps = next(name for name in table if name.startswith("Difference from"))
    apart = table["Group"] != found.reference.label
    assert table["Score"].tolist() == there["Score"].tolist()
    assert table[gaps][apart].tolist() == there[gaps].to_numpy()[apart].tolist()


def test_the_file_of_years_is_in_points_and_names_the_worse_end(demo):
    found = inequality_by_year(demo, DEMO, question("Q5"), dimension("deprivation"))
    plain = tables.plain_inequality_years(found).set_index("year")
    for row in found.rows:
        assert plain.loc[row["year"], "estimate"] == pytest.approx(100 * row["estimate"])
        assert plain.loc[row["year"], "worse_off"] == {"first": "1", "last": "5"}[row["worse"]]


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
