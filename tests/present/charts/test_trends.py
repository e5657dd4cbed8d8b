from __future__ import annotations

from itertools import pairwise

import made
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.present import charts
from analysis.present.charts.trends import _apart
from analysis.results import trends
from analysis.survey import Population, dimension, question

from .spec import numbers
from .spec import rows as data

Q1, SEX, ETHNICITY = question("Q1"), dimension("sex"), dimension("ethnicity")
WHO = Population.of("made")
YEARS = (2016, 2017, 2018)


def rows(picture):
    """Return the rows of data; the years of the axis are none."""
    return [row for row in data(picture) if isinstance(row, dict)]


@pytest.fixture(scope="module")
def thin(workspace_of):
    """Black people are too few in 2017."""
    sizes = {"white": (90, 91, 92), "asian": (30, 31, 32), "black": (33, 6, 35)}
    blocks = [
        {"n": n, "Q1": [1, 3], "ethnicity": group, "year": year}
        for group, sizes_ in sizes.items()
        for year, n in zip(YEARS, sizes_, strict=True)
    ]
    return workspace_of(made.people(*blocks))


def test_hidden_years_have_no_number_in_the_picture_or_its_words(thin, colours):
    found = trends(thin, WHO, Q1, ETHNICITY)
    ((_, picture),) = charts.trends(found, colours)
    hidden = found.frame[found.frame["hidden"]]
    cells = set(zip(hidden["label"], hidden["year"], strict=True))
    assert cells
    drawn = [row for row in rows(picture) if (row.get("label"), row.get("year")) in cells]
    assert len(drawn) == len(cells)
    for row in drawn:
        assert row["shown"] == "hidden"
        assert {row["score"], row["lower"], row["upper"]} == {None}
    black = picture.alt[picture.alt.index("Black") :]
    told = black[: black.index(".", black.index(" in 2018"))]
    assert " in 2017" not in told


def test_each_group_has_a_shape_of_its_own_and_its_name_at_its_end(thin, colours):
    ((title, picture),) = charts.trends(trends(thin, WHO, Q1, ETHNICITY), colours)
    assert title == ""
    spec = picture.chart.to_dict()
    (shape,) = [e["shape"] for layer in spec["layer"] if "shape" in (e := layer["encoding"])]
    assert len(set(shape["scale"]["range"])) == len(shape["scale"]["domain"]) == 4
    names = {row["name"] for row in rows(picture) if "name" in row}
    assert {"White", "Everyone"} <= names


def test_one_line_needs_no_name(thin, colours):
    ((_, picture),) = charts.trends(trends(thin, WHO, Q1), colours)
    assert not [row for row in rows(picture) if "name" in row]
    assert "Everyone: 50.3% (42.5 to 58.1) in 2016" in picture.alt


def test_years_are_written_without_separators(thin, colours):
    ((_, picture),) = charts.trends(trends(thin, WHO, Q1), colours)
    (axis,) = {
        str(layer["encoding"]["x"]["axis"])
        for layer in picture.chart.to_dict()["layer"]
        if "axis" in layer["encoding"]["x"]
    }
    assert "'values': [2016, 2017, 2018]" in axis
    assert "'format': 'd'" in axis


def test_many_groups_are_shared_out_evenly(workspace_of, colours):
    tumour = dimension("tumour")
    blocks = [
        {"n": 40, "Q1": [1, 1, 3], "tumour": group, "year": year}
        for group in tumour.ids
        for year in YEARS
    ]
    found = trends(workspace_of(made.people(*blocks)), WHO, Q1, tumour)
    shown = charts.trends(found, colours)
    sizes = [len({row["label"] for row in rows(p) if "year" in row}) - 1 for _, p in shown]
    assert sizes == [4, 3, 3, 3]
    assert [title for title, _ in shown][-1].endswith(tumour.groups[-1].label)


def test_there_is_no_picture_where_nothing_may_be_shown(workspace_of, colours):
    blocks = [{"n": 5, "Q1": [1, 3], "year": year} for year in YEARS]
    assert charts.trends(trends(workspace_of(made.people(*blocks)), WHO, Q1), colours) == []


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 8)), min_size=1, max_size=9))
def test_names_never_overlap_and_stay_below_the_top(lines):
    lines = sorted(lines)
    wanted, sizes = [w for w, _ in lines], [s for _, s in lines]
    found = _apart(wanted, sizes, 100.0)
    room = [(a + b) / 2 for a, b in pairwise(sizes)]
    assert (np.diff(found) >= np.array(room) - 1e-9).all()
    assert found[-1] + sizes[-1] / 2 <= 100 + 1e-9


def test_no_number_is_infinite(thin, colours):
    for _, picture in charts.trends(trends(thin, WHO, Q1, SEX), colours):
        assert np.isfinite(numbers(rows(picture))).all()
