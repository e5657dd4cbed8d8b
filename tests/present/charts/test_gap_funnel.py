from __future__ import annotations

import pytest

from analysis.present import charts, sentences, tables
from present.gaps import CELLS, gaps_of

from .spec import encodings, rows


def dots(picture):
    return {r["name"]: r for r in rows(picture) if "verdict" in r}


def test_every_place_with_a_gap_is_a_dot_and_a_hidden_one_is_nowhere(colours):
    result = gaps_of(**CELLS)
    picture = charts.gap_funnel(result, colours, chosen="R1F")
    found = dots(picture)
    assert set(found) == set(result.known["name"])
    assert "Isle of Wight NHS Trust" not in {r.get("name") for r in rows(picture)}
    table = tables.place_gaps(result).set_index("Trust")
    for name, dot in found.items():
        assert table.loc[name, "Compared with expected"] == dot["verdict"]
        gap = f"{dot['difference']:+.1f}".replace("-", "−")
        assert table.loc[name, "Gap (points)"].startswith(gap)


def test_the_surer_gaps_are_to_the_right(colours):
    picture = charts.gap_funnel(gaps_of(**CELLS), colours)
    left, right = encodings(picture, "x")[0]["scale"]["domain"]
    assert left > max(d["error"] for d in dots(picture).values())
    assert right < min(d["error"] for d in dots(picture).values())


def test_a_wider_gap_has_the_colour_of_worse_whichever_side_it_is_on(colours):
    for mean, worse in ((-0.06, "triangle-down"), (0.06, "triangle-up")):
        picture = charts.gap_funnel(gaps_of(mean=mean, **CELLS), colours)
        (shape,), (colour,) = encodings(picture, "shape"), encodings(picture, "color")
        wider = shape["scale"]["domain"].index("Wider than expected")
        assert shape["scale"]["range"][wider] == worse
        assert colour["scale"]["range"][wider] == colours.lower


def test_the_lines_are_the_ranges_of_the_places(colours):
    result = gaps_of(**CELLS)
    lines = [r for r in rows(charts.gap_funnel(result, colours)) if r.get("end") == "lower"]
    outer = {r["error"]: r["limit"] for r in lines if r["name"] == "99.8% of places"}
    inner = {r["error"]: r["limit"] for r in lines if r["name"] == "95% of places"}
    assert inner[0] == pytest.approx(100 * result.mean)
    for error, limit in inner.items():
        assert limit == pytest.approx(100 * result.mean - 1.959964 * error, abs=1e-4)
        assert outer[error] <= limit


def test_the_chosen_place_is_named_and_spoken_of_first(colours):
    result = gaps_of(**CELLS)
    picture = charts.gap_funnel(result, colours, chosen="R0A")
    assert [name for name, row in dots(picture).items() if row["chosen"]] == [
        "Manchester University NHS Foundation Trust"
    ]
    assert len(encodings(picture, "text")) == 2
    assert picture.alt == sentences.place_gaps(result, "R0A")


def test_fewer_than_two_gaps_are_no_picture(colours):
    assert charts.gap_funnel(gaps_of(R0A=(-0.1, 0.02, "expected"), R1F=None), colours) is None
