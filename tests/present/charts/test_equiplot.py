from __future__ import annotations

import pytest

from analysis.present import charts, sentences, tables
from analysis.results.inequality import inequality
from analysis.results.inequality_section import order, questions_of, section_inequality
from analysis.results.inequality_years import inequality_by_year
from analysis.survey import Population, dimension, question

from .spec import encodings, numbers, rows

DEMO = Population.of("demo")


def dots(picture):
    return [row for row in rows(picture) if "role" in row]


def lines(picture):
    return {row["title"]: row for row in rows(picture) if "words" in row}


@pytest.mark.parametrize("by", ["deprivation", "ethnicity"])
@pytest.mark.parametrize("code", ["Q5", "Q59"])
def test_a_line_is_as_long_as_the_gap_seen(demo, colours, by, code):
    found = inequality(demo, DEMO, question(code), dimension(by))
    picture = charts.equiplot(found, colours)
    times = 1 if code == "Q59" else 100
    marks = dots(picture)
    assert sorted(m["at"] for m in marks) == pytest.approx(sorted(times * found.groups["score"]))
    [line] = lines(picture).values()
    assert line["min"] == min(m["at"] for m in marks)
    assert line["max"] == max(m["at"] for m in marks)
    assert sentences.gap_of(found.question, found.headline) in line["words"]
    assert picture.alt == sentences.inequality(found)


def test_the_ends_of_an_order_keep_their_mark_wherever_they_stand(demo, colours):
    found = section_inequality(demo, DEMO, questions_of("all"), dimension("deprivation"))
    picture = charts.equiplot_section(found, order(found, "questionnaire"), colours)
    for mark in dots(picture):
        expected = mark["label"] if mark["label"][0] in "15" else "Groups between"
        assert mark["role"] == expected
    shape, color = encodings(picture, "shape")[-1], encodings(picture, "color")[-1]
    assert shape["scale"]["domain"] == color["scale"]["domain"]
    assert len(set(shape["scale"]["range"])) == len(set(color["scale"]["range"])) == 3


def test_without_an_order_the_marks_are_lowest_and_highest(demo, colours):
    found = section_inequality(demo, DEMO, questions_of("Operations"), dimension("tumour"))
    picture = charts.equiplot_section(found, ["Q26", "Q25"], colours)
    for i in (0, 1):
        line = [mark for mark in dots(picture) if mark["line"] == i]
        low = min(line, key=lambda mark: mark["at"])
        assert low["role"] == "Lowest group"
        assert max(line, key=lambda mark: mark["at"])["role"] == "Highest group"
    assert list(lines(picture)) == [question("Q26").title, question("Q25").title]


def test_a_small_gap_looks_small(demo, colours):
    found = inequality(demo, DEMO, question("Q59"), dimension("sex"))
    x = encodings(charts.equiplot(found, colours), "x")[-1]
    start, end = x["scale"]["domain"]
    assert end - start >= 2
    assert x["scale"]["zero"] is False


def test_hidden_groups_are_nowhere(few, colours):
    found = inequality(few, Population.of("made"), question("Q5"), dimension("ethnicity"))
    gone = {group.label for group in found.unshown}
    assert gone
    told = rows(charts.equiplot(found, colours))
    assert not gone & {row.get("label") for row in told}
    assert not [row for row in told if "at" in row and not numbers(row["at"])]
    shown = tables.inequality(found)
    assert not [cell for cell in shown.to_numpy().ravel() if cell in gone]


def test_years_are_lines(demo, colours):
    found = inequality_by_year(demo, DEMO, question("Q5"), dimension("deprivation"))
    picture = charts.equiplot_years(found, colours)
    assert list(lines(picture)) == [str(year) for year in question("Q5").years]
    assert picture.alt == sentences.inequality_years(found)
    assert tables.inequality_years(found)["Year"].tolist() == list(lines(picture))
