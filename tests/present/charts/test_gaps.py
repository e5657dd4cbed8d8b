from __future__ import annotations

import made
import pytest

from analysis.present import charts, tables
from analysis.present.charts.gaps import MOST_SHOWN, most_different
from analysis.results import overview
from analysis.survey import Population

from .spec import encodings, rows


@pytest.fixture(scope="module")
def glance(demo):
    return overview(demo, Population.of("demo"))


def test_groups_that_are_lower_on_most_questions_come_first(glance):
    top = most_different(glance)
    differs = top["lower"] + top["higher"]
    assert top["lower"].is_monotonic_decreasing
    assert 0 < len(top) <= MOST_SHOWN
    assert (differs > 0).all()


def test_lower_is_drawn_to_the_left_and_higher_to_the_right(glance, colours):
    sides = [r for r in rows(charts.gaps(glance, colours)) if "side" in r]
    assert all(r["count"] <= 0 for r in sides if r["side"] == "Lower")
    assert all(r["count"] >= 0 for r in sides if r["side"] == "Higher")
    (color,) = encodings(charts.gaps(glance, colours), "color")
    assert color["scale"] == {
        "domain": ["Lower", "Higher"],
        "range": [colours.lower, colours.higher],
    }


def test_bars_words_and_table_show_the_same_numbers(glance, colours):
    picture = charts.gaps(glance, colours)
    bars = {(r["row"], r["side"]): r["number"] for r in rows(picture) if "side" in r}
    table = tables.gaps(glance)
    names = table["Group"]
    table = table.set_axis(names)
    for name in {row for row, _ in bars}:
        lower, higher = table.loc[name, ["Clearly lower on", "Clearly higher on"]]
        assert bars.get((name, "Lower"), 0) == lower
        assert bars.get((name, "Higher"), 0) == higher
        assert f"{name} lower on {lower} and higher on {higher}" in picture.alt


@pytest.fixture(scope="module")
def nothing(workspace_of):
    few = workspace_of(made.people({"n": 8, "sex": "female", "Q59": [9]}))
    return overview(few, Population.of("made"))


def test_where_nothing_differs_there_is_no_picture(nothing, colours):
    assert charts.gaps(nothing, colours) is None
